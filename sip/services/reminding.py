"""Workers: remind the units of a SIP of its follow-up, and of what they have not written before the meeting (S6, S13).

What leaves the system says only that there is something to read: no name, no number, no matter.
"""

from collections.abc import Iterable
from datetime import date, datetime

from actors.acting import Acting
from core import clock, conf, outbox, scope
from sip.models import PlanPart, Preparation, Sip, SipReminder
from sip.rules.kinds import SipState
from sip.rules.preparing import Preparing
from sip.rules.reminding import Reminds, reminder_of
from sip.selectors import whole_rows
from transitions.selectors import readmissions

EVENTS = {Reminds.FOLLOW_UP: "sip.follow_up_soon", Reminds.PREPARE: "sip.prepare_soon"}


@scope.atomic
def remind(*, acting: Acting, now: datetime) -> int:
    """Each morning: everybody with a part in a plan that is soon to be followed up, and who has not written before a
    meeting. Each once for each day (`SIP_FOLLOW_UP_REMINDERS`, `SIP_PREPARE_REMINDERS`: days before). Returns how
    many were sent. Two queries and some for each sent.
    """
    today = clock.local_date(now)
    alive = whole_rows(Sip.objects.exclude(readmissions.dead_to_anybody()))
    told = 0
    followed = alive.filter(state__in=[SipState.AGREED, SipState.FOLLOWED_UP], follow_up_on__gte=today)
    for sip in followed.order_by("pk"):
        assert sip.follow_up_on is not None
        day = reminder_of(sip.follow_up_on, conf.value("SIP_FOLLOW_UP_REMINDERS"), today)
        told += _tell(sip, Reminds.FOLLOW_UP, day, _units(sip), now, acting)
    for sip in alive.filter(state=SipState.CALLED, meeting_at__gt=now).order_by("pk"):
        row = Preparation.objects.filter(sip=sip).first()
        last = Preparing(clock.local_date(sip.meeting_at), row.due_on if row else None, False, ()).last_day
        day = reminder_of(last, conf.value("SIP_PREPARE_REMINDERS"), today)
        written = PlanPart.objects.filter(plan__sip=sip, version__gt=0).values_list("unit_id", flat=True)
        waits = _units(sip) - set(written)
        if row is not None and row.prepared_at is None:
            waits.add(row.unit_id)
        told += _tell(sip, Reminds.PREPARE, day, waits, now, acting)
    return told


def _units(sip: Sip) -> set[int]:
    calls = {call.called_by_id for call in sip.calls.all()}
    return calls | {row.unit_id for row in sip.participants.all() if row.unit_id is not None}


def _tell(
    sip: Sip, about: Reminds, day: date | None, units: Iterable[int], now: datetime, acting: Acting
) -> int:
    to = sorted(units)
    if day is None or not to:
        return 0
    _, made = SipReminder.objects.get_or_create(sip=sip, about=about, day=day, defaults={"at": now})
    if made:
        outbox.emit(EVENTS[about], case=None, payload={"sip": sip.pk, "units": to}, acting=acting)
    return int(made)
