"""Times that are proposed suit those who have said when they are there; a tally forgets nobody (S5)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from actors.rules.hours import Span, Staffing
from sip.rules.times import MOST, best, noon_between, propose, tally
from tests.unit.transitions.chains import HOME, OFFICE, REHAB, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import STOCKHOLM, Limits
from transitions.rules.sip_times import open_round, silent, silent_and_absent
from transitions.rules.tasks import TaskFact, TaskKind, tasks

CALENDAR = swedish_calendar()
SAID_NOTHING = Staffing()
MORNINGS = Staffing({day: (Span(time(8), time(12)),) for day in range(5)})
LATE_DAYS = Staffing({day: (Span(time(10), time(18)),) for day in range(5)})


def clocks(found: tuple[datetime, ...]) -> list[str]:
    return [f"{at.astimezone(STOCKHOLM):%m-%d %H.%M}" for at in found]


def test_one_each_half_day_on_working_days() -> None:
    friday = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert clocks(propose([SAID_NOTHING], CALENDAR, after=friday)) == [
        "11-23 09.00",
        "11-23 13.00",
        "11-24 09.00",
        "11-24 13.00",
        "11-25 09.00",
    ]


def test_everybody_who_has_said_when_is_there_the_whole_hour() -> None:
    monday = datetime(2026, 11, 23, 7, tzinfo=UTC)
    found = propose([MORNINGS, LATE_DAYS, SAID_NOTHING], CALENDAR, after=monday)
    assert {text[-5:] for text in clocks(found)} == {"10.30"}
    closed = Staffing(MORNINGS.week, {date(2026, 11, 24): ()})
    assert all("11-24" not in text for text in clocks(propose([closed], CALENDAR, after=monday)))


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 4, 2), {"04-03", "04-06"}),
        (date(2026, 6, 17), {"06-20"}),
        (date(2026, 12, 23), {"12-25", "12-26"}),
        (date(2026, 12, 30), {"01-01"}),
    ],
)
def test_no_meeting_on_a_holiday(day: date, free: set[str]) -> None:
    found = propose([], CALENDAR, after=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert len(found) == MOST
    assert not {text[:5] for text in clocks(found)} & free


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 10, 23)])
def test_nine_is_nine_on_the_clock_after_the_clock_change(day: date) -> None:
    found = propose([], CALENDAR, after=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert {text[-5:] for text in clocks(found)} == {"09.00", "13.00"}


def test_nobody_who_is_never_there_gets_a_time() -> None:
    nights = Staffing({day: (Span(time(21), time(6)),) for day in range(7)})
    assert propose([nights], CALENDAR, after=datetime(2026, 11, 23, tzinfo=UTC)) == ()


@given(
    st.lists(st.integers(1, 5), unique=True, max_size=5),
    st.lists(st.integers(10, 50), unique=True, max_size=40),
    st.data(),
)
@settings(max_examples=100)
def test_the_tally_is_a_count_by_hand(times: list[int], parties: list[int], data: st.DataObject) -> None:
    """Every party stands once under each time; the best is the first with most who can."""
    answered = [party for party in parties if data.draw(st.booleans())]
    replies = {party: frozenset(data.draw(st.sets(st.sampled_from(times or [0])))) for party in answered}
    found = tally(times, parties, replies)
    counts = []
    for one in found:
        assert sorted([*one.can, *one.cannot, *one.silent]) == sorted(parties)
        assert one.silent == set(parties) - set(answered)
        by_hand = [party for party in answered if one.time_id in replies[party]]
        assert sorted(one.can) == sorted(by_hand)
        counts.append(len(by_hand))
    expected = times[counts.index(max(counts))] if counts and max(counts) else None
    assert best(found) == expected


PARTIES = (WARD, OFFICE, VC, HOME, REHAB)
BASE = notice(acknowledged=(OFFICE, VC))
CALLED = fact(ItemKind.SIP_CALLED, 20, by=VC, to=(OFFICE, HOME), caller="care_contact", sip="S-1")
ASKED = fact(
    ItemKind.SIP_TIMES_PROPOSED, 21, by=VC, to=(OFFICE, HOME), sip="S-1", round=1,
    answer_by=hour(60).isoformat(),
)  # fmt: skip


def answered(at: float, by: int, **more: object) -> object:
    return fact(ItemKind.SIP_TIMES_ANSWERED, at, by=by, sip="S-1", round=1, **more)


def of(whole: Chain, unit: int) -> dict[TaskKind, TaskFact]:
    return {task.kind: task for task in tasks(whole, Limits()) if task.unit_id == unit}


def test_each_unit_answers_and_then_the_caller_settles() -> None:
    whole = chain(BASE, CALLED, ASKED, answered(30, OFFICE), parties=PARTIES)
    assert silent(whole, ASKED) == {HOME}
    assert TaskKind.ANSWER_SIP_TIMES not in of(whole, OFFICE)
    assert of(whole, HOME)[TaskKind.ANSWER_SIP_TIMES].due_at == hour(60)
    assert of(whole, VC)[TaskKind.SETTLE_SIP_TIME].shows_from == hour(60)
    everybody = chain(BASE, CALLED, ASKED, answered(30, OFFICE), answered(31, HOME), parties=PARTIES)
    assert of(everybody, VC)[TaskKind.SETTLE_SIP_TIME].shows_from is None


def test_what_the_caller_enters_for_a_person_is_no_units_answer() -> None:
    whole = chain(BASE, CALLED, ASKED, answered(30, VC, participant=7), parties=PARTIES)
    assert silent(whole, ASKED) == {OFFICE, HOME}


def test_a_reminder_opens_nothing_and_a_call_closes_the_round() -> None:
    again = fact(
        ItemKind.SIP_TIMES_PROPOSED, 40, by=VC, to=(HOME,), sip="S-1", round=1, reminder=True,
        answer_by=hour(60).isoformat(),
    )  # fmt: skip
    whole = chain(BASE, CALLED, ASKED, again, parties=PARTIES)
    assert open_round(whole) == ASKED
    settled = fact(ItemKind.SIP_CALLED, 50, by=VC, to=(OFFICE, HOME), caller="care_contact", sip="S-1")
    assert open_round(whole.with_facts([*whole.facts, settled])) is None
    died = whole.with_facts([*whole.facts, fact(ItemKind.DIED, 45)])
    assert TaskKind.ANSWER_SIP_TIMES not in of(died, HOME)


def test_a_shorter_horizon_cuts() -> None:
    monday = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert len(propose([], CALENDAR, after=monday, latest=monday + timedelta(days=1, hours=2))) == 1


HELD = fact(ItemKind.SIP_HELD, 70, by=VC, to=(VC, OFFICE), sip="S-1")


def test_who_neither_answered_nor_came_is_named() -> None:
    whole = chain(BASE, CALLED, ASKED, HELD, parties=PARTIES)
    assert [one.unit_id for one in silent_and_absent(whole)] == [HOME]
    spoke = chain(BASE, CALLED, ASKED, answered(30, HOME), HELD, parties=PARTIES)
    assert silent_and_absent(spoke) == ()
    other = fact(ItemKind.SIP_CALLED, 22, by=VC, to=(REHAB,), caller="care_contact", sip="S-2")
    assert REHAB not in {
        one.unit_id for one in silent_and_absent(chain(BASE, CALLED, other, HELD, parties=PARTIES))
    }
    untold = fact(ItemKind.SIP_HELD, 71, by=VC, sip="S-1")
    assert silent_and_absent(chain(BASE, CALLED, untold, parties=PARTIES)) == ()


@pytest.mark.parametrize(
    ("now", "expected"), [("2026-03-28 09:00", "03-28 12.00"), ("2026-03-28 13:00", "03-29 08.00")]
)
def test_answers_are_wanted_by_noon_the_day_before(now: str, expected: str) -> None:
    """On the wall's clock, also over the night when it is put forward; later than that, an hour before."""
    first = datetime(2026, 3, 29, 9, tzinfo=STOCKHOLM).astimezone(UTC)
    moment = datetime.fromisoformat(now).replace(tzinfo=STOCKHOLM)
    assert clocks((noon_between(moment, first),)) == [expected]
