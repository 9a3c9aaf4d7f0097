"""An inskrivningsmeddelande from another system: patient, admission and notice, all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core.invalid import Invalid
from transitions import permissions
from transitions import services as transitions
from transitions.rules.notice import BEYOND_THE_ACT
from transitions.services.notice_content import NoticeContent

_CONTENT = (
    "doctor_name",
    "basis",
    "basis_by",
    "basis_ground",
    "basis_reason",
    "judged_at",
    *BEYOND_THE_ACT,
)


@transaction.atomic
def receive_admission_notice(*, acting: Acting, at: datetime, content: Mapping[str, Any]) -> dict[str, str]:
    """Admit the patient to the acting ward and send the notice. Returns the case's id and when it was received.

    `content` is the API's validated body. Raises Invalid (`unknown_unit`, `unknown_organisation` and what the services
    say), Conflict, PermissionDenied.
    """
    permissions.require(acting, permissions.ADMIT)
    person, admission, notice = content["patient"], content["admission"], content["notice"]
    units = _units([*notice["to"], *([person["listed_at"]] if person.get("listed_at") else [])])
    patient, _ = transitions.register_patient(
        acting=acting,
        personal_number=person["personal_number"],
        name=person["name"],
        sex=person["sex"],
        registered_in_id=_organisation(person["registered_in"], "patient.registered_in"),
        address=person["address"],
        phone=person["phone"],
        listed_at_id=units[person["listed_at"]].id if person.get("listed_at") else None,
        protection=person["protection"],
    )
    placed_by = admission.get("placed_by")
    episode = transitions.register_admission(
        acting=acting,
        patient_id=patient.pk,
        admitted_at=admission["admitted_at"],
        care_form=admission["care_form"],
        planned=admission["planned"],
        placed_by_id=_organisation(placed_by, "admission.placed_by") if placed_by else None,
    )
    transitions.send_admission_notice(
        acting=acting,
        episode_id=episode.pk,
        at=at,
        to=[units[code].id for code in notice["to"]],
        expected_discharge=notice["expected_discharge"],
        certainty=notice.get("certainty"),
        content=_content(notice),
        note=notice["note"],
    )
    return {"case": str(episode.public_id), "received_at": at.isoformat()}


def _content(notice: Mapping[str, Any]) -> NoticeContent:
    told: dict[str, Any] = {name: notice[name] for name in _CONTENT}
    return NoticeContent(**told, needs=tuple(notice["needs"]), unknown=tuple(notice["unknown"]))


def _units(codes: Iterable[str]) -> dict[str, UnitRef]:
    wanted = set(codes)
    found = {unit.code: unit for unit in actors.units(codes=wanted)}
    if found.keys() != wanted:
        raise Invalid("unknown_unit", "En enhet finns inte. Kontrollera koderna.", "notice.to")
    return found


def _organisation(code: str, field: str) -> int:
    found = actors.organisation_by_code(code)
    if found is None:
        raise Invalid(
            "unknown_organisation", "Kommunen eller stadsdelen finns inte. Kontrollera koden.", field
        )
    return found.id
