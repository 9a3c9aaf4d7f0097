"""What has been opened, for whom and until when, and what of others' items that opens."""

from dataclasses import asdict, dataclass
from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.selectors import UnitRef
from core import scope
from transitions import permissions
from transitions.models import (
    Availability,
    Block,
    CareEpisode,
    DirectAccess,
    Item,
)
from transitions.rules.disclosure import (
    Ability,
    By,
    Person,
    Reading,
    ReadingFacts,
    Said,
    may_read,
)
from transitions.rules.kinds import ItemKind, Scope
from transitions.rules.sectors import Sector, data_sector, reader_sector
from transitions.rules.shields import Bar, Place, bars
from transitions.selectors.consents import standing_of


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


@dataclass(frozen=True, slots=True)
class Shields:
    """What the holders of a person's data have made available, and what keeps it from others."""

    available: frozenset[int]
    objected: frozenset[int]
    bars: tuple[Bar, ...]


def shields_of(patient_id: int) -> Shields:
    """The shields of a person, whoever holds the data. Two queries."""
    rows = list(
        Availability.objects.filter(patient_id=patient_id).values_list("unit_id", "ended_at", "objected")
    )
    available = frozenset(unit for unit, ended, _ in rows if ended is None)
    standing = Block.objects.filter(patient_id=patient_id, lifted_at__isnull=True)
    return Shields(
        available,
        frozenset(unit for unit, ended, objected in rows if ended and objected) - available,
        tuple(Bar(org, unit) for org, unit in standing.values_list("organisation_id", "unit_id")),
    )


def facts_of(
    acting: Acting, writer: UnitRef, data: Sector, held: Shields, stated: Stated, *, danger: bool
) -> ReadingFacts:
    """What the rule needs to know of one writer's data and this reader. None where nobody has said."""
    place = Place(writer.id, writer.organisation_id)
    reader = Place(acting.unit_id, acting.organisation_id)
    barred = any(bars(one, writer=place, reader=reader) for one in held.bars)
    return ReadingFacts(
        reader=reader_sector(acting.role, acting.unit_kind),
        data=data,
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


Key = tuple[int, Sector]
"""What the rule is asked about: a writing unit, and on whose side what it wrote lies."""


def readings(*, acting: Acting, episode: CareEpisode, stated: Stated) -> dict[Key, Reading]:
    """For what each other unit on the chain has written: may it be read, and why. Four queries."""
    held = shields_of(episode.patient_id)
    with scope.on_chains([episode.pk]):
        found = Item.objects.filter(episode=episode).exclude(by_unit_id=acting.unit_id)
        written = set(found.order_by().values_list("by_unit_id", "kind"))
    units = actors.units_by_id({unit for unit, _ in written})
    keys = {(unit, data_sector(ItemKind(kind), units[unit].kind)) for unit, kind in written}
    return {
        (unit, data): may_read(facts_of(acting, units[unit], data, held, stated, danger=False))
        for unit, data in keys
    }


def objects(*, episode: CareEpisode, at: datetime) -> bool:
    """The person's latest word in the register on such reading is a no. Three queries."""
    return standing_of(episode).says_no(Scope.READING, at)


def opened_items(*, acting: Acting, episode: CareEpisode, access: DirectAccess, now: datetime) -> list[Item]:
    """Others' items that the opening shows now: still available, not blocked since, no consent taken back since."""
    if objects(episode=episode, at=now):
        return []
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
    found = readings(acting=acting, episode=episode, stated=stated)
    opened = set(access.conditions.get("units", []))
    allowed = {key for key, reading in found.items() if reading.allowed and key[0] in opened}
    seen = set(
        permissions.items_visible_to(acting).filter(episode=episode).order_by().values_list("pk", flat=True)
    )
    return [item for item in items_of([episode.pk]) if key_of(item) in allowed and item.pk not in seen]


def key_of(item: Item) -> Key:
    """What the rule is asked about for an item: its writer, and on whose side its content lies."""
    return item.by_unit_id, data_sector(ItemKind(item.kind), UnitKind(item.by_unit.kind))


def items_of(episode_ids: list[int]) -> list[Item]:
    """Every item of the episodes, oldest first: narrowed by the rule before anything is shown. One query."""
    with scope.on_chains(episode_ids):
        return list(
            Item.objects.filter(episode_id__in=episode_ids)
            .select_related("by_unit", "admission_notice", "discharge_ready", "episode")
            .order_by("at", "pk")
        )
