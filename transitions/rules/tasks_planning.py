"""Tasks of the planning: answers, questions, a nurse's word, a date that has passed (`rules.tasks`)."""

from collections.abc import Iterator

from actors.rules.kinds import UnitKind
from transitions.rules.answers import (
    NURSES,
    ReplyState,
    asked,
    competences,
    open_orders,
    open_question,
    replies,
)
from transitions.rules.chain import Chain, Phase
from transitions.rules.consulting import unanswered
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.limits import Limits, after, end_of
from transitions.rules.readiness import open_claim
from transitions.rules.requests import to_decide, to_judge, to_take
from transitions.rules.step_values import OPEN_CARE_UNITS
from transitions.rules.support import decision, to_ask_again
from transitions.rules.task_values import TaskFact, TaskKind


def planning(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Every task of the planning, for every unit."""
    yield from _answers(chain, limits)
    yield from _date(chain, limits)
    yield from _support(chain, limits)
    yield from _open_care(chain, limits)
    yield from _requests(chain, limits)
    for unit, order in sorted(open_orders(chain).items()):
        due = after(order.at, limits.answer_hours)
        yield TaskFact(unit, TaskKind.ANSWER_ORDER, order.at, due, item_id=order.id)


def _answers(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    for reply in replies(chain, limits):
        if reply.state is ReplyState.SILENT:
            yield TaskFact(
                reply.unit_id, TaskKind.ANSWER, reply.asked.at, reply.due_at, item_id=reply.asked.id
            )
    question = open_question(chain)
    if question is not None:
        due = after(question.at, limits.answer_hours)
        ward = chain.current_ward_id
        yield TaskFact(ward, TaskKind.ANSWER_QUESTION, question.at, due, item_id=question.id)
    message = asked(chain)
    if message is None:
        return
    due = after(message.at, limits.answer_hours)
    for word in competences(chain):
        if word.fact is None and chain.parties[word.unit_id].kind in NURSES:
            yield TaskFact(word.unit_id, TaskKind.STATE_COMPETENCE, message.at, due)


def _date(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """A day that has passed without a new one goes, after a time that is data, to the ward's manager (T5)."""
    expected = chain.expected
    if chain.phase is not Phase.NOTICED or expected is None:
        return
    over = end_of(expected[0])
    due = after(over, limits.date_escalate_hours)
    yield TaskFact(chain.current_ward_id, TaskKind.DATE_TO_MANAGER, expected[2].at, due, shows_from=over)


def _support(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """The office decides on an application, asks again one who did not apply, and decides on a paper's time."""
    offices = [
        party.id
        for party in chain.parties.values()
        if party.kind is UnitKind.ASSESSMENT_OFFICE and party.id in chain.notified_units
    ]
    claim, again = open_claim(chain), to_ask_again(chain)
    applied = chain.last(ItemKind.SUPPORT_APPLIED)
    decided = decision(chain)
    for office in offices:
        if claim is not None and office in claim.to:
            due = after(claim.at, limits.answer_hours)
            yield TaskFact(office, TaskKind.DECIDE_PAPER, claim.at, due, item_id=claim.id)
        if again is not None:
            yield TaskFact(office, TaskKind.ASK_AGAIN, again.at, after(again.at, limits.answer_hours))
        if applied is None or chain.applies is not Applies.YES or chain.phase is Phase.DECEASED:
            continue
        ordered = chain.last(ItemKind.HOME_CARE_NOTIFIED)
        if decided is None and (ordered is None or ordered.data.get("cause") != "order"):
            expected = chain.expected
            due = end_of(expected[0]) if expected else after(applied.at, limits.contact_hours)
            yield TaskFact(office, TaskKind.DECIDE_SUPPORT, applied.at, due)


def _open_care(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """After utskrivningsklar open care says if its insatser are there (LUS 5:5); the ward chases a contact (T7)."""
    standing = chain.standing
    if standing is None:
        return
    since = standing.notice.at
    due = after(since, limits.answer_hours)
    said = chain.last(
        ItemKind.OPEN_CARE_AVAILABLE, ItemKind.OPEN_CARE_UNAVAILABLE, ItemKind.OPEN_CARE_UNCLEAR
    )
    contact = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
    asked_of = [
        party.id
        for party in chain.parties.values()
        if party.kind in OPEN_CARE_UNITS and party.id in standing.notice.to
    ]
    for unit in asked_of:
        if said is None or said.kind is ItemKind.OPEN_CARE_UNCLEAR:
            yield TaskFact(unit, TaskKind.SAY_OPEN_CARE, since, due)
    if contact is None and asked_of:
        yield TaskFact(chain.current_ward_id, TaskKind.CHASE_CONTACT, since, due)


def _requests(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Requests wait for the doctor or the municipality, a consultation for the one who was asked."""
    if chain.phase is Phase.DECEASED:
        return
    for one in to_judge(chain):
        due = after(one.asked.at, limits.answer_hours)
        ward = chain.current_ward_id
        yield TaskFact(ward, TaskKind.JUDGE_REQUEST, one.asked.at, due, item_id=one.asked.id)
    for one in to_decide(chain):
        since = (one.judged or one.asked).at
        for party in chain.parties.values():
            if party.kind is UnitKind.ASSESSMENT_OFFICE:
                due = after(since, limits.contact_hours)
                yield TaskFact(party.id, TaskKind.DECIDE_REQUEST, since, due, item_id=one.asked.id)
    for one in to_take(chain):
        assert one.decided is not None
        due = after(one.decided.at, limits.answer_hours)
        yield TaskFact(one.owner, TaskKind.TAKE_REQUEST, one.decided.at, due, item_id=one.asked.id)
    for unit, fact in unanswered(chain):
        due = after(fact.at, limits.answer_hours)
        yield TaskFact(unit, TaskKind.ANSWER_CONSULTATION, fact.at, due, item_id=fact.id)
