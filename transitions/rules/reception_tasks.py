"""Whose turn it is in a tryggt mottagande, and by when (T12)."""

from collections.abc import Iterator
from datetime import timedelta

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after, end_of
from transitions.rules.reception import (
    Reception,
    Stage,
    reception,
    visited_at,
)
from transitions.rules.task_values import TaskFact, TaskKind

K = ItemKind
FOLLOW_UP_SHOWS = timedelta(days=3)


def reception_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """What the team has to do next, and of an order that it has said no to, what the office has."""
    found = reception(chain)
    if found is None or chain.deceased:
        return
    team, stage = found.team_id, found.stage
    if stage is Stage.ORDERED:
        at = found.order.at
        due = after(at, limits.answer_hours)
        yield TaskFact(team, TaskKind.ANSWER_RECEPTION, at, due, None, found.order.id)
    elif stage is Stage.DECLINED:
        yield from _to_rearrange(chain, found, limits)
    elif stage is Stage.ACCEPTED:
        yield from _before_the_visit(chain, found)
    elif stage is Stage.ONGOING:
        assert found.ends_on is not None
        due = end_of(found.ends_on)
        since = visited_at(found.visits[0])
        # Shows all the while: the team's list is of everybody whom it helps now.
        yield TaskFact(team, TaskKind.HAND_OVER_RECEPTION, since, due)
    elif stage is Stage.HANDED_OVER:
        assert found.handed_over is not None
        assert found.follow_up_due is not None
        # An event file tells of the hand-over alone, never of what came after: not asked of loaded history.
        if not found.handed_over.data.get("continues"):
            return
        since, due = found.handed_over.at, found.follow_up_due
        yield TaskFact(team, TaskKind.FOLLOW_UP_RECEPTION, since, due, max(since, due - FOLLOW_UP_SHOWS))


def _before_the_visit(chain: Chain, found: Reception) -> Iterator[TaskFact]:
    assert found.answer is not None
    end = chain.end
    if end is not None and found.home_at is None:
        return  # the person went somewhere else: there is nobody to visit
    if found.home_at is not None:
        yield TaskFact(found.team_id, TaskKind.FIRST_VISIT, found.home_at, found.first_visit_due)
    elif found.planned is None:
        expected = chain.expected
        due = end_of(expected[0] - timedelta(days=1)) if expected else None
        due = max(due, after(found.answer.at, 1)) if due else None
        yield TaskFact(found.team_id, TaskKind.PLAN_VISIT, found.answer.at, due)


def _to_rearrange(chain: Chain, found: Reception, limits: Limits) -> Iterator[TaskFact]:
    """The office arranges otherwise, until it has sent another order, also of ordinary help."""
    assert found.answer is not None
    since = found.answer.at
    orders = chain.of_kind(K.HOME_CARE_NOTIFIED)
    if any(fact.at >= since and fact.data.get("cause") == "order" for fact in orders):
        return
    for party in chain.parties.values():
        if party.kind is UnitKind.ASSESSMENT_OFFICE:
            due = after(since, limits.name_providers_hours)
            yield TaskFact(party.id, TaskKind.REARRANGE_RECEPTION, since, due)
