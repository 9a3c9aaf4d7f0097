"""Both scenarios import whole, a second time changes nothing, and their figures are the expected files'."""

import io
import json

import pytest
from django.core.management import call_command

from core import clock
from reporting.selectors.figures import report
from tests.integrations.files import load
from tests.unit.reporting.test_scenarios import SCENARIOS, expected

AGAIN = "hagersten-alvsjo-2021"
"""The smaller one, which is loaded a second time."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["hagersten-alvsjo-2021", "tre-omraden-2022"])
def test_a_scenario_imports_whole_and_once_and_has_the_expected_figures(name: str) -> None:
    first = load(SCENARIOS / f"{name}.ndjson")
    assert (first.status, first.errors) == (0, [])
    assert first.count("Skapade") == first.count("Lästa rader")
    if name == AGAIN:
        second = load(SCENARIOS / f"{name}.ndjson")
        assert (second.status, second.count("Skapade")) == (0, 0)
        assert second.count("Redan kända") == first.count("Lästa rader")

    now = clock.now()
    for of, periods in expected(name).items():
        for period, answer in periods.items():
            found = report(of, period, now=now)
            assert _json(found.measures) == _json(answer["measures"]), (of, period)
            assert _json(found.breakdowns) == _json(answer["breakdowns"]), (of, period)
    out = io.StringIO()
    call_command("report", of=of, period=period, stdout=out)
    printed = json.loads(out.getvalue())
    assert printed["measures"] == answer["measures"]
    assert printed["breakdowns"] == answer["breakdowns"]
    assert (printed["of"], printed["period"], printed["goals"]) == (of, period, [])


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1)
