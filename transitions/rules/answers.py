"""What a receiving unit is asked, what it has answered, and when a yes binds (T5, T22, T27, T28).

A date that comes earlier, or later by more than a day, and utskrivningsklar demand an answer: can take the person, from
when, or cannot, and what is missing. A nurse who is to give the care says first whether competence and equipment are
enough; until then the handläggare's yes is not yet binding. Silence is seen as silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after

NURSES = frozenset({UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING, UnitKind.MUNICIPAL_HEALTH_CARE})
"""Units whose nurse has to say that competence and equipment are enough (T27)."""

ANSWERING = frozenset(
    {
        UnitKind.ASSESSMENT_OFFICE,
        UnitKind.LSS,
        UnitKind.SOCIAL_PSYCHIATRY,
        UnitKind.ADDICTION_SERVICES,
        UnitKind.CHILD_WELFARE,
        UnitKind.HOSPITAL_AT_HOME,
    }
)
"""Units that say whether the person can be received, from when, or what is missing (T22)."""

LATER_WITHOUT_ANSWER = timedelta(days=1)
"""A date that is moved this much later needs a receipt only (peers: Halland)."""


class Answer(StrEnum):
    """What a unit can answer (contracts/events.md)."""

    CAN = "can"
    CANNOT = "cannot"
    QUESTIONS_READINESS = "questions_readiness"


class ReplyState(StrEnum):
    """How a unit's answer stands. `preliminary`: a yes that waits for a nurse's word."""

    SILENT = "silent"
    CAN = "can"
    PRELIMINARY = "preliminary"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Reply:
    """A receiving unit's answer to what stands. `from_when` is a local date; `waits_for` are units of nurses."""

    unit_id: int
    state: ReplyState
    asked: Fact
    due_at: datetime
    fact: Fact | None = None
    from_when: date | None = None
    missing: str = ""
    waits_for: tuple[int, ...] = ()
    lacking: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Competence:
    """A nurse's word: enough, or what is lacking and until which local date."""

    unit_id: int
    fact: Fact | None = None
    enough: bool = False
    missing: str = ""
    until: date | None = None


def demands_answer(chain: Chain, fact: Fact) -> bool:
    """Whether a told date demands more than a receipt: earlier than the one before, or later by more than a day."""
    before: date | None = None
    for day, _, told in chain.dates_told:
        if told.id == fact.id:
            return before is not None and (day < before or day - before > LATER_WITHOUT_ANSWER)
        before = day
    return False


def asked(chain: Chain) -> Fact | None:
    """What stands to be answered: utskrivningsklar, or the date in force when it demands an answer."""
    if chain.end is not None:
        return None
    if chain.standing is not None:
        return chain.standing.notice
    expected = chain.expected
    return expected[2] if expected and demands_answer(chain, expected[2]) else None


def _asked_of(chain: Chain, fact: Fact, kinds: frozenset[UnitKind]) -> list[int]:
    """The units of these kinds that a message reached, in order."""
    return sorted(unit for unit in fact.to if unit in chain.parties and chain.parties[unit].kind in kinds)


def answer_of(chain: Chain, unit_id: int, question: Fact) -> Fact | None:
    """The unit's latest answer to a message. A file does not say which one: what came after it counts."""
    found = [
        fact
        for fact in chain.of_kind(ItemKind.ANSWER_GIVEN)
        if fact.by_id == unit_id
        and fact.data.get("answer") in (Answer.CAN, Answer.CANNOT)
        and fact.at >= question.at
        and fact.data.get("of_item", question.id) == question.id
        and fact.data.get("of") != ItemKind.HOME_CARE_NOTIFIED
    ]
    return found[-1] if found else None


def competences(chain: Chain) -> tuple[Competence, ...]:
    """The word of each nurse's unit that the notice reached; none yet when `fact` is None."""
    notified = chain.notified_units
    found = []
    for party in chain.parties.values():
        if party.kind not in NURSES or party.id not in notified:
            continue
        said = [fact for fact in chain.of_kind(ItemKind.COMPETENCE_STATED) if fact.by_id == party.id]
        if not said:
            found.append(Competence(party.id))
            continue
        data = said[-1].data
        found.append(
            Competence(
                party.id,
                said[-1],
                bool(data.get("enough")),
                str(data.get("missing") or ""),
                _day(data.get("until")),
            )
        )
    return tuple(found)


def replies(chain: Chain, limits: Limits) -> tuple[Reply, ...]:
    """Each receiving unit's answer to what stands, silence too. Empty when nothing is asked."""
    question = asked(chain)
    if question is None:
        return ()
    words = competences(chain)
    due = after(question.at, limits.answer_hours)
    return tuple(
        _reply(unit, answer_of(chain, unit, question), words, question, due)
        for unit in _asked_of(chain, question, ANSWERING)
    )


def _reply(unit: int, fact: Fact | None, words: Sequence[Competence], question: Fact, due: datetime) -> Reply:
    if fact is None:
        return Reply(unit, ReplyState.SILENT, question, due)
    missing, from_when = str(fact.data.get("missing") or ""), _day(fact.data.get("from_when"))
    if fact.data["answer"] == Answer.CANNOT:
        return Reply(unit, ReplyState.CANNOT, question, due, fact, from_when, missing)
    waits = tuple(word.unit_id for word in words if word.fact is None)
    lacking = tuple(
        word.unit_id for word in words if word.fact is not None and not word.enough and word.until is None
    )
    later = [word.until for word in words if not word.enough and word.until is not None]
    binds_from = max([*later, *([from_when] if from_when else [])], default=None)
    state = ReplyState.PRELIMINARY if waits or lacking else ReplyState.CAN
    return Reply(unit, state, question, due, fact, binds_from, missing, waits, lacking)


def open_question(chain: Chain) -> Fact | None:
    """A receiver's question about the readiness that stands, which no doctor has answered (T28)."""
    standing = chain.standing
    if standing is None:
        return None
    for fact in reversed(questions(chain)):
        if fact.at < standing.notice.at:
            return None
        if not _answered(chain, fact):
            return fact
    return None


def questions(chain: Chain) -> list[Fact]:
    """Every time somebody has questioned readiness, in order: what the follow-up counts."""
    return [
        fact
        for fact in chain.of_kind(ItemKind.ANSWER_GIVEN)
        if fact.data.get("answer") == Answer.QUESTIONS_READINESS
    ]


def answer_to(chain: Chain, question: Fact) -> Fact | None:
    """The doctor's answer to a question about readiness."""
    for fact in chain.of_kind(ItemKind.READINESS_ANSWERED):
        if fact.data.get("of_item") == question.id:
            return fact
    return None


def _answered(chain: Chain, question: Fact) -> bool:
    return answer_to(chain, question) is not None


def open_orders(chain: Chain) -> dict[int, Fact]:
    """The latest order that each home provider has got and not answered, by provider."""
    found: dict[int, Fact] = {}
    if chain.phase is Phase.DECEASED:
        return found
    for order in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED):
        if order.data.get("cause") != "order":
            continue
        for unit in order.named:
            if unit in chain.parties and chain.parties[unit].kind in HOME_PROVIDERS:
                found[unit] = order
    answered = [
        (fact.by_id, fact.at)
        for fact in chain.of_kind(ItemKind.ANSWER_GIVEN)
        if fact.data.get("of") == ItemKind.HOME_CARE_NOTIFIED
    ]
    return {
        unit: order
        for unit, order in found.items()
        if not any(by == unit and at >= order.at for by, at in answered)
    }


def _day(text: object) -> date | None:
    return date.fromisoformat(text[:10]) if isinstance(text, str) and text else None
