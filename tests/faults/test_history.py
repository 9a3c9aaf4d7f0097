"""The soak's checker on histories with planted faults: it finds each, and says nothing of a sound one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.history import Operation, Report, Stored, check

BEGINS = datetime(2026, 11, 22, tzinfo=UTC)


def sound(cases: int = 3, numbers: int = 5) -> tuple[list[Operation], list[Stored]]:
    sent = [Operation(case, number, True) for number in range(numbers) for case in range(cases)]
    stored = [
        Stored(row.case, row.number, BEGINS + timedelta(seconds=place), False, 1)
        for place, row in enumerate(sent)
    ]
    return sent, stored


def test_a_sound_history_is_told_as_such() -> None:
    assert check(*sound()) == Report(acknowledged=15)
    assert check(*sound()).sound


def _lose_the_row(sent: list[Operation], stored: list[Stored]) -> None:
    del stored[7]


def _lose_the_inbox(sent: list[Operation], stored: list[Stored]) -> None:
    stored[7] = replace(stored[7], inbox_rows=0)


def _store_twice(sent: list[Operation], stored: list[Stored]) -> None:
    stored.append(replace(stored[7], done_at=BEGINS + timedelta(seconds=7.5)))


def _deliver_twice(sent: list[Operation], stored: list[Stored]) -> None:
    stored[7] = replace(stored[7], inbox_rows=2)


def _swap(sent: list[Operation], stored: list[Stored]) -> None:
    one, two = stored[7], stored[10]
    stored[7], stored[10] = replace(one, done_at=two.done_at), replace(two, done_at=one.done_at)


def _invent(sent: list[Operation], stored: list[Stored]) -> None:
    del sent[7]


@pytest.mark.parametrize(
    ("plant", "found", "key"),
    [
        (_lose_the_row, "lost", (1, 2)),
        (_lose_the_inbox, "lost", (1, 2)),
        (_store_twice, "twice", (1, 2)),
        (_deliver_twice, "twice", (1, 2)),
        (_swap, "out_of_order", (1, 2)),
        (_invent, "invented", (1, 2)),
    ],
)
def test_each_planted_fault_is_found(
    plant: Callable[[list[Operation], list[Stored]], None], found: str, key: tuple[int, int]
) -> None:
    sent, stored = sound()
    plant(sent, stored)
    report = check(sent, stored)
    assert getattr(report, found) == (key,)
    assert not report.sound


def test_what_is_set_aside_is_neither_lost_nor_out_of_order() -> None:
    sent, stored = sound()
    stored[7] = replace(stored[7], held=True, done_at=None, inbox_rows=0)
    assert check(sent, stored).sound
    stored[7] = replace(stored[7], done_at=BEGINS + timedelta(hours=1))
    assert check(sent, stored).sound


def test_an_answer_that_was_lost_is_listed_and_no_fault() -> None:
    sent, stored = sound()
    sent[7] = replace(sent[7], acknowledged=False)
    report = check(sent, stored)
    assert report.unanswered_but_there == ((1, 2),)
    assert report.sound
    del stored[7]
    assert check(sent, stored).sound, "and it need not be there"


@given(order=st.permutations(range(8)))
def test_order_is_out_exactly_when_some_later_one_was_handled_first(order: list[int]) -> None:
    sent = [Operation(1, number, True) for number in range(8)]
    stored = [
        Stored(1, number, BEGINS + timedelta(seconds=place), False, 1) for place, number in enumerate(order)
    ]
    slow = tuple(
        sorted(
            (1, number) for place, number in enumerate(order) if any(was > number for was in order[:place])
        )
    )
    assert check(sent, stored).out_of_order == slow
