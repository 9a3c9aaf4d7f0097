"""Cases of our own, each reckoned with a calendar and a pen from the contract's text before it was run."""

from typing import Any

import pytest

from .cases import Json, assess, codes, happened, in_order, statement, terms

NOT_EVES = terms(day_type="weekday", free_days=5, eves_are_weekdays=False, late_extra_days=0)
VGR = "vastra-gotaland-2018"


def late_call(late: str) -> tuple[list[Json], Any]:
    """Notice on Monday 2 May; the third day is over with Thursday the 5th, the call comes a minute into Friday."""
    return in_order("2022-05-02 10:00", "2022-05-09 10:00", called="2022-05-06 00:01"), terms(
        late_precondition=late
    )


BY_HAND: dict[str, tuple[tuple[list[Json], Any], tuple[str, str | None, int, int | None]]] = {
    # 30 Dec + 3 = 2 Jan; 2 and 3 January are owed, and nobody has told the rate of 2023.
    "over new year": (
        (in_order("2022-12-30 11:59:59", "2023-01-04 10:00"), "statute"),
        ("liable", "2023-01-02", 2, None),
    ),
    # 27 Feb + 3 = 1 March in a leap year.
    "leap day": (
        (in_order("2020-02-27 10:00", "2020-03-03 09:00"), "statute"),
        ("liable", "2020-03-01", 2, 16_400),
    ),
    # Dates are counted, not hours: the night of 23 hours changes nothing.
    "spring clocks": (
        (in_order("2022-03-26 11:30", "2022-03-30 09:00"), "statute"),
        ("liable", "2022-03-29", 1, 9_300),
    ),
    # From the last minute of the deadline's day: in time; 5, 6, 7, 8 May.
    "called at the last minute": (
        (in_order("2022-05-02 10:00", "2022-05-09 10:00", called="2022-05-05 23:59"), "statute"),
        ("liable", "2022-05-05", 4, 37_200),
    ),
    "called a minute late, for a person": (late_call("review"), ("needs_review", None, 0, 0)),
    "called a minute late, blocked": (late_call("block"), ("not_liable", None, 0, 0)),
    "called a minute late, allowed": (late_call("allow"), ("liable", "2022-05-05", 4, 37_200)),
    # As if told on 6 May 00:01: the start is the 9th, the day of the discharge, whose night is not owed.
    "called a minute late, shifted": (late_call("shift"), ("not_liable", "2022-05-09", 0, 0)),
    # Monday 17 June 2019; Tu 18, We 19, Th 20, (midsummer's eve, Sa, Su), Mo 24, Tu 25.
    "weekdays over midsummer": (
        (in_order("2019-06-17 15:00", "2019-06-27 10:00"), "stockholm-2018"),
        ("liable", "2019-06-25", 2, None),
    ),
    # Thursday 20 December 2018; Fr 21, (24, 25, 26), Th 27, Fr 28, (31, 1), We 2, Th 3.
    "weekdays over christmas": (
        (in_order("2018-12-20 09:00", "2019-01-04 10:00"), NOT_EVES),
        ("liable", "2019-01-03", 1, 7_800),
    ),
    # 1 May + 30 = 31 May; 31 May and 1 June, of a year without rate.
    "thirty days of psychiatry": (
        (in_order("2018-05-01 10:00", "2018-06-02 10:00"), "psychiatry-2018"),
        ("liable", "2018-05-31", 2, None),
    ),
    # Twelve sharp is late "before 12": 5 + 4 = 9 September; 9, 10, 11.
    "noon in stockholm": (
        (in_order("2022-09-05 12:00:00", "2022-09-12 10:00"), "stockholm-2020"),
        ("liable", "2022-09-09", 3, 27_900),
    ),
    "said no to support": (
        (
            in_order(
                "2022-09-05 10:00", "2022-09-12 10:00", happened("support_declined", "2022-09-06 10:00")
            ),
            "stockholm-2020",
        ),
        ("not_liable", None, 0, 0),
    ),
    # Twenty-five hours by the wall, twenty-four that have passed: in time.
    "told over the clock change": (
        (
            in_order(
                "2022-04-04 10:00", "2022-04-08 10:00", admitted="2022-03-26 20:00", told="2022-03-27 21:00"
            ),
            "statute",
        ),
        ("liable", "2022-04-07", 1, 9_300),
    ),
    "told a second later": (
        (
            in_order(
                "2022-04-04 10:00",
                "2022-04-08 10:00",
                admitted="2022-03-26 20:00",
                told="2022-03-27 21:00:01",
            ),
            "statute",
        ),
        ("needs_review", None, 0, 0),
    ),
    "open care not clear at the end": (
        (
            in_order(
                "2022-05-02 10:00", "2022-05-09 10:00", happened("open_care_unclear", "2022-05-04 10:00")
            ),
            "statute",
        ),
        ("not_liable", None, 0, 0),
    ),
    # The repeat of Tuesday begins nothing: Monday 2 + 3; moved on the 7th: 5 and 6 May.
    "repeated and moved": (
        (
            in_order(
                "2022-05-02 10:00",
                None,
                happened("discharge_ready_sent", "2022-05-03 13:00"),
                happened("transferred", "2022-05-07 08:00"),
            ),
            "statute",
        ),
        ("liable", "2022-05-05", 2, 18_600),
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_stay(name: str) -> None:
    (events, given), expected = BY_HAND[name]
    reply = assess(events, given)
    (spell,) = reply["spells"]
    assert (reply["status"], spell["starts_on"], reply["days"], reply["amount"]) == expected
    assert ("rate_unknown" in codes(reply)) == (expected[3] is None)


def test_two_spells_are_each_counted_anew() -> None:
    """1 March + 3 = 4, withdrawn on the 5th: one night. 8 March after noon + 4 = 12, home on the 14th: two."""
    events = in_order(
        "2022-03-01 09:00",
        "2022-03-14 10:00",
        happened("discharge_ready_withdrawn", "2022-03-05 08:00"),
        happened("discharge_ready_sent", "2022-03-08 13:00"),
    )
    reply = assess(events)
    assert [(spell["starts_on"], spell["days"]) for spell in reply["spells"]] == [
        ("2022-03-04", 1),
        ("2022-03-12", 2),
    ]
    assert (reply["status"], reply["days"], reply["amount"]) == ("liable", 3, 27_900)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2022-04-13 23:59", ("not_yet", "2022-04-14", 0)),
        ("2022-04-14 00:00", ("running", "2022-04-14", 0)),
        ("2022-04-16 10:00", ("running", "2022-04-14", 2)),
    ],
)
def test_while_it_stands(moment: str, expected: tuple[str, str, int]) -> None:
    asked = happened("", moment)["at"]
    reply = assess(in_order("2022-04-11 09:00"), as_of=asked)
    assert (reply["status"], reply["spells"][0]["starts_on"], reply["days"]) == expected


def test_days_of_a_suspension_are_days_and_no_invoice() -> None:
    reply = assess(in_order("2022-09-05 10:00", "2022-09-12 10:00"), "stockholm-2020")
    assert (reply["days"], reply["amount"]) == (4, 37_200)
    assert (reply["billable"], reply["billable_amount"]) == (False, 0)
    assert "invoicing_suspended" in codes(reply)


def test_who_placed_the_person_owes_and_its_own_region_binds() -> None:
    reply = assess(in_order("2022-05-02 10:00", "2022-05-09 10:00"), placed_by="1480", care_region="01")
    assert (reply["status"], reply["owed_by"]) == ("needs_review", "1480")
    assert "care_outside_region" in codes(reply)


def test_under_the_average_the_month_decides() -> None:
    reply = assess(in_order("2022-03-01 10:00", "2022-03-11 10:00"), VGR, registered_in="1480")
    assert (reply["status"], reply["ready_days"]) == ("average", 10)


# Capped at seven: 0 + 1 + 3 + 7 + 7 = 18 against 5 × 3; what lies beyond seven: 2 + 7. 12 × 9 300.
CAPPED = terms(
    basis="average",
    mean_level="3.0",
    mean_population="all",
    individual_after_days=7,
    long_stay_in_mean="capped",
)
MONTHS: dict[str, tuple[Json, list[int], str, tuple[str | None, str, int, str, int]]] = {
    "capped": (CAPPED, [0, 1, 3, 9, 14], "2022-03", ("3.60", "3", 9, "12", 111_600)),
    # Excluded: 0 + 1 + 3 = 4 against 9.
    "excluded": (
        {**CAPPED, "long_stay_in_mean": "excluded"},
        [0, 1, 3, 9, 14],
        "2022-03",
        ("1.33", "0", 9, "9", 83_700),
    ),
    # Of 4 and 5 alone: 9 against 2 × 2.5.
    "from day one": (
        {
            **CAPPED,
            "mean_level": "2.5",
            "mean_population": "from_day_one",
            "individual_after_days": None,
            "long_stay_in_mean": None,
        },
        [0, 0, 4, 5],
        "2020-03",
        ("4.50", "4", 0, "4", 32_800),
    ),
    # 8 against 3 × 2.3 = 6.9: 1.1 × 9 300 = 10 230.
    "tenths": (
        {**CAPPED, "mean_level": "2.3", "individual_after_days": None, "long_stay_in_mean": None},
        [3, 3, 2],
        "2022-03",
        ("2.67", "1.1", 0, "1.1", 10_230),
    ),
}


@pytest.mark.parametrize("name", MONTHS)
def test_a_month(name: str) -> None:
    given, ready_days, period, expected = MONTHS[name]
    reply = statement(given, ready_days, period)
    found = tuple(reply[key] for key in ("mean", "excess_days", "individual_days", "days", "amount"))
    assert found == expected
