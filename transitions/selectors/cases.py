"""One case as a unit may see it: the episode, its visible items, its parties, its history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.selectors import UnitRef
from core import memo, scope
from core.sorting import swedish_sort_key
from transitions import permissions
from transitions.models import Addressee, CareEpisode, HomeCareService, Item, Patient
from transitions.rules.audience import CARE
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.limits import local_date
from transitions.selectors.chains import party_rows
from transitions.selectors.redaction import as_sent

MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class VisibleItem:
    """An item that the unit wrote or was addressed by, with the receipts that the unit may see."""

    item: Item
    receipts: tuple[Addressee, ...]
    own: Addressee | None
    opened: bool = False


def by_public_id(*, acting: Acting, public_id: UUID) -> CareEpisode | None:
    """The episode, with patient and ward, when the unit may see it; else None. One query."""
    return (
        permissions.visible_to(acting)
        .select_related("patient__listed_at", "patient__registered_in", "ward", "registered_in", "placed_by")
        .filter(public_id=public_id)
        .first()
    )


def by_public_ids(*, acting: Acting, public_ids: Iterable[UUID]) -> list[CareEpisode]:
    """Those of the episodes that the unit may see, with patient and ward. One query."""
    found = permissions.visible_to(acting).filter(public_id__in=list(public_ids))
    return list(found.select_related("patient", "ward").order_by("pk"))


def by_ids(*, acting: Acting, ids: Iterable[int]) -> list[CareEpisode]:
    """The same by the ids that a list was made of. One query."""
    found = permissions.visible_to(acting).filter(pk__in=list(ids))
    return list(found.select_related("patient", "ward").order_by("pk"))


def keep(episode: CareEpisode) -> None:
    """The page has the episode: nobody who draws on it needs to ask for it (`by_pk`)."""
    memo.keep(("episode", episode.pk), episode)


def by_pk(*, acting: Acting, episode_id: int) -> CareEpisode | None:
    """The episode by its key, when the unit may see it: once for a page. One query."""
    return memo.once(
        ("episode", episode_id), lambda: permissions.visible_to(acting).filter(pk=episode_id).first()
    )


def visible_items(*, acting: Acting, episode: CareEpisode) -> list[VisibleItem]:
    """The timeline of a unit, oldest first. Two queries, once for a page.

    The writer of an item, and the units that plan together, see who has acknowledged it; others see their own
    receipt alone.
    """
    key = ("visible_items", acting.unit_id, episode.pk)
    return memo.once(key, lambda: _visible_items(acting, episode))


def _visible_items(acting: Acting, episode: CareEpisode) -> list[VisibleItem]:
    items = list(
        permissions.items_visible_to(acting)
        .filter(episode=episode)
        .select_related("by_unit", "admission_notice", "discharge_ready")
        .order_by("at", "pk")
    )
    rows: dict[int, list[Addressee]] = defaultdict(list)
    for row in (
        Addressee.objects.filter(item__in=[item.pk for item in items]).select_related("unit").order_by("pk")
    ):
        rows[row.item_id].append(row)
    found = []
    for item in items:
        item.episode = episode  # known already: the timeline's links need its random id
        own = next((row for row in rows[item.pk] if row.unit_id == acting.unit_id), None)
        wide = item.by_unit_id == acting.unit_id or acting.unit_kind in CARE
        receipts = tuple(rows[item.pk]) if wide else ((own,) if own else ())
        found.append(VisibleItem(as_sent(item, own), receipts, own))
    return found


def as_opened(items: Iterable[Item], episode: CareEpisode) -> list[VisibleItem]:
    """Others' items, opened: nothing to acknowledge, and no receipts are told."""
    found = []
    for item in items:
        item.episode = episode
        found.append(VisibleItem(item, (), None, opened=True))
    return found


def items_after(*, acting: Acting, episode: CareEpisode, item_id: int) -> list[Item]:
    """What has come on the chain, as it was sent to the unit, since an item. Two queries."""
    items = list(
        permissions.items_visible_to(acting)
        .filter(episode=episode, pk__gt=item_id)
        .exclude(by_unit_id=acting.unit_id, author_id=acting.user_id)
        .select_related("by_unit", "admission_notice")
        .order_by("at", "pk")
    )
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    return [as_sent(item, own.get(item.pk)) for item in items]


def latest_item_id(*, acting: Acting, episode: CareEpisode) -> int:
    """The id of the newest visible item, 0 without any. One query."""
    found = permissions.items_visible_to(acting).filter(episode=episode).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


def version(*, acting: Acting, episode_id: int) -> int | None:
    """The version that the episode has now, None when the unit no longer sees it. One query, always asked."""
    return permissions.visible_to(acting).filter(pk=episode_id).values_list("version", flat=True).first()


def parties(episode: CareEpisode) -> list[UnitRef]:
    """The units on the chain, in order of name. One query, once for a page."""
    return [row.unit for row in party_rows(episode.pk)]


def askable(*, acting: Acting, episode: CareEpisode) -> list[UnitRef]:
    """The other units on the chain that a unit can ask; home care knows of the ward and the office alone."""
    others = [unit for unit in parties(episode) if unit.id != acting.unit_id]
    if acting.unit_kind in CARE:
        return [unit for unit in others if unit.kind is not UnitKind.WARD or unit.id == episode.ward_id]
    return [unit for unit in others if unit.id == episode.ward_id or unit.kind is UnitKind.ASSESSMENT_OFFICE]


def visible_item(*, acting: Acting, episode: CareEpisode, item_id: int) -> Item | None:
    """One item as it was sent to the unit, or None. Two queries."""
    item = (
        permissions.items_visible_to(acting)
        .filter(episode=episode, pk=item_id)
        .select_related("by_unit", "admission_notice")
        .first()
    )
    if item is None:
        return None
    item.episode = episode
    return as_sent(item, Addressee.objects.filter(item=item, unit_id=acting.unit_id).first())


def last_report(*, acting: Acting, patient_id: int) -> dict[str, Any]:
    """What the unit itself last told of a person's present insatser, in whichever case. One query."""
    found = (
        permissions.items_visible_to(acting)
        .filter(
            episode__patient_id=patient_id,
            kind=ItemKind.SERVICES_REPORTED,
            by_unit_id=acting.unit_id,
            cancelled_at__isnull=True,
        )
        .order_by("-at", "-pk")
        .first()
    )
    return dict(found.data) if found is not None else {}


def present_providers(patient_id: int) -> list[HomeCareService]:
    """Who helps at home now, one row for each part of the day. One query."""
    return list(
        HomeCareService.objects.filter(patient_id=patient_id, until__isnull=True)
        .select_related("unit")
        .order_by("slot", "pk")
    )


@scope.wide
def known_patient(*, acting: Acting, personal_number: str) -> Patient | None:
    """What the unit knows already of a person whom it is about to admit, or open a case of. One query.

    Only of a person in a case of the ward's own: that somebody has been in care elsewhere is not told by a number.
    """
    if not any(permissions.may(acting, act) for act in (permissions.ADMIT, permissions.OPEN_AT_HOME)):
        return None
    own = permissions.visible_to(acting).filter(patient=OuterRef("pk"))
    return Patient.objects.filter(Exists(own), personal_number=personal_number).first()


def search(*, acting: Acting, text: str, limit: int = MOST_HITS) -> list[CareEpisode]:
    """Cases of people by name or number, within what the unit may see, in order of name, newest first. One query.

    The beginnings of names in any order, without regard to accents ("els tes", "jose"), or at least six digits of the
    number as it is written. A protected person is found by the whole number only, with or without century.
    """
    text = text.strip()
    if len(text) < 2:
        return []
    matches = Q(patient__personal_number__in=_whole_numbers(text))
    parts = swedish_sort_key(text).split()
    named = Q(patient__protection=Protection.NONE)
    for part in parts:
        named &= Q(patient__sort_key__startswith=part) | Q(patient__sort_key__contains=f" {part}")
    if parts:
        matches |= named
    digits = "".join(sign for sign in text if sign.isdecimal())
    if len(digits) >= 6 and not any(sign.isalpha() for sign in text):
        matches |= Q(patient__personal_number__contains=digits, patient__protection=Protection.NONE)
    return list(
        permissions.visible_to(acting)
        .select_related("patient", "ward")
        .filter(matches)
        .order_by("patient__sort_key", "-admitted_at")[:limit]
    )


def _whole_numbers(text: str) -> list[str]:
    """The personal numbers that a text may mean: twelve signs, or ten without the century."""
    signs = "".join(sign for sign in text if sign.isalnum()).upper()
    return [f"{century}{signs}" for century in ("19", "20")] if len(signs) == 10 else [signs]


def home_providers(*, organisation_id: int, at: datetime, kinds: Iterable[UnitKind]) -> list[UnitRef]:
    """Providers of help at home who serve where the person lives."""
    wanted = set(kinds)
    return [unit for unit in actors.units_serving(organisation_id, on=local_date(at)) if unit.kind in wanted]


def own_units(acting: Acting, *, kinds: Iterable[UnitKind]) -> list[UnitRef]:
    """The units of these kinds in the acting one's own organisation. One query."""
    return actors.units(kinds=list(kinds), organisation_id=acting.organisation_id)
