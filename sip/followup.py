"""What the statistics of SIP are computed from. Not for showing: `reporting` sums, and decides who may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from sip.models import GoalOutcome, Sip, SipCall, SipParticipant
from sip.rules.kinds import Mode


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A held SIP: its episode, its id of event files, the first call, and when they met."""

    episode_id: int
    ref: str
    called_at: datetime
    held_at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How a goal stood at a follow-up."""

    episode_id: int
    goal_id: int
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A unit and the meetings held in a time: invited to, was at, and of those by form."""

    unit_id: int
    called: int
    came: int
    room: int
    video: int
    phone: int


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A SIP outside discharge (S7): who called first, at whose wish, and when it came how far."""

    id: int
    caller: str
    asked_by: str
    called_at: datetime
    held_at: datetime | None
    followed_up_at: datetime | None


def outside_rows(
    *, organisations: Iterable[int], units: Iterable[int], since: datetime, until: datetime
) -> list[OutsideRow]:
    """SIPs outside discharge of people who belong to these organisations, or that these units called or were invited
    to, with something in the time. One query.
    """
    own = list(units)
    mine = (
        Q(episode__registered_in__in=list(organisations))
        | Exists(SipCall.objects.filter(sip=OuterRef("pk"), called_by__in=own))
        | Exists(SipParticipant.objects.filter(sip=OuterRef("pk"), unit__in=own))
    )
    inside = Q()
    for column in ("called_at", "held_at", "followed_up_at"):
        inside |= Q(**{f"{column}__gte": since, f"{column}__lt": until})
    first = SipCall.objects.filter(sip=OuterRef("pk")).order_by("called_at", "pk").values("caller")[:1]
    rows = (
        Sip.objects.exclude(asked_by="").filter(mine, inside).annotate(caller=Subquery(first)).order_by("pk")
    )
    columns = ("pk", "caller", "asked_by", "called_at", "held_at", "followed_up_at")
    return [OutsideRow(*row) for row in rows.values_list(*columns)]


def meeting_rows(episode_ids: Iterable[int]) -> list[MeetingRow]:
    """The held SIPs of the episodes. One query."""
    found = Sip.objects.filter(episode_id__in=list(episode_ids), held_at__isnull=False).order_by("pk")
    rows = found.values_list("episode_id", "ref", "called_at", "held_at")
    return [MeetingRow(episode, ref, called, held) for episode, ref, called, held in rows if held is not None]


def outcome_rows(episode_ids: Iterable[int]) -> list[OutcomeRow]:
    """The outcomes of the goals of the episodes' plans, in the order of recording. One query."""
    found = GoalOutcome.objects.filter(goal__plan__sip__episode_id__in=list(episode_ids)).order_by("at", "pk")
    rows = found.values_list("goal__plan__sip__episode_id", "goal_id", "at", "outcome")
    return [OutcomeRow(*row) for row in rows]


def attendance_rows(*, units: Iterable[int], since: datetime, until: datetime) -> list[AttendanceRow]:
    """Of each of these units with a part in a meeting held in the time (by when they met). One query."""
    held = SipParticipant.objects.filter(
        unit_id__in=list(units), sip__held_at__gte=since, sip__held_at__lt=until
    )
    came = Q(attended=True)
    rows = (
        held.order_by("unit_id")
        .values_list("unit_id")
        .annotate(
            called=Count("pk", filter=Q(invited=True)),
            came=Count("pk", filter=came),
            room=Count("pk", filter=came & Q(sip__mode=Mode.ROOM)),
            video=Count("pk", filter=came & Q(sip__mode=Mode.VIDEO)),
            phone=Count("pk", filter=came & Q(sip__mode=Mode.PHONE)),
        )
    )
    return [AttendanceRow(*row) for row in rows]
