"""Notes between day and night: which night is at hand, who is told, what is unread, how long (T37)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, VC, WARD, chain, fact, hour
from transitions.rules.chain import Chain, Fact
from transitions.rules.hand_over import circle, concerns, may_write, night_of, open_until, read_tasks, unread
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import STOCKHOLM, Limits
from transitions.rules.task_values import TaskKind

LIMITS = Limits(hand_over_days=10)
EVERYBODY = (WARD, OFFICE, VC, HOME, NIGHT)


def note(
    at: float, *, by: int = HOME, to: tuple[int, ...] = (NIGHT,), read: bool = False, **data: str
) -> Fact:
    return fact(ItemKind.HAND_OVER_NOTE, at, by=by, to=to, acknowledged=to if read else (), **data)


def order(at: float, *to: int) -> Fact:
    return fact(ItemKind.HOME_CARE_NOTIFIED, at, by=OFFICE, to=to, cause="order")


def on(*facts: Fact) -> Chain:
    return chain(*facts, parties=EVERYBODY)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-11-22T22:00+01:00", "2026-11-22"),
        ("2026-11-23T06:59+01:00", "2026-11-22"),
        ("2026-11-23T07:00+01:00", "2026-11-23"),
        ("2026-11-23T12:00:00+01:00", "2026-11-23"),
        ("2027-01-01T03:00+01:00", "2026-12-31"),
        ("2026-03-29T03:30+02:00", "2026-03-28"),
        ("2026-10-25T02:30+02:00", "2026-10-24"),
        ("2026-10-25T02:30+01:00", "2026-10-24"),
        ("2026-06-20T01:00+02:00", "2026-06-19"),
    ],
)
def test_the_night_at_hand_is_named_by_its_evening(moment: str, night: str) -> None:
    """Both clock changes, twelve sharp, midsummer, the turn of the year."""
    assert night_of(datetime.fromisoformat(moment)) == date.fromisoformat(night)


@given(
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30)),
    st.integers(-3, 3),
    st.integers(0, 4),
)
def test_a_note_concerns_the_nights_it_names(naive: datetime, start: int, length: int) -> None:
    """Against counting the nights one by one, each from noon to noon but for the hours before seven."""
    moment = naive.replace(tzinfo=UTC)
    local = moment.astimezone(STOCKHOLM)
    tonight = local.date() if local.hour >= 7 else local.date() - timedelta(days=1)
    first = tonight + timedelta(days=start)
    nights = [first + timedelta(days=number) for number in range(length + 1)]
    data = {"night": nights[0].isoformat(), "until": nights[-1].isoformat()}
    assert concerns(data, moment) is (tonight in nights)
    assert not concerns({}, moment)


def test_the_circle_is_who_helps_now() -> None:
    assert circle(on(), [HOME, NIGHT]) == {HOME, NIGHT}
    assert circle(on(order(3, HOME)), []) == {HOME}
    said = fact(ItemKind.SERVICES_REPORTED, 5, by=OFFICE)
    assert circle(on(order(3, HOME), said), [NIGHT]) == {NIGHT}, (
        "a provider that was replaced is told no more"
    )
    assert circle(on(order(3, HOME), said, order(6, HOME)), [NIGHT]) == {HOME, NIGHT}
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 6, to=(HOME,), cause="discharged")
    assert circle(on(told), []) == frozenset(), "to be told of a home-coming is not to help"


def test_who_may_write_and_until_when() -> None:
    both = frozenset({HOME, NIGHT})
    assert may_write(on(), both, HOME, LIMITS, hour(1)).allowed
    assert may_write(on(), both, OFFICE, LIMITS, hour(1)).code == "not_in_the_home"
    assert may_write(on(), frozenset({HOME}), HOME, LIMITS, hour(1)).code == "nobody_to_tell"
    home = on(fact(ItemKind.DISCHARGED, 4))
    last = open_until(home, LIMITS)
    assert last == date(2026, 3, 12)
    end = datetime(2026, 3, 12, 23, 59, tzinfo=STOCKHOLM)
    assert may_write(home, both, HOME, LIMITS, end).allowed
    late = may_write(home, both, HOME, LIMITS, end + timedelta(minutes=1))
    assert late.code == "hand_over_closed"
    assert may_write(on(fact(ItemKind.DIED, 4)), both, HOME, LIMITS, hour(5)).code == "patient_deceased"


def test_what_is_unread_is_one_task_due_before_the_night() -> None:
    found = on(note(1, night="2026-03-02"), note(2), note(3, read=True), note(4, by=NIGHT, to=(HOME,)))
    assert [one.at for one in unread(found, NIGHT)] == [hour(1), hour(2)]
    tasks = {one.unit_id: one for one in read_tasks(found)}
    assert {unit: one.kind for unit, one in tasks.items()} == dict.fromkeys(
        (HOME, NIGHT), TaskKind.READ_HAND_OVER
    )
    assert (tasks[NIGHT].since, tasks[NIGHT].due_at) == (hour(1), datetime(2026, 3, 2, 20, tzinfo=UTC))
    assert tasks[HOME].due_at is None
    assert list(read_tasks(on(note(1), fact(ItemKind.DIED, 4)))) == []
