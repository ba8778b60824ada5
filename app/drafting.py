"""What is known of an answer while it is made, and what it is made into at its end.

Invariant: the lane of the `Answer` is the draft's, which is that of the model that answered (law 9).
Deliberately elsewhere: how the answer comes about (`answering`), what is checked (`grounding`).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.citing import cite
from app.confidentiality.sanitize import Restorer
from app.dialogue import Answer, Lane, Question, Routed
from app.grounding import Grounding
from app.models.extractive import quotes
from app.prompt import Prompt, Turn
from app.wording import say
from index.chunk import Sensitivity

BREAK = "\n\n"
"""Between what a model said and what is quoted after it."""


@dataclass(slots=True)
class Draft:
    """What is known of the answer while it is made."""

    lane: Lane
    model: str
    reason: str
    outgoing: str | None = None
    masked: int = 0
    warnings: tuple[str, ...] = ()
    level: Sensitivity = Sensitivity.INTERNAL
    sent_question: str | None = None
    sent_answer: str | None = None
    code: str = ""
    """Of the reason."""

    @property
    def routed(self) -> Routed:
        """The lane, told before it answers."""
        return Routed(self.lane, self.reason, self.outgoing, self.level, self.model, self.code)


def quoted(prompt: Prompt, checked: Grounding) -> Grounding:
    """Where the model's words rest on no passage, what the best one says, word for word."""
    best = Grounding(prompt.passages, prompt.language, checked.hosts)
    if not checked.citations:
        silent = not checked.text.strip()
        best.feed(say("docs_say_alone" if silent else "docs_say", prompt.language))
        for piece in quotes(prompt, 1):
            best.feed(piece)
        best.finish()
    return best


def finished(
    question: Question,
    prompt: Prompt,
    draft: Draft,
    checked: tuple[Grounding, ...],
    restorer: Restorer | None,
) -> Answer:
    """The whole answer from its checked parts."""
    spoken = prompt.language
    met = dict.fromkeys(warning for part in checked for warning in part.warnings)
    warnings = [*draft.warnings, *(say(warning, spoken) for warning in met)]
    if restorer is not None and restorer.unknown:
        warnings.append(say("unknown_placeholder", spoken, count=restorer.unknown))
    whole = BREAK.join(part.text for part in checked if part.text)
    return Answer(
        question_id=question.id,
        text=whole,
        rested=prompt.passages,
        turn=Turn(question.text, whole, draft.level, draft.sent_question, draft.sent_answer),
        citations=tuple(
            cite(number, prompt.passages[number - 1])
            for number in dict.fromkeys(n for part in checked for n in part.citations)
        ),
        lane=draft.lane,
        model=draft.model,
        reason=draft.reason,
        masked=draft.masked,
        abstained=False,
        warnings=tuple(warnings),
        outgoing=draft.outgoing,
    )
