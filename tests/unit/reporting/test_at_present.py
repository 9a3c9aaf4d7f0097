"""How it stands now: against a count that takes each figure by itself, and hidden so that nothing can be had back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.at_present import (
    LENGTHS,
    NOTHING_LEFT,
    STEPS,
    TASKS,
    Standing,
    Stay,
    at_present,
    ready_at_noon,
)
from reporting.rules.dates import local_date

NOW = datetime(2026, 3, 29, 10, tzinfo=UTC)
"""The day of the clock change: 12:00 in Sweden."""
HOURS = st.integers(-400, 400).map(lambda hours: NOW + timedelta(hours=hours))
PAST = st.integers(0, 400).map(lambda hours: NOW - timedelta(hours=hours))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Stay], list[Standing], list[datetime]]:
    stays = []
    for number in range(draw(st.integers(0, 30))):
        hospital = draw(st.sampled_from(["Norra", "Södra", ""]))
        ended = draw(st.none() | PAST)
        stays.append(
            Stay(
                id=number,
                patient=number,
                ward=f"{hospital} {draw(st.integers(1, 3))}",
                hospital=hospital,
                expected=draw(st.none() | HOURS.map(local_date)),
                ready_at=None if ended else draw(st.none() | PAST),
                ended_at=ended,
                liable_from=draw(st.none() | HOURS),
            )
        )
    tasks = [
        Standing(draw(st.integers(0, 30)), 0, draw(st.sampled_from(sorted(TASKS))), draw(st.none() | HOURS))
        for _ in range(draw(st.integers(0, 40)))
    ]
    return stays, tasks, draw(st.lists(PAST, max_size=5))


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_every_figure_is_what_a_count_by_hand_gives(
    world: tuple[list[Stay], list[Standing], list[datetime]],
) -> None:
    stays, tasks, unanswered = world
    now = at_present(stays, tasks, unanswered, now=NOW, unsuppressed=True)
    today = date(2026, 3, 29)
    ready = [one for one in stays if one.ended_at is None and one.ready_at]
    days = {one.id: (today - local_date(one.ready_at)).days for one in ready if one.ready_at}
    assert (now.admitted, now.ready) == (sum(one.ended_at is None for one in stays), len(ready))
    assert now.longest_days == (max(days.values()) if days else None)
    assert now.expected_today == sum(one.ended_at is None and one.expected == today for one in stays)
    assert now.home_today == sum(bool(one.ended_at) and local_date(one.ended_at) == today for one in stays)
    for name, (first, last) in LENGTHS.items():
        top = last if last is not None else 10**6
        assert now.lengths[name] == sum(first <= each <= top for each in days.values())
    for name, kinds in STEPS.items():
        earlier = {kind for other in list(STEPS)[: list(STEPS).index(name)] for kind in STEPS[other]}
        assert now.waiting[name] == sum(
            any(task.stay == one.id and task.kind in kinds for task in tasks)
            and not any(task.stay == one.id and task.kind in earlier for task in tasks)
            for one in ready
        )
    assert sum(value or 0 for value in now.waiting.values()) == len(ready)
    going = {one.id for one in stays if one.ended_at is None}
    assert now.notices_late == len(
        {t.stay for t in tasks if t.kind == "send_notice" and t.due_at and t.due_at < NOW} & going
    )
    assert now.sip_late == len(
        {t.stay for t in tasks if t.kind == "call_sip" and t.due_at and t.due_at < NOW}
    )
    assert now.liable == sum(bool(one.liable_from) and one.liable_from <= NOW for one in ready)
    assert now.unanswered_long == sum((today - local_date(at)).days > 30 for at in unanswered)
    assert sum(one.ready or 0 for one in now.hospitals) == now.ready
    for one in now.hospitals:
        assert sum(ward.admitted or 0 for ward in one.wards) == one.admitted


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_no_small_number_can_be_had_back_from_hospitals_and_wards(
    world: tuple[list[Stay], list[Standing], list[datetime]],
) -> None:
    """Whoever sees the total, the hospitals and the wards cannot subtract to one to four patients."""
    stays, tasks, unanswered = world
    shown = at_present(stays, tasks, unanswered, now=NOW)
    whole = at_present(stays, tasks, unanswered, now=NOW, unsuppressed=True)
    rows = [("ready", shown.ready), ("admitted", shown.admitted)]
    for measure, total in rows:
        told = [getattr(one, measure) for one in shown.hospitals]
        _nothing_left(told, total)
        for one, open_one in zip(shown.hospitals, whole.hospitals, strict=True):
            wards = [getattr(ward, measure) for ward in one.wards]
            if getattr(one, measure) is None:
                assert wards == [None] * len(wards)
            else:
                assert getattr(one, measure) == getattr(open_one, measure)
                _nothing_left(wards, getattr(one, measure))
    for row in (shown.lengths, shown.waiting):
        _nothing_left(list(row.values()), shown.ready)


def _nothing_left(told: list[int | None], total: int) -> None:
    assert not any(value is not None and 0 < value < 5 for value in told)
    hidden = [value for value in told if value is None]
    rest = total - sum(value or 0 for value in told)
    assert not hidden or len(hidden) > 1 or len(told) == 1, "one hidden cell is the rest"
    assert not hidden or rest >= 5 or len(hidden) == len(told), "the hidden are few, and alone hidden"


def test_a_patient_waits_for_the_first_step_and_for_the_home_coming_when_none_is_left() -> None:
    stays = [Stay(1, 1, "A", "S", ready_at=NOW), Stay(2, 2, "A", "S", ready_at=NOW)]
    tasks = [Standing(1, 1, "checklist"), Standing(1, 1, "call_sip"), Standing(2, 2, "arrange_home")]
    waiting = at_present(stays, tasks, [], now=NOW, unsuppressed=True).waiting
    assert {name: value for name, value in waiting.items() if value} == {"sip": 1, NOTHING_LEFT: 1}


@pytest.mark.parametrize(
    ("until", "counted"), [(NOW, 0), (NOW + timedelta(seconds=1), 1), (None, 1), (NOW - timedelta(days=1), 0)]
)
def test_ready_at_noon_counts_up_to_what_ended_it(until: datetime | None, counted: int) -> None:
    assert ready_at_noon([(NOW - timedelta(days=2), until)], [NOW]) == [counted]
    assert ready_at_noon([(NOW, None)], [NOW, NOW - timedelta(seconds=1)]) == [1, 0]
