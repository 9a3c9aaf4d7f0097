"""Emergency openings: what one shows, and those that wait for review."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import scope
from transitions import permissions
from transitions.models import CareEpisode, EmergencyAccess, Item, Patient
from transitions.rules.disclosure import Ability, Person, Said, may_open_in_emergency
from transitions.rules.shields import Place, bars
from transitions.selectors.openings import Shields, Stated, facts_of, items_of, key_of, shields_of

EMERGENCY_LOCK = 4_711_018
"""Class of advisory locks: openings of one person, one at a time."""


def lock_openings_of(acting: Acting) -> None:
    """Hold the person's emergency openings until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [EMERGENCY_LOCK, acting.user_id])


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """What an emergency opening shows: items, and where there is more that the person has blocked (SVOD 2:5)."""

    access: EmergencyAccess
    episodes: list[CareEpisode]
    items: list[Item]
    blocked_at: list[str]


def emergency(*, acting: Acting, public_id: UUID, now: datetime) -> EmergencyAccess | None:
    """The person's own emergency opening, while it lasts."""
    return (
        EmergencyAccess.objects.select_related("patient", "unit")
        .filter(
            public_id=public_id,
            user_id=acting.user_id or 0,
            unit_id=acting.unit_id,
            opened_at__lte=now,
            ends_at__gt=now,
        )
        .first()
    )


def emergency_view(*, acting: Acting, access: EmergencyAccess) -> EmergencyView:
    """Everything that the rule lets the person see of the patient in the emergency. Blocked data of another provider
    is not shown: only who holds it, so that they can be asked to lift the block (SVOD 2:5, 3:6).
    """
    stated = Stated(
        matters=True, consent=Said.NOT_ASKED, ability=Ability.TEMPORARILY_NOT, person=Person.ADULT
    )
    held = shields_of(access.patient_id)
    with scope.widened():
        episodes = list(
            CareEpisode.objects.filter(patient_id=access.patient_id)
            .select_related("ward")
            .order_by("-admitted_at")
        )
        found = items_of([episode.pk for episode in episodes])
    writers = actors.units_by_id({item.by_unit_id for item in found})
    now = {
        key: may_open_in_emergency(facts_of(acting, writers[key[0]], key[1], held, stated, danger=True))
        for key in {key_of(item) for item in found}
    }
    blocked = {
        writers[unit].organisation_name
        for (unit, _), reading in now.items()
        if not reading.allowed and _barred(writers[unit], acting, held)
    }
    items = [item for item in found if item.by_unit_id == acting.unit_id or now[key_of(item)].allowed]
    kept = {item.episode_id for item in items}
    return EmergencyView(access, [one for one in episodes if one.pk in kept], items, sorted(blocked))


def _barred(writer: UnitRef, acting: Acting, held: Shields) -> bool:
    place, reader = Place(writer.id, writer.organisation_id), Place(acting.unit_id, acting.organisation_id)
    foreign = writer.organisation_id != acting.organisation_id
    return foreign and any(bars(one, writer=place, reader=reader) for one in held.bars)


def reviewable(*, acting: Acting) -> list[EmergencyAccess]:
    """Emergency openings of the own organisation, those without a verdict first. Two queries."""
    if not permissions.may(acting, permissions.REVIEW_EMERGENCY):
        return []
    found = (
        EmergencyAccess.objects.filter(organisation_id=acting.organisation_id)
        .select_related("unit")
        .prefetch_related("reviews")
    )
    return sorted(found[:200], key=lambda row: (bool(row.reviews.all()), -row.opened_at.timestamp()))


def reviewable_by_id(*, acting: Acting, public_id: UUID) -> EmergencyAccess | None:
    """One of them, or None."""
    if not permissions.may(acting, permissions.REVIEW_EMERGENCY):
        return None
    return (
        EmergencyAccess.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
        .select_related("unit")
        .prefetch_related("reviews")
        .first()
    )


def reviewed_patient(*, access: EmergencyAccess) -> Patient:
    """Whom the opening was about: the reviewer is on no chain, and judges what it was needed for. One query."""
    with scope.widened():
        return Patient.objects.get(pk=access.patient_id)


def latest_emergency(*, acting: Acting, patient_id: int, now: datetime) -> EmergencyAccess | None:
    """The person's latest opening of this patient, while it lasts. One query."""
    return EmergencyAccess.objects.filter(
        patient_id=patient_id, user_id=acting.user_id or 0, unit_id=acting.unit_id, ends_at__gt=now
    ).first()


def awaiting_review(*, acting: Acting) -> int:
    """How many emergency openings of the own organisation nobody has reviewed. One query."""
    return EmergencyAccess.objects.filter(
        organisation_id=acting.organisation_id, reviews__isnull=True
    ).count()
