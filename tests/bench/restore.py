"""Restoring: what models do to placeholders, Russian names in the right case, streams in any cuts.

Vaults come from the real gate on planted texts. An answer is a sentence with a placeholder in it,
distorted in the ways that models are known for. `cuts` compares the restored stream with the whole.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

from app.confidentiality.ledger import Ledger
from app.confidentiality.masking import Source, mask
from app.confidentiality.sanitize import Restorer, Vault, restore
from app.confidentiality.verdict import examine
from app.gate import Gate
from tests.bench import restore_fair
from tests.bench.gate_for_bench import bench_gate, scanned
from tests.bench.planting import DEVELOPMENT, TEST, planted
from tests.bench.planting.declension import first_name, last_name
from tests.bench.planting.names import FIRST_RU_F, FIRST_RU_M, LAST_RU
from tests.bench.proportion import at_least, measured

_SEED = 11
_TEXTS = 80
_NAMES = 1500
_CUTS = 110_000
_MARK = "\u27e6?\u27e7"

DISTORTIONS: dict[str, Callable[[str], str]] = {
    "exact": lambda p: p,
    "lower case": str.lower,
    "capitalised": lambda p: p[0] + p[1:].capitalize(),
    "spaces inside": lambda p: f"{p[0]} {p[1:-1]} {p[-1]}",
    "double square brackets": lambda p: f"[[{p[1:-1]}]]",
    "square brackets": lambda p: f"[{p[1:-1]}]",
    "other brackets": lambda p: f"\u3010{p[1:-1]}\u3011",
    "opening bracket lost": lambda p: p[1:],
    "closing bracket lost": lambda p: p[:-1],
    "both brackets lost": lambda p: p[1:-1],
    "escaped underscore": lambda p: p.replace("_", r"\_"),
    "space for underscore": lambda p: p.replace("_", " "),
    "hyphen for underscore": lambda p: p.replace("_", "-"),
    "bold": lambda p: f"**{p}**",
    "bold inside": lambda p: f"{p[0]}**{p[1:-1]}**{p[-1]}",
    "backticks": lambda p: f"`{p}`",
    "quoted": lambda p: f'"{p}"',
    "guillemets": lambda p: f"«{p}»",
    "possessive": lambda p: f"{p}'s",
    "full stop": lambda p: f"{p}.",
}
_ENDINGS = ("у", "а", "ом", "ой", "е", "ем", "ым")
_SENTENCES = (
    "Restart {} first [1].", "Log in to {}, then check the disk [2].", "The owner is {} [1].",
    "Сначала проверьте {} [1].", "Дело в том, что {} не отвечает [2].", "- {}\n- wait a minute [1]",
)  # fmt: skip
_EXTRA = (
    "see [the page](https://x.example/\u27e6HOST_1\u27e7)",
    "\u27e6HOST_99\u27e7",
    "a [b] c",
    "[[",
    "",
)

CASES: tuple[tuple[str, str], ...] = (
    ("Уточните у {}.", "gen"),
    ("Ключи есть у {} [1].", "gen"),
    ("Письмо пришло от {}.", "gen"),
    ("Без {} не начинайте.", "gen"),
    ("Сделано по просьбе {} [1].", "gen"),
    ("Доступ выдан для {}.", "gen"),
    ("Напишите {} сегодня.", "dat"),
    ("Обратитесь к {} [1].", "dat"),
    ("Передайте {} доступ.", "dat"),
    ("Позвоните {} и дождитесь ответа.", "dat"),
    ("Согласуйте это с {} [2].", "ins"),
    ("Свяжитесь с {}.", "ins"),
    ("Смена закреплена за {}.", "ins"),
    ("Позовите {} в канал.", "acc"),
    ("Назначьте {} ответственным.", "acc"),
    ("Ответственность возложена на {}.", "acc"),
    ("В заметке говорится о {}.", "prep"),
    ("{} уже смотрит логи.", "nom"),
    ("Дежурит {} [1].", "nom"),
    ("За это отвечает {}.", "nom"),
)
_SOURCES: tuple[tuple[str, str], ...] = (
    ("За сервис отвечает {}, вопросы туда же.", "nom"), ("Спросите {} перед выкладкой.", "acc"),
    ("Доступ к базе выдан {} вчера.", "dat"), ("Перезапуск согласован с {} и командой.", "ins"),
    ("Инструкция написана со слов {} в марте.", "gen"),
)  # fmt: skip


def run() -> dict[str, object]:
    """Every figure about the way back."""
    with bench_gate() as gate:
        vaults = list(_vaults(gate))
        figures = _restored(vaults)
        figures |= _names(gate)
    return figures | restore_fair.rows() | _streamed(vaults)


def _vaults(gate: Gate) -> Iterator[Vault]:
    for half in (DEVELOPMENT, TEST):
        for language in ("en", "ru"):
            for text in planted(_SEED, _TEXTS, half, language):
                outgoing = scanned(gate, text.text).outgoing
                if outgoing is not None and _placeholders(outgoing.vault):
                    yield outgoing.vault


def _placeholders(vault: Vault) -> list[str]:
    return [name for name in vault.values if name[0] == "\u27e6" and "LITERAL" not in name]


def _restored(vaults: list[Vault]) -> dict[str, object]:
    """Placeholders whose original stands in the restored answer, by distortion."""
    rng = random.Random(_SEED)
    met: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for vault in vaults:
        for name in _placeholders(vault):
            for kind, distort in DISTORTIONS.items():
                total[kind] += 1
                answer = rng.choice(_SENTENCES).format(distort(name))
                met[kind] += _comes_back(answer, name, vault, stem=_inflects(name, vault))
            if _inflects(name, vault):
                total["Russian ending glued on"] += 1
                answer = f"Спросите {name}{rng.choice(_ENDINGS)} [1]."
                met["Russian ending glued on"] += _comes_back(answer, name, vault, stem=True)
    rows: dict[str, object] = {"placeholders restored": at_least(met.total(), total.total(), 0.997)}
    return rows | {f"restored, {kind}": at_least(met[kind], total[kind]) for kind in total}


def _inflects(name: str, vault: Vault) -> bool:
    """Whether it comes back in the case of its sentence: a Russian name."""
    return bool(re.search("[а-яё]", vault.values[name])) and name.startswith("\u27e6PERSON")


def _comes_back(answer: str, name: str, vault: Vault, *, stem: bool = False) -> bool:
    """Whether the original is there and nothing of the placeholder is left."""
    text = restore(answer, vault).text
    original = vault.values[name]
    if stem:  # inflected: the longest word of it begins as it did
        longest = max(re.findall(r"\w+", original), key=len)
        text, written = text.replace("ё", "е"), [longest[:3].replace("ё", "е")]
    else:  # in any way in which the text wrote it
        written = [original, *(form.text for form in vault.forms.get(name, ()))]
    plain = text.replace("\\", "")
    clean = _MARK not in text and "\u27e6" not in text
    return clean and any(one.replace("\\", "") in plain for one in written)


def _names(gate: Gate) -> dict[str, object]:
    """Names of the source text in the case that the answer's sentence asks for."""
    rng = random.Random(_SEED)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    skipped = 0
    for number in range(_NAMES):
        female = rng.random() < 0.5
        given, family = rng.choice(FIRST_RU_F if female else FIRST_RU_M), rng.choice(LAST_RU)

        def form(case: str, given: str = given, family: str = family, female: bool = female) -> str:
            return (
                f"{first_name(given, case, female=female)} {last_name(family, case, female=female)}"
            )

        template, source_case = _SOURCES[number % len(_SOURCES)]
        masked, vault = _masked(gate, template.format(form(source_case)))
        people = _placeholders(vault)
        if len(people) != 1 or family[:3] in masked:
            skipped += 1
            continue
        sentence, case = CASES[rng.randrange(len(CASES))]
        answer = restore(sentence.format(people[0]), vault).text
        total[case] += 1
        right[case] += answer == sentence.format(form(case))
    rows: dict[str, object] = {
        "Russian names in the right case": at_least(right.total(), total.total(), 0.98)
    }
    rows |= {f"right case, {case}": at_least(right[case], total[case]) for case in sorted(total)}
    return rows | {"names not masked as one (left out)": measured(skipped)}


def _masked(gate: Gate, text: str) -> tuple[str, Vault]:
    """What the gate's detectors and the sanitiser make of a text, whatever its lane."""
    draft = Ledger().draft()
    found = examine(text, gate.detectors).findings
    return mask([Source.of(text, found)], draft)[0].text, draft.vault()


def _streamed(vaults: list[Vault]) -> dict[str, object]:
    """Streams equal to the whole: every cut into two, and many random cuts into several."""
    rng = random.Random(_SEED)
    equal = cuts = longest = 0
    while cuts < _CUTS:
        vault = rng.choice(vaults)
        answer = _long_answer(vault, rng)
        whole = restore(answer, vault)
        for at in range(len(answer) + 1):
            more = sorted(rng.sample(range(len(answer)), 3)) if at % 4 == 0 else []
            text, unknown, held = _fed(answer, sorted({at, *more}), vault)
            equal += (text, unknown) == (whole.text, whole.unknown)
            cuts += 1
            longest = max(longest, held)
    return {
        "stream equal to whole": at_least(equal, cuts, 1.0),
        "longest hold-back, characters": measured(longest),
    }


def _long_answer(vault: Vault, rng: random.Random) -> str:
    names = _placeholders(vault)
    parts = [
        rng.choice(_SENTENCES).format(rng.choice(list(DISTORTIONS.values()))(rng.choice(names)))
        for _ in range(4)
    ]
    extra = (
        "see [the page](https://x.example/\u27e6HOST_1\u27e7)",
        "\u27e6HOST_99\u27e7",
        "a [b] c",
        "[[",
        "",
    )
    return " ".join([*parts, rng.choice(extra)])


def _fed(answer: str, borders: list[int], vault: Vault) -> tuple[str, int, int]:
    """Text, unknown placeholders, and the most characters that waited in plain text."""
    restorer = Restorer(vault)
    out, held, begun = [], 0, 0
    for start, end in zip([0, *borders], [*borders, len(answer)], strict=True):
        piece = restorer.feed(answer[start:end])
        out.append(piece)
        begun = 0 if piece else begun + end - start
        held = max(held, begun if len(borders) > 3 else 0)
    out.append(restorer.finish())
    return "".join(out), restorer.unknown, held
