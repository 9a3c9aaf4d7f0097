"""Every measure of the contract is defined, computed, named and printed; nothing else is."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from reporting.rules import names
from reporting.rules.breakdowns import AGES, CARE_FORMS, COLOURS, NOT_RECORDED, SEXES, SPLIT_MEASURES
from reporting.rules.definitions import BY_CODE, DEFINITIONS, Unit
from reporting.rules.facts import CAUSES
from reporting.rules.followup import document

from .chain import report, world

CONTRACT = Path(__file__).parents[2] / "data" / "contracts" / "report.md"


def contract_codes() -> list[str]:
    """The measures in the order of the contract's table."""
    table = CONTRACT.read_text(encoding="utf-8").split("## Measures")[1].split("## Breakdowns")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [code for row in rows for code in re.findall(r"`(\w+)`", row)]


def test_the_measures_are_the_contracts_in_its_order() -> None:
    assert list(report(world()).measures) == contract_codes()


def test_every_measure_is_defined_once() -> None:
    assert {definition.code for definition in DEFINITIONS} == set(contract_codes())
    assert (
        len(DEFINITIONS)
        == len(BY_CODE)
        == len({definition.name for definition in DEFINITIONS if definition.name})
    )


def test_a_share_is_of_a_count_that_is_defined_before_it() -> None:
    seen: set[str] = set()
    for definition in DEFINITIONS:
        if definition.part_of is not None:
            assert definition.part_of in seen
            assert definition.unit is BY_CODE[definition.part_of].unit is Unit.COUNT
        seen.add(definition.code)


def test_definitions_are_sentences() -> None:
    assert all(definition.text.endswith(".") and definition.text[0].isupper() for definition in DEFINITIONS)


def test_every_category_has_a_swedish_name() -> None:
    assert {*SEXES, *AGES, *CAUSES, *CARE_FORMS, *COLOURS, NOT_RECORDED} == set(names.CATEGORY_NAMES)
    printed, shown = set(report(world()).breakdowns), set(names.BREAKDOWN_NAMES)
    assert shown - printed == {"by_care_form", "by_colour"}, "the page's and the files' own"
    assert printed <= shown
    assert set(SPLIT_MEASURES) <= set(BY_CODE)
    assert names.category_name("Södersjukhuset") == "Södersjukhuset"


def test_the_json_form() -> None:
    made = document(report(world()), datetime(2021, 9, 1, 10, tzinfo=UTC))
    assert list(made) == [
        "of",
        "name",
        "period",
        "generated_at",
        "definitions_version",
        "measures",
        "breakdowns",
        "goals",
    ]
    assert made["of"] == "0180-HA"
    assert made["name"] == "Hägersten"
    assert made["generated_at"] == "2021-09-01T12:00:00+02:00"
    assert (made["definitions_version"], made["goals"]) == ("1", [])
    assert json.loads(json.dumps(made)) == made
