"""Which stay is a readmission after which, who may know of it, and who is asked for the cause (T14)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from transitions.presenters.readmission import CAUSES
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import READMISSION_CAUSES, ItemKind
from transitions.rules.limits import Limits
from transitions.rules.readmission import Admission, answers, cause_tasks, earlier_for, earlier_of, returning

SWEDEN = ZoneInfo("Europe/Stockholm")
WARD, OFFICE, HOME, OPEN_CARE, NEW_OFFICE = 1, 2, 3, 4, 5
BEFORE = 77


def at(text: str) -> datetime:
    """A moment in Swedish time."""
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN).astimezone(UTC)


@pytest.mark.parametrize(
    ("ended", "back", "found"),
    [
        ("2026-05-01 23:59", "2026-05-02 00:01", True),  # two minutes, and another day
        ("2026-05-02 00:01", "2026-05-02 23:59", False),  # the same day is counted apart
        ("2026-05-01 08:00", "2026-05-31 23:59", True),
        ("2026-05-01 23:59", "2026-06-01 00:00", False),
        ("2026-03-28 23:30", "2026-04-27 23:30", True),  # the hour that is lost in March makes no day less
        ("2026-10-24 00:30", "2026-11-23 00:10", True),
        ("2026-10-24 23:30", "2026-11-24 00:10", False),
        ("2026-12-15 12:00", "2027-01-14 12:00", True),
    ],
)
def test_days_are_counted_by_the_calendar(ended: str, back: str, found: bool) -> None:
    first = Admission(1, at(ended) - timedelta(days=5), at(ended))
    second = Admission(2, at(back), None)
    assert earlier_of(second, [first, second]) == (first if found else None)


def test_a_planned_stay_is_none_and_the_latest_end_counts() -> None:
    long_ago = Admission(1, at("2026-05-01 08:00"), at("2026-05-20 08:00"))
    latest = Admission(2, at("2026-05-02 08:00"), at("2026-05-21 08:00"))
    going_on = Admission(3, at("2026-05-22 08:00"), None)
    back = Admission(4, at("2026-05-25 08:00"), None)
    assert earlier_of(back, [latest, going_on, long_ago, back]) == latest
    assert earlier_of(Admission(4, back.admitted_at, None, planned=True), [latest]) is None
    assert earlier_of(long_ago, [latest, back]) is None, "what ended after the admission came not before it"


stays = st.builds(
    lambda number, start, length, open_: Admission(
        number,
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=start),
        None if open_ else datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=start + length),
    ),
    st.integers(1, 5),
    st.integers(0, 2400),
    st.integers(0, 900),
    st.booleans(),
)


@given(stays, st.lists(stays, max_size=5))
def test_it_agrees_with_going_through_the_days_one_by_one(stay: Admission, others: list[Admission]) -> None:
    found = earlier_of(stay, others)
    ended = [one for one in others if one.id != stay.id and one.ended_at and one.ended_at <= stay.admitted_at]
    if not ended:
        assert found is None
        return
    last = max(one.ended_at for one in ended if one.ended_at)
    day: date = last.astimezone(SWEDEN).date()
    within = False
    for _ in range(30):
        day += timedelta(days=1)
        midnight = datetime.combine(day, time(), SWEDEN)
        within = within or midnight <= stay.admitted_at < datetime.combine(
            day + timedelta(days=1), time(), SWEDEN
        )
    assert (found is not None) == within
    assert found is None or found.ended_at == last


def chain(*facts: tuple[int, str], died: bool = False) -> Chain:
    """A readmission: ward, office, home care and vårdcentral were on the earlier chain, another office was not."""
    kinds = {
        WARD: UnitKind.WARD,
        OFFICE: UnitKind.ASSESSMENT_OFFICE,
        HOME: UnitKind.HOME_CARE,
        OPEN_CARE: UnitKind.PRIMARY_CARE,
        NEW_OFFICE: UnitKind.ASSESSMENT_OFFICE,
    }
    parties = {
        unit: Party(
            unit,
            kind,
            municipal_side=kind is UnitKind.ASSESSMENT_OFFICE,
            open_care=kind is UnitKind.PRIMARY_CARE,
            ward=kind is UnitKind.WARD,
            earlier_id=None if unit == NEW_OFFICE else BEFORE,
        )
        for unit, kind in kinds.items()
    }
    start = at("2026-05-25 08:00")
    rows = [
        Fact(
            number,
            ItemKind.READMISSION_CAUSE_RECORDED,
            start + timedelta(hours=number),
            by,
            {"cause": cause},
            {},
        )
        for number, (by, cause) in enumerate(facts, start=1)
    ]
    if died:
        rows.append(Fact(99, ItemKind.DIED, start + timedelta(days=1), WARD, {}, {}))
    return Chain.of(admitted_at=start, ward_id=WARD, parties=parties, facts=rows)


def asked(of: Chain) -> set[int]:
    """The units with the task."""
    return {task.unit_id for task in cause_tasks(of, Limits())}


def test_each_side_is_asked_until_it_has_answered() -> None:
    assert asked(chain()) == {WARD, OFFICE, HOME}
    assert asked(chain((HOME, "medicines"))) == {WARD}
    assert asked(chain((WARD, "medical"))) == {OFFICE, HOME}
    assert asked(chain((WARD, "medical"), (OFFICE, "aids"))) == set()
    assert asked(chain((OPEN_CARE, "other"))) == {WARD, OFFICE, HOME}, "open care speaks for neither side"
    assert asked(chain(died=True)) == set()


def test_a_unit_that_was_not_on_the_earlier_chain_is_not_told() -> None:
    assert earlier_for(chain(), OFFICE) == BEFORE
    assert earlier_for(chain(), NEW_OFFICE) is None
    assert NEW_OFFICE not in returning(chain())


def test_the_latest_word_of_a_unit_is_its_answer() -> None:
    said = answers(chain((OFFICE, "aids"), (WARD, "medical"), (OFFICE, "medicines")))
    assert [(one.unit_id, one.fact.data["cause"]) for one in said] == [
        (WARD, "medical"),
        (OFFICE, "medicines"),
    ]


def test_every_cause_has_words() -> None:
    assert set(CAUSES) == set(READMISSION_CAUSES)
