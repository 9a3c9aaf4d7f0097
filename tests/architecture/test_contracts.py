"""The closed lists of contracts/events.md are the enumerations of the code, and what the columns take."""

import re
from collections.abc import Iterable
from enum import StrEnum

import pytest
from django.apps import apps

from actors.rules.kinds import OrganisationKind, Role, UnitKind
from tests.architecture.source import ROOT
from transitions.rules.audience import AUDIENCE
from transitions.rules.chain import Phase
from transitions.rules.kinds import (
    OWN_KINDS,
    READMISSION_CAUSES,
    CareForm,
    Certainty,
    DischargedTo,
    Ground,
    ItemKind,
    PointState,
    Protection,
    Scope,
    Sex,
)

EVENTS = (ROOT / "tests/data/contracts/events.md").read_text()


def _listed(start: str, end: str) -> set[str]:
    begin = EVENTS.index(start) + len(start)
    text = re.sub(r"\(.*?\)", "", EVENTS[begin : EVENTS.index(end, begin)])
    return set(re.findall(r"`([a-z_]+)`", text))


def _types() -> set[str]:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", EVENTS, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}


LISTS: dict[str, tuple[set[str], Iterable[str]]] = {
    "organisation kinds": (_listed("Organisation kinds:", "Unit kinds:"), OrganisationKind),
    "unit kinds": (
        _listed("Unit kinds:", "Organisations and units"),
        set(UnitKind) - {UnitKind.ADMINISTRATION},
    ),
    "care forms": (_listed("`care_form`:", "`sex`:"), CareForm),
    "sexes": (_listed("`sex`:", "An episode"), Sex),
    "protection": (_listed("`protection`:", "Test and"), set(Protection) - {Protection.FICTITIOUS}),
    "certainty": (_listed("`certainty`:", "|"), Certainty),
    "scopes": (_listed("`scope`: list of", ";"), set(Scope) - {Scope.READING}),
    "discharged to": (_listed("| `discharged` | `to`:", "|"), DischargedTo),
    "point states": (_listed("`state`:", ", `critical`"), PointState),
    "causes of readmission": (_listed("`cause`:", "|"), READMISSION_CAUSES),
    "types": (_types(), set(ItemKind) - OWN_KINDS),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_closed_list_is_the_contracts(name: str) -> None:
    written, coded = LISTS[name]
    assert len(written) > 1
    assert written == {str(value) for value in coded}


COLUMNS: dict[str, type[StrEnum]] = {
    "actors.Organisation.kind": OrganisationKind,
    "actors.Unit.kind": UnitKind,
    "actors.Assignment.role": Role,
    "transitions.CareEpisode.care_form": CareForm,
    "transitions.CareEpisode.phase": Phase,
    "transitions.CareEpisode.certainty": Certainty,
    "transitions.CareEpisode.discharged_to": DischargedTo,
    "transitions.Patient.sex": Sex,
    "transitions.Patient.protection": Protection,
    "transitions.Item.kind": ItemKind,
    "transitions.Addressee.ground": Ground,
    "transitions.ChecklistPoint.state": PointState,
    "transitions.Consent.scope": Scope,
}


@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_a_column_takes_what_the_rules_know(column: str) -> None:
    label, _, name = column.rpartition(".")
    field = apps.get_model(label)._meta.get_field(name)
    known = [str(value) for value in COLUMNS[column]]
    assert [value for value, _ in field.choices if value] == known
    assert field.max_length >= max(map(len, known))


def test_every_kind_of_item_has_an_audience() -> None:
    assert set(AUDIENCE) == set(ItemKind)
