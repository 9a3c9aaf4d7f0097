"""Block, making available, and the mark of protected identity: what keeps data about a person from being seen."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from transitions import permissions
from transitions.locks import NotFound, lock_episode
from transitions.models import (
    Availability,
    Block,
    CareEpisode,
    Party,
    Patient,
    ProtectionChange,
    ProtectionOpening,
)
from transitions.rules import shields as rules
from transitions.rules.kinds import Protection
from transitions.rules.shields import LiftGround, StatedBy
from transitions.rules.verdicts import Verdict


@scope.atomic
def set_block(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    stated_by: StatedBy,
    whole_organisation: bool,
    explained: str = "",
) -> Block:
    """Record the person's block on what the own unit, or the own organisation, has written (PDL 4:4, SVOD 2:2–3).

    In force at once. Raises NotFound, PermissionDenied, Conflict: `guardian_may_not_block`, `no_reason`,
    `block_stands`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.BLOCK)
    _ask(rules.may_block(stated_by=stated_by, explained=explained, own=True))
    unit_id = None if whole_organisation else acting.unit_id
    standing = Block.objects.filter(
        Q(unit__isnull=True) if whole_organisation else Q(unit_id=acting.unit_id),
        patient_id=episode.patient_id,
        organisation_id=acting.organisation_id,
        lifted_at__isnull=True,
    )
    if standing.exists():
        raise Conflict(Verdict.no("block_stands"))
    block = Block.objects.create(
        patient_id=episode.patient_id,
        organisation_id=acting.organisation_id,
        unit_id=unit_id,
        stated_by=stated_by,
        explained=explained.strip(),
        since=at,
        recorded_by_id=acting.user_id,
        recorded_by_name=acting.user_name,
        recorded_at_id=acting.unit_id,
    )
    audit.record(acting, "block.set", block, {"patient": (None, episode.patient_id)})
    _changed(acting, episode.patient_id)
    return block


@scope.atomic
def lift_block(
    *, acting: Acting, episode_id: int, block: UUID, at: datetime, ground: LiftGround, explained: str = ""
) -> Block:
    """Lift a block on the own organisation's data, on a ground (PDL 4:5). What was hidden is seen again.

    Raises NotFound, PermissionDenied, Conflict: `block_already_lifted`, `not_own_data`, `not_health_care`, `no_reason`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.BLOCK)
    row = Block.objects.select_for_update().filter(public_id=block, patient_id=episode.patient_id).first()
    if row is None or row.organisation_id != acting.organisation_id:
        raise NotFound
    _ask(
        rules.may_lift(
            ground=ground,
            explained=explained,
            health_care=rules.is_health_care(acting.role, acting.unit_kind),
            own=row.organisation_id == acting.organisation_id,
            lifted=row.lifted_at is not None,
        )
    )
    row.lifted_at, row.lift_ground, row.lift_explained = at, ground, explained.strip()
    row.lifted_by_id, row.lifted_by_name = acting.user_id, acting.user_name
    row.save()
    audit.record(acting, "block.lifted", row, {"ground": ("", str(ground))})
    _changed(acting, episode.patient_id)
    return row


@scope.atomic
def make_available(*, acting: Acting, episode_id: int, at: datetime) -> Availability:
    """Make the own unit's documentation of the person available: informed, and has not objected (SVOD 2:1–2).

    Raises NotFound, PermissionDenied, Conflict("already_available").
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.MAKE_AVAILABLE)
    row, created = Availability.objects.get_or_create(
        patient_id=episode.patient_id,
        unit_id=acting.unit_id,
        ended_at=None,
        defaults={"since": at, "recorded_by_name": acting.user_name},
    )
    if not created:
        raise Conflict(Verdict.no("already_available"))
    audit.record(acting, "availability.made", row, {"patient": (None, episode.patient_id)})
    return row


@scope.atomic
def end_availability(*, acting: Acting, episode_id: int, at: datetime, objected: bool) -> None:
    """Take it back, because the person objects or for another reason. Raises Conflict("not_available_now")."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.MAKE_AVAILABLE)
    row = (
        Availability.objects.select_for_update()
        .filter(patient_id=episode.patient_id, unit_id=acting.unit_id, ended_at__isnull=True)
        .first()
    )
    if row is None:
        raise Conflict(Verdict.no("not_available_now"))
    row.ended_at, row.objected = at, objected
    row.save()
    audit.record(acting, "availability.ended", row, {"objected": (False, objected)})
    _changed(acting, episode.patient_id)


@scope.atomic
def change_protection(
    *, acting: Acting, episode_id: int, at: datetime, protection: Protection, explained: str
) -> bool:
    """Set, change or take away the mark of protected identity, and say why (law.md 6.6).

    What was opened of it is closed, and every unit's open pages hear of it. Raises NotFound, PermissionDenied,
    Conflict: `same_protection`, `no_reason`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.CHANGE_PROTECTION)
    patient = Patient.objects.select_for_update().get(pk=episode.patient_id)
    before = Protection(patient.protection)
    _ask(rules.may_change_protection(before=before, after=protection, explained=explained))
    patient.protection = protection
    patient.save(update_fields=["protection"])
    with scope.widened():
        ProtectionOpening.objects.filter(patient=patient, ends_at__gt=at, opened_at__lt=at).update(ends_at=at)
    ProtectionChange.objects.create(
        patient=patient,
        before=before,
        after=protection,
        explained=explained.strip(),
        by_name=acting.user_name,
        unit_id=acting.unit_id,
        at=at,
    )
    audit.record(acting, "patient.protection", patient, {"protection": (str(before), str(protection))})
    _changed(acting, patient.pk)
    return True


def _ask(verdict: Verdict) -> None:
    if not verdict.allowed:
        raise Conflict(verdict)


def _changed(acting: Acting, patient_id: int) -> None:
    """Every unit with the person on a list draws its list anew, also those that the acting unit knows nothing of."""
    with scope.widened():
        episodes = list(CareEpisode.objects.filter(patient_id=patient_id).values_list("pk", flat=True))
        units = list(Party.objects.filter(episode_id__in=episodes).values_list("unit_id", flat=True))
    versions.bump(units)
