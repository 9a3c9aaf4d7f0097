"""Flagging a possible lex Maria or lex Sarah and handing it over to the provider's own process (A8).

The system answers none of the questions, sums nothing up and sends nothing to IVO.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied

from actors.acting import Acting
from core import audit, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import SeriousEvent
from deviations.rules.serious import QUESTIONS, Reply, Statute, left
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict

REFUSALS = {
    "stale": "Någon annan ändrade bedömningen medan du skrev. Det du skrev finns kvar.",
    "handed_over": "Bedömningen är redan överlämnad. Ändringar görs i vårdgivarens egen process.",
}


def _refuse(code: str) -> Conflict:
    return Conflict(Verdict.no(code), REFUSALS[code])


@scope.atomic
def assess(
    *,
    acting: Acting,
    ref: str,
    at: datetime,
    statute: str,
    replies: Mapping[str, str],
    reasons: str,
    version: int | None = None,
) -> SeriousEvent:
    """Flag the event and answer the law's questions, by a unit that answers for the deviation, answered or not.

    Raises Invalid: `statute`, `question` at its field, `no_reasons`; Conflict: `stale`, `handed_over`.
    """
    row = lock_deviation(acting, ref)
    if not permissions.may_investigate(acting, row):
        raise PermissionDenied("serious")
    if statute not in set(Statute):
        raise Invalid("statute", "Välj lex Maria eller lex Sarah.", "statute")
    law = Statute(statute)
    missing = left(law, replies)
    if missing:
        raise Invalid("question", "Svara på frågan. Vet du inte än, välj Vet inte än.", missing[0])
    if not reasons.strip():
        raise Invalid("no_reasons", "Skriv hur ni har bedömt händelsen.", "reasons")
    found = SeriousEvent.objects.select_for_update(of=("self",)).filter(
        deviation=row, unit_id=acting.unit_id, statute=law
    )
    mine = found.first() or SeriousEvent(deviation=row, unit_id=acting.unit_id, statute=law)
    if mine.handed_at is not None:
        raise _refuse("handed_over")
    if version is not None and version != mine.version:
        raise _refuse("stale")
    mine.replies = {one.code: str(Reply(replies[one.code])) for one in QUESTIONS[law]}
    mine.reasons = reasons.strip()
    mine.assessed_at, mine.assessed_by = at, acting.user_name
    mine.version += 1
    mine.save()
    audit.record(acting, "deviation.serious_assessed", mine, {"statute": (None, str(law))})
    versions.bump([acting.unit_id])
    return mine


@scope.atomic
def hand_over(*, acting: Acting, ref: str, at: datetime, statute: str, to: str) -> SeriousEvent:
    """Note that it has been handed over to whom the provider has named, who decides. Raises Invalid `no_receiver`;
    NotFound; Conflict `handed_over`.
    """
    row = lock_deviation(acting, ref)
    if not permissions.may_investigate(acting, row):
        raise PermissionDenied("serious")
    if not to.strip():
        raise Invalid(
            "no_receiver", "Skriv till vem det lämnas över, till exempel chefläkare eller SAS.", "to"
        )
    mine = (
        SeriousEvent.objects.select_for_update(of=("self",))
        .filter(deviation=row, unit_id=acting.unit_id, statute=statute)
        .first()
    )
    if mine is None:
        raise NotFound
    if mine.handed_at is not None:
        raise _refuse("handed_over")
    mine.handed_at, mine.handed_by, mine.handed_to = at, acting.user_name, to.strip()
    mine.save()
    audit.record(acting, "deviation.serious_handed_over", mine, {"statute": (None, statute)})
    versions.bump([acting.unit_id])
    return mine


@scope.atomic
def note_file(*, acting: Acting, event: SeriousEvent) -> None:
    """The file has been fetched: an act of its own in the log, each time."""
    audit.record(acting, "deviation.serious_file", event)
