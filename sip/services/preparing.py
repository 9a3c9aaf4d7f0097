"""Before the meeting: who prepares the person, and what the person and those close say (S13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from actors.acting import Acting
from core import audit, clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import Plan, Preparation, Sip
from sip.rules.kinds import SipState
from sip.rules.preparing import Material
from sip.services.plan import CHANGED, check_open
from sip.services.reading import read_choice
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the person says, question by question, and what those close say."""

    matters: str = ""
    worries: str = ""
    wants: str = ""
    kin: str = ""


@scope.atomic
def plan_preparation(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    unit_id: int,
    by_name: str = "",
    due_on: date | None = None,
    material: Iterable[str] = (),
    note: str = "",
) -> Preparation:
    """Say who prepares the person, by when and with what; by whoever has called.

    Raises Invalid: `unit` (not in the SIP), `due_passed`, `due_late` (after the meeting), `material`; Conflict
    `already_held`.
    """
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_CALLED)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    if sip.state != SipState.CALLED:
        raise Conflict(Verdict.no("already_held"), "Mötet är redan registrerat.")
    if unit_id not in {row.unit_id for row in sip.participants.all()}:
        raise Invalid("unit", "Välj en enhet som är inbjuden till mötet.", "unit")
    if due_on is not None and due_on < clock.local_date(at):
        raise Invalid("due_passed", "Välj en dag som inte har passerat.", "due_on")
    if due_on is not None and due_on > clock.local_date(sip.meeting_at):
        raise Invalid("due_late", "Personen ska vara förberedd före mötet. Välj en tidigare dag.", "due_on")
    chosen = [read_choice(Material, one, "material", "Välj material i listan.") for one in material]
    row = Preparation.objects.filter(sip=sip).first() or Preparation(sip=sip)
    row.unit_id, row.by_name, row.due_on = unit_id, by_name.strip(), due_on
    row.material, row.note = [str(one) for one in Material if one in chosen], note.strip()
    row.save()
    audit.record(acting, "sip.preparation_planned", row, {"unit": (None, unit_id), "due_on": (None, due_on)})
    return row


@scope.atomic
def write_own_words(*, acting: Acting, sip: Sip, at: datetime, version: int, words: OwnWords) -> Plan:
    """Write what the person and those close say, and that the person is prepared. No unit's word rests on it.

    By the unit that prepares, or that leads the meeting, with the person's consent. `version` is that of the common
    part as the page was drawn. Raises Invalid `nothing_said`; Conflict `sip_closed`, `no_consent`, `plan_changed`.
    """
    row = Preparation.objects.filter(sip=sip).first()
    may = permissions.may_prepare(acting, sip, row.unit_id if row is not None else None)
    permissions.require(may, "sip_own_words")
    check_open(acting, sip, at)
    told = [words.matters, words.worries, words.wants, words.kin]
    if not any(one.strip() for one in told):
        raise Invalid("nothing_said", "Skriv vad personen säger, minst på en av frågorna.", "matters")
    plan = locks.lock_plan(sip)
    if plan.version != version:
        raise Conflict(Verdict.no("plan_changed"), CHANGED)
    plan.worries, plan.wants, plan.kin = (one.strip() for one in told[1:])
    plan.version += 1
    plan.save()
    sip.matters = words.matters.strip()
    sip.save(update_fields=["matters"])
    row = row or Preparation(sip=sip, unit_id=acting.unit_id)
    if row.prepared_at is None:
        row.prepared_at, row.prepared_by = at, acting.user_name
        row.save()
    audit.record(acting, "sip.person_prepared", row, {"prepared_at": (None, row.prepared_at)})
    return plan
