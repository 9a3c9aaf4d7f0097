"""A unit or an organisation ends and another takes its place (X9): what moves on the chains, in `core.succession`'s
words.

Open cases move; what the old unit wrote, received and acknowledged stays its own. The successor gets a place on the
chain, every item that the old one could see, and what was still to be acknowledged. State and tasks are then
derived anew, as at any write.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from simple_history.utils import bulk_update_with_history

from core import audit, clock, outbox, succession, versions
from core.succession import Change, Line, Of
from transitions.models import (
    Addressee,
    CareEpisode,
    ChecklistPoint,
    HomeCareService,
    Item,
    Party,
    Patient,
    PatientRegistration,
    Responsible,
    Task,
)
from transitions.rules.kinds import Ground
from transitions.selectors.chains import chain
from transitions.services.state import store_state

AT_A_TIME = 500


def register() -> None:
    """Called when the app is ready."""
    succession.register("transitions", order=10, preview=preview, move=move)


def open_episodes(unit_id: int) -> QuerySet[CareEpisode]:
    """Cases that have not ended, and ended ones on which the unit still has something to do."""
    mine = CareEpisode.objects.filter(parties__unit_id=unit_id, parties__taken_over_by__isnull=True)
    todo = Task.objects.filter(unit_id=unit_id).values("episode_id")
    return mine.filter(Q(ended_at__isnull=True) | Q(pk__in=todo))


def preview(change: Change) -> list[Line]:
    """How much would move. One query a line."""
    if change.of is Of.ORGANISATION:
        registered = Patient.objects.filter(registered_in_id=change.old_id)
        return [Line("Personer som är folkbokförda där", registered.count())]
    old = change.old_id
    episodes = open_episodes(old).values("pk")
    unread = Addressee.objects.filter(item__episode__in=episodes, unit_id=old, acknowledged_at__isnull=True)
    return [
        Line("Öppna ärenden", open_episodes(old).count()),
        Line("Uppgifter i Att göra", Task.objects.filter(episode__in=episodes, unit_id=old).count()),
        Line("Meddelanden som inte är kvitterade", unread.count()),
        Line("Ärenden som någon har tagit ansvar för", _responsible(old, episodes).count()),
        Line("Personer som har enheten som utförare", _services(old).values("patient").distinct().count()),
        Line("Personer som är listade på enheten", Patient.objects.filter(listed_at_id=old).count()),
    ]


def move(change: Change) -> None:
    """Move it all. Inside the caller's transaction, with every row in reach."""
    if change.of is Of.ORGANISATION:
        _register_anew(change)
        return
    wanted = open_episodes(change.old_id).order_by("pk").values_list("pk", flat=True)
    locked = CareEpisode.objects.filter(pk__in=list(wanted)).select_for_update(of=("self",))
    for episode in locked.order_by("pk"):
        _move_episode(change, episode)
    _move_services(change)
    _save_with_history(
        Patient.objects.filter(listed_at_id=change.old_id), Patient, "listed_at_id", change.new_id
    )
    versions.bump([change.old_id, change.new_id])


def _move_episode(change: Change, episode: CareEpisode) -> None:
    old, new = change.old_id, change.new_id
    Party.objects.get_or_create(episode=episode, unit_id=new, defaults={"since": change.at})
    Party.objects.filter(episode=episode, unit_id=old).update(taken_over_by_id=new)
    _move_addressees(change, episode)
    _move_responsible(change, episode)
    points = ChecklistPoint.objects.filter(episode=episode, owner_id=old)
    _save_with_history(points, ChecklistPoint, "owner_id", new)
    store_state(episode, chain(episode), at=change.at)
    audit.record(change.acting, "episode.taken_over", episode, {"unit": (old, new)})
    payload = {"episode": episode.pk, "from": old, "to": new}
    outbox.emit("episode.taken_over", case=episode.pk, payload=payload, acting=change.acting)


def _move_addressees(change: Change, episode: CareEpisode) -> None:
    """Unread messages go over; of read ones, and of what the old unit wrote, the new one gets a row of its own."""
    old, new = change.old_id, change.new_id
    rows: dict[int, dict[int, Addressee]] = defaultdict(dict)
    for row in Addressee.objects.filter(item__episode=episode, unit_id__in=(old, new)):
        rows[row.item_id][row.unit_id] = row
    fresh: list[Addressee] = []
    for item in Item.objects.filter(episode=episode):
        mine, theirs = rows[item.pk].get(old), rows[item.pk].get(new)
        if theirs is not None:
            if mine is not None and mine.acknowledged_at is None:
                mine.delete()  # addressed to both, and now one: the successor's own row stands for both
        elif mine is not None and mine.acknowledged_at is None:
            Addressee.objects.filter(pk=mine.pk).update(unit_id=new)
        elif mine is not None:
            fresh.append(_copy(mine, new))
        elif item.by_unit_id == old:
            fresh.append(_own(item, new))
    Addressee.objects.bulk_create(fresh)


def _copy(row: Addressee, unit_id: int) -> Addressee:
    return Addressee(
        item_id=row.item_id,
        unit_id=unit_id,
        ground=row.ground,
        named=row.named,
        withheld=row.withheld,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
    )


def _own(item: Item, unit_id: int) -> Addressee:
    return Addressee(
        item=item,
        unit_id=unit_id,
        ground=Ground.OWN,
        acknowledged_at=item.at,
        acknowledged_by=item.author_name,
    )


def _responsible(unit_id: int, episodes: Any) -> QuerySet[Responsible]:
    return Responsible.objects.filter(episode__in=episodes, unit_id=unit_id)


def _move_responsible(change: Change, episode: CareEpisode) -> None:
    """Who has taken the case keeps it in the new unit, when nobody there has, and the person works there."""
    mine = Responsible.objects.filter(episode=episode, unit_id=change.old_id)
    taken = Responsible.objects.filter(episode=episode, unit_id=change.new_id).exists()
    works_there = mine.filter(
        user__assignments__unit_id=change.new_id, user__assignments__ended_at__isnull=True
    ).exists()
    if works_there and not taken:
        mine.update(unit_id=change.new_id)
    else:
        mine.delete()


def _services(unit_id: int) -> QuerySet[HomeCareService]:
    return HomeCareService.objects.filter(unit_id=unit_id, until__isnull=True)


def _move_services(change: Change) -> None:
    """The old provider's time ends, the new one's begins: who helped when stays true."""
    standing = set(_services(change.new_id).values_list("patient_id", "slot"))
    for row in _services(change.old_id).select_for_update().order_by("pk"):
        row.until = max(row.since, change.at)
        row.save(update_fields=["until"])
        if (row.patient_id, row.slot) not in standing:
            HomeCareService.objects.create(
                patient_id=row.patient_id,
                unit_id=change.new_id,
                slot=row.slot,
                extent=row.extent,
                since=row.until,
            )


def _register_anew(change: Change) -> None:
    """The inhabitants are the successor's from today; where each one was registered before stays on record."""
    found = Patient.objects.filter(registered_in_id=change.old_id)
    day = clock.local_date(change.at)
    PatientRegistration.objects.bulk_create(
        [
            PatientRegistration(
                patient=patient, organisation_id=change.new_id, valid_from=day, protection=patient.protection
            )
            for patient in found.iterator()
        ],
        update_conflicts=True,
        unique_fields=["patient", "valid_from"],
        update_fields=["organisation"],
        batch_size=AT_A_TIME,
    )
    _save_with_history(found, Patient, "registered_in_id", change.new_id)


def _save_with_history(
    found: QuerySet[Patient] | QuerySet[ChecklistPoint],
    model: type[Patient] | type[ChecklistPoint],
    column: str,
    value: int,
) -> None:
    rows: Iterable[Patient | ChecklistPoint] = list(found.select_for_update().order_by("pk"))
    for row in rows:
        setattr(row, column, value)
    bulk_update_with_history(rows, model, [column.removesuffix("_id")], batch_size=AT_A_TIME)
