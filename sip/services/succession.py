"""A unit ends and another takes its place (X9): what moves of SIP, in `core.succession`'s words.

Open SIPs go over. Who called, and who was at a meeting that has been held, stays as it was.
"""

from django.db.models import Q, QuerySet

from core import succession
from core.succession import Change, Line, Of
from sip.models import PartHandOver, PlanPart, Preparation, Sip, SipParticipant
from sip.rules.kinds import SipState


def register() -> None:
    """Called when the app is ready."""
    succession.register("sip", order=20, preview=preview, move=move)


def _open_sips(unit_id: int) -> QuerySet[Sip]:
    """SIPs that are not closed, which the unit has called to or is invited to."""
    mine = Q(calls__called_by_id=unit_id) | Q(participants__unit_id=unit_id)
    return Sip.objects.exclude(state=SipState.CLOSED).filter(mine).distinct()


def preview(change: Change) -> list[Line]:
    """How many SIPs would go over. One query."""
    if change.of is Of.ORGANISATION:
        return []
    return [Line("Pågående SIP", _open_sips(change.old_id).count())]


def move(change: Change) -> None:
    """Invite the successor where the old unit was, or had called; an invitation to be answered goes over itself."""
    if change.of is Of.ORGANISATION:
        return
    old, new = change.old_id, change.new_id
    for sip in _open_sips(old).order_by("pk"):
        _hand_over_part(sip, old, new)
        _hand_over_duties(sip, old, new)
        rows = {row.unit_id: row for row in sip.participants.filter(unit_id__in=(old, new))}
        mine = rows.get(old)
        if new in rows:
            continue
        if mine is not None and mine.attended is None:
            mine.unit_id = new
            mine.save(update_fields=["unit"])
        else:
            SipParticipant.objects.create(sip=sip, unit_id=new, invited=True)


def _hand_over_part(sip: Sip, old: int, new: int) -> None:
    """What the old unit answered for is the successor's to read and confirm; its own part, when it has one, stays."""
    parts = {part.unit_id: part for part in PlanPart.objects.filter(plan__sip=sip, unit_id__in=(old, new))}
    part = parts.get(old)
    if part is not None and new not in parts:
        part.unit_id, part.confirmed_at, part.confirmed_by = new, None, ""
        part.save()


def _hand_over_duties(sip: Sip, old: int, new: int) -> None:
    """Preparing the person, and a part that the old unit was asked to take over, are the successor's."""
    for preparation in Preparation.objects.filter(sip=sip, unit_id=old):
        preparation.unit_id = new
        preparation.save()
    for asked in PartHandOver.objects.filter(plan__sip=sip, answered_at__isnull=True, to_unit_id=old):
        if asked.from_unit_id != new:
            asked.to_unit_id = new
            asked.save()
