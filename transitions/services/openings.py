"""Openings: others' items under SVOD, in an emergency, and what is protected about a person. Each is recorded,
limited in time and bound to one person in one unit.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from actors.acting import Acting
from core import audit, outbox, scope
from core.conflicts import Conflict
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import (
    DirectAccess,
    EmergencyAccess,
    EmergencyReview,
    Patient,
    ProtectionOpening,
)
from transitions.rules import shields as rules
from transitions.rules.kinds import Protection
from transitions.rules.shields import EmergencyReason, OpeningReason, ReviewOutcome, ShieldLimits
from transitions.rules.verdicts import Verdict
from transitions.selectors import emergencies, shields
from transitions.selectors import openings as selectors
from transitions.selectors.openings import Stated

EMERGENCY_OPENED = "emergency.opened"
HOUR = timedelta(hours=1)


@scope.atomic
def open_chain(
    *, acting: Acting, episode_id: int, at: datetime, stated: Stated, consent_reference: str = ""
) -> DirectAccess:
    """Open what others have made available on the chain, on the conditions that the person states (SVOD 3:1–3:4).

    Raises NotFound, PermissionDenied, Conflict: the code of what stopped every one of the other units
    (`rules.disclosure`), or `nothing_available`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.OPEN_CHAIN)
    _a_person(acting)
    if selectors.objects(episode=episode, at=at):
        raise Conflict(Verdict.no("refused"))
    readings = selectors.readings(acting=acting, episode=episode, stated=stated)
    opened = {unit: reading for (unit, _), reading in readings.items() if reading.allowed}
    if not opened:
        codes = sorted({reading.code for reading in readings.values()} - {"not_available"})
        raise Conflict(Verdict.no(codes[0] if codes else "nothing_available"))
    row = DirectAccess.objects.create(
        episode=episode,
        patient_id=episode.patient_id,
        **_who(acting, at, limits().direct_minutes),
        consent_reference=consent_reference.strip(),
        conditions={"stated": stated.told(), "units": sorted(opened)},
        paragraph=", ".join(sorted({reading.paragraph for reading in opened.values()})),
    )
    audit.record(acting, "chain.opened", row, {"episode": (None, episode.pk)})
    return row


@scope.atomic
def open_emergency(
    *, acting: Acting, episode_id: int, at: datetime, reason: EmergencyReason, explained: str
) -> EmergencyAccess:
    """Open in an emergency: care providers only, for a reason, for a limited time; a review task follows.

    Raises NotFound, PermissionDenied, Conflict: `not_health_care`, `no_reason`, `too_many_openings`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.OPEN_EMERGENCY)
    _a_person(acting)
    # Openings of one person come one at a time, so that two at once cannot both be the last that is allowed.
    emergencies.lock_openings_of(acting)
    recent = EmergencyAccess.objects.filter(user_id=acting.user_id or 0, opened_at__gt=at - HOUR).count()
    verdict = rules.may_open_emergency(
        role=acting.role,
        kind=acting.unit_kind,
        explained=explained,
        opened_last_hour=recent,
        limits=limits(),
    )
    if not verdict.allowed:
        raise Conflict(verdict)
    row = EmergencyAccess.objects.create(
        patient_id=episode.patient_id,
        organisation_id=acting.organisation_id,
        reason=reason,
        explained=explained.strip(),
        **_who(acting, at, limits().emergency_minutes),
    )
    audit.record(acting, EMERGENCY_OPENED, row, {"patient": (None, row.patient_id)})
    if not acting.importing:
        outbox.emit(EMERGENCY_OPENED, case=episode.pk, payload={"emergency": row.pk}, acting=acting)
    return row


@scope.atomic
def review_emergency(
    *, acting: Acting, access: EmergencyAccess, at: datetime, outcome: ReviewOutcome, explained: str = ""
) -> EmergencyReview:
    """Write a verdict on an opening of the own organisation. A later verdict is one more row; none is changed.

    Raises PermissionDenied, Conflict: `not_reviewer`, `own_opening`, `no_reason`.
    """
    permissions.require(acting, permissions.REVIEW_EMERGENCY)
    _a_person(acting)
    verdict = rules.may_review(
        role=acting.role,
        own_organisation=access.organisation_id == acting.organisation_id,
        own_opening=access.user_id == acting.user_id,
        outcome=outcome,
        explained=explained,
    )
    if not verdict.allowed:
        raise Conflict(verdict)
    row = EmergencyReview.objects.create(
        access=access,
        outcome=outcome,
        explained=explained.strip(),
        reviewer_id=acting.user_id or 0,
        reviewer_name=acting.user_name,
        at=at,
    )
    audit.record(acting, "emergency.reviewed", row, {"outcome": ("", str(outcome))})
    return row


@scope.atomic
def open_protected(
    *, acting: Acting, episode_id: int, at: datetime, reason: OpeningReason, explained: str = ""
) -> ProtectionOpening:
    """Open address, telephone, relatives and placement of a protected person, for a stated reason (LAW-6).

    Raises NotFound, PermissionDenied, Conflict("not_protected").
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.OPEN_PROTECTED)
    _a_person(acting)
    patient = Patient.objects.get(pk=episode.patient_id)
    if Protection(patient.protection) is Protection.NONE:
        raise Conflict(Verdict.no("not_protected"))
    row = ProtectionOpening.objects.create(
        patient=patient,
        reason=reason,
        explained=explained.strip(),
        **_who(acting, at, limits().protected_minutes),
    )
    audit.record(acting, "protected.opened", row, {"patient": (None, patient.pk)})
    return row


def limits() -> ShieldLimits:
    """The limits of this installation."""
    return shields.limits()


def _a_person(acting: Acting) -> None:
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))


def _who(acting: Acting, at: datetime, minutes: int) -> Mapping[str, Any]:
    return {
        "unit_id": acting.unit_id,
        "user_id": acting.user_id,
        "user_name": acting.user_name,
        "opened_at": at,
        "ends_at": at + timedelta(minutes=minutes),
    }
