"""Both scenarios say what their expected files say, for every organisation and period."""

import json
from functools import cache
from typing import Any

import pytest

from reporting.rules.followup import FollowUp
from reporting.rules.periods import parse_period

from .assessed import liability_in
from .chain import NOW
from .scenario import SCENARIOS, facts, read

NAMES = ("hagersten-alvsjo-2021", "tre-omraden-2022")


def expected(name: str) -> dict[str, dict[str, Any]]:
    return json.loads((SCENARIOS / f"{name}.expected.json").read_text(encoding="utf-8"))


CASES = [(name, of) for name in NAMES for of in expected(name)]


@cache
def scenario(name: str) -> tuple[Any, Any]:
    told = facts(read(name))
    return told, liability_in(told)


@pytest.mark.parametrize(("name", "of"), CASES)
def test_every_measure_and_breakdown_equals_the_expected_file(name: str, of: str) -> None:
    told, liability = scenario(name)
    follow_up = FollowUp(told, of, NOW, liability)
    for period, answer in expected(name)[of].items():
        found = follow_up.report(parse_period(period))
        # Through JSON, so that 1 and 1.0, and a number and a string, are not taken for each other.
        assert _json(found.measures) == _json(answer["measures"]), period
        assert _json(found.breakdowns) == _json(answer["breakdowns"]), period


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1)


def test_hospitals_come_in_order_of_code_points_and_fixed_lists_in_the_contracts() -> None:
    told, liability = scenario("tre-omraden-2022")
    breakdowns = FollowUp(told, "01", NOW, liability).report(parse_period("2022-04")).breakdowns
    assert list(breakdowns) == ["by_sex", "by_age", "by_hospital", "readmission_cause"]
    assert list(breakdowns["by_hospital"]) == sorted(breakdowns["by_hospital"])
    assert list(breakdowns["by_age"]) == ["0-17", "18-64", "65-79", "80-89", "90-"]
    assert list(breakdowns["readmission_cause"])[-1] == "not_recorded"


def test_a_span_is_computed_from_persons_not_from_its_months() -> None:
    told, liability = scenario("hagersten-alvsjo-2021")
    follow_up = FollowUp(told, "0180-HA", NOW, liability)
    months = [follow_up.report(parse_period(f"2021-0{m}")).measures for m in (6, 7, 8)]
    span = follow_up.report(parse_period("2021-06..2021-08")).measures
    assert span["readmissions_30d"] == 8 == sum(m["readmissions_30d"] for m in months)
    assert span["ready_days_mean_all"] not in {m["ready_days_mean_all"] for m in months}
