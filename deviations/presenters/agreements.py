"""Local agreements in words."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import clock, formats
from core.ui import Status, Tone
from deviations.models import LocalAgreement
from deviations.rules.agreements import AgreementFact, AgreementKind, AgreementState, state
from transitions.presenters.steps import LABELS
from transitions.rules.step_values import StepCode

KINDS = {
    AgreementKind.AGREEMENT: "Överenskommelse",
    AgreementKind.ROUTINE: "Gemensam rutin",
    AgreementKind.INTERPRETATION: "Tolkning",
}
STATES = {
    AgreementState.UNSIGNED: Status("Inte signerad av alla", Tone.WARNING),
    AgreementState.IN_FORCE: Status("Gäller", Tone.SUCCESS),
    AgreementState.TO_REVISE: Status("Ska revideras snart", Tone.WARNING),
    AgreementState.REVISION_PASSED: Status("Revideringen är försenad", Tone.DANGER),
    AgreementState.ENDED: Status("Upphörd", Tone.NEUTRAL),
}
STEPS = [(code, LABELS[code].replace("\u00ad", "")) for code in StepCode]


def step_text(code: str) -> str:
    """At which step it stands."""
    return dict(STEPS)[StepCode(code)] if code else "Inget visst steg"


def row(one: LocalAgreement, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """An agreement in the list and on its page."""
    parties = list(one.parties.all())
    unsigned = [party for party in parties if party.signed_on is None]
    today = clock.local_date(now)
    known = AgreementFact(len(unsigned), one.revise_on, one.ended_on is not None)
    return {
        "url": reverse("agreement", args=[one.public_id]),
        "name": one.name,
        "kind": KINDS[AgreementKind(one.kind)],
        "step": step_text(one.step),
        "number": one.number,
        "kept_by": one.kept_by.name,
        "status": STATES[state(known, today)],
        "revise_on": one.revise_on,
        "text": one.text,
        "mas": one.mas_sees_delegations,
        "parties": [
            {
                "name": party.organisation.name,
                "signed": f"Signerad {formats.day_text(party.signed_on, now)} av {party.signed_by}"
                if party.signed_on
                else "",
                "unsigned": ""
                if party.signed_on
                else f"Osignerad sedan {formats.day_text(party.since, now)}",
            }
            for party in parties
        ],
        "own_unsigned": any(party.organisation_id == acting.organisation_id for party in unsigned),
    }
