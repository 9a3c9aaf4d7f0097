"""What can be said afterwards about a message: cancelled, corrected, come to the wrong unit, asked about (T20, T21)."""

from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

K = ItemKind

CANCELLABLE = frozenset(
    {
        K.ADMISSION_NOTICE_SENT,
        K.NOTICE_COMPLETED,
        K.EXPECTED_DISCHARGE_CHANGED,
        K.CARE_CONTACT_APPOINTED,
        K.CONTACT_TAKEN,
        K.SERVICES_REPORTED,
        K.LEAVE_STARTED,
        K.LEAVE_ENDED,
        K.INTERRUPTED,
        K.EMERGENCY_VISIT,
        K.SENT_IN_REPORTED,
        K.QUESTION_ASKED,
        K.LEGAL_FORM_CHANGED,
        K.DISCHARGED,
        K.DIED,
        K.HOME_RECEPTION_ORDERED,
        K.HOME_RECEPTION_VISITED,
        K.HOME_RECEPTION_HANDED_OVER,
    }
)
"""Messages that their sender may cancel. Utskrivningsklar and consent are taken back by steps of their own."""

CORRECTABLE = CANCELLABLE | {K.DISCHARGE_READY_SENT}
"""Messages of which their sender may say what was wrong, and let them stand."""

RETURNABLE = frozenset({K.ADMISSION_NOTICE_SENT, K.DISCHARGE_READY_SENT})
"""Messages that bring a unit on the chain: when they came to the wrong one, it leaves."""


class CancelReason(StrEnum):
    """Why a message is cancelled."""

    WRONG_PERSON = "wrong_person"
    WRONG_CONTENT = "wrong_content"
    SENT_TWICE = "sent_twice"
    NOT_HAPPENED = "not_happened"
    OTHER = "other"


class InterruptReason(StrEnum):
    """Why the planning is interrupted."""

    WORSE = "worse"
    OTHER_HOSPITAL = "other_hospital"
    DECLINES = "declines"
    NO_NEED = "no_need"
    OTHER = "other"


class Topic(StrEnum):
    """What a question is about."""

    DATE = "date"
    FUNCTION = "function"
    MEDICINES = "medicines"
    AIDS = "aids"
    HOUSING = "housing"
    SUPPORT = "support"
    OTHER = "other"


class AnswerKind(StrEnum):
    """How a question is answered. Only `text` holds more than that it is settled."""

    TEXT = "text"
    COMPLETED = "completed"
    NOT_KNOWN = "not_known"
    PHONED = "phoned"


def can_cancel(fact: Fact, *, unit_id: int) -> Verdict:
    """One's own message, of a kind that can be, and only once."""
    if fact.by_id != unit_id or fact.kind not in CANCELLABLE:
        return Verdict.no("not_yours_to_cancel")
    if fact.cancelled:
        return Verdict.no("cancelled_already")
    return Verdict.yes()


def can_correct(fact: Fact, *, unit_id: int) -> Verdict:
    """One's own message that still stands."""
    if fact.by_id != unit_id or fact.kind not in CORRECTABLE:
        return Verdict.no("not_yours_to_cancel")
    return Verdict.no("cancelled_already") if fact.cancelled else Verdict.yes()


_NOT_WORK = frozenset({K.ACKNOWLEDGED, K.WRONG_RECIPIENT, K.QUESTION_ASKED})


def can_leave(chain: Chain, *, unit_id: int) -> Verdict:
    """Whether a unit that a message reached by mistake can be taken off the chain: it has done no work there.

    A ward stays: where the person lies, or has lain, is no mistake of addressing.
    """
    party = chain.parties.get(unit_id)
    if party is None or party.ward:
        return Verdict.no("not_addressed")
    if not any(unit_id in fact.named and fact.kind in RETURNABLE for fact in chain.facts):
        return Verdict.no("not_addressed")
    if any(fact.by_id == unit_id and fact.kind not in _NOT_WORK for fact in chain.facts):
        return Verdict.no("has_worked")
    return Verdict.yes()


def open_questions(chain: Chain) -> tuple[tuple[Fact, int], ...]:
    """Questions that wait, each with the unit that has not answered."""
    answered = {(fact.data.get("question"), fact.by_id) for fact in chain.of_kind(K.QUESTION_ANSWERED)}
    return tuple(
        (fact, unit)
        for fact in chain.of_kind(K.QUESTION_ASKED)
        for unit in sorted(fact.named)
        if (fact.id, unit) not in answered
    )


def returned(chain: Chain) -> Fact | None:
    """The latest message that came to the wrong unit, until a new notice has been sent (T21)."""
    fact = chain.last(K.WRONG_RECIPIENT)
    if fact is None or not fact.data.get("unit"):
        return None
    notice = chain.last(K.ADMISSION_NOTICE_SENT)
    return fact if notice is None or notice.at < fact.at else None
