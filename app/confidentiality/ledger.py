"""What has been issued: `Ledger` for a conversation, `Draft` for one request of it.

Invariant: in memory only. One value has one placeholder for as long as the conversation lasts, and
one number never means two values; a request that is refused leaves no trace. Nothing that was cut
has a way back, and credentials never come here (`sanitize` refuses them before).
Deliberately elsewhere: what a value is made of (`structure`), where it stands (`masking`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from app.confidentiality.issued import ADDRESSES, Around, Issued, Seen, identity, units
from app.confidentiality.occurrences import Lookout, Occurrence, Reading, stems
from app.confidentiality.placeholders import LITERAL, OPEN, label_of, placeholder
from app.confidentiality.structure import Piece, distinctive, network, pieces
from app.confidentiality.syntax import Place
from app.confidentiality.telling import telling
from app.confidentiality.value_keys import key
from app.confidentiality.vault import Form, Vault

_BEFORE = 24
"""So many characters before a placeholder tell which of its forms stood there."""


class Ledger:
    """The memory of one conversation; hand the same one to `sanitize()` at every turn.

    Not to be used by two threads at once.
    """

    def __init__(self) -> None:
        self._state = Issued()
        self._lookout = Lookout()

    def __repr__(self) -> str:
        return f"Ledger({len(self._state.originals)} issued)"

    def draft(self) -> Draft:
        """What the next request may add; nothing is kept of it unless it is adopted."""
        return Draft(self._state.copy(), self._lookout)

    def adopt(self, draft: Draft) -> None:
        """Keep what a request issued, which has passed every reading."""
        for value in draft.state.seen.keys() - self._state.seen.keys():
            self._lookout.add(value, draft.state.seen[value].also)
        self._state = draft.state


class Draft:
    """The stand-ins of one request, on top of what the conversation knows."""

    def __init__(self, state: Issued, known: Lookout) -> None:
        self.state = state
        self._known = known
        self._new = Lookout()
        self._values: dict[str, str] = {}
        self._forms: dict[str, list[Form]] = {}
        self._alone: set[str] = set()
        self._bracketed: set[str] = set()
        self._verbatim: set[str] = set()
        self._quoted: dict[str, str] = {}
        self._counted: dict[str, set[str]] = {}
        self._shared: set[str] = set()
        self._spared: frozenset[str] = frozenset()
        self._outputs: dict[str, set[str]] = {}

    # ---- what is looked for

    def learn(self, value: str, kind: str, cut: bool) -> None:
        """A value that was found: look for it everywhere, with its telling parts."""
        self._look_for(value, Seen(kind, cut))
        if cut:
            return
        label = label_of(kind)
        if label == "PERSON":
            self.state.claim(value)
        for piece in pieces(label, value):
            if distinctive(piece):
                self._look_for(piece.text, Seen(piece.label))
        for part in telling(label, value):
            if not self._is_spared(part.text):
                self._look_for(part.text, Seen(part.kind, also=part.also))
                self.state.secret.add(part.text)

    def _look_for(self, text: str, seen: Seen) -> None:
        old = self.state.seen.get(text)
        if not self._is_spared(text) and (old is None or (seen.cut and not old.cut)):
            self.state.seen[text] = seen
            self._new.add(text, seen.also)

    def spare(self, text: str) -> None:
        """Our own words around every prompt: a value that is one of them tells nothing, and is
        replaced only where it was found."""
        self._spared = frozenset(form for forms in Reading(text).forms for form in forms)

    def _is_spared(self, value: str) -> bool:
        words = stems(value)
        return len(words) == 1 and words[0] in self._spared

    def places(self, text: Reading) -> Iterator[tuple[Occurrence, Seen]]:
        """Every place of a value that this conversation knows."""
        for lookout in (self._known, self._new):
            for place in lookout.places(text):
                if seen := self.state.seen.get(place.value):
                    yield place, seen

    def avoid(self, mentioned: Iterable[tuple[str, int]], addresses: Iterable[str]) -> None:
        """What the texts hold by themselves must not be issued."""
        self.state.native = frozenset(mentioned)
        self.state.native_addresses = frozenset(address.casefold() for address in addresses)

    def collides(self, word: str, number: int) -> bool:
        """Whether a bare label in a text would be read as a placeholder that was issued before."""
        return any(
            label.rpartition("_")[2] == word and placeholder(label, number) in self.state.originals
            for label in self.state.numbers
        )

    def collides_address(self, address: str) -> bool:
        """Whether an address of reserved space in a text was issued for another one before."""
        return address.casefold() in self.state.taken

    def expect(self, found: Iterable[tuple[str, str, bool]]) -> None:
        """(kind, value, in data or code) of all that will be replaced: which networks have several
        addresses, and which addresses need surrogates."""
        addresses: dict[str, set[str]] = {}
        for kind, value, in_code in found:
            for unit in units(pieces(label_of(kind), value)):
                first = unit[0]
                if first.label == "IP" and (net := network(first.text)):
                    addresses.setdefault(net, set()).add(first.text)
                if first.label == "NET":
                    addresses.setdefault(first.text, set()).update(("net", "itself"))
                if in_code and first.label in ADDRESSES:
                    self.state.coded.add(identity(unit))
        self._shared = {net for net, known in addresses.items() if len(known) > 1}

    # ---- what stands instead

    def stand_in(
        self,
        kind: str,
        value: str,
        before: str,
        same: str | None = None,
        place: Place = Place.PLAIN,
        after: str = "",
    ) -> str:
        """What stands for `value` between `before` and `after`. `same`: it is a form of that value."""
        label = LITERAL if kind == LITERAL else label_of(kind)
        if kind != LITERAL:
            self._counted.setdefault(kind, set()).add(
                self.state.meant(Piece(value, label), same, (before, after))
            )
            if not self._is_spared(value):
                self.state.secret.add(value)
        out = ""
        for unit in units(self._netted(pieces(label, value))):
            if identity(unit) in self.state.coded and (address := self.state.surrogate(unit)):
                self._values[address] = self.state.taken[address]
                out += address
                continue
            for number, piece in enumerate(unit):
                alone = len(unit) == 1 and bool(piece.label)
                around = (before + out, after if number == len(unit) - 1 else "")
                out += self._piece(piece, around, same if number == 0 else None, alone, place)
        self._outputs.setdefault(kind, set()).add(out)
        return out

    def is_ours(self, kind: str, text: str) -> bool:
        """Whether a text that was found to be of this kind is (a part of) what stands for one."""
        made = self._outputs.get(kind, set())
        return text in made or any(text in out for out in made)

    def cut_out(self, kind: str, value: str) -> None:
        """A value that is removed for good."""
        self._counted.setdefault(kind, set()).add(key(label_of(kind), value))
        self.state.cut.add(value)

    def _piece(
        self, piece: Piece, around: Around, same: str | None, alone: bool, place: Place
    ) -> str:
        if not piece.label:
            return piece.text
        name = self.state.name(piece, same, around)
        self._values[name] = self.state.originals[name]
        self._forms.setdefault(name, []).append(Form(piece.text, around[0][-_BEFORE:]))
        if alone:
            self._alone.add(name)
        if place is not Place.PLAIN and "\\" in piece.text:
            self._verbatim.add(name)
        if place is Place.BARE:
            return self._unquoted(name, piece.text)
        self._bracketed.add(name)
        return name

    def _unquoted(self, name: str, text: str) -> str:
        """For a number a string, for a word the label without brackets."""
        if not any(map(str.isalpha, text)):
            self._quoted[name] = text
            return f'"{name}"'
        self.state.taken.setdefault(name[1:-1], text)
        self._values[name[1:-1]] = text
        return name[1:-1]

    def _netted(self, parts: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """An address with its network apart, where several addresses of that are known."""
        out: list[Piece] = []
        for part in parts:
            net = network(part.text) if part.label == "IP" else ""
            lone = ("IP", key("IP", part.text)) in self.state.issued
            if not net or lone or not (net in self._shared or ("NET", net) in self.state.issued):
                out.append(part)
                continue
            last = part.text.rpartition(".")[2]
            out += (Piece(net, "NET"), Piece("."), Piece(last, "IP", f"in {part.text}", part.text))
        return tuple(out)

    # ---- what is handed on

    @property
    def counts(self) -> Mapping[str, int]:
        """How many different values of each kind were replaced."""
        return MappingProxyType(
            {kind: len(values) for kind, values in self._counted.items() if kind != LITERAL}
        )

    def vault(self) -> Vault:
        """The way back for this request."""
        forms = {
            name: tuple(places)
            for name, places in self._forms.items()
            if len({form.text for form in places}) > 1
        }
        wholes = {
            name: whole
            for name, whole in self.state.wholes.items()
            if name in self._values and name not in self._alone
        }
        numbers = {f'"{n}"': v for n, v in self._quoted.items() if n not in self._bracketed}
        return Vault(
            MappingProxyType(self._values | numbers),
            frozenset(self.state.cut),
            MappingProxyType(forms),
            MappingProxyType(wholes),
            frozenset(self.state.secret),
            frozenset(self._verbatim),
            MappingProxyType({n: c for n, c in self.state.stands.items() if n in self._values}),
        )

    @property
    def issued(self) -> tuple[str, ...]:
        """Everything that stands for something in this request, the longest first."""
        return tuple(sorted(self._values, key=len, reverse=True))

    @functools.cached_property
    def unbracketed(self) -> tuple[str, ...]:
        """Surrogates and bare labels of this request, the longest first."""
        return tuple(name for name in self.issued if not name.startswith(OPEN))
