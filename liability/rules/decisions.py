"""What the act leaves to people: the question in words, who may answer it, and what a decision does to a result.

Source: LUS 5 kap. 3 and 5 §§ say what must have been done, not what follows when it was done late; law.md 1.9. Region
and municipality then decide together: neither side decides alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from transitions.rules.verdicts import Verdict

from .reasons import ReasonCode
from .statement_life import Side


class Choice(StrEnum):
    """What can be decided of a spell: days are owed from a day on, or none are."""

    OWED = "owed"
    NOT_OWED = "not_owed"


class DecisionState(StrEnum):
    """Where a proposed decision stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that both sides accepted, of the spell whose notice was sent at the moment (UTC)."""

    notice_at: datetime
    choice: Choice
    from_day: date | None
    text: str
    decided_on: date


QUESTIONS: dict[ReasonCode, str] = {
    ReasonCode.ADMISSION_NOTICE_LATE: (
        "Inskrivningsmeddelandet kom för sent. Ska kommunen betala ändå, och i så fall från vilken dag?"
    ),
    ReasonCode.SIP_CALLED_LATE: (
        "Kallelsen till SIP kom för sent. Ska kommunen betala ändå, och i så fall från vilken dag?"
    ),
    ReasonCode.OPEN_CARE_AVAILABLE_AGAIN: (
        "Den öppna vårdens insatser saknades en tid och blev sedan klara. Från vilken dag ska kommunen betala, "
        "om den ska det?"
    ),
    ReasonCode.REGISTRATION_CHANGED: (
        "Personen folkbokfördes i en annan kommun medan hen var utskrivningsklar. Ska den första kommunen betala, "
        "och i så fall från vilken dag?"
    ),
    ReasonCode.CARE_OUTSIDE_REGION: (
        "Avdelningen hör till en annan region, och överenskommelsen gäller inte där. Ska kommunen betala enligt "
        "lagen, och i så fall från vilken dag?"
    ),
    ReasonCode.NO_MUNICIPALITY: "Ingen kommun är känd. Vilken kommun personen hör till behöver rättas i ärendet.",
    ReasonCode.NO_TERMS: "Inga villkor gällde när underrättelsen skickades. Lägg in villkoren för den tiden.",
}
"""What asks for a person, as a question."""

BY_CORRECTION = frozenset({ReasonCode.NO_MUNICIPALITY, ReasonCode.NO_TERMS})
"""Questions that a decision cannot answer: a fact, or terms, must be entered."""


def questions(codes: Sequence[str]) -> list[ReasonCode]:
    """The open questions among the codes of a result's reasons, in order."""
    known = {str(code): code for code in QUESTIONS}
    return list(dict.fromkeys(known[code] for code in codes if code in known))


def question_for_people(codes: Sequence[str]) -> ReasonCode | None:
    """The first question that the two sides of a case can do something about; wanted terms are an administrator's."""
    return next((code for code in questions(codes) if code is not ReasonCode.NO_TERMS), None)


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """The spell and what has been proposed of it."""

    needs_review: bool
    by_correction: bool
    notice_on: date
    last_on: date
    standing: DecisionState | None
    proposed_side: Side | None


def can_propose(fact: DecisionFact, choice: Choice, from_day: date | None) -> Verdict:
    """Whether a decision can be proposed. While the spell stands the facts may still change."""
    if not fact.needs_review:
        return Verdict.no("nothing_to_decide")
    if fact.by_correction:
        return Verdict.no("needs_a_correction")
    if fact.standing is DecisionState.PROPOSED:
        return Verdict.no("proposed_already")
    if choice is Choice.OWED and (from_day is None or not fact.notice_on <= from_day <= fact.last_on):
        return Verdict.no("day_outside", first=fact.notice_on.isoformat(), last=fact.last_on.isoformat())
    return Verdict.yes()


def can_answer(fact: DecisionFact, side: Side) -> Verdict:
    """Whether the side may accept or dispute: only what the other proposed."""
    if fact.standing is not DecisionState.PROPOSED:
        return Verdict.no("nothing_proposed")
    return Verdict.no("own_proposal") if fact.proposed_side is side else Verdict.yes()
