"""The steps of a statement between its two sides: proposed, disputed, answered, agreed, locked. Each leaves a line."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import permissions
from liability.locks import lock_statement, row_of
from liability.models import Statement, StatementAttachment, StatementRow, StatementStep
from liability.rules.statement_files import LARGEST_ATTACHMENT, attachment_kind
from liability.rules.statement_life import Act, Answer, RowState, State, can
from liability.selectors.statements import deadlines_for, fact_of
from liability.services.statements import checksum_of, recount
from transitions.rules.verdicts import Verdict

LONGEST = 4_000

REFUSALS = {
    "other_side": "Det är den andra parten som gör detta.",
    "locked": "Månaden är låst. Ändringar blir rader i en senare månad.",
    "not_proposed": "Regionen har inte föreslagit underlaget än.",
    "already_proposed": "Underlaget är redan föreslaget.",
    "month_not_over": "Månaden är inte slut. Underlaget kan föreslås när den är det.",
    "nothing_to_propose": "Underlaget har inga rader, så det finns inget att föreslå.",
    "rows_waiting": "Någon rad är bestridd eller besvarad men inte klar. Gör klart raderna först.",
    "already_agreed": "Ni har redan godkänt underlaget.",
    "not_agreed": "Båda parter behöver godkänna underlaget innan det låses.",
    "municipality_agreed": "Kommunen har godkänt underlaget. Det kan inte ändras längre.",
    "already_disputed": "Raden är redan bestridd.",
    "dispute_too_late": "Sista dagen att bestrida har passerat. Rättas uppgifterna blir det en rad i en senare månad.",
    "not_disputed": "Raden är inte bestridd, så det finns inget att svara på.",
    "nothing_to_accept": "Det finns inget svar att godta på raden.",
    "no_row": "Raden finns inte.",
    "stale": "Underlaget ändrades medan du hade sidan öppen. Läs vad som är nytt och gör om.",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name is read for its ending alone and is not kept."""

    name: str
    content: bytes


def _begin(
    act: Act, *, acting: Acting, public_id: UUID, version: int, number: int | None = None
) -> tuple[Statement, StatementRow | None]:
    found = lock_statement(acting, public_id)
    permissions.require(acting, permissions.ACTION_OF[act])
    row = None if number is None else row_of(found, number)
    if version != found.version:
        seen = {"since": version, "version": found.version}
        raise Conflict(Verdict.no("stale", version=found.version), REFUSALS["stale"], seen)
    fact = fact_of(found, today=clock.today(), row_state=None if row is None else row.state)
    verdict = can(act, permissions.side_of(acting), fact)
    if not verdict.allowed:
        raise Conflict(verdict, REFUSALS[verdict.code])
    return found, row


def _end(
    found: Statement,
    act: Act,
    *,
    acting: Acting,
    at: datetime,
    row: StatementRow | None = None,
    reason: str = "",
    text: str = "",
    days: int | None = None,
    before: str = "",
) -> StatementStep:
    found.version += 1
    found.save()
    step = StatementStep.objects.create(
        statement=found,
        row=row,
        at=at,
        kind=act.value,
        side=permissions.side_of(acting).value,
        by_name=acting.user_name,
        by_unit_name=acting.unit_name,
        reason=reason,
        text=text,
        days=days,
    )
    audit.record(
        acting,
        f"liability.statement.{act.value}",
        found,
        {"state": (before or found.state, found.state), "row": (None, None if row is None else row.number)},
    )
    return step


@scope.atomic
def propose(*, acting: Acting, public_id: UUID, version: int) -> Statement:
    """The region says: this is what we hold the month to be. The rows stand from now on. Raises Conflict."""
    found, _ = _begin(Act.PROPOSE, acting=acting, public_id=public_id, version=version)
    now, before = clock.now(), found.state
    owners = {each.id: each for each in actors.organisations(ids=[found.region_id, found.municipality_id])}
    days = deadlines_for(owners[found.region_id].code, owners[found.municipality_id].code).deadlines
    found.state, found.proposed_at = State.PROPOSED.value, now
    found.dispute_by = days.dispute_by(clock.local_date(now))
    _end(found, Act.PROPOSE, acting=acting, at=now, before=before)
    return found


@scope.atomic
def take_back(*, acting: Acting, public_id: UUID, version: int, text: str) -> Statement:
    """The region takes its proposal back, so that the rows are worked out anew. Raises Conflict, Invalid."""
    text = _said(text, "Skriv varför förslaget tas tillbaka.")
    found, _ = _begin(Act.TAKE_BACK, acting=acting, public_id=public_id, version=version)
    before = found.state
    found.state = State.PRELIMINARY.value
    found.proposed_at = found.dispute_by = None
    found.agreed_region_at = found.agreed_municipality_at = None
    found.rows.exclude(state=RowState.OPEN).update(
        state=RowState.OPEN.value, adjusted_days=None, answer_by=None
    )
    recount(found)
    _end(found, Act.TAKE_BACK, acting=acting, at=clock.now(), text=text, before=before)
    return found


@scope.atomic
def dispute(
    *,
    acting: Acting,
    public_id: UUID,
    version: int,
    number: int,
    reason: str,
    text: str,
    files: tuple[Upload, ...] = (),
) -> StatementRow:
    """The municipality disputes a row, with a reason and what shows it. Raises Conflict, Invalid."""
    text = _said(text, "Skriv varför raden bestrids.")
    if not reason:
        raise Invalid("no_reason", "Välj ett skäl.", "reason")
    kinds = [_kind_of(each) for each in files]
    found, row = _begin(Act.DISPUTE, acting=acting, public_id=public_id, version=version, number=number)
    assert row is not None
    now = clock.now()
    owners = {each.id: each for each in actors.organisations(ids=[found.region_id, found.municipality_id])}
    days = deadlines_for(owners[found.region_id].code, owners[found.municipality_id].code).deadlines
    row.state, row.answer_by = RowState.DISPUTED.value, days.answer_by(clock.local_date(now))
    row.save(update_fields=["state", "answer_by"])
    _not_agreed(found)
    step = _end(found, Act.DISPUTE, acting=acting, at=now, row=row, reason=reason, text=text)
    for each, kind in zip(files, kinds, strict=True):
        attach(step, each, kind)
    return row


@scope.atomic
def answer(
    *,
    acting: Acting,
    public_id: UUID,
    version: int,
    number: int,
    outcome: Answer,
    text: str,
    days: int | None = None,
    files: tuple[Upload, ...] = (),
) -> StatementRow:
    """The region answers a dispute: holds on to the row, changes its days or removes it. Raises Conflict, Invalid."""
    text = _said(text, "Skriv ett svar.")
    kinds = [_kind_of(each) for each in files]
    found, row = _begin(Act.ANSWER, acting=acting, public_id=public_id, version=version, number=number)
    assert row is not None
    agreed = _agreed_days(row, outcome, days)
    row.state, row.answer_by, row.adjusted_days = RowState.ANSWERED.value, None, agreed
    row.save(update_fields=["state", "answer_by", "adjusted_days"])
    recount(found)
    _not_agreed(found)
    step = _end(
        found,
        Act.ANSWER,
        acting=acting,
        at=clock.now(),
        row=row,
        reason=outcome.value,
        text=text,
        days=agreed,
    )
    for each, kind in zip(files, kinds, strict=True):
        attach(step, each, kind)
    return row


def _agreed_days(row: StatementRow, outcome: Answer, days: int | None) -> int | None:
    most = row.ready_days if row.outcome == "mean" else max(row.days, 0)
    if outcome is Answer.UPHELD:
        return None
    if outcome is Answer.REMOVED:
        return 0
    if days is None or not 0 <= days <= most:
        raise Invalid("days", f"Ange antalet dagar, från 0 till {most}.", "days")
    return days


@scope.atomic
def accept(*, acting: Acting, public_id: UUID, version: int, number: int) -> StatementRow:
    """The municipality accepts the answer, or drops its dispute. Raises Conflict."""
    found, row = _begin(Act.ACCEPT, acting=acting, public_id=public_id, version=version, number=number)
    assert row is not None
    row.state, row.answer_by = RowState.SETTLED.value, None
    row.save(update_fields=["state", "answer_by"])
    _end(found, Act.ACCEPT, acting=acting, at=clock.now(), row=row)
    return row


@scope.atomic
def agree(*, acting: Acting, public_id: UUID, version: int) -> Statement:
    """One side agrees to the month as it stands; when the other has too, it is agreed. Raises Conflict."""
    found, _ = _begin(Act.AGREE, acting=acting, public_id=public_id, version=version)
    now, before = clock.now(), found.state
    if permissions.side_of(acting).value == "region":
        found.agreed_region_at = now
    else:
        found.agreed_municipality_at = now
    if found.agreed_region_at and found.agreed_municipality_at:
        found.state = State.AGREED.value
    _end(found, Act.AGREE, acting=acting, at=now, before=before)
    return found


@scope.atomic
def lock_month(*, acting: Acting, public_id: UUID, version: int) -> Statement:
    """Lock an agreed month: it can be paid by, and corrections become rows of a later one. Raises Conflict."""
    found, _ = _begin(Act.LOCK, acting=acting, public_id=public_id, version=version)
    now, before = clock.now(), found.state
    found.state, found.locked_at, found.checksum = State.LOCKED.value, now, checksum_of(found)
    _end(found, Act.LOCK, acting=acting, at=now, before=before)
    return found


def _not_agreed(found: Statement) -> None:
    """What was agreed on has changed: both sides agree anew."""
    found.agreed_region_at = found.agreed_municipality_at = None
    found.state = State.PROPOSED.value


def _said(text: str, message: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid("no_text", message, "text")
    if len(said) > LONGEST:
        raise Invalid("too_long", "Texten är för lång. Korta den till högst 4 000 tecken.", "text")
    return said


def _kind_of(each: Upload) -> str:
    if len(each.content) > LARGEST_ATTACHMENT:
        raise Invalid("file_too_large", "Filen är större än 5 MB. Skicka en mindre fil.", "attachment")
    kind = attachment_kind(each.name, each.content[:16])
    if kind is None:
        raise Invalid(
            "file_kind",
            "Filen går inte att ta emot. Skicka en PDF eller en bild (PNG eller JPG).",
            "attachment",
        )
    return kind


def attach(step: StatementStep, each: Upload, kind: str) -> StatementAttachment:
    """Keep a file with a step, under a name of its own: what the sender called it may name somebody."""
    row = StatementAttachment(
        step=step, kind=kind, size=len(each.content), sha256=hashlib.sha256(each.content).hexdigest()
    )
    row.file.save(f"{row.public_id}.{kind}", ContentFile(each.content), save=False)
    row.save()
    return row
