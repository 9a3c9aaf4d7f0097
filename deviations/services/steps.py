"""What is done with a deviation after the report: received, answered, read, closed (A4)."""

from datetime import datetime

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import Deviation
from deviations.rules.kinds import Step
from deviations.rules.life import can
from deviations.services.common import fact_of, save, tell
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

REFUSALS = {
    "before_report": "Det kan inte ha hänt före rapporten.",
    "already_received": "Avvikelsen är redan mottagen.",
    "already_answered": "Avvikelsen är redan besvarad. Läs svaret nedan.",
    "not_answered": "Avvikelsen är inte besvarad än.",
    "already_read": "Svaret är redan markerat som läst.",
    "deviation_closed": "Avvikelsen är avslutad.",
    "stale": "Någon annan ändrade avvikelsen medan du skrev. Det du skrev finns kvar.",
}


def _begin(step: Step, *, acting: Acting, ref: str, at: datetime, version: int | None) -> Deviation:
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
    to = {row.reported_by_id, row.about_id, row.routed_to_id}
    tell(row, acting=acting, kind=kind, at=at, to=to, data={})
    audit.record(acting, str(kind).replace("deviation_", "deviation."), row, {"stage": (None, row.stage)})
    return row


@scope.atomic
def receive(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Take the deviation in: the reporter sees who has it."""
    row = _begin(Step.RECEIVE, acting=acting, ref=ref, at=at, version=version)
    if row.received_at is None:
        row.received_at, row.received_by = at, acting.user_name
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_RECEIVED, at=at)


@scope.atomic
def answer(
    *, acting: Acting, ref: str, at: datetime, explanation: str, measure: str, version: int | None = None
) -> Deviation:
    """Answer with an explanation and a proposed measure; an empty one is refused, in history allowed (A4).

    Whoever answers has received. The first answer counts. Raises Invalid: `no_explanation`, `no_measure`.
    """
    explanation, measure = explanation.strip(), measure.strip()
    if not acting.importing:
        if not explanation:
            raise Invalid("no_explanation", "Förklara vad som hände och varför.", "explanation")
        if not measure:
            raise Invalid("no_measure", "Skriv vad ni gör för att det inte ska hända igen.", "measure")
    row = _begin(Step.ANSWER, acting=acting, ref=ref, at=at, version=version)
    if row.received_at is None and not acting.importing:
        row.received_at, row.received_by = at, acting.user_name
    if row.answered_at is None:
        row.answered_at, row.answered_by, row.answered_unit_id = at, acting.user_name, acting.unit_id
        row.explanation, row.proposed_measure = explanation, measure
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_ANSWERED, at=at)


@scope.atomic
def mark_read(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """The reporting unit has read the answer."""
    row = _begin(Step.READ, acting=acting, ref=ref, at=at, version=version)
    row.read_at, row.read_by = at, acting.user_name
    save(row, acting)
    audit.record(acting, "deviation.read", row, {"stage": (None, row.stage)})
    versions.bump({row.reported_by_id, row.about_id, row.routed_to_id})
    return row


@scope.atomic
def close(*, acting: Acting, ref: str, at: datetime, version: int | None = None) -> Deviation:
    """Close an answered deviation."""
    row = _begin(Step.CLOSE, acting=acting, ref=ref, at=at, version=version)
    if row.closed_at is None:
        row.closed_at, row.closed_by = at, acting.user_name
    return _end(row, acting=acting, kind=ItemKind.DEVIATION_CLOSED, at=at)
