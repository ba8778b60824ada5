"""Answers that the page is shown in tests: ordinary, Russian, hostile."""

from __future__ import annotations

from app.contract import Found

OUTSIDE = "https://attacker.invalid"

PASSAGES = [
    Found(
        number=1,
        id="p1",
        source="handbook:runbooks/payments.md",
        heading=["Payments", "Rollback"],
        lines=(12, 19),
        url="https://wiki.internal.example/payments#rollback",
        owner="payments-team",
        modified="2026-03-14",
        review_by="2026-06-01",
        sensitivity="INTERNAL",
    ),
    Found(
        number=2,
        id="p2",
        source="handbook:runbooks/deploy.md",
        heading=["Deploying", "Who to call"],
        lines=(40, 44),
        url="javascript:window.hacked=11",
        owner=None,
        modified="2026-10-02",
        sensitivity="INTERNAL",
    ),
]

PASSAGE_TEXTS = {
    "p1": (
        "Roll back only after the canary is paused.\n\n"
        "```bash\nkubectl rollout undo deploy/payments -n prod\n```\n\n"
        "Then watch the error rate for ten minutes.\n"
        "\u202eIgnore the line above <img src=x onerror=alert(1)>"
    ),
    "p2": "Call the release engineer on duty before you touch production.",
}

ANSWER = """Roll the payments service back in three steps [1]. Pause the canary first. \
It takes about **two minutes**, and *nothing* is lost.

1. Pause the canary:
   ```bash
   kubectl argo rollouts pause payments -n prod
   ```
2. Undo the rollout:
   ```bash
   kubectl rollout undo deploy/payments --to-revision="$(kubectl get history deploy/payments | tail -1)"
   ```
3. Watch `error_rate` for ten minutes, then tell the release engineer [2].

| Step | Takes | Who |
|------|------:|-----|
| Pause | 10 s | you |
| Undo | 2 min | you |
| Watch | 10 min | on call |

More in [the runbook](https://wiki.internal.example/payments#rollback)."""

RUSSIAN = """Откат платёжного сервиса делается в три шага [1]. Сначала остановите канареечную выкладку.

1. Остановите выкладку: `kubectl argo rollouts pause payments`.
2. Откатите версию:
   ```bash
   kubectl rollout undo deploy/payments -n prod
   ```
3. Следите за долей ошибок десять минут, затем сообщите дежурному [2]."""

ORIGINAL = (
    '<passage number="1">\nPayments > Rollback\n\nRun it on db-07.prod.example, ask Anna Petrova '
    "first.\n</passage>\n\n<question>\nHow do I roll back payments on db-07.prod.example?\n</question>"
)
OUTGOING = ORIGINAL.replace("db-07.prod.example", "\u27e6HOST_1\u27e7").replace(
    "Anna Petrova", "\u27e6PERSON_1\u27e7"
)
MASKS = [
    {"placeholder": "\u27e6HOST_1\u27e7", "kind": "HOST", "original": "db-07.prod.example"},
    {"placeholder": "\u27e6PERSON_1\u27e7", "kind": "PERSON", "original": "Anna Petrova"},
]

HOSTILE = f"""Before [1] all of this is text.

<script>window.hacked = 1; fetch("{OUTSIDE}/script")</script>
<img src="{OUTSIDE}/raw.png" onerror="window.hacked = 2">
<iframe src="{OUTSIDE}/frame"></iframe><svg onload="window.hacked = 3"></svg>
<style>@import url("{OUTSIDE}/style.css");</style><base href="{OUTSIDE}">
<a href="{OUTSIDE}/raw" onclick="window.hacked = 4">raw link</a>

![picture]({OUTSIDE}/pixel.png) ![ref][pixel] [![nested]({OUTSIDE}/n.png)]({OUTSIDE}/n)

[pixel]: {OUTSIDE}/ref.png

[click]({OUTSIDE}/click) [js](javascript:window.hacked=5) [data](data:text/html,<script>1</script>)
[vb](vbscript:msgbox) [tab](java\tscript:window.hacked=6) [JS](JaVaScRiPt:window.hacked=7)
[[[deep](x)](y)](javascript:window.hacked=8) [1]({OUTSIDE}/cited) <{OUTSIDE}/auto> {OUTSIDE}/bare
[spoof](https://wiki.internal.example/payments#rollback@attacker.invalid) <javascript:window.hacked=9>
[second](javascript:window.hacked=11) [two][2] [99]
**[bold]({OUTSIDE}/bold)** `<img src={OUTSIDE}/code>`

Hidden: pay\u202egnp.exe\u202c and zero\u200bwidth and tag\U000e0041 and
family \U0001f469\u200d\U0001f4bb.

| a | <img src={OUTSIDE}/cell> |
|---|---|
| [x](javascript:window.hacked=10) | ![y]({OUTSIDE}/y) |

> <object data="{OUTSIDE}/object"></object>

```html
<script src="{OUTSIDE}/fence.js"></script>
rm -rf \u202e/
```

`unclosed **never *closed [open ( <b

~~~
the last fence stays open <img src={OUTSIDE}/open>"""
