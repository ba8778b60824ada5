"""Restoring on samples that were written apart from the rules: distortions, sentences with names.

Names are those of the measurement, declined by its own grammar, in sentences of `name_cases.txt`.
The half of the sentences that no rule was made with stands in a row of its own.
"""

from __future__ import annotations

import random
from collections import Counter

from app.confidentiality.sanitize import Vault, restore
from tests.bench.planting.declension import CASES, first_name, last_name
from tests.bench.planting.names import FIRST_RU_F, FIRST_RU_M, LAST_RU
from tests.bench.proportion import at_least
from tests.samples import distortions
from tests.samples.distortions_fresh import FRESH
from tests.samples.name_cases import Sentence, sentences

_OURS = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_NAMES = dict(zip(("nom", "gen", "dat", "acc", "ins", "prep"), _OURS, strict=True))
_ROUNDS = 3
_SEED = 23


def rows() -> dict[str, object]:
    """Both figures, each name of a sentence counted by itself."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    rng = random.Random(_SEED)
    for sentence in sentences():
        half = "kept unseen" if sentence.kept else "that rules were made with"
        for _ in range(_ROUNDS):
            for met in _names(sentence, rng):
                total[half] += 1
                right[half] += met
    made: dict[str, object] = {
        f"right case, sentences {half}": at_least(right[half], total[half], 0.98) for half in total
    }
    return made | _distorted()


def _names(sentence: Sentence, rng: random.Random) -> list[bool]:
    """Whether each name of a sentence comes back in its case; what is between them is the same."""
    count = len(sentence.cases)
    forms = [
        _forms(rng, female=rng.random() < 0.5 and not any(sentence.glued)) for _ in range(count)
    ]
    names = [f"\u27e6PERSON_{number}\u27e7" for number in range(1, count + 1)]
    vault = Vault({n: form["nomn"] for n, form in zip(names, forms, strict=True)})
    rest, met = restore(sentence.answer(names), vault).text, []
    for number, (form, case) in enumerate(zip(forms, sentence.cases, strict=True)):
        rest = rest.removeprefix(sentence.parts[number])
        fitting = rest.startswith(form[case] + sentence.parts[number + 1])
        met.append(fitting)
        written = max((f for f in form.values() if rest.startswith(f)), key=len, default="")
        rest = rest[len(form[case] if fitting else written) :]
    return met


def _forms(rng: random.Random, *, female: bool) -> dict[str, str]:
    given, family = rng.choice(FIRST_RU_F if female else FIRST_RU_M), rng.choice(LAST_RU)
    return {
        _NAMES[case]: (
            f"{first_name(given, case, female=female)} {last_name(family, case, female=female)}"
        )
        for case in CASES
    }


def _distorted() -> dict[str, object]:
    """Every placeholder in every fresh distortion and surrounding comes back letter for letter."""
    answers = [a for a in distortions.every_way() if a.ways[0] in FRESH]
    met = sum(restore(a.text, distortions.VAULT).text == a.wanted for a in answers)
    return {"placeholders restored, more distortions": at_least(met, len(answers), 0.997)}
