"""The worked examples of domain/law.md 10.2, all that are confirmed by the text they are derived from."""

from typing import Any

import pytest

from .cases import Json, assess, codes, happened, in_order, statement, terms

STARTED = terms(day_convention="started")


@pytest.mark.parametrize(
    ("notice", "discharge", "start", "days", "amount", "amount_started"),
    [
        pytest.param("2019-03-04 10:15", "2019-03-11 13:00", "2019-03-07", 4, 31_200, 39_000, id="S1"),
        pytest.param("2019-03-04 12:00", "2019-03-11 13:00", "2019-03-07", 4, 31_200, 39_000, id="S2"),
        pytest.param("2019-03-04 12:00:01", "2019-03-11 13:00", "2019-03-08", 3, 23_400, 31_200, id="S3"),
        pytest.param("2022-03-11 11:30", "2022-03-14 13:00", "2022-03-14", 0, 0, 9_300, id="S4"),
        pytest.param("2022-03-11 15:00", "2022-03-17 13:00", "2022-03-15", 2, 18_600, 27_900, id="S5"),
        pytest.param("2022-06-22 09:00", "2022-06-27 13:00", "2022-06-25", 2, 18_600, 27_900, id="S6"),
        pytest.param("2019-12-28 10:00", "2020-01-03 13:00", "2019-12-31", 3, 24_200, 32_400, id="S7"),
        pytest.param("2022-03-26 12:30", "2022-03-31 13:00", "2022-03-30", 1, 9_300, 18_600, id="S8"),
    ],
)
def test_the_statute_counts_calendar_days(
    notice: str, discharge: str, start: str, days: int, amount: int, amount_started: int
) -> None:
    reply = assess(in_order(notice, discharge))
    assert (reply["days"], reply["amount"]) == (days, amount)
    assert reply["spells"][0]["starts_on"] == start
    assert reply["status"] == ("liable" if days else "not_liable")
    started = assess(in_order(notice, discharge), STARTED)
    assert (started["days"], started["amount"]) == (days + 1, amount_started)


def test_s9_care_contact_never_called() -> None:
    reply = assess(in_order("2022-03-07 10:00", "2022-03-16 10:00", called=None))
    assert (reply["status"], reply["days"], reply["amount"]) == ("not_liable", 0, 0)
    assert reply["spells"][0]["starts_on"] is None
    assert "sip_not_called" in codes(reply)


def test_s10_the_municipality_called_instead() -> None:
    call = happened("sip_called", "2022-03-09 10:00", by="municipality")
    reply = assess(in_order("2022-03-07 10:00", "2022-03-16 10:00", call, called=None))
    assert (reply["status"], reply["days"]) == ("not_liable", 0)
    assert "sip_called_by_other" in codes(reply)


@pytest.mark.parametrize(
    ("reason", "discharge", "days", "amount"),
    [
        pytest.param("no_consent", "2022-03-11 10:00", 1, 9_300, id="S11"),
        pytest.param("open_compulsory_care", "2022-03-12 10:00", 2, 18_600, id="S17"),
    ],
)
def test_no_sip_is_to_be_held(reason: str, discharge: str, days: int, amount: int) -> None:
    no_sip = happened("sip_not_required", "2022-03-05 10:00", reason=reason)
    reply = assess(in_order("2022-03-07 10:00", discharge, no_sip, called=None))
    assert (reply["status"], reply["days"], reply["amount"]) == ("liable", days, amount)
    assert reply["spells"][0]["starts_on"] == "2022-03-10"
    assert "sip_not_required" in codes(reply)


def test_s12_open_care_missing_for_a_part() -> None:
    reply = assess(
        in_order(
            "2022-03-07 10:00",
            "2022-03-16 10:00",
            happened("open_care_unavailable", "2022-03-07 11:00"),
            happened("open_care_available", "2022-03-14 09:00"),
        )
    )
    assert (reply["status"], reply["days"], reply["amount"]) == ("needs_review", 0, 0)
    assert "open_care_available_again" in codes(reply)


def test_s13_withdrawn_before_start_and_given_again() -> None:
    reply = assess(
        in_order(
            "2022-03-07 10:00",
            "2022-03-16 10:00",
            happened("discharge_ready_withdrawn", "2022-03-09 14:00"),
            happened("discharge_ready_sent", "2022-03-11 09:00"),
        )
    )
    assert (reply["days"], reply["amount"]) == (2, 18_600)
    assert [spell["starts_on"] for spell in reply["spells"]] == [None, "2022-03-14"]
    assert [spell["status"] for spell in reply["spells"]] == ["not_liable", "liable"]
    assert "withdrawn" in codes(reply)


def test_s14_withdrawn_after_start_and_given_again() -> None:
    reply = assess(
        in_order(
            "2022-03-07 10:00",
            "2022-03-20 10:00",
            happened("discharge_ready_withdrawn", "2022-03-11 09:00"),
            happened("discharge_ready_sent", "2022-03-14 13:00"),
        )
    )
    assert [spell["days"] for spell in reply["spells"]] == [1, 2]
    assert [spell["starts_on"] for spell in reply["spells"]] == ["2022-03-10", "2022-03-18"]
    assert (reply["days"], reply["amount"]) == (3, 27_900)


def test_s15_admission_notice_after_thirty_hours() -> None:
    events = in_order(
        "2022-03-07 10:00", "2022-03-16 10:00", admitted="2022-03-01 08:00", told="2022-03-02 14:00"
    )
    reply = assess(events)
    assert (reply["status"], reply["days"], reply["amount"]) == ("needs_review", 0, 0)
    assert "admission_notice_late" in codes(reply)


def test_s16_need_judged_later() -> None:
    judged = happened("need_assessed", "2022-03-05 08:00")
    events = in_order(
        "2022-03-07 10:00", "2022-03-12 10:00", judged, admitted="2022-03-01 08:00", told="2022-03-06 04:00"
    )
    reply = assess(events)
    assert (reply["status"], reply["days"], reply["amount"]) == ("liable", 2, 18_600)


def test_s19_the_placing_municipality_owes() -> None:
    events = in_order("2022-03-07 10:00", "2022-03-11 10:00")
    reply = assess(events, registered_in="0126", placed_by="0180")
    assert (reply["owed_by"], reply["days"], reply["amount"]) == ("0180", 1, 9_300)
    assert "placed_by_other" in codes(reply)


@pytest.mark.parametrize(
    ("notice", "discharge", "start", "days"),
    [
        pytest.param("2019-01-10 10:00", "2019-01-21 10:00", "2019-01-17", 4, id="W1"),
        pytest.param("2019-04-17 10:00", "2019-04-30 10:00", "2019-04-26", 4, id="W2 Easter"),
        pytest.param(
            "2019-05-29 10:00", "2019-06-08 10:00", "2019-06-07", 1, id="W7 Ascension, national day"
        ),
        pytest.param("2019-06-19 10:00", "2019-06-28 10:00", "2019-06-27", 1, id="W5 Midsummer"),
        pytest.param("2019-12-20 09:00", "2020-01-04 10:00", "2020-01-03", 1, id="W6 Christmas"),
    ],
)
def test_stockholm_2018_counts_five_weekdays(notice: str, discharge: str, start: str, days: int) -> None:
    reply = assess(in_order(notice, discharge), "stockholm-2018")
    assert (reply["days"], reply["spells"][0]["starts_on"]) == (days, start)
    assert reply["amount"] is None
    assert reply["billable"] is True
    assert "rate_unknown" in codes(reply)


@pytest.mark.parametrize(
    ("notice", "discharge", "start"),
    [
        pytest.param("2019-06-19 10:00", "2019-06-28 10:00", "2019-06-26", id="W5, the eve a weekday"),
        pytest.param("2019-12-20 09:00", "2020-01-04 10:00", "2019-12-31", id="W6, the eves weekdays"),
    ],
)
def test_eves_may_be_weekdays(notice: str, discharge: str, start: str) -> None:
    reply = assess(in_order(notice, discharge), terms(day_type="weekday", free_days=5, late_extra_days=0))
    assert reply["spells"][0]["starts_on"] == start


def test_w3_days_of_2018_are_computed_and_not_billed() -> None:
    reply = assess(in_order("2018-03-01 10:00", "2018-03-12 10:00"), "stockholm-2018")
    assert (reply["days"], reply["spells"][0]["starts_on"]) == (4, "2018-03-08")
    assert (reply["billable"], reply["billable_amount"]) == (False, 0)
    assert "invoicing_suspended" in codes(reply)


def test_w4_psychiatry_has_thirty_calendar_days() -> None:
    reply = assess(in_order("2019-01-10 10:00", "2019-02-11 10:00"), "stockholm-2018-psychiatry")
    assert reply["spells"][0]["starts_on"] == "2019-02-09"


def test_s18_psychiatry_in_2018_has_days_without_amount() -> None:
    reply = assess(in_order("2018-04-03 10:00", "2018-05-10 10:00"), "psychiatry-2018")
    assert (reply["days"], reply["amount"], reply["billable_amount"]) == (7, None, None)
    assert reply["spells"][0]["starts_on"] == "2018-05-03"


@pytest.mark.parametrize(
    ("code", "notice", "discharge", "start", "days", "amount"),
    [
        pytest.param(
            "stockholm-2020", "2020-03-02 10:00", "2020-03-06 10:00", "2020-03-05", 1, 8_200, id="T1"
        ),
        pytest.param(
            "stockholm-2020", "2020-03-02 12:00", "2020-03-09 10:00", "2020-03-06", 3, 24_600, id="T2"
        ),
        pytest.param(
            "statute", "2020-03-02 12:00", "2020-03-09 10:00", "2020-03-05", 4, 32_800, id="T2 statute"
        ),
        pytest.param(
            "stockholm-2020-psychiatry",
            "2020-03-02 10:00",
            "2020-03-09 10:00",
            "2020-03-08",
            1,
            8_200,
            id="T3",
        ),
        pytest.param("stockholm-2020", "2020-03-02 10:00", "2020-03-02 16:00", None, 0, 0, id="T4"),
    ],
)
def test_stockholm_2020(
    code: str, notice: str, discharge: str, start: str | None, days: int, amount: int
) -> None:
    reply = assess(in_order(notice, discharge), code)
    assert (reply["days"], reply["amount"], reply["spells"][0]["starts_on"]) == (days, amount, start)
    if code == "stockholm-2020":
        assert (reply["billable"], reply["billable_amount"]) == (False, 0)
        assert ("invoicing_suspended" in codes(reply)) is (days > 0)


def test_t4_is_said_to_be_day_zero() -> None:
    assert "day_zero" in codes(assess(in_order("2020-03-02 10:00", "2020-03-02 16:00"), "stockholm-2020"))


def test_t5_support_declined() -> None:
    no = happened("support_declined", "2020-03-03 10:00")
    reply = assess(in_order("2020-03-02 10:00", "2020-03-09 10:00", no), "stockholm-2020")
    assert (reply["status"], reply["days"], reply["amount"]) == ("not_liable", 0, 0)
    assert "support_declined" in codes(reply)


STOCKHOLM_MEAN = terms(basis="average", mean_population="all")
VG_CAPPED = terms(
    basis="average",
    mean_level="3.0",
    mean_population="all",
    individual_after_days=7,
    long_stay_in_mean="capped",
)
TEN = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8]


@pytest.mark.parametrize(
    ("given", "days", "expected"),
    [
        pytest.param({**STOCKHOLM_MEAN, "mean_level": "3.0"}, TEN, (10, 25, "2.50", "0", 0, "0", 0), id="M1"),
        pytest.param(
            {**STOCKHOLM_MEAN, "mean_level": "2.0"}, TEN, (10, 25, "2.50", "5", 0, "5", 41_000), id="M2"
        ),
        pytest.param(
            {**STOCKHOLM_MEAN, "mean_level": "3.0", "mean_population": "from_day_one"},
            TEN,
            (7, 25, "3.57", "4", 0, "4", 32_800),
            id="M3",
        ),
        pytest.param(
            {**VG_CAPPED, "individual_after_days": None, "long_stay_in_mean": None},
            [1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
            (10, 35, "3.50", "5", 0, "5", 41_000),
            id="M4",
        ),
        pytest.param(VG_CAPPED, [1, 2, 2, 3, 3, 4, 12], (7, 22, "3.14", "1", 5, "6", 49_200), id="M5"),
        pytest.param(
            {**VG_CAPPED, "long_stay_in_mean": "excluded"},
            [1, 2, 2, 3, 3, 4, 12],
            (6, 15, "2.50", "0", 5, "5", 41_000),
            id="M6",
        ),
    ],
)
def test_a_month_under_average_terms(given: Json, days: list[int], expected: tuple[Any, ...]) -> None:
    reply = statement(given, days)
    names = ("patients", "sum_days", "mean", "excess_days", "individual_days", "days", "amount")
    assert tuple(reply[name] for name in names) == expected
    assert (reply["currency"], reply["billable"]) == ("SEK", True)


def test_m7_individual_week_in_psychiatry() -> None:
    reply = assess(in_order("2020-02-03 10:00", "2020-02-12 10:00"), terms(free_days=7))
    assert (reply["days"], reply["amount"]) == (2, 16_400)
    assert reply["spells"][0]["starts_on"] == "2020-02-10"
