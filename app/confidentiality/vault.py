"""`Vault`: what stands behind the stand-ins of one request.

Invariant: it lives in memory only, shows nothing in its `repr`, and holds no credential. Only what
stands in this request's outgoing text is in `values`. Deliberately elsewhere: the memory of a
conversation (`ledger`), the way back (`restoring`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.confidentiality.placeholders import LITERAL, OPEN


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a value was written, and the end of the sent text right before it."""

    text: str = field(repr=False)
    before: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Vault:
    """`values` maps a stand-in (a placeholder, or a surrogate from reserved space) to its original;
    `cut` are the values that were removed for good. In memory only.

    `forms`: where one placeholder stands for several ways of writing, each with its place, in the
    order of the text. `wholes`: placeholders that are a part (the host of a name, the user of an
    address), and the whole value that such a part means by itself. `secret`: every original that
    must not stand in what leaves; None means every one in `values`. `verbatim`: placeholders whose
    original stood in data or code, with the escapes that it needs there. `stands`: the grammatical
    case of a name's original, where its sentence showed it.
    """

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    cut: frozenset[str] = field(default=frozenset(), repr=False)
    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict, repr=False)
    wholes: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret: frozenset[str] | None = field(default=None, repr=False)
    verbatim: frozenset[str] = field(default=frozenset(), repr=False)
    stands: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def originals(self) -> tuple[str, ...]:
        """Every value that must not stand in what leaves: masked and cut, in every form known."""
        if self.secret is not None:
            return tuple(sorted(self.secret | self.cut))
        masked = (v for p, v in self.values.items() if not p.startswith(f"{OPEN}{LITERAL}_"))
        return (*dict.fromkeys(masked), *sorted(self.cut))

    @property
    def labels(self) -> frozenset[str]:
        """Labels of the placeholders that were issued."""
        return frozenset(
            name[1:-1].rpartition("_")[0] for name in self.values if name.startswith(OPEN)
        )
