"""What is done with a deviation after the report: received, investigated, answered, read, closed, reopened (A4)."""

from datetime import datetime

from actors import selectors_colleagues
from actors.acting import Acting
from core import audit, clock, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import Deviation
from deviations.rules.kinds import EntryKind, Step
from deviations.rules.life import can
from deviations.services import joining
from deviations.services.common import emit, fact_of, note, save, tell, units_of
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

REFUSALS = {
    "before_report": "Det kan inte ha hänt före rapporten.",
    "already_received": "Avvikelsen är redan mottagen.",
    "already_investigating": "Avvikelsen är redan under utredning.",
    "already_answered": "Avvikelsen är redan besvarad. Läs svaret nedan.",
    "not_answered": "Avvikelsen är inte besvarad än.",
    "already_read": "Svaret är redan markerat som läst.",
    "not_read": "Den som rapporterade har inte läst svaret än.",
    "deviation_closed": "Avvikelsen är avslutad.",
    "not_holder": "En kollega håller i avvikelsen. Välj Ta över om det är du som ska svara.",
    "joined": "Avvikelsen besvaras tillsammans med en annan. Svara på den, eller dela på dem först.",
    "stale": "Någon annan ändrade avvikelsen medan du skrev. Det du skrev finns kvar.",
}


def begin(step: Step, *, acting: Acting, ref: str, at: datetime, version: int | None) -> Deviation:
    """Lock, and ask permission and rule. Raises NotFound, PermissionDenied, Conflict."""
    row = lock_deviation(acting, ref)
    permissions.require(acting, step, row)
    verdict = can(step, fact_of(row), at)
    if not verdict.allowed and (verdict.impossible or not acting.importing):
        raise Conflict(verdict, REFUSALS[verdict.code])
    if version is not None and version != row.version:
        raise Conflict(Verdict.no("stale", version=row.version), REFUSALS["stale"])
    return row


def _end(row: Deviation, *, acting: Acting, kind: ItemKind, at: datetime) -> Deviation:
    save(row, acting)
    tell(row, acting=acting, kind=kind, at=at, to=units_of(row), data={})
    audit.record(acting, str(kind).replace("deviation_", "deviation."), row, {"stage": (None, row.stage)})
    return row


def _quietly(row: Deviation, *, acting: Acting, event: str) -> Deviation:
    save(row, acting)
    audit.record(acting, event, row, {"stage": (None, row.stage)})
    versions.bump(units_of(row))
    return row


def _receive(row: Deviation, acting: Acting, at: datetime) -> None:
    """Whoever receives one that nobody holds by name holds it."""
    row.received_at, row.received_by = at, acting.user_name
    if row.holder_id is None and acting.user_id is not None and acting.unit_id == row.routed_to_id:
        row.holder_id = acting.user_id
    note(row, acting=acting, kind=EntryKind.RECEIVED, at=at)


@scope.atomic
def receive(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Take the deviation in: the reporter sees who has it."""
    row = begin(Step.RECEIVE, acting=acting, ref=ref, at=at, version=version)
    if row.received_at is None:
        _receive(row, acting, at)
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_RECEIVED, at=at)


@scope.atomic
def investigate(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Begin the investigation: the reporter sees that somebody works with it. Whoever begins has received."""
    row = begin(Step.INVESTIGATE, acting=acting, ref=ref, at=at, version=version)
    if row.received_at is None:
        _receive(row, acting, at)
    row.investigating_at = at
    note(row, acting=acting, kind=EntryKind.INVESTIGATING, at=at)
    _quietly(row, acting=acting, event="deviation.investigated")
    emit(row, "deviation.investigated", acting=acting, to=[row.reported_by_id])
    return row


@scope.atomic
def answer(
    *,
    acting: Acting,
    ref: str,
    at: datetime,
    explanation: str,
    measure: str,
    carried: str = "",
    version: int | None = None,
) -> Deviation:
    """Answer with an explanation and a proposed measure; an empty one is refused, in history allowed (A4).

    `carried`: what the holder has chosen of the investigation, as it stands now. Whoever answers has received. It
    reaches the reporters of those that are joined to this one too. The first answer counts in the figures; after a
    reopening the new one stands. Raises Invalid: `no_explanation`, `no_measure`; Conflict `not_holder` for a colleague
    of the one who holds it, `joined` for one that follows another.
    """
    explanation, measure = explanation.strip(), measure.strip()
    if not acting.importing:
        if not explanation:
            raise Invalid("no_explanation", "Förklara vad som hände och varför.", "explanation")
        if not measure:
            raise Invalid("no_measure", "Skriv vad ni gör för att det inte ska hända igen.", "measure")
    row = begin(Step.ANSWER, acting=acting, ref=ref, at=at, version=version)
    if not holds(acting, row, at):
        raise Conflict(Verdict.no("not_holder"), REFUSALS["not_holder"])
    if not acting.importing and joining.answers_with(row) is not None:
        raise Conflict(Verdict.no("joined"), REFUSALS["joined"])
    for other in [] if acting.importing else joining.followers(acting, row):
        _answered(other, acting=acting, at=at, explanation=explanation, measure=measure, carried=carried)
    return _answered(row, acting=acting, at=at, explanation=explanation, measure=measure, carried=carried)


def _answered(
    row: Deviation, *, acting: Acting, at: datetime, explanation: str, measure: str, carried: str
) -> Deviation:
    if row.received_at is None and not acting.importing:
        _receive(row, acting, at)
    if row.answer_at is None:
        row.answered_at = row.answered_at or at
        row.answer_at, row.answered_by, row.answered_unit_id = at, acting.user_name, acting.unit_id
        row.explanation, row.proposed_measure = explanation, measure
        text = "\n\n".join(part for part in (_answer_text(explanation, measure), carried.strip()) if part)
        note(row, acting=acting, kind=EntryKind.ANSWERED, at=at, text=text)
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_ANSWERED, at=at)


def _answer_text(explanation: str, measure: str) -> str:
    return "\n\n".join(
        part for part in (explanation, f"Föreslagen åtgärd: {measure}" if measure else "") if part
    )


def holds(acting: Acting, row: Deviation, at: datetime) -> bool:
    """Whether it is this person who answers: the holder, the substitute, whoever stands in for one who is away.

    Where nobody is named, anybody in the unit; the unit that it is about answers for itself.
    """
    if acting.user_id is None or row.holder_id is None or acting.unit_id != row.routed_to_id:
        return True
    if acting.user_id in (row.holder_id, row.substitute_id):
        return True
    away = selectors_colleagues.colleagues_away(row.routed_to_id, on=clock.local_date(at))
    return row.holder_id in away and away[row.holder_id].substitute_id == acting.user_id


@scope.atomic
def take_over(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Hold the deviation in place of a colleague."""
    row = begin(Step.TAKE_OVER, acting=acting, ref=ref, at=at, version=version)
    if acting.user_id is not None and row.holder_id != acting.user_id:
        row.substitute_id, row.holder_id = row.holder_id, acting.user_id
        note(row, acting=acting, kind=EntryKind.HOLDER, at=at, text=f"{acting.user_name} har tagit över.")
        _quietly(row, acting=acting, event="deviation.taken_over")
    return row


@scope.atomic
def mark_read(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """The reporting unit has read the answer."""
    row = begin(Step.READ, acting=acting, ref=ref, at=at, version=version)
    row.read_at, row.read_by = at, acting.user_name
    note(row, acting=acting, kind=EntryKind.READ, at=at)
    return _quietly(row, acting=acting, event="deviation.read")


@scope.atomic
def close(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Close a deviation whose answer has been read."""
    row = begin(Step.CLOSE, acting=acting, ref=ref, at=at, version=version)
    if row.closed_at is None:
        row.closed_at, row.closed_by = at, acting.user_name
        note(row, acting=acting, kind=EntryKind.CLOSED, at=at)
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_CLOSED, at=at)


@scope.atomic
def reopen(*, acting: Acting, ref: str, at: datetime, why: str, version: int | None = None) -> Deviation:
    """The answer does not do, or it has happened again: under investigation anew, with a new time to answer.

    Raises Invalid `no_reason`. The earlier answer stands in the thread.
    """
    if not why.strip():
        raise Invalid("no_reason", "Skriv varför avvikelsen öppnas igen.", "why")
    row = begin(Step.REOPEN, acting=acting, ref=ref, at=at, version=version)
    row.reopened_at = row.investigating_at = at
    row.answer_at = row.read_at = row.closed_at = None
    row.read_by = row.closed_by = ""
    row.received_at = row.received_at or at
    note(row, acting=acting, kind=EntryKind.REOPENED, at=at, text=why)
    _quietly(row, acting=acting, event="deviation.reopened")
    emit(row, "deviation.reopened", acting=acting, to=units_of(row))
    return row
