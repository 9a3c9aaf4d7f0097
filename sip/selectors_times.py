"""Reads of the rounds of times (S5). For those who called or are invited; the view asks `content_visible` first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from actors import selectors as actors
from actors import selectors_duty
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.selectors import UnitRef
from sip import permissions
from sip.models import Sip, SipParticipant, TimeReply, TimeRound
from sip.rules.kinds import SipState
from sip.rules.times import propose

ROOM_TO_ANSWER = timedelta(days=1)
"""Nobody is asked about tomorrow: there must be time to answer."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """The open round, when there is one, and the earlier ones, the latest first."""

    open: TimeRound | None
    earlier: list[TimeRound]


def rounds_of(*, sip: Sip) -> Rounds:
    """Every round with its times and replies. Three queries."""
    rows = list(
        TimeRound.objects.filter(sip=sip)
        .select_related("by_unit")
        .prefetch_related("times", Prefetch("replies", TimeReply.objects.order_by("pk")))
        .order_by("-number")
    )
    waiting = next((row for row in rows if row.closed_at is None), None)
    return Rounds(waiting, [row for row in rows if row.closed_at is not None])


def reply_of(*, round_: TimeRound | None, participant_id: int) -> TimeReply | None:
    """A party's answer to a round, when it has answered. One query."""
    if round_ is None:
        return None
    return TimeReply.objects.filter(round=round_, participant_id=participant_id).first()


def proposals(*, sip: Sip, now: datetime) -> tuple[datetime, ...]:
    """Times when every invited unit that has stated its hours is staffed. Two queries."""
    units = [row.unit_id for row in sip.participants.all() if row.unit_id is not None]
    staffing = selectors_duty.staffing_of(units)
    return propose(staffing.values(), swedish_calendar(), after=now + ROOM_TO_ANSWER, minutes=sip.minutes)


def ways_to_reach(*, sip: Sip) -> dict[int, UnitRef]:
    """The invited units as the directory has them, with number, by id. One query."""
    ids = [row.unit_id for row in sip.participants.all() if row.unit_id is not None]
    return {unit.id: unit for unit in actors.units(ids=ids)} if ids else {}


def own_row(*, sip: Sip, acting: Acting) -> SipParticipant | None:
    """The unit's own row among the participants. No query."""
    return next((row for row in sip.participants.all() if row.unit_id == acting.unit_id), None)


def open_sip(*, acting: Acting, episode_id: int) -> Sip | None:
    """The SIP of a case whose meeting lies ahead, when the unit may see it. Three queries."""
    rows = permissions.visible_to(acting).filter(episode_id=episode_id, state=SipState.CALLED)
    return rows.order_by("-pk").first()


def who_answered(*, sip: Sip) -> frozenset[int]:
    """The participants that have answered any round. One query."""
    rows = TimeReply.objects.filter(round__sip=sip).values_list("participant_id", flat=True)
    return frozenset(rows)
