"""The meeting that was held, and the milestones after it."""

from collections.abc import Iterable
from datetime import date, datetime

from actors import selectors as actors
from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks
from sip.models import PlanGoal, Sip, SipParticipant
from sip.rules.kinds import Guest, SipState, TookPart
from sip.rules.life import SipFact, can
from sip.selectors_around import died_at
from sip.services.reading import read_choice, save
from transitions.rules.kinds import ItemKind
from transitions.services import record_item

MILESTONES = {
    ItemKind.SIP_PLAN_AGREED: (SipState.AGREED, "agreed_at"),
    ItemKind.SIP_FOLLOWED_UP: (SipState.FOLLOWED_UP, "followed_up_at"),
    ItemKind.SIP_CLOSED: (SipState.CLOSED, "closed_at"),
}

REFUSALS = {
    "before_call": "Det kan inte ha hänt före kallelsen.",
    "already_held": "Mötet är redan registrerat.",
    "already_agreed": "Planen är redan överenskommen.",
    "not_held": "Registrera mötet först.",
    "not_agreed": "Registrera först att planen är överenskommen.",
    "sip_closed": "Denna SIP är avslutad.",
    "patient_deceased": "Personen har avlidit. Det som hände före går att registrera; avsluta annars denna SIP.",
}


def fact_of(sip: Sip, *, own_goal: bool = False, died_at: datetime | None = None) -> SipFact:
    """The SIP as the rules know it. `own_goal`: the plan has a goal in the person's own words."""
    return SipFact(
        called_at=sip.called_at,
        held_at=sip.held_at,
        agreed_at=sip.agreed_at,
        followed_up_at=sip.followed_up_at,
        closed_at=sip.closed_at,
        has_goal=own_goal or bool(sip.matters.strip()),
        died_at=died_at,
    )


@scope.atomic
def record_held(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    sip_ref: str,
    attended: Iterable[int],
    patient_took_part: str,
    relative_took_part: bool,
    note: str = "",
    version: int | None = None,
    held_at: datetime | None = None,
    matters: str = "",
) -> Sip:
    """Record a held meeting: which units came, how the patient took part, whether next of kin did (S4).

    `held_at` is when they met, when that is earlier than `at`. A unit that came without having been invited becomes a
    participant. Raises Invalid: `patient_took_part`, `nobody_came`, `no_reason` (the patient took no part and nobody
    says why), `held_later`; Conflict with the rule's code.
    """
    how = read_choice(TookPart, patient_took_part, "patient_took_part", "Ange hur personen deltog.")
    came = frozenset(attended)
    met_at = held_at or at
    if not acting.importing:
        if not came:
            raise Invalid("nobody_came", "Välj minst en enhet som deltog.", "attended")
        if how is TookPart.NO and not note.strip():
            raise Invalid("no_reason", "Skriv varför personen inte deltog.", "note")
        if met_at > at:
            raise Invalid("held_later", "Mötet kan inte ligga efter nu.", "held_at")
    sip = locks.lock_sip(acting, episode_id, sip_ref)
    ask(SipState.HELD, sip, met_at, acting)
    codes = {unit.id: unit.code for unit in actors.units(ids=came)}
    record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.SIP_HELD,
        at=at,
        to=came,
        data={
            "sip": sip.ref,
            "attended": sorted(codes.values()),
            "patient_took_part": str(how),
            "relative_took_part": relative_took_part,
        },
        note=note,
        version=version,
    )
    if sip.held_at is None:
        sip.held_at = met_at
        sip.patient_took_part, sip.relative_took_part = how, relative_took_part
        sip.held_note = note
        sip.matters = matters.strip() or sip.matters
        sip.state = fact_of(sip).state
        save(sip, acting)
        _mark_attendance(sip, acting, came=came, how=how, relative=relative_took_part)
    audit.record(acting, "sip.held", sip, {"state": (None, sip.state)})
    return sip


def ask(step: SipState, sip: Sip, at: datetime, acting: Acting, *, reason: str = "") -> None:
    """Ask the rules whether a step may be recorded. Raises Conflict, or Invalid when a reason would do."""
    goals = PlanGoal.objects.filter(plan__sip=sip, dropped=False, own_words=True)
    own_goal = step is SipState.CLOSED and goals.exists()
    died = None if acting.importing else died_at(acting=acting, sip=sip)
    verdict = can(step, fact_of(sip, own_goal=own_goal, died_at=died), at, reason=reason)
    if verdict.allowed:
        return
    if verdict.code == "no_goal" and not acting.importing:
        raise Invalid("no_goal", "Planen saknar vad som är viktigt för personen. Skriv varför.", "note")
    if verdict.impossible or not acting.importing:
        raise Conflict(verdict, REFUSALS.get(verdict.code, ""))


def _mark_attendance(
    sip: Sip, acting: Acting, *, came: frozenset[int], how: TookPart, relative: bool
) -> None:
    rows = list(sip.participants.all())
    for row in rows:
        if row.unit_id is not None:
            row.attended = row.unit_id in came
        elif row.guest == Guest.PATIENT:
            row.attended = how not in (TookPart.NO, TookPart.PROXY)
        elif row.guest == Guest.RELATIVE and not relative:
            row.attended = False
        save(row, acting)
    known = {row.unit_id for row in rows}
    for unit in sorted(came - known):
        save(SipParticipant(sip=sip, unit_id=unit, invited=False, attended=True), acting)


@scope.atomic
def record_milestone(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    kind: ItemKind,
    sip_ref: str,
    note: str = "",
    version: int | None = None,
    follow_up_on: date | None = None,
) -> Sip:
    """Record that the plan is agreed, that it was followed up, or that the SIP is closed (S6).

    A plan without what matters to the patient is closed only with a reason: Invalid("no_goal"). A second follow-up is
    an item of its own; the row keeps the first. Raises ValueError for another kind, Conflict with the rule's code.
    """
    step, column = MILESTONES[kind]
    sip = locks.lock_sip(acting, episode_id, sip_ref)
    ask(step, sip, at, acting, reason=note)
    record_item(
        acting=acting,
        episode_id=episode_id,
        kind=kind,
        at=at,
        data={"sip": sip.ref},
        note=note,
        version=version,
    )
    if getattr(sip, column) is None:
        setattr(sip, column, at)
    if follow_up_on is not None:
        sip.follow_up_on = follow_up_on
    if step is SipState.CLOSED:
        sip.close_reason = note
    sip.state = fact_of(sip).state
    save(sip, acting)
    audit.record(acting, str(kind).replace("sip_", "sip."), sip, {"state": (None, sip.state)})
    return sip
