"""What a conversation has issued: one stand-in for one value, and numbers that are never used twice.

Invariant: in memory only. What the texts hold by themselves is never issued. Nothing that was cut
has a way back, and credentials never come here (`sanitize` refuses them before).
Deliberately elsewhere: what a value is made of (`structure`), what one request adds (`ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from app.confidentiality import surrogates
from app.confidentiality.name_forms import is_russian
from app.confidentiality.placeholders import parsed, placeholder
from app.confidentiality.russian_cases import case_of
from app.confidentiality.structure import Piece, distinctive
from app.confidentiality.telling import families, is_one_word
from app.confidentiality.value_keys import key

ADDRESSES = frozenset({"HOST", "DOMAIN", "EMAIL", "IP", "NET"})
"""Labels for which there are surrogates."""

Unit = tuple[Piece, ...]
Around = tuple[str, str]
"""The text before a value and after it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as it stood in a text: what it is, whether it is cut, and how else it is spelled."""

    kind: str
    cut: bool = False
    also: tuple[str, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Issued:
    """All that a conversation remembers; copying it is cheap."""

    issued: dict[tuple[str, str], str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    secret: set[str] = field(default_factory=set)
    coded: set[tuple[str, str]] = field(default_factory=set)
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    """Surrogate or bare label -> original."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """(label, value) -> the key that it was first issued under."""

    native: frozenset[tuple[str, int]] = frozenset()
    """Labels with numbers that the texts of this request hold without brackets."""
    native_addresses: frozenset[str] = frozenset()

    families: dict[str, str] = field(default_factory=dict)
    """Surname -> the key of the one person that has it, or an empty text if there are several."""

    stands: dict[str, str] = field(default_factory=dict)
    """Placeholder of a name -> the case in which its original stood, where that was shown."""

    def copy(self) -> Issued:
        """Another one that may be changed by itself."""
        return replace(self, **{f.name: getattr(self, f.name).copy() for f in fields(self)})

    def meant(self, piece: Piece, same: str | None, around: Around) -> str:
        """The key of a part: its own, or that of the value that it is a form of."""
        if piece.key:
            return piece.key
        if same is not None:
            meant = self.keys.get((piece.label, same)) or key(piece.label, same)
        else:
            stands = case_at(piece, around)
            meant = key(piece.label, piece.text, stands)
            if not stands:
                meant = self.keys.setdefault((piece.label, piece.text), meant)
        return self._whose(piece, same or piece.text) or meant

    def claim(self, name: str) -> None:
        """A person's whole name: the surname by itself means that person, if no other has it."""
        if is_one_word(name):
            return
        found = families(name)
        own = key("PERSON", name) if len(found) == 1 else ""
        for surname in found:
            self.families[surname] = own if self.families.get(surname, own) == own else ""

    def _whose(self, piece: Piece, name: str) -> str | None:
        """The key of the person whose surname this is, unless it has a placeholder already."""
        if piece.label != "PERSON" or not self.families or not is_one_word(name):
            return None
        if ("PERSON", key("PERSON", name)) in self.issued:
            return None
        return self.families.get("".join(families(name)))

    def name(self, piece: Piece, same: str | None = None, around: Around = ("", "")) -> str:
        """The placeholder of a part, issued now if it has none."""
        meant = self.meant(piece, same, around)
        name = self.issued.get((piece.label, meant))
        if name is None and piece.label == "HOST":
            name = self._other_host(piece)
        if name is None:
            name = self._next(piece.label)
            self.originals[name] = piece.text
            if same is None and (stands := case_at(piece, around)):
                self.stands[name] = stands
        self.issued[piece.label, meant] = name
        if piece.label == "HOST":
            self.shorts.setdefault(piece.text.casefold(), name)
        if piece.whole:
            self.wholes.setdefault(name, piece.whole)
        if distinctive(piece):
            self.secret.add(piece.text)
        return name

    def _other_host(self, piece: Piece) -> str | None:
        """The placeholder of the same host with, or without, its domain."""
        name = self.shorts.get(piece.text.casefold())
        free = name is not None and (not piece.whole or name not in self.wholes)
        return name if free else None

    def _next(self, label: str) -> str:
        number = self.numbers.get(label, 0) + 1
        last = label.rpartition("_")[2]
        while (last, number) in self.native:
            number += 1
        self.numbers[label] = number
        return placeholder(label, number)

    def surrogate(self, unit: Unit) -> str | None:
        """An address of reserved space for a whole unit; None where there is none left."""
        whole = "".join(piece.text for piece in unit)
        own = unit[0].label, whole.casefold()
        if own not in self.addresses:
            made = self._made(unit, whole)
            if made is None:
                return None
            self.addresses[own] = made
            self.taken[made] = whole
        return self.addresses[own]

    def _made(self, unit: Unit, whole: str) -> str | None:
        first, last = unit[0], unit[-1]
        match first.label:
            case "HOST" | "EMAIL":
                number = parsed(self.name(first))[1]
                below = parsed(self.name(last))[1] if last.label == "DOMAIN" else None
                make = surrogates.host if first.label == "HOST" else surrogates.email
                return make(number, below)
            case "DOMAIN":
                return surrogates.domain_name(parsed(self.name(first))[1])
            case _:
                return self._address(unit, whole)

    def _address(self, unit: Unit, whole: str) -> str | None:
        if unit[0].label == "NET":
            return self._in_net(unit)
        pool = surrogates.addresses_v6() if ":" in whole else surrogates.addresses_v4()
        return next((address for address in pool if self._is_free(address)), None)

    def _in_net(self, unit: Unit) -> str | None:
        """A network, or an address in one, keeps its last number in the network that stands in."""
        if unit[0].text.count(".") != 2:
            return None
        net = surrogates.net_v4(parsed(self.name(unit[0]))[1])
        rest = "".join(piece.text for piece in unit[1:])
        address = f"{net}{rest.partition('/')[0]}"
        return f"{net}{rest}" if net and self._is_free(address) else None

    def _is_free(self, address: str) -> bool:
        return address not in self.taken and address not in self.native_addresses


def case_at(piece: Piece, around: Around) -> str | None:
    """The grammatical case that the text around a Russian name demands of it, if it shows one."""
    if piece.label != "PERSON" or not is_russian(piece.text):
        return None
    start = len(around[0])
    text = around[0] + piece.text
    return case_of(text + around[1], start, end=len(text))


def units(parts: Iterable[Piece]) -> Iterator[Unit]:
    """Parts that belong to one address together: host and domain, user and domain, network and
    the rest; every other part by itself."""
    found = list(parts)
    at = 0
    while at < len(found):
        size = 1
        if found[at].label == "NET":
            size = 3 if found[at + 1 : at + 3] and found[at + 1].text == "." else 2
        elif found[at].whole and found[at].label in ("HOST", "EMAIL"):
            size = 3
        yield tuple(found[at : at + size])
        at += size


def identity(unit: Unit) -> tuple[str, str]:
    """What a unit is, whether or not its network stands apart."""
    if len(unit) == 3 and unit[2].label == "IP":
        return "IP", key("IP", unit[2].whole)
    return unit[0].label, _key(unit[0])


def _key(piece: Piece) -> str:
    return piece.key or key(piece.label, piece.text)
