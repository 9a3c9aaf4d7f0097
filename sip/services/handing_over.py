"""A unit that leaves hands over its part of the plan, and another accepts (S6)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import PartHandOver, Sip
from sip.selectors_plan import covered
from sip.services.plan import CHANGED, EMPTY, check_open
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict

WAITS = "Er del är redan lämnad och väntar på svar."
ANSWERED = "Överlämningen är redan besvarad."


@scope.atomic
def hand_over_part(
    *, acting: Acting, sip: Sip, at: datetime, to_unit: int, note: str = "", version: int | None = None
) -> PartHandOver:
    """Ask another unit of the SIP to answer for the own part. Until it has accepted, the own unit still answers.

    Raises Invalid: `to_unit` (not in the SIP, the own, or not covered by the consent); Conflict: `sip_closed`,
    `no_consent`, `part_empty`, `part_changed`, `hand_over_waits`.
    """
    permissions.require(permissions.may_write_part(acting, sip), "sip_hand_over")
    check_open(acting, sip, at)
    if to_unit == acting.unit_id or to_unit not in covered(sip=sip, at=at):
        raise Invalid("to_unit", "Välj en annan enhet i denna SIP, som samtycket omfattar.", "to_unit")
    plan = locks.lock_plan(sip)
    part = locks.lock_part(plan, acting.unit_id)
    if not part.actions.filter(dropped=False).exists():
        raise Conflict(Verdict.no("part_empty"), EMPTY)
    if version is not None and part.version != version:
        raise Conflict(Verdict.no("part_changed"), CHANGED)
    made = PartHandOver(
        plan=plan,
        from_unit_id=acting.unit_id,
        to_unit_id=to_unit,
        asked_at=at,
        asked_by=acting.user_name,
        note=note.strip(),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Conflict(Verdict.no("hand_over_waits"), WAITS) from error
    audit.record(acting, "sip.part_handed", made, {"to_unit": (None, to_unit)})
    return made


@scope.atomic
def answer_hand_over(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    hand_over_id: int,
    accept: bool,
    responsible: str = "",
    answer: str = "",
) -> PartHandOver:
    """Accept another unit's part, or say no and why. What is accepted moves to the own part, which is asked again.

    Raises NotFound; Invalid: `responsible` (who in the unit), `no_reason` (a no says why); Conflict: `sip_closed`,
    `no_consent`, `hand_over_answered`.
    """
    row = PartHandOver.objects.filter(plan__sip=sip, pk=hand_over_id).first()
    if row is None:
        raise NotFound
    permissions.require(permissions.may_take_over(acting, sip, row), "sip_take_over")
    check_open(acting, sip, at)
    if accept and not responsible.strip():
        raise Invalid("responsible", "Skriv vem hos er som ansvarar.", "responsible")
    if not accept and not answer.strip():
        raise Invalid("no_reason", "Skriv varför ni inte tar över.", "answer")
    plan = locks.lock_plan(sip)
    row = PartHandOver.objects.select_for_update().get(pk=row.pk)
    if row.answered_at is not None:
        raise Conflict(Verdict.no("hand_over_answered"), ANSWERED)
    if accept:
        # In the order of the units, so that two who hand to each other never wait for each other.
        parts = {unit: locks.lock_part(plan, unit) for unit in sorted((row.from_unit_id, acting.unit_id))}
        for action in parts[row.from_unit_id].actions.filter(dropped=False).order_by("pk"):
            action.part, action.responsible = parts[acting.unit_id], responsible.strip()
            action.save()
        for part in parts.values():
            part.confirmed_at, part.confirmed_by = None, ""
            part.version += 1
            part.save()
    row.answered_at, row.answered_by = at, acting.user_name
    row.accepted, row.answer = accept, answer.strip()
    row.save()
    audit.record(acting, "sip.part_taken_over", row, {"accepted": (None, accept)})
    return row
