"""Reads of what leads up to a meeting (S13), and of parts that are handed over (S6)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.acting import Acting
from core import clock
from sip import permissions
from sip.models import PartHandOver, Plan, PlanPart, Preparation, Sip, SipCall, SipParticipant
from sip.rules.kinds import SipState
from sip.rules.preparing import Preparing
from sip.selectors import whole_rows
from sip.selectors_plan import PlanSeen
from transitions.selectors import readmissions


def preparation_of(*, sip: Sip) -> Preparation | None:
    """Who prepares the person, when somebody has said. One query."""
    return Preparation.objects.filter(sip=sip).select_related("unit").first()


def fact_of(*, sip: Sip, row: Preparation | None, seen: PlanSeen) -> Preparing:
    """The preparation as the rule knows it: of the parts that the unit reads. No query."""
    units = {one.unit_id for one in sip.participants.all() if one.unit_id is not None}
    units |= {call.called_by_id for call in sip.calls.all()}
    return Preparing(
        meeting_on=clock.local_date(sip.meeting_at),
        due_on=row.due_on if row is not None else None,
        prepared=row is not None and row.prepared_at is not None,
        units=tuple(sorted(units)),
        written=frozenset(part.unit_id for part in seen.parts if part.version),
    )


def to_prepare(*, acting: Acting, now: datetime) -> QuerySet[Sip]:
    """SIPs whose meeting lies ahead, for which the unit is to prepare the person or write its part; the next meeting
    first. Not evaluated.
    """
    unit = acting.unit_id
    mine = Exists(SipParticipant.objects.filter(sip=OuterRef("pk"), unit=unit)) | Exists(
        SipCall.objects.filter(sip=OuterRef("pk"), called_by=unit)
    )
    person = Preparation.objects.filter(sip=OuterRef("pk"), unit=unit, prepared_at__isnull=True)
    written = PlanPart.objects.filter(plan__sip=OuterRef("pk"), unit=unit, version__gt=0)
    rows = permissions.visible_to(acting).filter(state=SipState.CALLED, meeting_at__gt=now).filter(mine)
    rows = rows.filter(Q(Exists(person)) | ~Q(Exists(written))).exclude(readmissions.dead(acting=acting))
    return whole_rows(rows).order_by("meeting_at", "pk")


def hand_overs(*, plan: Plan | None) -> list[PartHandOver]:
    """Every hand-over of a part, the latest first. One query, none without a plan."""
    if plan is None:
        return []
    rows = PartHandOver.objects.filter(plan=plan).select_related("from_unit", "to_unit")
    return list(rows.order_by("-pk"))
