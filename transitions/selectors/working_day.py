"""What a unit's people share beside the list: filters, hand-overs, who has a case and who has it open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from actors.acting import Acting
from transitions import permissions
from transitions.models import CareEpisode, HandOver, HandOverCase, Responsible, SavedFilter

NOTES_FOR = timedelta(days=7)
"""So long a hand-over's note stands on the case."""

MOST_FILTERS = 12


def saved_filters(*, acting: Acting, page: str = "worklist") -> list[SavedFilter]:
    """The unit's filters of a list, then the person's own in the unit. One query."""
    own = Q(user__isnull=True) | Q(user_id=acting.user_id or 0)
    return list(SavedFilter.objects.filter(own, unit_id=acting.unit_id, page=page))


def unread_hand_overs(*, acting: Acting) -> list[Any]:
    """Hand-overs to the person, or by a colleague to the whole unit, that nobody has read. One query.

    Each has `count`, how many cases it holds.
    """
    meant = Q(to_id=acting.user_id or 0) | (Q(to__isnull=True) & ~Q(by_id=acting.user_id or 0))
    return list(_open(acting).filter(meant, read_at__isnull=True))


def hand_over(*, acting: Acting, handover_id: int) -> Any | None:
    """One hand-over of the unit, or None. Two queries with its cases (`rows`)."""
    found: Any = _open(acting).filter(pk=handover_id).select_related("read_by").first()
    if found is not None:
        found.rows = list(
            HandOverCase.objects.filter(
                handover=found, episode__in=permissions.visible_to(acting).values("pk")
            ).select_related("episode__patient", "episode__ward")
        )
    return found


def _open(acting: Acting) -> QuerySet[Any]:
    mine = HandOver.objects.filter(unit_id=acting.unit_id, undone_at__isnull=True)
    return mine.select_related("by", "to").annotate(count=Count("cases"))


@dataclass(frozen=True, slots=True)
class Work:
    """Who in the unit has a case, since when, and what was said when it was last handed over."""

    responsible: Responsible | None
    handed_over: HandOverCase | None


def work_on(*, acting: Acting, episode: CareEpisode, now: datetime) -> Work:
    """How the unit works with a case. Two queries."""
    held = Responsible.objects.filter(episode=episode, unit_id=acting.unit_id).select_related("user")
    said = HandOverCase.objects.filter(
        Q(note__gt="") | Q(handover__note__gt=""),
        episode=episode,
        handover__unit_id=acting.unit_id,
        handover__undone_at__isnull=True,
        handover__at__gt=now - NOTES_FOR,
    )
    newest = said.select_related("handover__by", "handover__to").order_by("-handover__at", "-pk")
    return Work(held.first(), newest.first())
