"""Random cases and terms, drawn close to the borders: noon, midnight, clock changes, equal times, holidays.

Hypothesis draws a seed and what is made of it is shown when a test fails: drawing each field by itself took longer than
all that is tested.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

Json = dict[str, Any]
STOCKHOLM = ZoneInfo("Europe/Stockholm")

FIRST_DAYS = [
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
CLOCKS = ["00:00:00", "01:30:00", "02:30:00", "09:00:00", "11:59:59", "12:00:00", "12:00:01", "23:59:59"]
RECIPIENTS = [None, ["municipality"], ["open_care"], ["municipality", "open_care"], []]
PLACES = ["0180", "0126", "0180-HA", "0380"]
TOLD_AFTER = [
    *[timedelta(0)] * 4,
    timedelta(hours=24),
    timedelta(hours=24, seconds=1),
    timedelta(hours=30),
    timedelta(hours=60),
]
"""From the admission to its notice: in time, at the last second, too late, and after the notice of utskrivningsklar."""
KINDS = [
    *["discharge_ready_sent"] * 3,
    *["admission_notice_sent", "sip_called", "discharged", "discharge_ready_withdrawn"] * 2,
    *["admitted", "need_assessed", "care_contact_appointed", "sip_not_required", "transferred", "died"],
    *["open_care_unavailable", "open_care_unclear", "open_care_available", "open_care_available"],
    *["registration_changed", "support_declined"],
]


def coin(random: Random) -> bool:
    return random.random() < 0.5


def moment(random: Random, first: date, days: int = 14) -> str:
    """A moment in the days from `first`, written in local time or in UTC."""
    day = first + timedelta(days=random.randint(0, days))
    wall = datetime.fromisoformat(f"{day}T{random.choice(CLOCKS)}")
    found = wall.replace(tzinfo=STOCKHOLM, fold=random.randint(0, 1)).astimezone(UTC)
    return (found if coin(random) else found.astimezone(STOCKHOLM)).isoformat()


def event(random: Random, first: date) -> Json:
    kind = random.choice(KINDS)
    made: Json = {"type": kind, "at": moment(random, first)}
    if kind in ("admission_notice_sent", "discharge_ready_sent"):
        made["to"] = random.choice(RECIPIENTS)
    if kind == "sip_called":
        made["by"] = random.choice(["care_contact", "care_contact", "municipality", "hospital"])
    if kind == "sip_not_required":
        made["reason"] = "no_consent"
    if kind == "registration_changed" and coin(random):
        made["registered_in"] = random.choice(PLACES)
    return made


def made_case(random: Random) -> Json:
    """A case; half of them begin as most do, in time or a little late, so that days are owed at all."""
    first = random.choice(FIRST_DAYS)
    happened: list[Json] = []
    if coin(random):
        begun = datetime.combine(first, datetime.min.time(), tzinfo=STOCKHOLM)
        early = begun.isoformat()
        told = begun.astimezone(UTC) + random.choice(TOLD_AFTER)
        called = early if coin(random) else moment(random, first, 8)
        happened += [
            {"type": "admitted", "at": early},
            {"type": "admission_notice_sent", "at": told.isoformat()},
            {"type": "care_contact_appointed", "at": early},
            {"type": "sip_called", "at": called, "by": "care_contact"},
            {"type": "discharge_ready_sent", "at": moment(random, first, 3)},
        ]
    happened += [event(random, first) for _ in range(random.randint(0, 7))]
    if coin(random):
        random.shuffle(happened)
    case: Json = {
        "case": "h",
        "care_form": "somatic",
        "registered_in": random.choice(["0180", "0180", "0180", "0126", None]),
        "placed_by": random.choice([None, None, None, "0126"]),
        "events": happened,
    }
    if coin(random):
        case["care_region"] = random.choice(["01", "01", "01", "03", None])
    if coin(random):
        case["as_of"] = moment(random, first, 30)
    return case


SUSPENSIONS = [
    None,
    None,
    {"from": "2018-01-01", "to": None},
    {"from": "2019-12-31", "to": "2020-01-01"},
    {"from": "2021-01-01", "to": "2022-03-27"},
    {"from": "2022-03-30", "to": "2022-03-30"},
]
PRECONDITIONS = [
    "admission_notice",
    "discharge_ready_notice",
    "sip_call",
    "open_care_available",
    "care_contact",
    "support_not_declined",
]


def made_terms(random: Random) -> Json:
    return {
        "code": "h",
        "basis": random.choice(["individual"] * 9 + ["average"]),
        "day_type": random.choice(["calendar", "weekday"]),
        "eves_are_weekdays": coin(random),
        "free_days": random.randint(0, 7),
        "cutoff": random.choice(["12:00:00", "12:00:00", "09:00:00", "00:00:00", "23:59:59"]),
        "cutoff_inclusive": coin(random),
        "late_extra_days": random.randint(0, 2),
        "day_convention": random.choice(["nights", "started"]),
        "amount": random.choice(["national", "national", 5000, 0, None]),
        "preconditions": random.sample(PRECONDITIONS, random.randint(0, len(PRECONDITIONS))),
        "late_precondition": random.choice(["review", "block", "shift", "allow"]),
        "invoicing_suspended": random.choice(SUSPENSIONS),
    }


def cases() -> st.SearchStrategy[Json]:
    return st.randoms(use_true_random=True).map(made_case)


def individual_terms() -> st.SearchStrategy[Json]:
    return st.randoms(use_true_random=True).map(made_terms)


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
