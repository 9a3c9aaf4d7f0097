"""Patients and episodes as event files define them: what an importer compares a line with."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from transitions.models import CareEpisode, Patient, PatientRegistration


@dataclass(frozen=True, slots=True)
class PatientDefinition:
    """A patient as first told (code of the organisation, protection), and each later registration by its day."""

    pk: int
    personal_number: str
    name: str
    sex: str
    registered_in: str
    protection: str
    later: dict[date, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EpisodeDefinition:
    """An episode as it was told; `patient` and `ward` are the ids of event files, `placed_by` a code."""

    pk: int
    patient: str
    ward: str
    care_form: str
    admitted_at: datetime
    planned: bool
    placed_by: str | None


def patient_definitions(external_ids: Collection[str]) -> dict[str, PatientDefinition]:
    """The patients with these ids of event files; two queries."""
    rows = Patient.objects.filter(external_id__in=external_ids).values_list(
        "pk", "external_id", "personal_number", "name", "sex", "registered_in__code", "protection"
    )
    first: dict[int, tuple[str, str]] = {}
    later: dict[int, dict[date, tuple[str, str]]] = {}
    held = PatientRegistration.objects.filter(patient__external_id__in=external_ids)
    for pk, day, code, protection in held.values_list(
        "patient_id", "valid_from", "organisation__code", "protection"
    ):
        if day is None:
            first[pk] = (code, protection)
        else:
            later.setdefault(pk, {})[day] = (code, protection)
    return {
        external_id: PatientDefinition(
            pk, number, name, sex, *first.get(pk, (code, protection)), later.get(pk, {})
        )
        for pk, external_id, number, name, sex, code, protection in rows
    }


def personal_numbers_taken(numbers: Collection[str]) -> dict[str, str]:
    """The id of event files under which each of these personal numbers is known; one query."""
    rows = Patient.objects.filter(personal_number__in=numbers)
    return dict(rows.values_list("personal_number", "external_id"))


def episode_definitions(external_ids: Collection[str]) -> dict[str, EpisodeDefinition]:
    """The episodes with these ids of event files; one query."""
    rows = CareEpisode.objects.filter(external_id__in=external_ids)
    return {
        row.external_id: EpisodeDefinition(
            pk=row.pk,
            patient=row.patient.external_id,
            ward=row.admitted_to.code,
            care_form=row.care_form,
            admitted_at=row.admitted_at,
            planned=row.planned,
            placed_by=row.placed_by.code if row.placed_by else None,
        )
        for row in rows.select_related("patient", "admitted_to", "placed_by")
    }
