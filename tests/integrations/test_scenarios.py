"""Both scenarios import whole, and a second time changes nothing."""

from pathlib import Path

import pytest

from tests.integrations.files import load

SCENARIOS = Path(__file__).parent.parent / "data" / "scenarios"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["hagersten-alvsjo-2021", "tre-omraden-2022"])
def test_a_scenario_imports_whole_and_once(name: str) -> None:
    first = load(SCENARIOS / f"{name}.ndjson")
    assert (first.status, first.errors) == (0, [])
    assert first.count("Skapade") == first.count("Lästa rader")
    second = load(SCENARIOS / f"{name}.ndjson")
    assert (second.status, second.count("Skapade")) == (0, 0)
    assert second.count("Redan kända") == first.count("Lästa rader")
