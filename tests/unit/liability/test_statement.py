"""A month under average terms, beyond the worked examples."""

import pytest

from .cases import codes, statement, terms

MEAN = terms(basis="average", mean_level="3.0", mean_population="all")


def test_a_month_without_patients() -> None:
    reply = statement(MEAN, [])
    assert (reply["patients"], reply["sum_days"], reply["mean"]) == (0, 0, None)
    assert (reply["excess_days"], reply["days"], reply["amount"]) == ("0", "0", 0)


def test_unknown_level() -> None:
    reply = statement("stockholm-2020-average", [1, 2, 9])
    assert (reply["mean"], reply["individual_days"]) == ("4.00", 0)
    assert (reply["excess_days"], reply["days"], reply["amount"]) == (None, None, None)
    assert set(codes(reply)) == {"level_unknown", "invoicing_suspended"}


def test_unknown_level_keeps_the_individual_days() -> None:
    given = terms(
        basis="average", mean_population="all", individual_after_days=7, long_stay_in_mean="excluded"
    )
    reply = statement(given, [12, 2])
    assert (reply["individual_days"], reply["days"], reply["patients"]) == (5, None, 1)


@pytest.mark.parametrize(
    ("period", "days", "amount", "unknown"),
    [("2020-03", [9], 49_200, False), ("2021-03", [9], None, True), ("2021-03", [1], 0, False)],
)
def test_the_rate_is_the_periods_years(
    period: str, days: list[int], amount: int | None, unknown: bool
) -> None:
    reply = statement(MEAN, days, period)
    assert reply["amount"] == amount
    assert ("rate_unknown" in codes(reply)) is unknown


@pytest.mark.parametrize(
    ("level", "days", "excess", "amount"),
    [
        ("2.5", [3, 3, 3], "1.5", 1500),
        ("0.333", [1], "0.667", 667),
        ("0.3335", [1], "0.6665", 667),  # 666.5 is rounded half up
        ("0.33351", [1], "0.66649", 666),
        ("0", [10, 0], "10", 10_000),
        ("1.10", [3], "1.9", 1900),
    ],
)
def test_fractions_of_days_are_exact(level: str, days: list[int], excess: str, amount: int) -> None:
    reply = statement({**MEAN, "mean_level": level, "amount": 1000}, days)
    assert (reply["excess_days"], reply["days"], reply["amount"]) == (excess, excess, amount)


def test_the_mean_is_rounded_half_up_and_never_used() -> None:
    reply = statement({**MEAN, "mean_level": "0"}, [1, 0, 0, 0, 0, 0, 0, 0])
    assert (reply["mean"], reply["days"]) == ("0.13", "1")
    assert statement(MEAN, [1, 1, 0])["mean"] == "0.67"


def test_day_zero_and_the_limit_itself() -> None:
    given = {
        **MEAN,
        "mean_population": "from_day_one",
        "individual_after_days": 7,
        "long_stay_in_mean": "capped",
    }
    reply = statement(given, [0, 7, 8])
    assert (reply["patients"], reply["sum_days"], reply["individual_days"]) == (2, 14, 1)
    assert "long_stay_individual" in codes(reply)
    assert "long_stay_individual" not in codes(statement(given, [0, 7]))


@pytest.mark.parametrize(
    ("suspended", "billable"),
    [
        (None, True),
        ({"from": "2020-03-01", "to": "2020-03-31"}, False),
        ({"from": "2020-03-01", "to": None}, False),
        ({"from": "2020-03-02", "to": None}, True),
        ({"from": "2020-01-01", "to": "2020-03-30"}, True),
        ({"from": "2020-04-01", "to": None}, True),
    ],
)
def test_not_billable_while_the_whole_period_is_suspended(
    suspended: dict[str, str | None] | None, billable: bool
) -> None:
    reply = statement({**MEAN, "invoicing_suspended": suspended}, [9])
    assert (reply["billable"], reply["amount"]) == (billable, 49_200)
    assert ("invoicing_suspended" in codes(reply)) is not billable


def test_a_suspended_december() -> None:
    given = {**MEAN, "invoicing_suspended": {"from": "2020-12-01", "to": "2020-12-31"}}
    assert statement(given, [9], "2020-12")["billable"] is False
