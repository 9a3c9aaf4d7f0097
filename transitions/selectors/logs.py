"""Who follows up which units' logs, and what a reviewer is shown beside a look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import Role, UnitKind
from actors.selectors import UnitRef
from core import log_review, scope
from core.log_review import Look
from transitions.models import Party, Patient
from transitions.rules.kinds import Protection


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The patient of a look, and since when the unit of the one who looked is in the case (None: it is not).

    A person with protected identity is not named.
    """

    name: str
    personal_number: str
    protected: bool
    party_since: datetime | None


@dataclass(frozen=True, slots=True)
class ExtractPatient:
    """The patient whose log is drawn out."""

    id: int
    public_id: UUID
    name: str
    personal_number: str


def overseen_units(acting: Acting) -> list[UnitRef]:
    """The units whose logs the reviewer follows up: a manager the own unit's; a MAS and the management all of theirs.

    Each provider answers for its own units alone (PDL 2:6).
    """
    if acting.role is Role.MAS or acting.unit_kind is UnitKind.ADMINISTRATION:
        return actors.units(organisation_id=acting.organisation_id)
    return actors.units(ids=[acting.unit_id])


def looked_at(looks: Iterable[Look]) -> dict[int, LookedAt]:
    """The patients of these looks by the look's id, for a reviewer whose unit need not be in the case. Two queries."""
    looks = list(looks)
    with scope.widened():
        patients = Patient.objects.in_bulk({look.patient_id for look in looks})
        parties = Party.objects.filter(
            episode__patient__in=list(patients), unit_id__in={look.unit_id for look in looks}
        ).values_list("episode__patient_id", "unit_id", "since")
        since: dict[tuple[int, int], datetime] = {}
        for patient, unit, moment in parties:
            since[patient, unit] = min(moment, since.get((patient, unit), moment))
    return {
        look.id: _about(patients[look.patient_id], since.get((look.patient_id, look.unit_id or 0)))
        for look in looks
        if look.patient_id in patients
    }


def _about(patient: Patient, party_since: datetime | None) -> LookedAt:
    if patient.protection != Protection.NONE:
        return LookedAt("", "", protected=True, party_since=party_since)
    return LookedAt(patient.name, patient.personal_number, protected=False, party_since=party_since)


def looks_at(patient_id: int, *, since: datetime, until: datetime) -> list[Look]:
    """Everybody's looks at a patient, at whatever provider: it is the patient who asks. One query."""
    with scope.widened():
        return log_review.looks_at(patient_id, since=since, until=until)


def extract_patient(
    acting: Acting, *, personal_number: str = "", public_id: UUID | None = None
) -> ExtractPatient | None:
    """A patient that a unit of the own provider has been in a case of, or None. One query.

    Whoever is known to other providers only is as if unknown.
    """
    with scope.widened():
        found = Patient.objects.filter(
            episodes__parties__unit__organisation_id=acting.organisation_id,
            **({"public_id": public_id} if public_id else {"personal_number": personal_number}),
        ).first()
    if found is None:
        return None
    return ExtractPatient(found.pk, found.public_id, found.name, found.personal_number)
