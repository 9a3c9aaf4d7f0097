"""Lines that say who and what there is: organisation, unit, patient, episode.

Each answers "created" or "known"; the same id with other content is refused as `changed`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from actors import services as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.selectors import OrganisationDefinition, UnitDefinition, unit_ref
from core import clock
from core.outbox import SILENT_NAME, SILENT_SOURCE
from integrations.importing.fields import Refused
from integrations.importing.forms import Line
from integrations.importing.registry import Registry
from transitions import services as transitions
from transitions.personal_numbers import BadPersonalNumber, parse
from transitions.rules.kinds import Protection
from transitions.selectors.definitions import EpisodeDefinition, PatientDefinition

Outcome = Literal["created", "known"]

SYSTEM = Acting(
    user_id=None,
    user_name=SILENT_NAME,
    assignment_id=None,
    role=Role.ADMINISTRATOR,
    unit_id=0,
    unit_name=SILENT_NAME,
    unit_kind=UnitKind.ADMINISTRATION,
    organisation_id=0,
    organisation_name=SILENT_NAME,
    organisation_kind=OrganisationKind.REGION,
    source=SILENT_SOURCE,
)
"""Who registers patients from a file: no unit's word stands on those lines."""


def _changed(what: str) -> Refused:
    return Refused(
        "changed",
        f"{what} med samma id finns redan med andra uppgifter. Ändra i systemet, eller rätta raden så att den "
        "stämmer med vad som redan är inläst.",
    )


def organisation(line: Line, registry: Registry) -> Outcome:
    """An organisation; a municipality belongs to the region of its code's first two digits."""
    code, kind = line["id"], line["kind"]
    parent = line["parent"]
    for other in (parent, line["successor"]):
        if other is not None:
            registry.organisation_id(other)
    if kind is OrganisationKind.DISTRICT and parent is None:
        raise Refused(
            "missing_field", "En stadsdelsnämnd måste höra till en kommun: lägg till fältet parent."
        )
    _in_order(line)
    said = OrganisationDefinition(
        kind, line["name"], parent, line["valid_from"], line["valid_to"], line["successor"]
    )
    known = registry.organisations.get(code)
    if known is not None:
        same = said == (replace(known, parent=None) if parent is None else known)
        if not same:
            raise _changed("En organisation")
        return "known"
    if parent is None and kind is OrganisationKind.MUNICIPALITY:
        region = registry.organisations.get(code[:2])
        said = replace(said, parent=code[:2] if region else None)
    _save_organisation(code, said, registry)
    if kind is OrganisationKind.REGION:
        for municipality in registry.municipalities_without_region(code):
            _save_organisation(
                municipality, replace(registry.organisations[municipality], parent=code), registry
            )
    return "created"


def _save_organisation(code: str, said: OrganisationDefinition, registry: Registry) -> None:
    row, _ = actors.save_organisation(
        code=code,
        kind=said.kind,
        name=said.name,
        parent_code=said.parent,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        successor_code=said.successor,
    )
    registry.add_organisation(code, said, row.pk)


def _in_order(line: Line) -> None:
    if line["valid_from"] and line["valid_to"] and line["valid_to"] < line["valid_from"]:
        raise Refused("validity", "valid_to ligger före valid_from. Rätta datumen.")


def unit(line: Line, registry: Registry) -> Outcome:
    """A unit of an organisation."""
    code = line["id"]
    registry.organisation_id(line["organisation"])
    if line["successor"] is not None:
        registry.unit(line["successor"])
    _in_order(line)
    said = UnitDefinition(
        line["organisation"],
        line["kind"],
        line["name"],
        line["hospital"],
        line["valid_from"],
        line["valid_to"],
        line["successor"],
    )
    known = registry.unit_definitions.get(code)
    if known is not None:
        if known != said:
            raise _changed("En enhet")
        return "known"
    row, _ = actors.save_unit(
        code=code,
        organisation_code=said.organisation,
        kind=said.kind,
        name=said.name,
        hospital=said.hospital,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        successor_code=said.successor,
    )
    registry.add_unit(unit_ref(row), said)
    return "created"


def patient(line: Line, registry: Registry) -> Outcome:
    """A patient; with `from` a move or a new protection of one that is known."""
    organisation_id = registry.organisation_id(line["registered_in"])
    try:
        number = parse(line["personal_number"], today=clock.today())
    except BadPersonalNumber as error:
        raise Refused("personal_number", error.message) from error
    external_id = line["id"]
    known = registry.patients.get(external_id)
    if line["from"] is not None:
        return _move(line, registry, number, organisation_id)
    said = (number, line["name"], line["sex"], line["registered_in"], line["protection"])
    if known is not None:
        held = (known.personal_number, known.name, known.sex, known.registered_in, known.protection)
        if said != held:
            raise _changed("En patient")
        return "known"
    if registry.numbers.get(number, external_id) != external_id:
        raise Refused(
            "personal_number_taken",
            "Personnumret finns redan under ett annat id. Använd samma id för samma person.",
        )
    row, _ = transitions.register_patient(
        acting=SYSTEM,
        external_id=external_id,
        personal_number=number,
        name=line["name"],
        sex=line["sex"],
        registered_in_id=organisation_id,
        protection=Protection(line["protection"]),
    )
    registry.patients[external_id] = PatientDefinition(row.pk, *said)
    registry.numbers[number] = external_id
    return "created"


def _move(line: Line, registry: Registry, number: str, organisation_id: int) -> Outcome:
    known = registry.patient(line["id"])
    if (number, line["name"], line["sex"]) != (known.personal_number, known.name, known.sex):
        raise _changed("En patient")
    said = (line["registered_in"], line["protection"])
    held = known.later.get(line["from"])
    if held is not None:
        if held != said:
            raise _changed("En folkbokföring från samma dag")
        return "known"
    transitions.register_move(
        acting=SYSTEM,
        patient_id=known.pk,
        registered_in_id=organisation_id,
        valid_from=line["from"],
        protection=Protection(line["protection"]),
    )
    known.later[line["from"]] = said
    return "created"


def episode(line: Line, registry: Registry) -> Outcome:
    """An episode: the admission."""
    placed_by = line["placed_by"]
    placed_by_id = registry.organisation_id(placed_by) if placed_by is not None else None
    ward = registry.unit(line["ward"])
    who = registry.patient(line["patient"])
    known = registry.episodes.get(line["id"])
    said = (
        line["patient"],
        line["ward"],
        line["care_form"],
        line["admitted_at"],
        line["planned"],
        placed_by,
    )
    if known is not None:
        held = (
            known.patient,
            known.ward,
            known.care_form,
            known.admitted_at,
            known.planned,
            known.placed_by,
        )
        if said != held:
            raise _changed("Ett vårdtillfälle")
        return "known"
    if ward.kind is not UnitKind.WARD:
        raise Refused("not_a_ward", "Enheten i fältet ward är ingen vårdavdelning. Ange en avdelning.")
    if line["admitted_at"] > clock.now():
        raise Refused("in_future", "Inskrivningen ligger i framtiden. Rätta tiden i admitted_at.")
    row = transitions.register_admission(
        acting=registry.acting(line["ward"]),
        patient_id=who.pk,
        admitted_at=line["admitted_at"],
        care_form=line["care_form"],
        planned=line["planned"],
        placed_by_id=placed_by_id,
        external_id=line["id"],
    )
    registry.episodes[line["id"]] = EpisodeDefinition(row.pk, *said)
    return "created"


REGISTER: Mapping[str, Callable[[Line, Registry], Outcome]] = {
    "organisation": organisation,
    "unit": unit,
    "patient": patient,
    "episode": episode,
}
