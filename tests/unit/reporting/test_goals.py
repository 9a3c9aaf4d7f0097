"""Effect goals: met, not met or cannot tell, and whether a change is more than chance."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.facts import OrganisationFact, UnitFact
from reporting.rules.goals import (
    Change,
    Direction,
    GoalFact,
    Outcome,
    Why,
    follow,
    goals_from,
    goals_that_hold,
)
from reporting.rules.periods import parse_period
from reporting.rules.run_chart import fewest_crossings, run_chart
from reporting.rules.scope import resolve


def goal(**changed: object) -> GoalFact:
    values: dict[str, object] = {
        "key": "G",
        "organisation": "0180",
        "name": "Kortare väntan",
        "measure": "ready_days_mean_all",
        "share": False,
        "direction": Direction.AT_MOST,
        "target": Decimal("2.00"),
        "baseline": None,
        "baseline_text": "",
        "valid_from": date(2021, 1, 1),
        "valid_to": None,
        "decided_by": "Nämnden",
        "decided_on": date(2020, 12, 1),
    }
    return GoalFact(**{**values, **changed})  # type: ignore[arg-type]


def measures(mean: str | None, episodes: int = 30, called: int = 12) -> dict[str, object]:
    return {"ready_days_mean_all": mean, "episodes": episodes, "episodes_with_sip_call": called}


@pytest.mark.parametrize(
    ("changed", "of", "over", "outcome", "why"),
    [
        ({}, measures("2.00"), True, Outcome.MET, None),
        ({}, measures("2.01"), True, Outcome.NOT_MET, None),
        ({"direction": Direction.AT_LEAST}, measures("2.00"), True, Outcome.MET, None),
        ({"direction": Direction.AT_LEAST}, measures("1.99"), True, Outcome.NOT_MET, None),
        ({}, measures(None), True, Outcome.CANNOT_TELL, Why.NO_VALUE),
        ({}, measures("1.00", episodes=4), True, Outcome.CANNOT_TELL, Why.FEW),
        ({}, measures("1.00", episodes=5), True, Outcome.MET, None),
        ({}, measures("1.00"), False, Outcome.CANNOT_TELL, Why.NOT_OVER),
        (
            {"measure": "episodes_with_sip_call", "share": True, "target": Decimal(40)},
            measures("1.00"),
            True,
            Outcome.MET,
            None,
        ),
    ],
)
def test_a_period_says_whether_a_goal_is_met(
    changed: dict[str, object], of: dict[str, object], over: bool, outcome: Outcome, why: Why | None
) -> None:
    found = follow(goal(**changed), of, (), over=over)  # type: ignore[arg-type]
    assert (found.outcome, found.why) == (outcome, why)


TABLE = {10: (6, 2), 11: (6, 2), 12: (7, 3), 14: (7, 4), 16: (7, 4), 18: (7, 5), 20: (7, 6), 24: (8, 8)}
"""Limits for the longest run and the crossings as the method's authors print them."""


@pytest.mark.parametrize(("useful", "limits"), TABLE.items())
def test_the_limits_are_those_of_the_published_table(useful: int, limits: tuple[int, int]) -> None:
    series = [Decimal(one) for _ in range(useful // 2) for one in (1, 3)]
    series += [Decimal(2)] * (useful % 2)
    chart = run_chart(series)
    assert chart.useful == useful - useful % 2
    assert fewest_crossings(useful) == limits[1]
    if useful % 2 == 0:
        assert (chart.limit_run, chart.limit_crossings) == limits


@given(st.lists(st.one_of(st.none(), st.integers(0, 6)), max_size=26))
def test_runs_and_crossings_are_those_of_a_slow_count(numbers: list[int | None]) -> None:
    chart = run_chart([None if one is None else Decimal(one) for one in numbers])
    known = [one for one in numbers if one is not None]
    middle = median(known) if known else 0
    runs = [len(list(those)) for _, those in groupby(one > middle for one in known if one != middle)]
    assert chart.longest_run == max(runs, default=0)
    assert chart.crossings == max(0, len(runs) - 1)
    assert chart.useful == sum(runs)


def months(*values: str) -> tuple[dict[str, object], ...]:
    return tuple(measures(value) for value in values)


def test_a_shift_is_better_or_worse_by_the_goals_direction() -> None:
    falling = months(
        *["4.00", "4.10", "4.20", "3.90", "4.00", "4.10", "2.00", "1.90", "2.10", "2.00", "1.80", "1.90"]
    )
    asked = measures("1.90")
    assert follow(goal(), asked, falling, over=True).change is Change.BETTER  # type: ignore[arg-type]
    up = goal(direction=Direction.AT_LEAST)
    assert follow(up, asked, falling, over=True).change is Change.WORSE  # type: ignore[arg-type]
    even = months(*["1.00", "3.00"] * 6)
    assert follow(goal(), asked, even, over=True).change is Change.CHANCE  # type: ignore[arg-type]
    assert follow(goal(), asked, even[:6], over=True).change is Change.FEW  # type: ignore[arg-type]


def test_a_relative_goal_from_above_is_followed_below_and_a_count_is_not() -> None:
    organisations = {
        "01": OrganisationFact("01", "region", "Regionen"),
        "0180": OrganisationFact("0180", "municipality", "Staden"),
        "0180-HA": OrganisationFact("0180-HA", "district", "Stadsdelen", "0180"),
    }
    units = {"W": UnitFact("W", "ward", "Avd", "01", "region", "S:t Göran")}
    period = parse_period("2021-08")
    below = goals_from(resolve("0180-HA", organisations, units), organisations, units)
    assert below == ["0180-HA", "0180", "01"]
    assert goals_from(resolve("W", organisations, units), organisations, units) == ["W", "01"]
    assert goals_from(resolve("S:t Göran", organisations, units), organisations, units) == ["S:t Göran", "01"]
    relative, count = goal(), goal(key="C", measure="ready_days", target=Decimal(100))
    county, ended = goal(key="R", organisation="01"), goal(key="E", valid_to=date(2021, 8, 30))
    other = goal(key="O", organisation="0126")
    held = goals_that_hold([county, count, relative, ended, other], below, period)
    assert [one.key for one in held] == ["G", "R"]
    own = goals_that_hold([count], ["0180"], period)
    assert [one.key for one in own] == ["C"]
