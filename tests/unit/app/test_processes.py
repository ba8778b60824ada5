"""Pieces of work that are shared with a group, and the end of it where nobody waits."""

from __future__ import annotations

import gc
from concurrent.futures import Future
from typing import cast

from app.processes import Group, Piece, together


class ByHand:
    """A group whose work is done when the test says so."""

    count = 1

    def __init__(self) -> None:
        self.given: list[tuple[object, Future[int]]] = []

    def submit(self, piece: Piece[int]) -> Future[int]:
        future: Future[int] = Future()
        self.given.append((piece.call[1][0], future))
        return future


def _pieces(count: int) -> list[Piece[int]]:
    return [Piece((abs, (n,)), lambda n=n: 10 + n, -1, 1.0) for n in range(count)]  # type: ignore[misc]


def _not_lost() -> None:
    raise AssertionError("nobody died")


def test_a_group_gets_one_piece_more_than_it_has_processes_and_another_for_each_done() -> None:
    group = ByHand()
    outcomes = together(cast(Group, group), _pieces(5), _not_lost)
    assert [number for number, _ in group.given] == [0, 1]
    group.given[0][1].set_result(0)
    assert [number for number, _ in group.given] == [0, 1, 2]
    group.given[1][1].set_result(1)
    group.given[2][1].set_result(2)
    group.given[3][1].set_result(3)
    group.given[4][1].set_result(4)
    assert outcomes() == [0, 1, 2, 3, 4]


def test_what_nobody_has_begun_is_done_here_and_what_died_failed() -> None:
    group = ByHand()
    lost: list[int] = []
    outcomes = together(cast(Group, group), _pieces(4), lambda: lost.append(1))
    group.given[0][1].set_exception(RuntimeError("gone"))
    group.given[1][1].set_exception(RuntimeError("gone"))
    assert outcomes() == [-1, -1, 12, 13]
    assert lost == [1, 1]


def test_nothing_more_is_handed_over_once_nobody_waits() -> None:
    group = ByHand()
    outcomes = together(cast(Group, group), _pieces(5), _not_lost)
    del outcomes
    gc.collect()
    group.given[0][1].set_result(0)
    assert [number for number, _ in group.given] == [0, 1]
