"""`ChatExit`: what of a text a chat platform may show (law 13).

Invariant: a text is shown only once it was judged whole, as it is shown: its sources by what the store
says of them now (one that is not there is too strict), its words by the detectors and the classifier,
and by the egress guard's alarms. Whoever fails or is unsure counts as above INTERNAL, a detector that
fails as above everything. No credential is left in what is given out.
Deliberately elsewhere: the ceilings (`confidentiality.policy`), which lines hold a credential
(`confidentiality.credential_lines`), the service's answers as they pass here (`api.chat_exit`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

from app.confidentiality.credential_lines import credential_lines, in_pieces, rings, without
from app.confidentiality.merging import CREDENTIAL
from app.confidentiality.policy import Policy
from app.confidentiality.verdict import Detector, Examine, Judge, Part, Verdict, assess
from app.contract import Judged
from app.wording import say
from index.chunk import Chunk, Sensitivity
from index.errors import IndexFailure
from index.filters import Access
from index.store import Store

STRICTEST = max(Sensitivity)
_LONGEST_QUESTION = 300
"""Characters of a question that a link to the page carries."""
_NAMED = 3
"""Sources that are named in the place of a line."""


class Keeper(Protocol):
    """What a `Gate` has of this."""

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """All of them."""

    @property
    def judge(self) -> Judge | None:
        """The classifier."""

    @property
    def policy(self) -> Policy:
        """With the ceilings."""

    @property
    def remembered(self) -> Examine:
        """Reads with the detectors."""


@dataclass(frozen=True, slots=True)
class Chat:
    """For whom a text is judged: the platform, the language of notices, the question, if any."""

    platform: str
    spoken: str = "en"
    question: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChatExit:
    """Judges for every platform. `page` is the service's address as people see it, if any.

    Everything here takes its time: not for the event loop."""

    keeper: Keeper
    store: Store
    page: str = ""

    def ceiling(self, platform: str) -> Sensitivity:
        """The strictest level that it may show."""
        return self.keeper.policy.ceiling_of(platform)

    def allowed(self, platform: str, sources: Collection[str]) -> frozenset[str]:
        """Those of these sources that are at most as strict as the platform's ceiling, now; one that
        is not there is too strict."""
        levels = self.store.levels(sources, Access.owner())
        most = self.ceiling(platform)
        return frozenset(one for one in sources if levels.get(one, STRICTEST) <= most)

    def holders(self, passages: Iterable[Chunk]) -> tuple[str, ...]:
        """Sources of those in which a credential stands, as far as anybody sees."""
        found = (c.source for c in passages if _found_in(c) or rings(c.text))
        return tuple(dict.fromkeys(found))

    def judge(
        self,
        text: str,
        sources: Collection[str],
        chat: Chat,
        named: Collection[str] | None = None,
    ) -> Judged:
        """What of a text may be shown that rests on these sources. `named` are those that are named
        in the place of a line; all of them where it is None.

        Raises `IndexFailure`."""
        if not self.allowed(chat.platform, sources) >= set(sources):
            return self.withheld("level", chat)
        if not text.strip():
            return Judged(text=text)
        try:
            return self._judge(text, sources, chat, sources if named is None else named)
        except IndexFailure:
            raise
        except Exception:  # whatever it is, the text is not shown, nor does it stand in a traceback
            return self.withheld("level", chat)

    def plain(self, names: Sequence[str], platform: str) -> list[bool]:
        """Which of these names (headings, addresses) may be shown: no classifier reads them, whose
        affair are texts."""
        return [self._plain(name, self.ceiling(platform)) for name in names]

    def withheld(self, why: str, chat: Chat) -> Judged:
        """One sentence in the place of the whole, with a link to the page."""
        page = self.page_for(chat)
        where = say("chat_page" if page else "chat_no_page", chat.spoken, page=page)
        code = "chat_credential" if why == "credential" else "chat_above"
        said = say(code, chat.spoken, where=where)
        return Judged(
            text=said, withheld="credential" if why == "credential" else "level", page=page
        )

    def page_for(self, chat: Chat) -> str:
        """The page's address, with the question where that is short and may be shown; "" without."""
        if not self.page:
            return ""
        asked = chat.question.strip()
        fits = 0 < len(asked) <= _LONGEST_QUESTION
        if not fits or not self._plain(asked, self.ceiling(chat.platform)):
            return self.page.rstrip("/") + "/"
        return f"{self.page.rstrip('/')}/#ask={quote(asked, safe='')}"

    def _judge(
        self, text: str, sources: Collection[str], chat: Chat, named: Collection[str]
    ) -> Judged:
        verdict = self._read(text, declared=bool(sources))
        bad = credential_lines(text, verdict.findings)
        if in_pieces(text) or (not bad and rings(text)):  # in no line by itself
            return self.withheld("credential", chat)
        if not bad:
            within = self._level(verdict) <= self.ceiling(chat.platform)
            return Judged(text=text) if within else self.withheld("level", chat)
        shown = without(text, bad, _notice(named, chat))
        verdict = self._read(shown, declared=bool(sources))
        if _holds_credential(verdict) or rings(shown):
            return self.withheld("credential", chat)
        if self._level(verdict) > self.ceiling(chat.platform):
            return self.withheld("level", chat)
        return Judged(text=shown, withheld="credential", page=self.page_for(chat))

    def _read(self, text: str, *, declared: bool) -> Verdict:
        """The classifier takes a text for one of declared documents where it rests on such."""
        part = Part("passage" if declared else "question", text, Sensitivity.PUBLIC)
        keeper = self.keeper
        return assess((part,), keeper.detectors, keeper.judge, keeper.remembered)

    def _level(self, verdict: Verdict) -> Sensitivity:
        """As the platform counts it."""
        judge = self.keeper.judge
        if set(verdict.unsure) - ({judge.name} if judge is not None else set()):
            return STRICTEST
        doubt = Sensitivity.CONFIDENTIAL if verdict.unsure else Sensitivity.PUBLIC
        return max(verdict.sensitivity, doubt)

    def _plain(self, name: str, most: Sensitivity) -> bool:
        try:
            part = Part("passage", name, Sensitivity.PUBLIC)
            verdict = assess((part,), self.keeper.detectors, None, self.keeper.remembered)
            return (
                not verdict.unsure
                and verdict.sensitivity <= most
                and not _holds_credential(verdict)
                and not rings(name)
            )
        except Exception:  # as above
            return False


def _holds_credential(verdict: Verdict) -> bool:
    return any(finding.kind == CREDENTIAL for finding in verdict.findings)


def _found_in(chunk: Chunk) -> bool:
    return any(finding.kind == CREDENTIAL for finding in chunk.findings)


def _notice(sources: Collection[str], chat: Chat) -> str:
    if not sources:
        return say("chat_line", chat.spoken)
    named = ", ".join(f"`{source}`" for source in list(dict.fromkeys(sources))[:_NAMED])
    return say("chat_line_of", chat.spoken, sources=named)
