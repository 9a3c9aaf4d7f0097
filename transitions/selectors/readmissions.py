"""A readmission as a unit may see it: the earlier stay, and what was said of the cause (T14)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import end_of
from transitions.selectors.redaction import as_sent

DEATHS = (ItemKind.DIED, ItemKind.DIED_AT_HOME)


def visible_episode(*, acting: Acting, episode_id: int) -> CareEpisode | None:
    """A stay with its person and ward, when the unit may see it still. One query."""
    return permissions.visible_to(acting).select_related("ward", "patient").filter(pk=episode_id).first()


def causes(*, acting: Acting, item_ids: Iterable[int]) -> dict[int, Item]:
    """Those of the answers that reached the unit, as they were sent to it, by id. Two queries."""
    items = list(
        permissions.items_visible_to(acting)
        .filter(pk__in=list(item_ids), kind=ItemKind.READMISSION_CAUSE_RECORDED)
        .select_related("by_unit")
    )
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    return {item.pk: as_sent(item, own.get(item.pk)) for item in items}


def later_of(*, acting: Acting, episode: CareEpisode) -> list[CareEpisode]:
    """The person's later stays that the unit may see, with ward, the first first. One query."""
    found = permissions.visible_to(acting).filter(
        patient_id=episode.patient_id, at_home=False, admitted_at__gt=episode.admitted_at
    )
    return list(found.exclude(pk=episode.pk).select_related("ward").order_by("admitted_at", "pk"))


def death_of(*, acting: Acting, patient_id: int) -> datetime | None:
    """When the person died, as far as the unit has been told; of a death at home the end of the day told. One query."""
    told = permissions.items_visible_to(acting).filter(
        episode__patient_id=patient_id, kind__in=DEATHS, cancelled_at__isnull=True
    )
    item = told.order_by("at", "pk").first()
    if item is None:
        return None
    return end_of(date.fromisoformat(item.data["on"])) if item.data.get("on") else item.at


def dead(*, acting: Acting) -> Exists:
    """For a row with an episode: whether its chain has told the unit that the person has died."""
    told = permissions.items_visible_to(acting).filter(
        episode=OuterRef("episode_id"), kind__in=DEATHS, cancelled_at__isnull=True
    )
    return Exists(told)


def dead_to_anybody() -> Exists:
    """The same for workers, who see every chain."""
    told = Item.objects.filter(episode=OuterRef("episode_id"), kind__in=DEATHS, cancelled_at__isnull=True)
    return Exists(told)
