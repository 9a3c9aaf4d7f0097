"""Import a scenario as history is imported, and ask for the report: it says what the expected file says."""

import io
import json
from contextlib import redirect_stdout

import pytest
from django.core.management import call_command

from core import clock
from reporting.selectors.figures import report
from tests.unit.reporting.test_scenarios import SCENARIOS, expected


@pytest.mark.parametrize("name", ["hagersten-alvsjo-2021", "tre-omraden-2022"])
def test_an_imported_scenario_has_the_expected_figures(name: str, db: None) -> None:
    with redirect_stdout(io.StringIO()):
        call_command(
            "import_events", str(SCENARIOS / f"{name}.ndjson"), stdout=io.StringIO(), stderr=io.StringIO()
        )
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
