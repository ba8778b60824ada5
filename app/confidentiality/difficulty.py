"""How hard a question is for a small local model: a cheap estimate in [0, 1], asking no model.

It counts what small models fail at: several things asked at once, comparisons and reasons, an
answer that no one passage holds, great length. Invariant: a pure function of question and passages;
the same input gives the same number, and `signals` says where it comes from. The weights are set by
hand so that one strong signal, or two weak ones, reach the default threshold of 0.5; they are no
measurement. Deliberately elsewhere: what is done about it (`route`, `policy`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_REASONING = re.compile(
    r"\b(?:why|compare|comparison|difference|differ|versus|vs|better|trade-?offs?|pros and cons|root"
    r" cause|explain how|how does|what if|which of|should (?:we|i)|design|plan|strategy|summari[sz]e"
    r"|почему|зачем|сравни\w*|отлича\w*|разниц\w*|различи\w*|лучше|хуже|плюсы|минусы|причин\w*"
    r"|объясни\w*|что если|что будет|како[йе] из|стоит ли|спроектиру\w*|стратеги\w*|обобщи\w*)\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"\?|;|\n\s*(?:[-*]|\d+[.)])\s|\b(?:and then|then|after that|and how|and what|also|as well as)\b"
    r"|\b(?:а затем|затем|потом|после этого|и как|и что|а также|кроме того)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5
"""Letters of a word that are compared: a cheap stem for both languages."""
_ORDINARY = (
    "what when where which does have with from this that about there should could would into your"
    " need want please tell after before какой какая какие какое когда куда если чтобы нужно можно"
    " надо есть этот этого через после перед подскажите скажите сделать"
)
_WEIGHTS = {"reasoning": 0.4, "steps": 0.15, "uncovered": 0.5, "scattered": 0.3, "long": 0.2}
_MOST_STEPS = 3
_LONG_WORDS = 40


@dataclass(frozen=True, slots=True)
class Difficulty:
    """The estimate, and how much of it each signal gave."""

    score: float
    signals: Mapping[str, float]


def difficulty(question: str, passages: Sequence[str], similarity: float = 0.0) -> Difficulty:
    """The estimate for a question with these passages, the best first.

    `similarity` is the cosine of the question and the best passage, in [-1, 1]: it stands in for
    words in common where question and passage are of two languages. Reads at most the first 2,000
    characters of the question and 8,000 of each passage.
    """
    question = question[:2000]
    asked = _stems(question) - _ORDINARY_STEMS
    read = [_stems(passage[:8000]) & asked for passage in passages]
    best = max(map(len, read), default=0)
    together = len(set().union(*read))
    words = max(1, len(asked))
    covered = max(best / words, _scaled(similarity)) if passages else 0.0
    steps = len(_ONE_MORE.findall(question.rstrip().rstrip("?.!")))
    strengths = {
        "reasoning": float(bool(_REASONING.search(question))),
        "steps": float(min(steps, _MOST_STEPS)),
        "uncovered": 1.0 - covered,
        "scattered": (together - best) / words,
        "long": float(len(question.split()) > _LONG_WORDS),
    }
    signals = {name: _WEIGHTS[name] * strength for name, strength in strengths.items()}
    return Difficulty(min(1.0, sum(signals.values())), signals)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold().replace("ё", "е"))}


def _scaled(similarity: float) -> float:
    """A cosine of 0.3 and less says nothing, one of 0.8 that it is the same thing."""
    return min(1.0, max(0.0, (similarity - 0.3) / 0.5))


_ORDINARY_STEMS = {word[:_STEM] for word in _ORDINARY.split()}
