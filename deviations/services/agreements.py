"""Local agreements: written, signed by each party, revised in versions, reminded of (A12).

Each raises PermissionDenied, Conflict or Invalid with the field.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock, outbox, scope
from core.conflicts import Conflict
from core.identity_numbers import holds_number
from core.invalid import Invalid
from deviations import permissions_meetings as permissions
from deviations.models import AgreementParty, AgreementReminder, LocalAgreement
from deviations.rules.agreements import AgreementKind, reminders
from transitions.rules.step_values import StepCode
from transitions.rules.verdicts import Verdict

STALE = "Någon annan har ändrat överenskommelsen sedan du öppnade sidan. Det du skrev finns kvar."


@dataclass(frozen=True, slots=True)
class Text:
    """An agreement as typed. `step` empty: it stands at no step of a case. Days are local."""

    name: str
    kind: str
    text: str
    parties: Collection[int]
    step: str = ""
    revise_on: date | None = None
    mas_sees_delegations: bool = False


def keeps(acting: Acting, row: LocalAgreement) -> bool:
    """Whether the one who acts keeps this agreement."""
    return permissions.keeps(acting) and row.kept_by_id == acting.unit_id


@scope.atomic
def save(
    *, acting: Acting, at: datetime, said: Text, row: LocalAgreement | None = None, number: int | None = None
) -> LocalAgreement:
    """Write an agreement, or change it. Another text is the next version, which nobody has signed yet.

    `number` is the version that the page was drawn from. Raises Invalid: `no_name`, `no_text`, `kind`, `step`,
    `parties`, `revise_past`, `identity_number`; Conflict: `stale`.
    """
    permissions.require(permissions.keeps(acting) if row is None else keeps(acting, row), "agreement")
    today = clock.local_date(at)
    if not said.name.strip():
        raise Invalid("no_name", "Ge överenskommelsen ett namn.", "name")
    if not said.text.strip():
        raise Invalid("no_text", "Skriv vad som gäller.", "text")
    if holds_number(f"{said.name} {said.text}"):
        raise Invalid(
            "identity_number", "Ta bort personnumret. En överenskommelse gäller ingen person.", "text"
        )
    if said.kind not in set(AgreementKind):
        raise Invalid("kind", "Välj vad det är.", "kind")
    if said.step and said.step not in set(StepCode):
        raise Invalid("step", "Välj ett av stegen.", "step")
    parties = {one.id for one in actors.organisations(ids=said.parties)}
    if len(parties) < 2:
        raise Invalid("parties", "Välj minst två parter.", "parties")
    if said.revise_on is not None and said.revise_on <= today:
        raise Invalid("revise_past", "Välj en kommande dag för revideringen.", "revise_on")
    if row is not None:
        row = LocalAgreement.objects.select_for_update().get(pk=row.pk)
        if number is not None and number != row.number:
            raise Conflict(Verdict.no("stale"), STALE)
    made = row is None
    row = row or LocalAgreement(kept_by_id=acting.unit_id)
    revised = not made and row.text != said.text.strip()
    row.number += revised
    row.name, row.kind, row.step = said.name.strip(), said.kind, said.step
    row.text, row.revise_on = said.text.strip(), said.revise_on
    row.mas_sees_delegations = said.mas_sees_delegations
    row.save()
    _parties(row, parties, today, anew=revised)
    row.reminders.filter(sent_at__isnull=True).delete()
    for days, due in reminders(row.revise_on, today):
        AgreementReminder.objects.get_or_create(agreement=row, due_at=due, defaults={"days": days})
    audit.record(acting, "agreement.saved", row, {"version": (None, row.number)})
    return row


def _parties(row: LocalAgreement, wanted: Collection[int], today: date, *, anew: bool) -> None:
    known = {one.organisation_id: one for one in row.parties.all()}
    for organisation_id, party in known.items():
        if organisation_id not in wanted:
            party.delete()
        elif anew and party.signed_on is not None:
            party.since, party.signed_on, party.signed_by = today, None, ""
            party.save()
    for organisation_id in sorted(set(wanted) - set(known)):
        AgreementParty.objects.create(agreement=row, organisation_id=organisation_id, since=today)


@scope.atomic
def sign(*, acting: Acting, row: LocalAgreement, at: datetime, number: int) -> AgreementParty:
    """Sign the version that was read, for the own organisation. Twice is once. Raises Conflict: `stale`."""
    row = LocalAgreement.objects.select_for_update().get(pk=row.pk)
    party = row.parties.filter(organisation_id=acting.organisation_id).first()
    permissions.require(party is not None and permissions.keeps(acting), "agreement_sign")
    assert party is not None
    if row.number != number:
        raise Conflict(Verdict.no("stale"), STALE)
    if party.signed_on is None:
        party.signed_on, party.signed_by = clock.local_date(at), acting.user_name
        party.save()
        audit.record(acting, "agreement.signed", party, {"version": (None, number)})
    return party


@scope.atomic
def end(*, acting: Acting, row: LocalAgreement, at: datetime) -> LocalAgreement:
    """It holds no longer: it stands at no step from now on. Twice is once."""
    permissions.require(keeps(acting, row), "agreement")
    if row.ended_on is None:
        row.ended_on = clock.local_date(at)
        row.save()
        audit.record(acting, "agreement.ended", row, {"ended_on": (None, row.ended_on)})
    return row


@scope.atomic
def remind(*, acting: Acting, now: datetime) -> int:
    """Workers: tell the keepers of agreements that are to be revised. Each once. Returns how many."""
    due = AgreementReminder.objects.filter(sent_at__isnull=True, due_at__lte=now)
    told: set[int] = set()
    for one in due.select_related("agreement").select_for_update(skip_locked=True, of=("self",)):
        one.sent_at = now
        one.save(update_fields=["sent_at"])
        if one.agreement.ended_on is None and one.agreement_id not in told:
            told.add(one.agreement_id)
            units = [one.agreement.kept_by_id]
            payload = {"agreement": one.agreement_id, "units": units}
            outbox.emit("agreement.revise", case=None, payload=payload, acting=acting)
    return len(told)
