"""The way back: `Restorer` puts originals into an answer that comes in pieces.

Invariant: only stand-ins that this request sent out are restored; anything else in our brackets is
marked and counted, never guessed. Streamed in any pieces, an answer is restored to the same text as
in one piece; at most `HOLD_BACK` characters wait for the next one, and plain words never do. An
original is never put into the target of a link, nor into what a chat platform makes one of, and
never becomes markup or code of its own.
Deliberately elsewhere: what models make of a placeholder (`distorted`), which form of a value
(`name_forms`), how it is written at its place (`escaping`, `surroundings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.confidentiality.bare_links import SEEN_AFTER, after_name
from app.confidentiality.distorted import Names, partner_follows
from app.confidentiality.escaping import fitted, is_whole
from app.confidentiality.name_forms import ENDINGS, is_russian, place_in_source
from app.confidentiality.placeholder_shapes import LONGEST_SIGN
from app.confidentiality.placeholders import (
    CLOSE,
    LITERAL,
    MARK,
    OPEN,
    lookalikes,
    parsed,
    placeholder,
    without_placeholders,
)
from app.confidentiality.russian_names import case_of, gender_of, inflect, nominative
from app.confidentiality.surrogate_reading import LONGEST, MORE, Token, Undecided
from app.confidentiality.surroundings import Surroundings
from app.confidentiality.vault import Form, Vault

__all__ = [
    "CLOSE",
    "HOLD_BACK",
    "LITERAL",
    "MARK",
    "OPEN",
    "Form",
    "Restored",
    "Restorer",
    "Vault",
    "lookalikes",
    "placeholder",
    "restore",
    "restore_pieces",
    "without_placeholders",
]

_NUMBER, _ENDING_SIZE = 13, 4
_AFTER = 24
"""So much of the answer after a Russian name tells its case."""
HOLD_BACK = LONGEST + _NUMBER + LONGEST_SIGN + _ENDING_SIZE + max(_AFTER, SEEN_AFTER)
"""Characters that may wait for the next piece, at most: label, number with markup behind it, closing
bracket, an ending that was glued on, and what follows a Russian name or the label of a host."""

_SEEN = 240
_EMPHASIS = re.compile(r"[*`]+|(?<![A-Z])_+(?![0-9])")
_CUT_WORD = re.compile(r"\w+\Z")
_ENDING = re.compile(r"(['\u2019\u02bc-]?)([а-яё]{1,3})(?![^\W_]|['\u2019\u02bc-][а-яё])")
_BEGUN = re.compile(
    r"(?:['\u2019\u02bc-]?[а-яё]{0,3}|['\u2019\u02bc-]?[а-яё]{1,3}['\u2019\u02bc-])\Z"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A whole answer with its originals back; `unknown` placeholders in it are marked."""

    text: str = field(repr=False)
    unknown: int


class Restorer:
    """Restores an answer that comes in pieces. `sent` is the text that it answers."""

    def __init__(self, vault: Vault, sent: str = "") -> None:
        self._vault = vault
        self._sent = sent
        self._names = Names(vault)
        self._buffer = ""
        self._before = ""
        self._seen = ""
        self._place = Surroundings()
        self._used: dict[str, int] = {}
        self.unknown = 0

    def feed(self, piece: str) -> str:
        """The next piece of the answer, as far as it is certain."""
        self._buffer += piece
        return self._take(final=False)

    def finish(self) -> str:
        """What was held back. The answer is over."""
        return self._take(final=True)

    def _take(self, final: bool) -> str:
        text, out, done, at = self._buffer, [], 0, 0
        while (found := self._names.start.search(text, at)) is not None:
            at = found.start()
            before = text[at - 2 : at] if at > 1 else (self._before + text[:at])[-2:]
            read = self._names.read(text, at, before, final)
            ending = self._ending(text, read, final) if isinstance(read, Token) else None
            if read is MORE or ending is MORE:
                break
            if not isinstance(read, Token) or not isinstance(ending, tuple):
                at += 1
                continue
            rest = text[ending[0] : ending[0] + SEEN_AFTER + 1]
            if (longer := after_name(rest, final)) is None:
                break
            out.append(self._plain(text[done:at]))
            if read.name is None or self._is_linked(read.name, longer):
                out.append(self._marked(text[at : read.end]))
            else:
                out.append(self._restored(read.name, ending, _whole_words(rest[:_AFTER])))
            done = at = ending[0]
            self._before = text[max(0, done - 2) : done]
        else:
            at = len(text)
        out.append(self._plain(text[done:at]))
        self._before = (self._before + text[max(0, at - 2) : at])[-2:]
        self._buffer = text[at:]
        return "".join(out)

    def _ending(
        self, text: str, token: Token, final: bool
    ) -> tuple[int, str, bool] | Undecided | None:
        """Where the token ends with a Russian ending glued to it, that ending, and whether the
        other half of an address follows."""
        name = token.name or ""
        value = self._vault.values.get(name, "")
        if name in self._vault.wholes:
            whole = self._vault.wholes[name]
            rest = whole[len(value) :] if whole.startswith(value) else ""
            follows = partner_follows(text, token.end, rest, final) if rest else False
            return MORE if isinstance(follows, Undecided) else (token.end, "", follows)
        if not is_russian(value):
            return token.end, "", False
        rest = text[token.end : token.end + 6]
        if len(rest) < 6 and not final and _BEGUN.match(rest):
            return MORE
        match = _ENDING.match(rest)
        glued = match is not None and match[2] in ENDINGS
        end = token.end + (match.end() if match and glued else 0)
        if len(text) - end < _AFTER and "\n" not in text[end:] and not final:
            return MORE
        return end, match[2] if match and glued else "", False

    def _plain(self, text: str) -> str:
        self.unknown += text.count(OPEN) + text.count(CLOSE)
        self._place.feed(text)
        self._seen = (self._seen + text)[-_SEEN:]
        return text

    def _is_linked(self, name: str, longer: str) -> bool:
        """Whether what is put here would be a part of a link, and `longer` of its host."""
        if self._place.in_target:
            return True
        if name.startswith(f"{OPEN}{LITERAL}_"):
            return False
        whole, value = self._vault.wholes.get(name, ""), self._vault.values[name]
        ours = value + longer.rstrip(".") == whole
        return self._place.in_bare_link(name, "" if ours else longer, self._sent)

    def _marked(self, raw: str) -> str:
        self.unknown += 1
        self._place.feed(raw)
        self._seen = (self._seen + raw)[-_SEEN:]
        return MARK

    def _restored(self, name: str, ending: tuple[int, str, bool], after: str) -> str:
        label = parsed(name)[0] if name.startswith(OPEN) else "HOST"
        value = self._form(name, label, ending, after)
        out = value if label == LITERAL else self._fitted(name, value, label)
        self._place.skip(name)
        self._seen = (self._seen + name)[-_SEEN:]
        return out

    def _fitted(self, name: str, value: str, label: str) -> str:
        if name in self._vault.verbatim and is_whole(value, self._place):
            return value
        return fitted(value, label, self._place)

    def _form(self, name: str, label: str, ending: tuple[int, str, bool], after: str) -> str:
        """The original in the form that the sentence, or else the source, has at this place."""
        value = self._vault.values[name]
        whole = self._vault.wholes.get(name)
        if whole is not None:
            joined = label == "IP" and re.search(r"\u27e6NET_\d{1,6}\u27e7\.\Z", self._seen)
            return value if ending[2] or joined else whole
        own = name if name.startswith(OPEN) else f"{OPEN}{name}{CLOSE}"
        forms = self._vault.forms.get(own, ())
        place = place_in_source(forms, self._seen, self._used.get(own, -1))
        if place and place[1] and not ending[1]:
            self._used[own] = place[0]
            return forms[place[0]].text
        person = label == "PERSON" and is_russian(value)
        if person and (form := self._declined(own, value, ending[1], after)):
            return form
        if person:
            return nominative(value, self._vault.stands.get(own))
        return forms[place[0]].text if place else value

    def _declined(self, name: str, value: str, ending: str, after: str) -> str | None:
        """A Russian name in the case that an ending or the words before it show."""
        stood = self._vault.stands.get(name)
        said = _EMPHASIS.sub("", self._seen)
        case = case_of(f"{said}{name}{ending}{after}", len(said), gender_of(value, stood))
        if case is None and ending:
            case = ENDINGS[ending]
        return inflect(value, case, stood) if case else None


def _whole_words(after: str) -> str:
    """The rest of the line that is read after a name, without the word that it cuts."""
    line = after.partition("\n")[0]
    return _EMPHASIS.sub("", _CUT_WORD.sub("", line) if len(line) == _AFTER else line)


def restore(text: str, vault: Vault, sent: str = "") -> Restored:
    """Restore a whole answer to `sent`."""
    return restore_pieces((text,), vault, sent)


def restore_pieces(pieces: Iterable[str], vault: Vault, sent: str = "") -> Restored:
    """Restore an answer to `sent` from its pieces."""
    restorer = Restorer(vault, sent)
    parts = [restorer.feed(piece) for piece in pieces]
    parts.append(restorer.finish())
    return Restored("".join(parts), restorer.unknown)
