"""Joining deviations about one event, and parting them again: one answer, each with its own number and text."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import Deviation, Joining
from deviations.rules.kinds import UNANSWERED, EntryKind, Step
from deviations.services.common import note, units_of
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict

REFUSALS = {
    "joined_already": "Avvikelsen besvaras redan tillsammans med en annan. Dela på dem först.",
    "leads_others": "Andra avvikelser besvaras tillsammans med den. Dela på dem först.",
    "not_waiting": "Båda avvikelserna måste vänta på svar.",
    "other_recipient": "Avvikelserna har olika mottagare. Skicka den ena vidare först.",
    "not_joined": "Avvikelserna är redan delade.",
}


def _refuse(code: str) -> Conflict:
    return Conflict(Verdict.no(code), REFUSALS[code])


def _both(acting: Acting, first: str, second: str) -> tuple[Deviation, Deviation]:
    """Lock both, always in the same order, so that two who join never wait for each other."""
    locked = {ref: lock_deviation(acting, ref) for ref in sorted({first, second})}
    return locked[first], locked[second]


@scope.atomic
def join(*, acting: Acting, leading: str, ref: str, at: datetime) -> Joining:
    """Answer `ref` together with `leading`, by a unit that answers both. The same again is no other act.

    Raises Invalid `same`; NotFound, PermissionDenied; Conflict: `not_waiting`, `other_recipient`, `joined_already`,
    `leads_others`.
    """
    if leading == ref:
        raise Invalid("same", "Skriv numret på en annan avvikelse.", "ref")
    lead, row = _both(acting, leading, ref)
    for one in (lead, row):
        if not permissions.may(acting, Step.ANSWER, one):
            raise PermissionDenied("join")
    standing = Joining.objects.filter(deviation=row, parted_at__isnull=True).first()
    if standing is not None and standing.leading_id == lead.pk:
        return standing
    if lead.stage not in UNANSWERED or row.stage not in UNANSWERED:
        raise _refuse("not_waiting")
    if lead.routed_to_id != row.routed_to_id:
        raise _refuse("other_recipient")
    if standing is not None or Joining.objects.filter(deviation=lead, parted_at__isnull=True).exists():
        raise _refuse("joined_already")
    if Joining.objects.filter(leading=row, parted_at__isnull=True).exists():
        raise _refuse("leads_others")
    made = Joining.objects.create(
        deviation=row, leading=lead, unit_id=acting.unit_id, at=at, by_name=acting.user_name
    )
    text = "Besvaras tillsammans med en annan avvikelse om samma händelse. Den här har kvar sitt nummer."
    note(row, acting=acting, kind=EntryKind.JOINED, at=at, text=text)
    note(lead, acting=acting, kind=EntryKind.JOINED, at=at, text="Svaret går även till en annan avvikelse.")
    audit.record(acting, "deviation.joined", row, {"leading": (None, lead.pk)})
    versions.bump(units_of(row) | units_of(lead))
    return made


@scope.atomic
def part(*, acting: Acting, ref: str, at: datetime, why: str) -> Joining:
    """Answer it by itself again. What has been answered stays answered. Raises Invalid `no_reason`; NotFound,
    PermissionDenied; Conflict `not_joined`.
    """
    if not why.strip():
        raise Invalid("no_reason", "Skriv varför de ska besvaras var för sig.", "why")
    row = lock_deviation(acting, ref)
    if not permissions.may(acting, Step.ANSWER, row):
        raise PermissionDenied("part")
    standing = Joining.objects.select_for_update(of=("self",)).filter(deviation=row, parted_at__isnull=True)
    found = standing.first()
    if found is None:
        raise _refuse("not_joined")
    found.parted_at, found.parted_by, found.why = at, acting.user_name, why.strip()
    found.save()
    note(row, acting=acting, kind=EntryKind.PARTED, at=at, text=why)
    audit.record(acting, "deviation.parted", row, {"leading": (found.leading_id, None)})
    versions.bump(units_of(row))
    return found


def answers_with(row: Deviation) -> Deviation | None:
    """The leading one that still waits at the same recipient: until then it answers for this. One query."""
    found = Joining.objects.filter(
        deviation=row,
        parted_at__isnull=True,
        leading__stage__in=list(UNANSWERED),
        leading__routed_to=row.routed_to_id,
    )
    standing = found.select_related("leading").first()
    return standing.leading if standing is not None else None


def followers(acting: Acting, lead: Deviation) -> list[Deviation]:
    """Those that are answered with it now, locked: they wait, at the same recipient."""
    refs = Joining.objects.filter(
        leading=lead,
        parted_at__isnull=True,
        deviation__stage__in=list(UNANSWERED),
        deviation__routed_to=lead.routed_to_id,
    ).values_list("deviation__ref", flat=True)
    found = []
    for ref in sorted(refs):
        try:
            found.append(lock_deviation(acting, ref))
        except NotFound:  # one that went elsewhere in the same moment
            continue
    return found
