"""Reads of joint meetings: inside `permissions_meetings`; sums beyond it. Keyword-only; queries counted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from actors import selectors as actors
from actors.acting import Acting
from core import clock, scope
from deviations import permissions
from deviations import permissions_meetings as meeting_permissions
from deviations.models import (
    Deviation,
    Forum,
    ForumSeat,
    MandateHolder,
    Meeting,
    MeetingAttendance,
    MeetingDecision,
    MeetingItem,
)
from deviations.rules.meetings import Attended, Month, effect, stays_away, window
from deviations.selectors_joining import once
from transitions.rules.limits import begin_of

MOST = 100
LATEST = 10


def forums(*, acting: Acting) -> list[Forum]:
    """The unit's forums with their present seats. Two queries."""
    seats = ForumSeat.objects.filter(ended_on__isnull=True).select_related("organisation", "unit")
    rows = meeting_permissions.forums_visible_to(acting).select_related("area", "kept_by")
    return list(rows.prefetch_related(Prefetch("seats", seats)))


def forum_by_public_id(*, acting: Acting, public_id: UUID) -> Forum | None:
    """One of them, or None. Two queries."""
    seats = ForumSeat.objects.filter(ended_on__isnull=True).select_related("organisation", "unit")
    rows = meeting_permissions.forums_visible_to(acting).select_related("area", "kept_by")
    return rows.prefetch_related(Prefetch("seats", seats)).filter(public_id=public_id).first()


def all_seats(*, forum: Forum) -> list[ForumSeat]:
    """The forum's seats, also those that have ended, for its history. One query."""
    return list(ForumSeat.objects.filter(forum=forum))


def meetings(*, acting: Acting, forum: Forum | None = None) -> list[Meeting]:
    """The latest and coming meetings, the last first, with how many points and decisions. One query."""
    rows = meeting_permissions.meetings_visible_to(acting).select_related("forum")
    if forum is not None:
        rows = rows.filter(forum=forum)
    counted = rows.annotate(
        points=Count("items", distinct=True), decided=Count("items__decisions", distinct=True)
    )
    return list(counted.order_by("-starts_at")[: LATEST * 3])


def open_meetings(*, acting: Acting) -> list[Meeting]:
    """Meetings that are not closed, the next first: those to which something can be lifted. One query."""
    rows = meeting_permissions.meetings_visible_to(acting).filter(closed_at__isnull=True)
    return list(rows.select_related("forum").order_by("starts_at")[:LATEST])


def meeting_by_public_id(*, acting: Acting, public_id: UUID) -> Meeting | None:
    """One meeting with points, decisions, attendance. Four queries."""
    rows = meeting_permissions.meetings_visible_to(acting).select_related("forum__area", "forum__kept_by")
    items = MeetingItem.objects.select_related("about").order_by("pk")
    decisions = MeetingDecision.objects.select_related("seat__organisation").order_by("due_on", "pk")
    return (
        rows.prefetch_related(
            Prefetch("items", items),
            Prefetch("items__decisions", decisions),
            Prefetch("attendance", MeetingAttendance.objects.select_related("seat__organisation")),
        )
        .filter(public_id=public_id)
        .first()
    )


def item_by_public_id(*, acting: Acting, public_id: UUID) -> MeetingItem | None:
    """One point with its meeting, or None. One query."""
    rows = meeting_permissions.items_visible_to(acting).select_related("meeting__forum__area", "about")
    return rows.filter(public_id=public_id).first()


def decision_by_public_id(*, acting: Acting, public_id: UUID) -> MeetingDecision | None:
    """One decision, for those with a seat. One query."""
    rows = meeting_permissions.decisions_visible_to(acting)
    return (
        rows.select_related("item__meeting__forum__area", "item__about", "seat__organisation")
        .filter(public_id=public_id)
        .first()
    )


def open_decisions(*, acting: Acting, forum: Forum | None = None) -> list[MeetingDecision]:
    """Decisions that are not done, those due first. One query."""
    rows = meeting_permissions.decisions_visible_to(acting).filter(done_on__isnull=True)
    if forum is not None:
        rows = rows.filter(item__meeting__forum=forum)
    return list(rows.select_related("item__meeting__forum", "item__about", "seat__organisation")[:MOST])


def decided_of(*, deviation: Deviation) -> list[MeetingDecision]:
    """What meetings have decided on a deviation that the caller has fetched as visible, the latest first. One query."""
    rows = MeetingDecision.objects.filter(item__deviation=deviation).order_by("-decided_at", "-pk")
    return list(rows.select_related("item__meeting__forum", "seat__organisation"))


def lifted_of(*, deviation: Deviation) -> list[MeetingItem]:
    """The meetings that take a visible deviation up. One query."""
    rows = MeetingItem.objects.filter(deviation=deviation).order_by("-at", "-pk")
    return list(rows.select_related("meeting__forum"))


def to_lift(*, acting: Acting, meeting: Meeting) -> QuerySet[Deviation]:
    """Deviations that the unit sees and that this meeting has not taken up, the newest first. Not evaluated."""
    rows = permissions.visible_to(acting).exclude(meeting_items__meeting=meeting)
    return rows.select_related("about", "reported_by").order_by("-reported_at", "-pk")


def absences(*, forum: Forum) -> frozenset[int]:
    """The seats for which nobody has come to the three latest closed meetings. One query."""
    rows = MeetingAttendance.objects.filter(meeting__forum=forum, meeting__closed_at__isnull=False)
    of: dict[int, list[Attended]] = defaultdict(list)
    for seat_id, at, came in rows.values_list("seat_id", "meeting__starts_at", "came"):
        of[seat_id].append(Attended(at, came))
    return frozenset(seat for seat, met in of.items() if stays_away(met))


@scope.wide
def effect_of(*, decision: MeetingDecision, now: datetime) -> tuple[Month, ...]:
    """Deviations of the kind that the decision is to make rarer, a month, in the forum's area: sums, no row.

    `decision` comes from `decision_by_public_id`. Two queries.
    """
    decided = clock.local_date(decision.decided_at)
    first, after = window(decided)
    area = actors.with_descendants(decision.item.meeting.forum.area_id)
    concerned = Q(about__organisation_id__in=area) | Q(reported_by__organisation_id__in=area)
    found = Deviation.objects.filter(
        concerned,
        category=decision.category,
        reported_at__gte=begin_of(first),
        reported_at__lt=begin_of(after),
    )
    rows = once(found)
    return effect(rows.order_by().values_list("reported_at", flat=True), decided, clock.local_date(now))


def holders(*, acting: Acting) -> list[MandateHolder]:
    """Who has mandate for whom, everywhere in the installation: a telephone list, no patient data. One query."""
    rows = MandateHolder.objects.select_related("organisation", "counterpart")
    return list(rows.order_by("organisation__sort_key", "counterpart__sort_key", "pk"))


def holder_by_id(*, acting: Acting, holder_id: int) -> MandateHolder | None:
    """One of the own organisation's, or None. One query."""
    own = MandateHolder.objects.filter(organisation_id=acting.organisation_id)
    return own.filter(pk=holder_id).first()


def seat_by_id(*, forum: Forum, seat_id: int) -> ForumSeat | None:
    """A present seat of a forum, or None. One query."""
    return ForumSeat.objects.filter(forum=forum, pk=seat_id, ended_on__isnull=True).first()


def vacancies(seats: Iterable[ForumSeat]) -> list[ForumSeat]:
    """Those without a name."""
    return [seat for seat in seats if not seat.holder]


def vacant_since(day: date, now: datetime) -> int:
    """Whole days that a seat has been vacant."""
    return (clock.local_date(now) - day).days
