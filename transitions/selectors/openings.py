"""What has been opened, for whom and until when, and what of others' items that opens."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import scope
from transitions import permissions
from transitions.models import (
    Availability,
    Block,
    CareEpisode,
    DirectAccess,
    EmergencyAccess,
    Item,
    ProtectionOpening,
)
from transitions.rules.disclosure import (
    Ability,
    By,
    Person,
    Reading,
    ReadingFacts,
    Said,
    may_open_in_emergency,
    may_read,
)
from transitions.rules.limits import local_date
from transitions.rules.personal_number import age_on
from transitions.rules.shields import Bar, Place, ShieldLimits, bars, reader_sector, sector_of

EMERGENCY_LOCK = 4_711_018
"""Class of advisory locks: openings of one person, one at a time."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the one who opens says of the conditions of SVOD 3 kap.: each is kept with the look."""

    relation: bool | None = None
    support: bool | None = None
    matters: bool | None = None
    consent: Said | None = None
    ability: Ability | None = None
    person: Person | None = None
    would_object: bool | None = None

    def told(self) -> dict[str, str | bool]:
        """As it is stored: without what was not said."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def limits() -> ShieldLimits:
    """The limits of this installation."""
    return ShieldLimits(**settings.SHIELD_LIMITS)


def lock_openings_of(acting: Acting) -> None:
    """Hold the person's emergency openings until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [EMERGENCY_LOCK, acting.user_id])


def blocks_of(patient_id: int) -> list[Block]:
    """Every block of a person, those in force first. One query."""
    found = Block.objects.filter(patient_id=patient_id).select_related("organisation", "unit", "recorded_at")
    return sorted(found, key=lambda row: (row.lifted_at is not None, -row.since.timestamp()))


def own_availability(*, acting: Acting, patient_id: int) -> Availability | None:
    """Whether the unit's documentation of the person is available to others. One query."""
    return Availability.objects.filter(
        patient_id=patient_id, unit_id=acting.unit_id, ended_at__isnull=True
    ).first()


@dataclass(frozen=True, slots=True)
class _Shields:
    available: frozenset[int]
    objected: frozenset[int]
    bars: tuple[Bar, ...]


def _shields(patient_id: int) -> _Shields:
    rows = list(
        Availability.objects.filter(patient_id=patient_id).values_list("unit_id", "ended_at", "objected")
    )
    available = frozenset(unit for unit, ended, _ in rows if ended is None)
    standing = Block.objects.filter(patient_id=patient_id, lifted_at__isnull=True)
    return _Shields(
        available,
        frozenset(unit for unit, ended, objected in rows if ended and objected) - available,
        tuple(Bar(org, unit) for org, unit in standing.values_list("organisation_id", "unit_id")),
    )


def _facts(acting: Acting, writer: UnitRef, held: _Shields, stated: Stated, *, danger: bool) -> ReadingFacts:
    place = Place(writer.id, writer.organisation_id)
    reader = Place(acting.unit_id, acting.organisation_id)
    barred = any(bars(one, writer=place, reader=reader) for one in held.bars)
    return ReadingFacts(
        reader=reader_sector(acting.role, acting.unit_kind),
        data=sector_of(writer.kind),
        own_provider=writer.organisation_id == acting.organisation_id,
        available=writer.id in held.available,
        # A unit makes available only after it has informed the person (services.make_available).
        informed=writer.id in held.available,
        objected=By.PERSON if writer.id in held.objected else By.NOBODY,
        blocked=By.PERSON if barred else By.NOBODY,
        danger=danger,
        relation=stated.relation,
        support=stated.support,
        matters=stated.matters,
        consent=stated.consent,
        ability=stated.ability,
        person=stated.person,
        would_object=stated.would_object,
    )


def person_by_age(personal_number: str, at: datetime, *, mature: bool | None) -> Person | None:
    """Adult by the number; of a child the one who opens says whether it is mature enough. None: cannot tell."""
    age = age_on(personal_number, local_date(at))
    if age is not None and age >= 18:
        return Person.ADULT
    if age is None or mature is None:
        return None
    return Person.MATURE_CHILD if mature else Person.YOUNG_CHILD


def readings(*, acting: Acting, episode: CareEpisode, stated: Stated) -> dict[int, Reading]:
    """For each other unit on the chain: may what it has written be read, and why. Three queries."""
    held = _shields(episode.patient_id)
    others = _writers([episode.pk]) - {acting.unit_id}
    return {
        unit.id: may_read(_facts(acting, unit, held, stated, danger=False))
        for unit in actors.units(ids=others)
    }


def _writers(episode_ids: list[int]) -> set[int]:
    with scope.on_chains(episode_ids):
        return set(
            Item.objects.filter(episode_id__in=episode_ids)
            .order_by()
            .values_list("by_unit_id", flat=True)
            .distinct()
        )


def standing_access(*, acting: Acting, episode: CareEpisode, now: datetime) -> DirectAccess | None:
    """The person's own opening of the chain, while it lasts. One query."""
    return DirectAccess.objects.filter(
        episode=episode,
        user_id=acting.user_id or 0,
        unit_id=acting.unit_id,
        opened_at__lte=now,
        ends_at__gt=now,
    ).first()


def opened_items(*, acting: Acting, episode: CareEpisode, access: DirectAccess) -> list[Item]:
    """Others' items that the opening shows now: still available, and not blocked since. Four queries."""
    told = access.conditions.get("stated", {})
    stated = Stated(
        relation=told.get("relation"),
        support=told.get("support"),
        matters=told.get("matters"),
        consent=Said(told["consent"]) if "consent" in told else None,
        ability=Ability(told["ability"]) if "ability" in told else None,
        person=Person(told["person"]) if "person" in told else None,
        would_object=told.get("would_object"),
    )
    now_allowed = {
        unit
        for unit, reading in readings(acting=acting, episode=episode, stated=stated).items()
        if reading.allowed
    } & set(access.conditions.get("units", []))
    seen = set(
        permissions.items_visible_to(acting).filter(episode=episode).order_by().values_list("pk", flat=True)
    )
    return [item for item in _items([episode.pk]) if item.by_unit_id in now_allowed and item.pk not in seen]


def _items(episode_ids: list[int]) -> list[Item]:
    with scope.on_chains(episode_ids):
        return list(
            Item.objects.filter(episode_id__in=episode_ids)
            .select_related("by_unit", "admission_notice", "discharge_ready", "episode")
            .order_by("at", "pk")
        )


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
    held = _shields(access.patient_id)
    with scope.widened():
        episodes = list(
            CareEpisode.objects.filter(patient_id=access.patient_id)
            .select_related("ward")
            .order_by("-admitted_at")
        )
        found = _items([episode.pk for episode in episodes])
    writers = actors.units_by_id({item.by_unit_id for item in found})
    readings = {
        unit.id: may_open_in_emergency(_facts(acting, unit, held, stated, danger=True))
        for unit in writers.values()
    }
    open_to = {unit for unit, reading in readings.items() if reading.allowed} | {acting.unit_id}
    blocked = {
        writers[unit].organisation_name
        for unit, reading in readings.items()
        if not reading.allowed and _barred(writers[unit], acting, held)
    }
    items = [item for item in found if item.by_unit_id in open_to]
    kept = {item.episode_id for item in items}
    return EmergencyView(access, [one for one in episodes if one.pk in kept], items, sorted(blocked))


def _barred(writer: UnitRef, acting: Acting, held: _Shields) -> bool:
    place, reader = Place(writer.id, writer.organisation_id), Place(acting.unit_id, acting.organisation_id)
    foreign = writer.organisation_id != acting.organisation_id
    return foreign and any(bars(one, writer=place, reader=reader) for one in held.bars)


def protected_opened(*, acting: Acting, patient_id: int, now: datetime) -> bool:
    """Whether the person has opened what is protected about this patient, and the time is not out. One query."""
    return ProtectionOpening.objects.filter(
        patient_id=patient_id,
        user_id=acting.user_id or 0,
        unit_id=acting.unit_id,
        opened_at__lte=now,
        ends_at__gt=now,
    ).exists()


def hidden_items(*, acting: Acting, episode: CareEpisode) -> frozenset[int]:
    """Items of the chain that a block hides from the unit. One query."""
    with scope.on_chains([episode.pk]):
        found = permissions.items_barred_to(acting).filter(episode=episode).order_by()
        return frozenset(found.values_list("pk", flat=True))


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


def awaiting_review(*, acting: Acting) -> int:
    """How many emergency openings of the own organisation nobody has reviewed. One query."""
    return EmergencyAccess.objects.filter(
        organisation_id=acting.organisation_id, reviews__isnull=True
    ).count()
