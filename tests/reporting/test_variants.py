"""What the database says equals what the rules say of the file itself, for scenarios that do not ship."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core import clock
from reporting.rules.followup import FollowUp
from reporting.rules.periods import parse_period
from reporting.selectors.figures import report
from tests.reporting.variants import variant
from tests.unit.reporting.assessed import liability_in
from tests.unit.reporting.scenario import facts, read

PERIODS = ("2022-03", "2022-K2", "2022")


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_import_and_selectors_say_what_the_rules_say_of_the_file(seed: int, db: None, tmp_path: Path) -> None:
    lines = variant(read("tre-omraden-2022"), seed=seed, episodes=90)
    path = tmp_path / "variant.ndjson"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    out = io.StringIO()
    try:
        call_command("import_events", str(path), stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(out.getvalue())

    told, now = facts(lines), clock.now()
    hospitals = {unit.hospital for unit in told.units.values() if unit.hospital}
    counted = 0
    for of in [*told.organisations, *sorted(hospitals), *told.units]:
        by_the_file = FollowUp(told, of, now, liability_in(told))
        for period in PERIODS:
            expected, found = by_the_file.report(parse_period(period)), report(of, period, now=now)
            assert found.measures == expected.measures, (of, period)
            assert found.breakdowns == expected.breakdowns, (of, period)
            counted += int(str(expected.measures["episodes"]))
    assert counted > 500
