"""The strip of days and what is missing, day by day."""

from datetime import date

from liability.rules.contract import case_from_json
from liability.rules.outlook import Whose, outlook
from liability.rules.spell_assessment import Status
from liability.rules.strip import DayKind, strip
from liability.rules.terms import DayConvention, DayType, Suspension, Terms
from liability.shelf import shipped_desk, swedish_calendar

K = DayKind
NOTICE = date(2022, 3, 7)


def kinds(
    status: Status, terms: Terms | None = None, *, ends_on: date | None, today: date, start: date
) -> str:
    days = strip(
        status=status,
        notice_on=NOTICE,
        start_day=start,
        ends_on=ends_on,
        today=today,
        terms=terms or Terms("statute"),
        calendar=swedish_calendar(),
    )
    return " ".join(day.kind.value + ("*" if day.ahead else "") for day in days)


def test_free_days_then_owed_then_home() -> None:
    end = date(2022, 3, 12)
    assert kinds(Status.LIABLE, ends_on=end, today=date(2022, 4, 1), start=date(2022, 3, 10)) == (
        "notice free free owed owed end"
    )
    started = Terms("prov", day_convention=DayConvention.STARTED)
    assert kinds(Status.LIABLE, started, ends_on=end, today=end, start=date(2022, 3, 10)).endswith(
        "owed owed owed"
    )


def test_what_comes_if_nothing_happens() -> None:
    told = kinds(Status.NOT_YET, ends_on=None, today=date(2022, 3, 8), start=date(2022, 3, 10))
    assert told == "notice free free* owed* owed* owed* owed*"


def test_days_that_are_held_back() -> None:
    end, start = date(2022, 3, 12), date(2022, 3, 10)
    assert kinds(Status.NEEDS_REVIEW, ends_on=end, today=end, start=start).endswith("review review end")
    assert kinds(Status.NOT_LIABLE, ends_on=end, today=end, start=start).endswith("blocked blocked end")
    resting = Terms("prov", invoicing_suspended=Suspension(date(2022, 3, 11), None))
    assert kinds(Status.LIABLE, resting, ends_on=end, today=end, start=start).endswith("owed suspended end")


def test_a_weekend_is_no_weekday() -> None:
    weekdays = Terms("prov", day_type=DayType.WEEKDAY, free_days=5)
    told = kinds(Status.NOT_YET, weekdays, ends_on=None, today=NOTICE, start=date(2022, 3, 14))
    assert told.split()[:8] == ["notice", "free*", "free*", "free*", "free*", "rest*", "rest*", "owed*"]


def gaps(*events: dict[str, str], terms: str = "statute") -> dict[str, tuple[Whose, date | None]]:
    line = {
        "case": "x",
        "terms": terms,
        "care_form": "somatic",
        "registered_in": "0180",
        "events": [{"type": "discharge_ready_sent", "at": "2022-03-07T10:00:00+01:00"}, *events],
        "as_of": "2022-03-08T10:00:00+01:00",
    }
    found = outlook(case_from_json(line, shipped_desk()), shipped_desk().rulebook)
    assert found is not None
    return {gap.code: (gap.whose, gap.by) for gap in found.gaps}


def test_what_is_missing_and_whose_it_is() -> None:
    assert gaps() == {
        "admission_notice": (Whose.WARD, None),
        "sip_call": (Whose.OPEN_CARE, date(2022, 3, 10)),
        "open_care_not_stated": (Whose.OPEN_CARE, None),
    }
    assert "care_contact" in gaps(terms="stockholm-2020")
    done = gaps(
        {"type": "admission_notice_sent", "at": "2022-03-01T10:00:00+01:00"},
        {"type": "sip_called", "at": "2022-03-07T11:00:00+01:00", "by": "care_contact"},
        {"type": "open_care_available", "at": "2022-03-07T11:00:00+01:00"},
    )
    assert done == {}


def test_open_care_that_is_not_clear() -> None:
    told = gaps({"type": "open_care_unclear", "at": "2022-03-07T11:00:00+01:00"})
    assert told["open_care_unclear"] == (Whose.OPEN_CARE, None)
