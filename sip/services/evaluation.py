"""What the person and the staff say of a SIP (S6)."""

from collections.abc import Mapping
from datetime import datetime

from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import permissions
from sip.models import Sip, SipEvaluation
from sip.rules.evaluation import may_evaluate, whole
from sip.rules.kinds import Voice
from sip.selectors_followup import wording
from sip.services.meeting import REFUSALS, fact_of


@scope.atomic
def evaluate(
    *, acting: Acting, sip: Sip, at: datetime, answers: Mapping[Voice, Mapping[str, str]]
) -> list[SipEvaluation]:
    """Store the answers of one or both voices, by question. Raises Invalid: `nothing_answered`, `answers`; Conflict
    (`not_held`); PermissionDenied for who is not in the SIP.
    """
    permissions.require(permissions.may_write_part(acting, sip), "sip_evaluation")
    given = {voice: dict(told) for voice, told in answers.items() if told}
    if not given:
        raise Invalid("nothing_answered", "Svara på personens frågor, på era egna eller på båda.")
    verdict = may_evaluate(fact_of(sip))
    if not verdict.allowed:
        raise Conflict(verdict, REFUSALS["not_held"])
    for voice, told in given.items():
        if not whole(voice, told):
            raise Invalid("answers", "Svara på alla tre frågorna.", f"{voice}_{next(iter(told))}")
    made = []
    for voice, told in given.items():
        row = SipEvaluation.objects.create(
            sip=sip, at=at, by_unit_id=acting.unit_id, voice=voice, answers=told, wording=wording().version
        )
        audit.record(acting, "sip.evaluated", row, {"voice": (None, str(voice))})
        made.append(row)
    return made
