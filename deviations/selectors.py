"""Reads of the deviations app. Keyword-only; rows inside `visible_to`; queries counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, OuterRef, Q, QuerySet, Subquery

from actors.acting import Acting
from actors.rules.kinds import Role
from deviations import permissions
from deviations.models import Deviation, Enclosure, Entry, Nudge
from deviations.rules.kinds import UNANSWERED, EntryKind, FileState, Rung, Stage

OPEN = UNANSWERED
"""Stages in which the reporter waits for an answer."""


class Box(StrEnum):
    """The lists of a unit."""

    INCOMING = "inkomna"
    SENT = "skickade"
    UNANSWERED = "obesvarade"
    ALL = "alla"


@dataclass(frozen=True, slots=True)
class Headline:
    """The age of what is unanswered, as a headline (A4). `oldest_at` None: nothing is."""

    incoming: int
    sent: int
    unanswered: int
    late: int
    oldest_at: datetime | None


def in_box(*, acting: Acting, box: Box) -> QuerySet[Deviation]:
    """A list of the unit's, with the units that it shows; those that are due soonest first. Not evaluated."""
    rows = permissions.visible_to(acting).select_related("reported_by", "about", "routed_to", "holder")
    latest = Nudge.objects.filter(deviation=OuterRef("pk"), due_at=OuterRef("due_at")).order_by("-at", "-pk")
    rows = rows.annotate(asked=Subquery(latest.values("rung")[:1]))
    unit = acting.unit_id
    if box is Box.INCOMING:
        rows = rows.filter(_incoming(acting))
    elif box is Box.SENT:
        rows = rows.filter(reported_by_id=unit)
    elif box is Box.UNANSWERED:
        return rows.filter(stage__in=OPEN).order_by("reported_at", "pk")
    return rows.order_by("-reported_at", "-pk")


def _incoming(acting: Acting) -> Q:
    """What has come to the unit: as recipient, about it, or for a manager because an answer is late."""
    unit = acting.unit_id
    found = Q(about_id=unit) | Q(routed_to_id=unit)
    if acting.role in permissions.REPORTERS:
        return found
    return found | Q(pk__in=Nudge.objects.filter(unit_id=unit).values("deviation_id"))


def thread(*, acting: Acting, deviation: Deviation) -> list[Entry]:
    """The lines of a deviation that the unit may read, oldest first. One query."""
    return list(permissions.entries_visible_to(acting, deviation).select_related("by_unit"))


def nudges(*, deviation: Deviation) -> list[Nudge]:
    """When an answer has been asked for, oldest first. One query."""
    return list(deviation.nudges.select_related("unit", "person"))


def had_it(*, deviation: Deviation) -> set[int]:
    """The units that have sent it on as wrong recipients. One query."""
    found = deviation.entries.filter(kind=EntryKind.RETURNED)
    return {unit for unit in found.values_list("by_unit_id", flat=True) if unit is not None}


def enclosures(*, deviation: Deviation) -> list[Enclosure]:
    """The files of a deviation, without their content. One query."""
    return list(deviation.enclosures.defer("content"))


def file_of(*, deviation: Deviation, public_id: UUID) -> Enclosure | None:
    """A file that may be given out: one that is clean. One query."""
    return deviation.enclosures.filter(public_id=public_id, state=FileState.CLEAN).first()


SAME_EVENT = timedelta(days=14)


def alike(*, acting: Acting, row: Deviation) -> list[Deviation]:
    """Others about the same unit and thing in the same case, near in time: it may be one event. One query."""
    if row.episode_id is None:
        return []
    near = (row.reported_at - SAME_EVENT, row.reported_at + SAME_EVENT)
    found = permissions.visible_to(acting).filter(
        episode_id=row.episode_id, about_id=row.about_id, category=row.category, reported_at__range=near
    )
    return list(found.exclude(pk=row.pk).select_related("reported_by", "about", "routed_to")[:10])


def thanks_count(*, acting: Acting, since: datetime) -> int:
    """How many thanks the unit has got, or the units of a MAS's area. One query, and one for the area."""
    found = permissions.thanks_visible_to(acting).filter(at__gte=since)
    return (found if sees_area(acting) else found.filter(to_unit_id=acting.unit_id)).count()


def thanked(*, acting: Acting, episode_id: int) -> set[int]:
    """The units of a case that the unit has thanked. One query."""
    found = permissions.thanks_visible_to(acting).filter(episode_id=episode_id, by_unit_id=acting.unit_id)
    return set(found.values_list("to_unit_id", flat=True))


def headline(*, acting: Acting, now: datetime) -> Headline:
    """Counts for the tabs and the headline. One query, and one for a MAS's area."""
    unit = acting.unit_id
    waiting = Q(stage__in=OPEN)
    found = permissions.visible_to(acting).aggregate(
        incoming=Count("pk", filter=waiting & _incoming(acting)),
        sent=Count("pk", filter=~Q(stage=Stage.CLOSED) & Q(reported_by_id=unit)),
        unanswered=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_at__lte=now)),
        oldest_at=Min("reported_at", filter=waiting),
    )
    return Headline(**found)


def by_public_id(*, acting: Acting, public_id: UUID) -> Deviation | None:
    """One deviation with its units and case, and `shows_person`; None when it is not the unit's to see. One query."""
    shows = ExpressionWrapper(permissions.person_visible(acting), output_field=BooleanField())
    return (
        permissions.visible_to(acting)
        .annotate(shows_person=shows)
        .select_related(
            "reported_by", "about", "routed_to", "answered_unit", "holder", "substitute", "episode__patient"
        )
        .filter(public_id=public_id)
        .first()
    )


def of_episode(*, acting: Acting, episode_id: int) -> list[Deviation]:
    """The deviations of a case that the unit may see, newest first. One query, and one for a MAS's area."""
    rows = permissions.visible_to(acting).filter(episode_id=episode_id)
    return list(rows.select_related("about", "reported_by", "routed_to"))


def to_do_count(*, acting: Acting) -> int:
    """What waits for the unit: to be received or answered by it, or answered and not yet read. One query."""
    unit = acting.unit_id
    waiting = Q(stage__in=OPEN) & (Q(about_id=unit) | Q(routed_to_id=unit))
    unread = Q(stage=Stage.ANSWERED, read_at__isnull=True, reported_by_id=unit)
    asked = Q(
        stage__in=OPEN,
        pk__in=Nudge.objects.filter(unit_id=unit).exclude(rung=Rung.REMIND).values("deviation_id"),
    )
    if not permissions.may_report(acting):
        waiting |= asked
    return Deviation.objects.filter(waiting | unread).count() if permissions.may_read(acting) else 0


def sees_area(acting: Acting) -> bool:
    """Whether the list reaches beyond the unit's own: a MAS sees her municipality (A6)."""
    return acting.role is Role.MAS
