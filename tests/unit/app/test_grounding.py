"""What is checked on the way back: commands, citations, links, leftovers, at every split."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.danger import destructive, destructive_prose
from app.grounding import Grounding, Warned
from index.chunk import Chunk, Passage, Sensitivity

ROLLBACK = """## Roll back payments

Check the state first with `kubectl -n payments get pods` and look at the age.

```bash
kubectl -n payments rollout undo deploy/payments
kubectl -n payments rollout status deploy/payments
```

1. Scale to zero:
   ```sh
   kubectl -n payments scale deploy/worker --replicas=0
   ```
2. Watch <https://grafana.acme.internal/d/pay>.
"""
DATABASE = """## Clean up

$ psql -c "select 1"
 ?column?
$ psql -c "vacuum"

Remove old dumps: `rm -rf /var/backups/old --one-file-system`.

| step | command |
|------|---------|
| list | `ls -l /var/backups` |

```yaml
spec:
  replicas: 3
  template:
    metadata: {}
```
"""
PROSE = "The on-call engineer of the week answers within 15 minutes."


def passage(text: str, number: int, url: str | None = None) -> Passage:
    """A passage with this text."""
    chunk = Chunk(
        source=f"docs:{number}.md",
        revision="r",
        ordinal=number,
        heading=("H",),
        text=text,
        lines=(1, 9),
        title=f"Page {number}",
        url=url,
        owner=None,
        modified="2026-01-01",
        review_by=None,
        sensitivity=Sensitivity.INTERNAL,
        audience=frozenset({"staff"}),
    )
    return Passage(chunk, 1.0)


PASSAGES = (
    passage(ROLLBACK, 1, "https://wiki.acme.internal/rollback"),
    passage(DATABASE, 2),
    passage(PROSE, 3),
)


def checked(
    answer: str, language: str = "en", passages: tuple[Passage, ...] = PASSAGES
) -> Grounding:
    """The answer, checked in one piece."""
    grounding = Grounding(passages, language)
    shown = grounding.feed(answer) + grounding.finish()
    assert shown == grounding.text
    return grounding


VERBATIM = [
    "```bash\nkubectl -n payments rollout undo deploy/payments\n"
    "kubectl -n payments rollout status deploy/payments\n```\n[1]",
    "````\nkubectl -n payments rollout undo deploy/payments\n````\n[1]",
    "[1] $ kubectl -n payments rollout undo deploy/payments\nThen wait.",
    "~~~sh\nkubectl -n payments rollout undo deploy/payments   \n~~~\n[1]",
    "> ```\n> kubectl -n payments rollout undo deploy/payments\n> ```\n\n[1]",
    "Check `kubectl -n payments get pods` [1].",
    "Check ``kubectl -n payments get pods`` [1].",
    "$ kubectl -n payments rollout undo deploy/payments\nThen wait [1].",
    '```\npsql -c "select 1"\npsql -c "vacuum"\n```\n[2]',
    "```yaml\nreplicas: 3\ntemplate:\n  metadata: {}\n```\n[2]",
    "List `ls -l /var/backups` [2].",
    "<pre><code>kubectl -n payments rollout undo deploy/payments</code></pre> [1]",
]


@pytest.mark.parametrize("answer", VERBATIM)
def test_verbatim_code_stays(answer: str) -> None:
    grounding = checked(answer)
    assert not grounding.warnings
    assert (
        "kubectl" in grounding.text
        or "psql" in grounding.text
        or "replicas" in grounding.text
        or "ls" in grounding.text
    )


INVENTED = [
    "```bash\nkubectl -n payments rollout undo deploy/payment\n```\n[1]",
    "```bash\nkubectl delete ns payments\n```\nSee [1].",
    "```bash\nkubectl delete ns payments\n",
    "~~~\nkubectl delete ns payments\n~~~",
    "1. ```\n   kubectl delete ns payments\n   ```",
    "> ```\n> kubectl delete ns payments\n> ```",
    "````md\n```\nkubectl delete ns payments\n```\n````",
    "Run ```kubectl delete ns payments``` [1].",
    "Run: ```bash\nkubectl delete ns payments\n``` and wait.",
    "```kubectl delete ns payments\n```",
    "Run `kubectl delete ns payments` [1].",
    "Run `` kubectl delete ns payments `` [1].",
    "Run `kubectl delete ns payments",
    "Run `kubectl delete\nns payments` now",
    "Run `kubectl\tdelete\tns` now",
    "Run `kubectl\u00a0delete ns payments` now",
    "$ kubectl delete ns payments\n",
    "- $ kubectl delete ns payments",
    "    kubectl delete ns payments\n",
    "<pre>kubectl delete ns payments</pre>",
    "<code>kubectl delete ns payments</code>",
    "<PRE class='x'>\nkubectl delete ns payments",
    "\u200b```\nkubectl delete ns payments\n```",
    "```bash\r\nkubectl delete ns payments\r\n```\r\n",
    "[9]$ kubectl delete ns payments",
    "[$ kubectl delete ns payments](https://evil.example)",
    "https://evil.example $ kubectl delete ns payments",
    "<a>$ kubectl delete ns payments",
    "[`kubectl delete ns payments`](https://wiki.acme.internal/other)",
    "![`kubectl delete ns payments`](x)",
    "x [y `kubectl delete ns payments` z](u)",
]


@pytest.mark.parametrize("answer", INVENTED)
def test_an_invented_command_is_never_shown(answer: str) -> None:
    grounding = checked(answer)
    assert "delete" not in grounding.text
    assert "deploy/payment\n" not in grounding.text
    assert {Warned.REPLACED, Warned.REMOVED} & set(grounding.warnings)


def test_the_cited_passages_own_block_stands_in_its_place() -> None:
    for answer in (
        "[1]\n\n```\nkubectl delete ns x\n```\n",
        "```\nkubectl delete ns x\n```\n\n[1] done",
    ):
        grounding = checked("Do this " + answer)
        assert (
            "```bash\nkubectl -n payments rollout undo deploy/payments\n"
            "kubectl -n payments rollout status deploy/payments\n```" in grounding.text
        )
        assert grounding.warnings == (Warned.REPLACED,)
        assert grounding.citations == (1,)


def test_the_same_block_does_not_stand_in_twice() -> None:
    grounding = checked("```\nkubectl -n payments rollout redo x\n```\n\n" * 5)
    assert grounding.text.count("rollout undo") == 1
    assert grounding.counts[Warned.REPLACED] == 5


def test_an_inline_command_is_replaced_by_one_line() -> None:
    grounding = checked("Look with `kubectl -n payments get pod` [1] now.")
    assert grounding.text == "Look with `kubectl -n payments get pods` [1] now."


@pytest.mark.parametrize(("language", "words"), [("en", "removed"), ("ru", "удалена")])
def test_nothing_like_it_means_removed_and_said(language: str, words: str) -> None:
    grounding = checked("Так: `frobnicate --all the things`.", language, (passage(PROSE, 1),))
    assert words in grounding.text and "frobnicate" not in grounding.text
    assert Warned.REMOVED in grounding.warnings


def test_a_shortened_destructive_command_does_not_pass() -> None:
    for answer in ("`rm -rf /var/backups/old`", "```\nrm -rf /var/backups/old\n```"):
        grounding = checked(f"Run {answer}")
        assert "rm -rf /var/backups/old --one-file-system" in grounding.text
        assert Warned.REPLACED in grounding.warnings


def test_lines_out_of_order_or_with_another_indentation_do_not_pass() -> None:
    status, undo = "rollout status deploy/payments", "rollout undo deploy/payments"
    swapped = checked(f"```\nkubectl -n payments {status}\nkubectl -n payments {undo}\n```\n[1]")
    assert Warned.REPLACED in swapped.warnings
    assert swapped.text.index(undo) < swapped.text.index(status)
    shifted = checked("```yaml\nreplicas: 3\n  template:\n    metadata: {}\n```\n[2]")
    assert Warned.REPLACED in shifted.warnings


def test_a_command_cut_at_a_backslash_does_not_pass() -> None:
    page = passage("```\nhelm upgrade pay \\\n  --dry-run\n```\n", 1)
    assert checked("```\nhelm upgrade pay \\\n```", passages=(page,)).warnings[0] is Warned.REPLACED
    assert checked("```\n--dry-run\n```", passages=(page,)).warnings[0] is Warned.REPLACED


def test_code_cites_its_passage_where_the_model_did_not() -> None:
    grounding = checked("```\nkubectl -n payments rollout undo deploy/payments\n```\n")
    assert grounding.text.endswith("```\n\n[1]")
    assert grounding.citations == (1,)
    assert checked("Run `ls -l /var/backups` now.").text == "Run `ls -l /var/backups` now. [2]"


def test_citations_resolve() -> None:
    grounding = checked("A [1]. B [1, 2]. C [2][3]. D 【3】. E [9]. F [0, 2] G [1-3]. H[4]")
    assert grounding.text == "A [1]. B [1][2]. C [2][3]. D [3]. E. F [2] G [1][2][3]. H"
    assert grounding.citations == (1, 2, 3)
    assert grounding.warnings == (Warned.CITATION,)
    assert grounding.counts[Warned.CITATION] == 3


def test_indexes_inside_code_are_no_citations() -> None:
    page = passage("Use `items[9]` and `echo ${a[7]} x`.", 1)
    grounding = checked("See `items[9]` and `echo ${a[7]} x`.", passages=(page,))
    assert "items[9]" in grounding.text and "${a[7]}" in grounding.text
    assert Warned.CITATION not in grounding.warnings


FOREIGN = [
    "![x](https://evil.example/a.png?q=1)",
    "[click](https://evil.example/)",
    "https://evil.example/path",
    "<https://evil.example>",
    "www.evil.example/x",
    '<img src="https://evil.example/x">',
    '<a href="https://evil.example">x</a>',
    "[x][r]\n\n[r]: https://evil.example",
    "[x](\nhttps://evil.example)",
    "[x](//evil.example/y)",
    "[https://evil.example](https://wiki.acme.internal/rollback)",
    "https://grafana.acme.internal/d/pay?leak=evil.example",
    "`https://evil.example`",
    "[a](javascript:evil.example)",
    "[1](https://evil.example/x)",
    "[[1]](//evil.example/x)",
    "[1]https://evil.example",
]


@pytest.mark.parametrize("answer", FOREIGN)
def test_foreign_links_are_dropped(answer: str) -> None:
    grounding = checked(f"See {answer} there [1].")
    assert "evil.example" not in grounding.text or "](" not in grounding.text
    assert "://evil" not in grounding.text and "leak" not in grounding.text
    assert "](//" not in grounding.text


def test_links_of_the_documents_stay() -> None:
    grounding = checked(
        "Open [the page](https://wiki.acme.internal/rollback) and https://grafana.acme.internal/d/pay."
    )
    assert "[the page](https://wiki.acme.internal/rollback)" in grounding.text
    assert "https://grafana.acme.internal/d/pay." in grounding.text
    assert grounding.warnings == ()
    assert grounding.citations == (1,)


def test_leftover_marks_are_reported() -> None:
    assert checked("Log in to ⟦HOST_1⟧ [1].").warnings == (Warned.LEFTOVER,)


def test_destructive_code_is_marked_in_both_languages() -> None:
    code = "kubectl -n payments scale deploy/worker --replicas=0"
    assert checked(f"1. ```\n   {code}\n   ```\n[1]").text == (
        "1. ⚠ **Destructive command:** check what it will act on before you run it.\n"
        f"   ```\n   {code}\n   ```\n[1]"
    )
    inline = checked(f"Затем `{code}` [1].", "ru")
    assert inline.text == f"Затем ⚠ (опасно) `{code}` [1]."
    assert inline.warnings == (Warned.DESTRUCTIVE,)


IN_PROSE = [
    "Then run rm -rf / on the host [1].", "- rm -rf /var/lib/x\n\nDone [1].",
    "| step | command |\n|---|---|\n| clean | rm -rf / |\n\n[1]", "**rm -rf /** [1]",
    "**rm** -rf / [1]", "<b>rm</b>&nbsp;-rf / [1]", "rm \\-rf / [1]", "1. sudo reboot\n2. Wait [1].",
    "Use sudo /sbin/reboot on it", "> /dev/sda", "truncate -s 0 /var/log/x",
    "Run reboot.", "- reboot", "| reboot | x |", "then DROP TABLE users; [1]", "drop table users",
    "Execute delete from users where id > 1 [1].", "truncate table jobs", "TRUNCATE jobs",
    "Next kubectl -n payments delete pod a [1].", "Kubectl delete ns x", "terraform destroy",
    "Затем выполните kubectl delete ns payments [1].", "systemctl stop nginx", "shutdown -h now",
    "Call FLUSHALL on it.", "git push origin main --force", "a " * 3000 + "rm -rf / " + "b " * 3000,
]  # fmt: skip


@pytest.mark.parametrize("answer", IN_PROSE)
def test_a_destructive_command_in_prose_is_warned_of_once(answer: str) -> None:
    whole = checked(answer)
    assert whole.counts[Warned.DESTRUCTIVE] == 1
    assert "⚠" not in whole.text
    by_character = Grounding(PASSAGES, "en")
    shown = "".join(map(by_character.feed, answer)) + by_character.finish()
    assert (shown, by_character.counts) == (whole.text, whole.counts)


def test_prose_beside_marked_code_is_not_counted_again() -> None:
    code = "kubectl -n payments scale deploy/worker --replicas=0"
    assert checked(f"Run `{code}`, not rm -rf / [1].").counts[Warned.DESTRUCTIVE] == 1


@pytest.mark.parametrize(
    "answer",
    [
        "Delete the page, then remove the link.", "A drop in latency follows.",
        "Delete from the list what is old.", "Truncate the title to 40 signs.",
        "The log may truncate long lines.", "The reboot takes a minute.", "Wait for shutdown.",
        "A graceful shutdown is 30 seconds.", "Reboot the server from the console.",
        "pgBackRest is what we use to restore.", "A restore from etcdctl snapshots takes an hour.",
        "Use kubectl to delete the pod.", "Docker will then kill the container.",
        "The service should stop by itself.", "AWS EC2 instances terminate on their own.",
        "Vault can revoke it.", "Helm charts are easy to delete.", "Do not halt the rollout.",
        "Удалите страницу, затем перезапустите сервер.", "Git keeps a history of every push.",
        "The shutdown/reboot buttons are on the panel.", "Users of find can delete it.",
        "If git says so, reset it.", "Drop the ticket into the queue.", "Then the kill switch.",
    ],
)  # fmt: skip
def test_plain_prose_is_no_destructive_command(answer: str) -> None:
    assert checked(answer + " [1]").warnings == ()


def test_one_destructive_word_in_code_is_marked() -> None:
    grounding = checked("Then `reboot` the `host` [1].")
    assert grounding.text == "Then ⚠ (destructive) `reboot` the `host` [1]."
    assert grounding.counts[Warned.DESTRUCTIVE] == 1


@pytest.mark.parametrize("tag", ["kbd", "samp", "tt", "code", "KBD"])
def test_tags_of_code_are_code(tag: str) -> None:
    assert checked(f"Do <{tag}>kubectl -n x y</{tag}> [1].").warnings == (Warned.REPLACED,)
    shown = checked(f"List <{tag}>ls -l /var/backups</{tag}> [2].")
    assert (shown.text, shown.warnings) == ("List `ls -l /var/backups` [2].", ())


@pytest.mark.parametrize(
    "code",
    [
        "rm -rf /tmp/x",
        "sudo rm -fr x", "rm -r x", "kubectl -n a delete pod b",

        "kubectl drain n1",
        "kubectl scale deploy/x --replicas=0", "helm uninstall x -n y", "terraform destroy",
        "dd if=/dev/zero of=/dev/sda", "mkfs.ext4 /dev/sdb", "git push origin main --force",
        "git push -f", "git reset --hard HEAD~1", "redis-cli FLUSHALL", "docker system prune -af",
        "docker volume prune", "systemctl stop nginx", "kill -9 123", "iptables -F", "reboot",
        "sudo shutdown -h now", "DROP TABLE users;", "psql -c 'delete from a'", "TRUNCATE jobs;",
        "aws s3 rm s3://b --recursive", "kubectl \\\n  delete pod x",

        "yc compute instance delete x",
        "find /x -name '*.log' -delete", "curl -X DELETE http://es:9200/index", "echo > /dev/sda",
        "patronictl switchover --master pg-pay-02 --candidate pg-pay-01 --force",
        "redis-cli -p 26379 SENTINEL failover mymaster",
        "switchover --master pg-pay-02 --force",

        "pgbackrest --stanza=main --delta restore", "sudo -u postgres pgbackrest restore",
        "pg_restore --clean -d app app.dump", "pg_restore -c -d app app.dump",
        "pg_restore -vc --if-exists -d app app.dump", "mongorestore --drop dump/",
        "etcdctl snapshot restore snap.db", "vault operator raft snapshot restore -force s.snap",
        "velero restore create --from-backup b --existing-resource-policy=update",
        "barman recover main latest /var/lib/postgresql", "gitlab-backup restore BACKUP=1",
        "clickhouse-backup restore --rm b", "gcloud sql backups restore 1 --restore-instance=a",
        "RESTORE DATABASE pay FROM DISK = 'a.bak' WITH REPLACE", "zfs rollback -r tank/db@monday",
        "zfs send a@b | zfs receive -F tank/db", "virsh snapshot-revert vm monday",
        "pg_rewind --target-pgdata=/data --source-server=x",
    ],
)  # fmt: skip
def test_destructive(code: str) -> None:
    assert destructive(code)


def test_a_long_line_of_beginnings_takes_no_time() -> None:
    began = time.process_time()
    for words in (
        "pgbackrest ",
        "pg_restore -a ",
        "velero restore create ",
        "restore database with ",
    ):
        line = words * (20_000 // len(words))
        assert not destructive(line) and not destructive_prose(line)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "code",
    [
        "kubectl get pods", "kubectl scale deploy/x --replicas=3", "git push origin main", "ls -l",
        "cat /etc/passwd", "terraform plan", "helm upgrade x", "docker ps", "grep -rf x y",
        "systemctl status nginx", "select deleted from x", "kubectl rollout restart deploy/drain",
        "echo farm -rf", "git log --force-color",

        "pgbackrest info", "pgbackrest --stanza=restore backup", "pgbackrest help restore",
        "pgbackrest --stanza=main check", "pgbackrest restore-command", "pg_restore --list app.dump",
        "pg_restore -Fc -d app_new app.dump", "pg_restore -C -d postgres app.dump",
        "mongorestore --nsInclude 'a.*' dump/", "mongodump --out drop", "velero restore get",
        "velero restore create --from-backup b", "etcdctl snapshot status snap.db",
        "etcdctl snapshot save restore.db", "barman list-backups main", "gitlab-backup create",
        "gcloud sql backups list", "zfs list -t snapshot", "zfs receive tank/new",
        "RESTORE DATABASE pay_copy FROM DISK = 'a.bak'", "virsh snapshot-list vm",
    ],
)  # fmt: skip
def test_not_destructive(code: str) -> None:
    assert not destructive(code)


def test_prose_flows_at_once() -> None:
    grounding = Grounding(PASSAGES, "en")
    assert grounding.feed("First look at the ") == "First look at the"
    assert grounding.feed("age of `pods` and ") == " age of `pods` and"
    assert grounding.feed("then\n```bash\nkubectl -n payments rollout undo") == " then"
    assert grounding.feed(" deploy/payments\n") == ""
    assert "rollout undo" in grounding.feed("```\n")


def test_a_stray_backtick_is_prose() -> None:
    assert checked("The ` key and the $ sign cost $ 5 [1].").text == (
        "The \\` key and the $ sign cost $ 5 [1]."
    )


def test_terminal_escapes_and_invisible_signs_are_dropped() -> None:
    text = checked("a\x1b[31mb\u202ec\rd [1]").text
    assert not {"\x1b", "\u202e", "\r"} & set(text)


PIECES = st.sampled_from(
    [
        "`", "``", "```", "````", "~~~", "\n", "\n\n", "\r\n", "\r", " ", "    ", "\t", "$ ", "> ",
        "- ", "1. ", "[1]", "[2, 9]", "[", "]", "(", ")", "![", "](", "【1】", "<", ">", "<pre>",
        "</pre>", "<code>", "</code>", "<img src=x>", "https://evil.example/a", "www.x.io", "\\",
        "https://grafana.acme.internal/d/pay", "⟦HOST_1⟧", "!", "kubectl -n payments get pods",
        "kubectl delete ns x", "rm -rf /", "bash", "слово", "word", ".", "ls -l /var/backups",
        "[a](https://evil.example)", "[p](https://wiki.acme.internal/rollback)", "\u200b", "12",
        "kubectl -n payments rollout undo deploy/payments", "`kubectl -n payments get pods`",
    ]
)  # fmt: skip
ANSWERS = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(ANSWERS, st.data())
@example("a https://e.com/x!y [1]", None)
def test_the_split_does_not_matter(answer: str, data: st.DataObject | None) -> None:
    whole = checked(answer)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(answer)), max_size=8))) if data else []
    by_character = list(answer)
    by_cut = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    for pieces in (by_character, by_cut):
        grounding = Grounding(PASSAGES, "en")
        shown = "".join(grounding.feed(piece) for piece in pieces) + grounding.finish()
        assert shown == whole.text == grounding.text
        assert grounding.citations == whole.citations
        assert grounding.counts == whole.counts


@settings(max_examples=300, deadline=None)
@given(ANSWERS)
@example("<code>](")
def test_whatever_is_shown_as_code_stands_in_a_passage(answer: str) -> None:
    shown = checked(answer).text
    again = checked(shown)
    assert not {Warned.REPLACED, Warned.REMOVED} & set(again.warnings)
    assert "://evil" not in shown


@pytest.mark.parametrize(
    "unit",
    ["word ", "`a b` ", "[9] ", "https://evil.example/x ", "```\nx y\n```\n", "[", "`", "<", "\\",
     "x", "$ a b\n", "> ", "![a](b) ", "kubectl ", "<b>", "delete from ", "    x y\n", "- ", "`a\n",
     "&#96;", "<p ", "[a]: b\n", "> x y\n", "me@h:", "<a:", "\n    ", "````", "    \n", "> - ",
     "//x.y ", "<x y=", "[a\\", "$\\\n"],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def once(text: str) -> float:
        grounding = Grounding(PASSAGES, "en")
        started = time.process_time()
        for at in range(0, len(text), 4):
            grounding.feed(text[at : at + 4])
        grounding.finish()
        return time.process_time() - started

    def spent(size: int) -> float:
        """The best of three: what is above it is somebody else's."""
        return min(once(unit * (size // len(unit))) for _ in range(3))

    once(unit * 400)
    assert spent(80_000) < 8 * max(spent(20_000), 0.02)


def test_code_made_up_again_and_again_is_not_compared_for_ever() -> None:
    page = "\n\n".join(
        f"```sh\nsystemctl restart worker-{n} && kubectl -n ns{n} get pods\n```" for n in range(40)
    )
    passages = [Passage(replace(PASSAGES[0].chunk, text=page), 1.0)]
    grounding = Grounding(passages, "en")
    answer = "".join(f"```sh\nfoo bar{n} baz\n```\n" for n in range(4000))
    began = time.process_time()
    shown = grounding.feed(answer) + grounding.finish()
    assert time.process_time() - began < 1.5
    assert "foo bar" not in shown
