"""The life of a month's statement: who may do what, when, and why not.

The act says who owes and how much; how region and municipality agree on a month is theirs to settle (LUS 4 kap. 4 and
5 §§). Neither side decides alone: the region proposes, the municipality may dispute row by row, both agree, then the
month is locked and corrections become rows of a later one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from transitions.rules.verdicts import Verdict


class State(StrEnum):
    """Where a statement stands."""

    PRELIMINARY = "preliminary"
    PROPOSED = "proposed"
    AGREED = "agreed"
    LOCKED = "locked"


class RowState(StrEnum):
    """Where a row stands between the two sides."""

    OPEN = "open"
    DISPUTED = "disputed"
    ANSWERED = "answered"
    SETTLED = "settled"


class Side(StrEnum):
    """The two parties of a statement."""

    REGION = "region"
    MUNICIPALITY = "municipality"


class Act(StrEnum):
    """What can be done with a statement or one of its rows."""

    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    DISPUTE = "dispute"
    ANSWER = "answer"
    ACCEPT = "accept"
    AGREE = "agree"
    LOCK = "lock"


SIDES_OF = {
    Act.PROPOSE: frozenset({Side.REGION}),
    Act.TAKE_BACK: frozenset({Side.REGION}),
    Act.DISPUTE: frozenset({Side.MUNICIPALITY}),
    Act.ANSWER: frozenset({Side.REGION}),
    Act.ACCEPT: frozenset({Side.MUNICIPALITY}),
    Act.AGREE: frozenset(Side),
    Act.LOCK: frozenset({Side.REGION}),
}
ON_A_ROW = frozenset({Act.DISPUTE, Act.ANSWER, Act.ACCEPT})


class Answer(StrEnum):
    """What the region answers a dispute."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A statement as the rules know it. `disputed`, `answered`: rows that wait; `row`: the row that is asked about."""

    state: State
    month: date
    today: date
    rows: int = 0
    disputed: int = 0
    answered: int = 0
    agreed_region: bool = False
    agreed_municipality: bool = False
    dispute_by: date | None = None
    row: RowState | None = None


def can(act: Act, side: Side, fact: StatementFact) -> Verdict:
    """Whether the side may do this now. The codes are answered in words by liability.presenters.statements."""
    if side not in SIDES_OF[act]:
        return Verdict.no("other_side")
    if act is Act.PROPOSE:
        return _propose(fact)
    if fact.state is State.LOCKED:
        return Verdict.no("locked")
    if fact.state is State.PRELIMINARY:
        return Verdict.no("not_proposed")
    if act in ON_A_ROW:
        return _on_a_row(act, fact)
    if act is Act.AGREE:
        if fact.disputed or fact.answered:
            return Verdict.no("rows_waiting", disputed=fact.disputed, answered=fact.answered)
        done = fact.agreed_region if side is Side.REGION else fact.agreed_municipality
        return Verdict.no("already_agreed") if done else Verdict.yes()
    if act is Act.LOCK and fact.state is not State.AGREED:
        return Verdict.no("not_agreed")
    if act is Act.TAKE_BACK and fact.agreed_municipality:
        return Verdict.no("municipality_agreed")
    return Verdict.yes()


def _propose(fact: StatementFact) -> Verdict:
    if fact.state is not State.PRELIMINARY:
        return Verdict.no("already_proposed")
    if fact.today < _after(fact.month):
        return Verdict.no("month_not_over", from_day=_after(fact.month).isoformat())
    return Verdict.yes() if fact.rows else Verdict.no("nothing_to_propose")


def _on_a_row(act: Act, fact: StatementFact) -> Verdict:
    if fact.row is None:
        return Verdict.no("no_row")
    if act is Act.DISPUTE:
        if fact.row is RowState.DISPUTED:
            return Verdict.no("already_disputed")
        if fact.agreed_municipality:
            return Verdict.no("municipality_agreed")
        # One who was answered may hold on to the dispute after the last day: the clock was for the first word.
        if fact.row is RowState.OPEN and fact.dispute_by is not None and fact.today > fact.dispute_by:
            return Verdict.no("dispute_too_late", by=fact.dispute_by.isoformat())
        return Verdict.yes()
    if act is Act.ANSWER:
        return Verdict.yes() if fact.row is RowState.DISPUTED else Verdict.no("not_disputed")
    if fact.row in (RowState.ANSWERED, RowState.DISPUTED):
        return Verdict.yes()
    return Verdict.no("nothing_to_accept")


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


DAYS_ALLOWED = range(1, 366)
"""How long a step may take: at least a day, at most a year."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Local days, as data: none of them is in the act. Counted in calendar days."""

    propose_days: int
    dispute_days: int
    answer_days: int

    def propose_by(self, month: date) -> date:
        """The last day for the region to propose a month."""
        return _after(month) + timedelta(days=self.propose_days - 1)

    def dispute_by(self, proposed_on: date) -> date:
        """The last day for the municipality to dispute a row that it has not disputed before."""
        return proposed_on + timedelta(days=self.dispute_days)

    def answer_by(self, disputed_on: date) -> date:
        """The last day for the region to answer."""
        return disputed_on + timedelta(days=self.answer_days)
