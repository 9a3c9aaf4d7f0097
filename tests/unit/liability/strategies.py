"""Random cases and terms, drawn close to the borders: noon, midnight, clock changes, equal times, holidays."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

Json = dict[str, Any]
STOCKHOLM = ZoneInfo("Europe/Stockholm")

FIRST_DAYS = st.sampled_from(
    [
        date(2018, 12, 22),  # a year without rate, Christmas
        date(2019, 3, 4),
        date(2019, 4, 15),  # Easter week
        date(2019, 5, 27),  # Ascension day and national day
        date(2019, 12, 20),  # Christmas and new year, both rates known
        date(2020, 2, 25),  # 29 February
        date(2020, 12, 23),  # into a year without rate
        date(2022, 3, 22),  # the spring change
        date(2022, 6, 20),  # Midsummer
        date(2022, 10, 26),  # the autumn change
    ]
)
CLOCKS = st.sampled_from(
    ["00:00:00", "01:30:00", "02:30:00", "09:00:00", "11:59:59", "12:00:00", "12:00:01", "23:59:59"]
)


@st.composite
def moments(draw: st.DrawFn, first: date, days: int = 14) -> str:
    """A moment in the days from `first`, written in local time or in UTC."""
    day = first + timedelta(days=draw(st.integers(0, days)))
    wall = datetime.fromisoformat(f"{day}T{draw(CLOCKS)}")
    moment = wall.replace(tzinfo=STOCKHOLM, fold=draw(st.integers(0, 1))).astimezone(UTC)
    return (moment if draw(st.booleans()) else moment.astimezone(STOCKHOLM)).isoformat()


RECIPIENTS = st.sampled_from([None, ["municipality"], ["open_care"], ["municipality", "open_care"], []])
PLACES = st.sampled_from(["0180", "0126", "0180-HA", "0380"])


@st.composite
def events(draw: st.DrawFn, first: date) -> Json:
    kind = draw(
        st.sampled_from(
            ["discharge_ready_sent"] * 3
            + ["admission_notice_sent", "sip_called", "discharged", "discharge_ready_withdrawn"] * 2
            + [
                "admitted",
                "need_assessed",
                "care_contact_appointed",
                "sip_not_required",
                "transferred",
                "died",
            ]
            + ["open_care_unavailable", "open_care_unclear", "open_care_available", "open_care_available"]
            + ["registration_changed", "support_declined"]
        )
    )
    event: Json = {"type": kind, "at": draw(moments(first))}
    if kind in ("admission_notice_sent", "discharge_ready_sent"):
        event["to"] = draw(RECIPIENTS)
    if kind == "sip_called":
        event["by"] = draw(st.sampled_from(["care_contact", "care_contact", "municipality", "hospital"]))
    if kind == "sip_not_required":
        event["reason"] = "no_consent"
    if kind == "registration_changed" and draw(st.booleans()):
        event["registered_in"] = draw(PLACES)
    return event


@st.composite
def cases(draw: st.DrawFn) -> Json:
    """A case; half of them begin with everything done in time, so that days are owed at all."""
    first = draw(FIRST_DAYS)
    happened: list[Json] = []
    if draw(st.booleans()):
        early = datetime.combine(first, datetime.min.time(), tzinfo=STOCKHOLM).isoformat()
        happened += [
            {"type": "admitted", "at": early},
            {"type": "admission_notice_sent", "at": early},
            {"type": "care_contact_appointed", "at": early},
            {"type": "sip_called", "at": early, "by": "care_contact"},
            {"type": "discharge_ready_sent", "at": draw(moments(first, 3))},
        ]
    happened += draw(st.lists(events(first), max_size=7))
    case: Json = {
        "case": "h",
        "care_form": "somatic",
        "registered_in": draw(st.sampled_from(["0180", "0180", "0180", "0126", None])),
        "placed_by": draw(st.sampled_from([None, None, None, "0126"])),
        "events": draw(st.permutations(happened)) if draw(st.booleans()) else happened,
    }
    if draw(st.booleans()):
        case["care_region"] = draw(st.sampled_from(["01", "01", "01", "03", None]))
    if draw(st.booleans()):
        case["as_of"] = draw(moments(first, 30))
    return case


SUSPENSIONS = st.sampled_from(
    [
        None,
        None,
        {"from": "2018-01-01", "to": None},
        {"from": "2019-12-31", "to": "2020-01-01"},
        {"from": "2021-01-01", "to": "2022-03-27"},
        {"from": "2022-03-30", "to": "2022-03-30"},
    ]
)
PRECONDITIONS = [
    "admission_notice",
    "discharge_ready_notice",
    "sip_call",
    "open_care_available",
    "care_contact",
    "support_not_declined",
]


@st.composite
def individual_terms(draw: st.DrawFn) -> Json:
    return {
        "code": "h",
        "basis": draw(st.sampled_from(["individual"] * 9 + ["average"])),
        "day_type": draw(st.sampled_from(["calendar", "weekday"])),
        "eves_are_weekdays": draw(st.booleans()),
        "free_days": draw(st.integers(0, 7)),
        "cutoff": draw(st.sampled_from(["12:00:00", "12:00:00", "09:00:00", "00:00:00", "23:59:59"])),
        "cutoff_inclusive": draw(st.booleans()),
        "late_extra_days": draw(st.integers(0, 2)),
        "day_convention": draw(st.sampled_from(["nights", "started"])),
        "amount": draw(st.sampled_from(["national", "national", 5000, 0, None])),
        "preconditions": draw(st.lists(st.sampled_from(PRECONDITIONS), unique=True)),
        "late_precondition": draw(st.sampled_from(["review", "block", "shift", "allow"])),
        "invoicing_suspended": draw(SUSPENSIONS),
    }


@st.composite
def average_terms(draw: st.DrawFn) -> Json:
    limit = draw(st.sampled_from([None, 1, 7]))
    return {
        "code": "h",
        "basis": "average",
        "amount": draw(st.sampled_from(["national", 5000, 7777, None])),
        "mean_level": draw(st.sampled_from([None, "0", "3.0", "2.00", "2.5", "0.333", "1.23456", "10"])),
        "mean_population": draw(st.sampled_from(["all", "from_day_one"])),
        "individual_after_days": limit,
        "long_stay_in_mean": draw(st.sampled_from(["capped", "excluded"])) if limit else None,
    }
