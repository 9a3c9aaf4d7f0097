"""Answers of receiving units, a nurse's word on competence, and the question of readiness (T22, T27, T28)."""

from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.answers import Answer, asked, open_orders, open_question
from transitions.rules.chain import Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services.discharge import withdraw_discharge_ready
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def give_answer(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    can: bool,
    from_when: date | None = None,
    missing: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say whether the unit can take the person, from when, or what is missing (T22). It acknowledges what it answers.

    Raises Conflict("nothing_to_answer"), Invalid: `no_start` (a yes says from when), `no_missing` (a no says why).
    """
    _complete(can, from_when, missing)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ANSWER_GIVEN, at=at, version=version
    )
    question = asked(writing.chain)
    if question is None:
        raise Conflict(Verdict.no("nothing_to_answer"))
    item = writing.put(data=_data(question, can, from_when, missing), note=note)
    _receipt(writing, question.kind)
    writing.close()
    return item


@transition
def answer_order(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    can: bool,
    from_when: date | None = None,
    missing: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """A provider's answer to an order of insatser (T3). Raises as `give_answer`."""
    _complete(can, from_when, missing)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ANSWER_GIVEN, at=at, version=version
    )
    order = open_orders(writing.chain).get(acting.unit_id)
    if order is None:
        raise Conflict(Verdict.no("nothing_to_answer"))
    item = writing.put(to=[order.by_id], data=_data(order, can, from_when, missing), note=note)
    _receipt(writing, order.kind)
    writing.close()
    return item


@transition
def question_readiness(
    *, acting: Acting, episode_id: int, at: datetime, why: str, version: int | None = None
) -> Item:
    """A receiver asks the doctor whether the person is utskrivningsklar (T28). Raises Invalid("no_reason").

    What is missing is a step between those who share the process; the notice and its count stand until it is withdrawn.
    Raises Conflict: `not_ready`, `question_open`.
    """
    if not why.strip():
        raise Invalid("no_reason", "Skriv vad som talar emot att personen är utskrivningsklar.", "why")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ANSWER_GIVEN, at=at, version=version
    )
    standing = writing.chain.standing
    if standing is None:
        raise Conflict(Verdict.no("not_ready"))
    if open_question(writing.chain) is not None:
        raise Conflict(Verdict.no("question_open"))
    data = {
        "of": str(ItemKind.DISCHARGE_READY_SENT),
        "of_item": standing.notice.id,
        "answer": str(Answer.QUESTIONS_READINESS),
        "missing": why.strip(),
    }
    item = writing.put(data=data)
    _receipt(writing, ItemKind.DISCHARGE_READY_SENT)
    writing.close()
    return item


@transition
def answer_readiness(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    stands: bool,
    doctor_name: str,
    note: str,
    version: int | None = None,
) -> Item:
    """The doctor answers the question. A no also withdraws the notice, in the same act (T6, T28).

    Raises Conflict("no_question"), Invalid: `no_doctor`, `no_reason`.
    """
    if not doctor_name.strip():
        raise Invalid("no_doctor", "Ange läkaren som har svarat.", "doctor_name")
    if not note.strip():
        raise Invalid("no_reason", "Skriv hur läkaren har bedömt frågan.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.READINESS_ANSWERED, at=at, version=version
    )
    question = open_question(writing.chain)
    if question is None:
        raise Conflict(Verdict.no("no_question"))
    data = {"of_item": question.id, "stands": stands, "doctor": doctor_name.strip()}
    item = writing.put(to=[question.by_id], data=data, note=note)
    writing.close()
    if not stands:
        withdraw_discharge_ready(acting=acting, episode_id=episode_id, at=at, note=note)
    return item


@transition
def state_competence(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    enough: bool,
    missing: str = "",
    until: date | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """A receiving nurse's word: competence and equipment are enough, or what is lacking and until when (T27).

    Raises Invalid("no_missing").
    """
    if not enough and not missing.strip():
        raise Invalid("no_missing", "Skriv vilken kompetens eller utrustning som saknas.", "missing")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.COMPETENCE_STATED, at=at, version=version
    )
    data: dict[str, Any] = {"enough": enough}
    if not enough:
        data["missing"] = missing.strip()
        if until is not None:
            data["until"] = until.isoformat()
    writing.put(data=data, note=note)
    return writing.close()


def _complete(can: bool, from_when: date | None, missing: str) -> None:
    if can and from_when is None:
        raise Invalid("no_start", "Ange från vilken dag ni kan ta emot.", "from_when")
    if not can and not missing.strip():
        raise Invalid("no_missing", "Skriv vad som saknas för att ni ska kunna ta emot.", "missing")


def _data(question: Fact, can: bool, from_when: date | None, missing: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "of": str(question.kind),
        "of_item": question.id,
        "answer": str(Answer.CAN if can else Answer.CANNOT),
    }
    if from_when is not None:
        data["from_when"] = from_when.isoformat()
    if missing.strip():
        data["missing"] = missing.strip()
    return data


def _receipt(writing: Writing, of: ItemKind) -> None:
    """One who answers a message has read it: the receipt is written with the answer."""
    unit = writing.acting.unit_id
    waiting = [
        fact.id for fact in writing.chain.facts if fact.kind is of and fact.to.get(unit, writing.at) is None
    ]
    if waiting:
        writing.put(
            kind=ItemKind.ACKNOWLEDGED, data={"of": str(of), "at_unit": unit}, derived={"items": waiting}
        )
        writing.acknowledge(waiting, unit)
