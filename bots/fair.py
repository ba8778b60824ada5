"""`Fair`: whose message is next. Accounts take turns; nobody has more than their share at once.

Invariant: an account's messages keep their order within a thread, and two of one thread are never
answered at once; a channel full of questions leaves room for the others. Pure, no clock. `_may` are
the accounts that may have a free message: the others are looked at again when something ends.
Deliberately elsewhere: where messages are kept (`inbox_store`), answering them (`inbox`).
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that waits: its key, and what it is counted for."""

    key: str
    account: str
    place: str | None
    thread: str


class Fair:
    """Messages that wait and messages in work. `at_once` of them in all."""

    def __init__(self, at_once: int, account_at_once: int, place_at_once: int) -> None:
        self._at_once, self._account, self._place = at_once, account_at_once, place_at_once
        self._waiting: OrderedDict[str, deque[Turn]] = OrderedDict()
        self._places: dict[str, Counter[str]] = {}
        self._may: set[str] = set()
        self._count = 0
        self._busy: dict[str, Turn] = {}
        self._busy_accounts: Counter[str] = Counter()
        self._busy_places: Counter[str] = Counter()
        self._busy_threads: Counter[tuple[str, str]] = Counter()
        self._positions: dict[str, int] = {}

    def add(self, turn: Turn) -> None:
        """It waits behind its account's others."""
        self._positions = {}
        self._waiting.setdefault(turn.account, deque()).append(turn)
        self._may.add(turn.account)
        self._count += 1
        if turn.place is not None:
            self._places.setdefault(turn.place, Counter())[turn.account] += 1

    def next(self) -> str | None:
        """The key of the message to be answered now, which counts as in work; None: not yet."""
        if len(self._busy) >= self._at_once:
            return None
        for account in [one for one in self._waiting if one in self._may]:
            turn = self._first_free(account)
            if turn is None:
                self._may.discard(account)  # until something ends that holds it up
            else:
                self._take_out(turn)
                if account in self._waiting:
                    self._waiting.move_to_end(account)
                self._begin(turn)
                return turn.key
        return None

    def _first_free(self, account: str) -> Turn | None:
        if self._busy_accounts.get(account, 0) >= self._account:
            return None
        passed = set[str]()
        for turn in self._waiting[account]:
            full = turn.place is not None and self._busy_places.get(turn.place, 0) >= self._place
            talking = (account, turn.thread) in self._busy_threads or turn.thread in passed
            if not full and not talking:
                return turn
            passed.add(turn.thread)
        return None

    def _take_out(self, turn: Turn) -> None:
        self._positions = {}
        turns = self._waiting[turn.account]
        turns.remove(turn)
        self._count -= 1
        if not turns:
            del self._waiting[turn.account]
        if turn.place is not None:
            of = self._places[turn.place]
            of[turn.account] -= 1
            if not of[turn.account]:
                del of[turn.account]
            if not of:
                del self._places[turn.place]

    def _begin(self, turn: Turn) -> None:
        self._busy[turn.key] = turn
        self._busy_accounts[turn.account] += 1
        self._busy_threads[turn.account, turn.thread] += 1
        if turn.place is not None:
            self._busy_places[turn.place] += 1

    def ended(self, key: str) -> None:
        """It is not in work any more."""
        turn = self._busy.pop(key, None)
        if turn is None:
            return
        self._may.add(turn.account)
        if turn.place is not None:
            self._may.update(self._places.get(turn.place, ()))
        counts: list[tuple[Counter[str], str]] = [(self._busy_accounts, turn.account)]
        if turn.place is not None:
            counts.append((self._busy_places, turn.place))
        for counter, name in counts:
            counter[name] -= 1
            if not counter[name]:
                del counter[name]
        self._busy_threads[turn.account, turn.thread] -= 1
        if not self._busy_threads[turn.account, turn.thread]:
            del self._busy_threads[turn.account, turn.thread]

    def drop(self, turn: Turn) -> bool:
        """Take one out that waits; False where it does not."""
        if turn not in self._waiting.get(turn.account, ()):
            return False
        self._take_out(turn)
        return True

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self._count

    def waiting_of(self, account: str) -> int:
        """How many of an account wait."""
        return len(self._waiting.get(account, ()))

    def waiting_in(self, place: str | None) -> int:
        """How many of a channel wait."""
        return 0 if place is None else sum(self._places.get(place, Counter()).values())

    def position(self, turn: Turn) -> int:
        """How many will be begun before it, and itself; 0 where it does not wait."""
        if not self._positions:
            self._positions = self._counted()
        return self._positions.get(turn.key, 0)

    def _counted(self) -> dict[str, int]:
        """All positions at once: whoever asks for one after a restart asks for thousands."""
        rounds = list[list[str]]()
        for turns in self._waiting.values():
            for number, turn in enumerate(turns):
                if number == len(rounds):
                    rounds.append([])
                rounds[number].append(turn.key)
        return {key: at for at, key in enumerate(chain.from_iterable(rounds), 1)}
