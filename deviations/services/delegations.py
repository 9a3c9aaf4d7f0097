"""A delegation is signed, confirmed by its receiver, followed up, withdrawn (A10; PSL 6:3).

Each raises PermissionDenied, NotFound, Conflict (`delegation_ended`, `delegation_stale`) or Invalid with the field.
"""

from dataclasses import dataclass
from datetime import date, datetime

from actors import selectors_staff
from actors.acting import Acting
from core import audit, clock, outbox, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import locks_delegations as locks
from deviations import permissions_delegations as permissions
from deviations import selectors_delegations as selectors
from deviations.models import Delegation, DelegationFollowUp, DelegationReminder
from deviations.rules.delegations import (
    DOES,
    Draft,
    EndCause,
    FollowedUp,
    Knowledge,
    SigningList,
    Standing,
    faults,
    reminders,
    standing,
)
from transitions.rules.verdicts import Verdict
from transitions.selectors import delegated

FAULTS = {
    "to_oneself": "Välj någon annan än dig själv.",
    "provider_declines": "Utföraren har sagt att den inte tar emot delegeringar. Tala med utföraren först.",
    "begins_past": "En delegering kan inte börja gälla i efterhand. Välj i dag eller en senare dag.",
    "ends_before": "Den sista dagen kan inte ligga före den första.",
    "over_a_year": "En delegering gäller högst ett år. Välj en tidigare sista dag.",
    "one_extent": "Välj antingen en patient eller enhetens patienter.",
    "no_knowledge": "Skriv vad du har prövat, till exempel vilket kunskapsprov.",
}
ENDED = "Delegeringen har upphört. Skriv en ny om uppgiften ska göras av personen."
STALE = "Någon annan har ändrat delegeringen sedan du öppnade sidan. Det du skrev finns kvar."
NAMED_ONLY = frozenset({"other", "injection", "wound", "feeding_tube"})
"""Tasks of the first list that are given for one named patient alone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the nurse writes it. Days are local; `patient_id` None: the patients of the receiver's unit."""

    task: str
    assignment_id: int
    valid_from: date
    valid_to: date
    knowledge: str
    knowledge_text: str
    signing_list: str
    patient_id: int | None = None
    scope_text: str = ""
    follow_up_on: date | None = None


@scope.atomic
def sign(*, acting: Acting, at: datetime, decision: Decision) -> Delegation:
    """Sign a decision: it holds from its first day, and both units are told. The nurse answers for it (PSL 6:3).

    Raises Invalid with a code of `rules.delegations.faults`, and `task`, `receiver`, `patient`, `named_only`,
    `follow_up_outside`, `already`.
    """
    permissions.require(permissions.may_give(acting) and acting.user_id is not None, "delegate")
    assert acting.user_id is not None
    today = clock.local_date(at)
    listed = next((one for one in selectors.tasks(on=today) if one.code == decision.task), None)
    if listed is None:
        raise Invalid("task", "Välj en uppgift som finns i listan.", "task")
    person = selectors_staff.person(decision.assignment_id)
    units = {unit.id: unit for unit in selectors.receiving_units(acting=acting, on=today)}
    if person is None or person.unit_id not in units or person.role not in DOES:
        raise Invalid("receiver", "Välj en person som arbetar hos en utförare i ert område.", "receiver")
    stance = selectors.stance(person.unit_id)
    draft = Draft(
        first=decision.valid_from,
        last=decision.valid_to,
        for_patient=decision.patient_id is not None,
        for_unit=decision.patient_id is None,
        knowledge=decision.knowledge_text,
        self_given=person.user_id == acting.user_id,
        provider_declines=stance is not None and stance.declines,
    )
    for code, field in faults(draft, today):
        raise Invalid(code, FAULTS[code], field)
    if decision.patient_id is None and listed.code in NAMED_ONLY:
        raise Invalid("named_only", "Den uppgiften delegeras bara för en namngiven patient.", "patient")
    if decision.patient_id is not None and not delegated.known_to_unit(
        acting=acting, patient_id=decision.patient_id
    ):
        raise Invalid("patient", "Välj en patient som er enhet har i ett ärende.", "patient")
    if decision.follow_up_on is not None and not draft.first <= decision.follow_up_on <= draft.last:
        raise Invalid("follow_up_outside", "Följ upp medan delegeringen gäller.", "follow_up_on")
    row = Delegation(
        task=listed,
        receiver_id=person.user_id,
        receiver_name=person.name,
        receiver_unit_id=person.unit_id,
        nurse_id=acting.user_id,
        nurse_name=acting.user_name,
        nurse_unit_id=acting.unit_id,
        patient_id=decision.patient_id,
        scope_text=decision.scope_text.strip(),
        valid_from=draft.first,
        valid_to=draft.last,
        knowledge=_choice(Knowledge, decision.knowledge, "knowledge", "Välj hur du prövade kunskapen."),
        knowledge_text=decision.knowledge_text.strip(),
        signing_list=_choice(SigningList, decision.signing_list, "signing_list", "Välj vem som har listan."),
        follow_up_on=decision.follow_up_on,
        signed_at=at,
    )
    if selectors.overlapping(row):
        text = "Du har redan delegerat uppgiften till personen för den tiden. Återkalla den först."
        raise Invalid("already", text, "task")
    row.save()
    for days, due in reminders(row.valid_from, row.valid_to, today):
        DelegationReminder.objects.create(delegation=row, days=days, due_at=due)
    _tell("delegation.given", row, acting)
    audit.record(acting, "delegation.signed", row, {"task": (None, listed.code), "to": (None, row.valid_to)})
    return row


def _choice(kind: type[Knowledge] | type[SigningList], value: str, field: str, message: str) -> str:
    try:
        return kind(value)
    except ValueError as error:
        raise Invalid(field, message, field) from error


def _tell(event: str, row: Delegation, acting: Acting) -> None:
    outbox.emit(
        event,
        case=None,
        payload={"delegation": row.pk, "units": sorted({row.receiver_unit_id, row.nurse_unit_id})},
        acting=acting,
    )


def _standing(row: Delegation, at: datetime) -> Standing:
    return standing(selectors.holds(row), clock.local_date(at))


@scope.atomic
def accept(*, acting: Acting, row: Delegation, at: datetime) -> Delegation:
    """The receiver confirms having read and understood. Twice is once."""
    row = locks.lock_delegation(acting, row.pk, at)
    permissions.require(permissions.may_accept(acting, row), "delegation_accept")
    if _standing(row, at) is Standing.ENDED:
        raise Conflict(Verdict.no("delegation_ended"), ENDED)
    if row.accepted_at is None:
        row.accepted_at = at
        row.version += 1
        row.save()
        audit.record(acting, "delegation.accepted", row, {"accepted_at": (None, at)})
    return row


@scope.atomic
def follow_up(
    *,
    acting: Acting,
    row: Delegation,
    at: datetime,
    outcome: str,
    text: str,
    next_on: date | None = None,
    version: int | None = None,
) -> Delegation:
    """Write what the nurse saw. One that should stop is withdrawn in the same act. Raises Invalid: `outcome`, `text`,
    `follow_up_outside`.
    """
    row = locks.lock_delegation(acting, row.pk, at)
    permissions.require(permissions.may_follow_up(acting, row), "delegation_follow_up")
    _check(row, at, version)
    try:
        found = FollowedUp(outcome)
    except ValueError as error:
        raise Invalid("outcome", "Välj vad uppföljningen visade.", "outcome") from error
    if not text.strip():
        raise Invalid("text", "Skriv vad du såg.", "text")
    today = clock.local_date(at)
    if next_on is not None and not today <= next_on <= row.valid_to:
        raise Invalid("follow_up_outside", "Följ upp medan delegeringen gäller.", "next_on")
    DelegationFollowUp.objects.create(
        delegation=row, at=at, by_name=acting.user_name, outcome=found, text=text.strip()
    )
    row.follow_up_on = next_on
    if found is FollowedUp.STOPS:
        _end(row, acting, today, text)
    row.version += 1
    row.save()
    if found is FollowedUp.STOPS:
        _tell("delegation.ended", row, acting)
    audit.record(acting, "delegation.followed_up", row, {"outcome": (None, str(found))})
    return row


@scope.atomic
def withdraw(
    *, acting: Acting, row: Delegation, at: datetime, reason: str, version: int | None = None
) -> Delegation:
    """Take a delegation back: it ends at once, and both units are told. Raises Invalid: `reason`."""
    row = locks.lock_delegation(acting, row.pk, at)
    permissions.require(permissions.may_withdraw(acting, row), "delegation_withdraw")
    _check(row, at, version)
    if not reason.strip():
        raise Invalid("reason", "Skriv varför delegeringen återkallas.", "reason")
    _end(row, acting, clock.local_date(at), reason)
    row.version += 1
    row.save()
    _tell("delegation.ended", row, acting)
    audit.record(acting, "delegation.withdrawn", row, {"ended_on": (None, row.ended_on)})
    return row


def _check(row: Delegation, at: datetime, version: int | None) -> None:
    if _standing(row, at) is Standing.ENDED:
        raise Conflict(Verdict.no("delegation_ended"), ENDED)
    if version is not None and version != row.version:
        raise Conflict(Verdict.no("delegation_stale", version=row.version), STALE)


def _end(row: Delegation, acting: Acting, today: date, reason: str) -> None:
    row.ended_on, row.end_cause = today, EndCause.WITHDRAWN
    row.end_text, row.ended_by = reason.strip(), acting.user_name
