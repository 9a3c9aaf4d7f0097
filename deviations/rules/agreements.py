"""Local agreements and interpretations: signed or since when not, revised by when, at which step (A12)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from transitions.rules.limits import STOCKHOLM

REMIND_DAYS = (90, 30)
"""So many days before the day of revision the keeper is reminded, each once."""
REMIND_AT = time(8)


class AgreementKind(StrEnum):
    """What it is: an agreement, a routine that several have agreed on, how a rule is read."""

    AGREEMENT = "agreement"
    ROUTINE = "routine"
    INTERPRETATION = "interpretation"


class AgreementState(StrEnum):
    """How it stands."""

    UNSIGNED = "unsigned"
    IN_FORCE = "in_force"
    TO_REVISE = "to_revise"
    REVISION_PASSED = "revision_passed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement as the rules know it. `unsigned`: parties that have not signed the present version."""

    unsigned: int
    revise_on: date | None
    ended: bool = False


def state(known: AgreementFact, today: date) -> AgreementState:
    """How it stands: what is unsigned counts before what is to be revised."""
    if known.ended:
        return AgreementState.ENDED
    if known.unsigned:
        return AgreementState.UNSIGNED
    if known.revise_on is None or known.revise_on > today + timedelta(days=REMIND_DAYS[0]):
        return AgreementState.IN_FORCE
    return AgreementState.REVISION_PASSED if known.revise_on < today else AgreementState.TO_REVISE


def reminders(revise_on: date | None, today: date) -> tuple[tuple[int, datetime], ...]:
    """When the keeper is reminded: days before, and the moment (aware). Not of what has passed."""
    if revise_on is None:
        return ()
    days = [count for count in REMIND_DAYS if revise_on - timedelta(days=count) > today]
    return tuple(
        (count, datetime.combine(revise_on - timedelta(days=count), REMIND_AT, STOCKHOLM)) for count in days
    )
