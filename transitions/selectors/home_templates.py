"""What holds in a case of what municipalities and regions have decided; what ships when they have decided nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from actors import selectors as actors
from transitions.models import CareEpisode, HomeTemplate
from transitions.rules.checklist import TemplatePoint, Version, in_force
from transitions.rules.kinds import CareForm
from transitions.rules.reception_values import ReceptionTerms

DATA = Path(__file__).resolve().parent.parent / "data"
Kind = HomeTemplate.Kind
SHIPPED = "Hemvägs grundmall"


@dataclass(frozen=True, slots=True)
class Routine:
    """What holds, and whose it is: the organisation's name and the version, or what ships (`number` 0)."""

    source: str
    number: int
    content: Mapping[str, Any]


@cache
def shipped(kind: str) -> Mapping[str, Mapping[str, Any]]:
    """What comes with Hemväg, by care form ("" is all others)."""
    name = {Kind.CHECKLIST: "checklists.json", Kind.HOME_RECEPTION: "home_reception.json"}[Kind(kind)]
    stored = json.loads((DATA / name).read_text(encoding="utf-8"))
    return {one["care_form"]: one for one in stored["templates"]}


def _lineage(organisation_id: int) -> tuple[int, ...]:
    """The organisation, then what it is a part of."""
    parents = {one.id: one.parent_id for one in actors.organisations()}
    found, here = [], parents.get(organisation_id, organisation_id)
    found.append(organisation_id)
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return tuple(found)


def template_for(episode: CareEpisode, kind: str, *, on: date) -> Routine:
    """What holds for a case on a local date. Three queries at most."""
    return template_of(episode.registered_in_id, CareForm(episode.care_form), kind, on=on)


def template_of(organisation_id: int, care_form: CareForm, kind: str, *, on: date) -> Routine:
    """What an organisation has decided for a care form, on a local date, or what it falls back on."""
    lineage = _lineage(organisation_id)
    rows = {row.pk: row for row in HomeTemplate.objects.filter(kind=kind, organisation_id__in=lineage)}
    chosen = in_force(
        (_version(row) for row in rows.values()), organisations=lineage, care_form=care_form, on=on
    )
    if chosen is not None:
        name = actors.organisation(chosen.organisation_id).name
        return Routine(name, chosen.number, rows[chosen.id].content)
    ready = shipped(kind)
    return Routine(SHIPPED, 0, ready.get(care_form, ready[""]))


def _version(row: HomeTemplate) -> Version:
    return Version(row.organisation_id, row.care_form, row.number, row.valid_from, row.pk)


def template_points(routine: Routine) -> tuple[TemplatePoint, ...]:
    """The points of a checklist's template."""
    return tuple(TemplatePoint.of(point) for point in routine.content["points"])


def reception_terms(routine: Routine) -> ReceptionTerms:
    """The terms of tryggt mottagande."""
    return ReceptionTerms.of(routine.content)


def routine_name(routine: Routine) -> str:
    """Whose it is and which version, as it stands on what was ordered by it."""
    return f"{routine.source}, version {routine.number}" if routine.number else routine.source


def versions_of(organisation_id: int, kind: str) -> list[HomeTemplate]:
    """Every version that an organisation has kept, the latest first within its care form. One query."""
    return list(HomeTemplate.objects.filter(kind=kind, organisation_id=organisation_id))


def version_by_id(organisation_id: int, pk: int) -> HomeTemplate | None:
    """One version of the organisation's own; None for another's."""
    return HomeTemplate.objects.filter(organisation_id=organisation_id, pk=pk).first()
