"""Tryggt mottagande (T12): a team meets the person at home for the first weeks, then hands over to the ordinary help.

Ordered by the office, accepted or not, a first visit planned and made, more visits, a hand-over that the ordinary
provider acknowledges, and a follow-up with its outcome. How long and for whom is what a municipality has decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.limits import after, end_of, local_date
from transitions.rules.reception_values import STANDARD, ReceptionTerms
from transitions.rules.verdicts import Verdict

K = ItemKind


class Stage(StrEnum):
    """How far it has come."""

    ORDERED = "ordered"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    ONGOING = "ongoing"
    HANDED_OVER = "handed_over"
    FOLLOWED_UP = "followed_up"


OVER = frozenset({Stage.DECLINED, Stage.HANDED_OVER, Stage.FOLLOWED_UP})
"""Stages in which the team does not help at home: another order may be made."""


@dataclass(frozen=True, slots=True)
class Reception:
    """One order with what has come of it. `home_at`: when the person came home, None before that."""

    team_id: int
    order: Fact
    terms: ReceptionTerms
    home_at: datetime | None = None
    answer: Fact | None = None
    planned: Fact | None = None
    visits: tuple[Fact, ...] = ()
    handed_over: Fact | None = None
    followed_up: Fact | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come. A visit speaks for an acceptance that nobody wrote down."""
        if self.followed_up is not None:
            return Stage.FOLLOWED_UP
        if self.handed_over is not None:
            return Stage.HANDED_OVER
        if self.visits:
            return Stage.ONGOING
        if self.answer is not None:
            return Stage.ACCEPTED if self.answer.kind is K.HOME_RECEPTION_ACCEPTED else Stage.DECLINED
        return Stage.ORDERED

    @property
    def begins_on(self) -> date | None:
        """The local day from which the weeks count: the first visit's, before it the home-coming's."""
        start = visited_at(self.visits[0]) if self.visits else self.home_at
        return local_date(start) if start is not None else None

    @property
    def ends_on(self) -> date | None:
        """The last local day of the weeks; None while nobody knows when they begin."""
        begins = self.begins_on
        return begins + timedelta(days=7 * self.terms.weeks - 1) if begins else None

    @property
    def days(self) -> tuple[date, ...]:
        """The local days with visits, in order, each once."""
        return tuple(dict.fromkeys(local_date(visited_at(visit)) for visit in self.visits))

    @property
    def first_visit_due(self) -> datetime | None:
        """When the first visit is to be made: as planned, else within the hours after the home-coming."""
        if self.planned is not None and self.planned.data.get("visit_at"):
            return datetime.fromisoformat(self.planned.data["visit_at"])
        return after(self.home_at, self.terms.first_visit_hours) if self.home_at is not None else None

    @property
    def follow_up_due(self) -> datetime | None:
        """The end of the local day on which it is to be followed up."""
        if self.handed_over is None:
            return None
        return end_of(local_date(self.handed_over.at) + timedelta(days=self.terms.follow_up_days))


def visited_at(visit: Fact) -> datetime:
    """When a visit was made; a file tells of it at that time."""
    text = visit.data.get("visited_at")
    return datetime.fromisoformat(text) if text else visit.at


_STEPS = (
    K.HOME_RECEPTION_ACCEPTED,
    K.HOME_RECEPTION_DECLINED,
    K.HOME_RECEPTION_PLANNED,
    K.HOME_RECEPTION_VISITED,
    K.HOME_RECEPTION_HANDED_OVER,
    K.HOME_RECEPTION_FOLLOWED_UP,
)


def reception(chain: Chain) -> Reception | None:
    """The latest order with what has come of it, or None. What was written before it belongs to the one before."""
    order = chain.last(K.HOME_RECEPTION_ORDERED)
    if order is None:
        return None
    steps = [
        fact
        for fact in chain.of_kind(*_STEPS)
        if (fact.at, fact.id) > (order.at, order.id) and fact.data.get("of_item", order.id) == order.id
    ]
    team = _team(chain, order, steps)
    if team is None:
        return None
    end = chain.end
    home = end is not None and end.kind is K.DISCHARGED and end.data.get("to") == DischargedTo.HOME
    return Reception(
        team_id=team,
        order=order,
        terms=_terms(order),
        home_at=end.at if home and end is not None else None,
        answer=_last(steps, K.HOME_RECEPTION_ACCEPTED, K.HOME_RECEPTION_DECLINED),
        planned=_last(steps, K.HOME_RECEPTION_PLANNED),
        visits=tuple(
            sorted(
                (fact for fact in steps if fact.kind is K.HOME_RECEPTION_VISITED),
                key=lambda fact: (visited_at(fact), fact.id),
            )
        ),
        handed_over=_last(steps, K.HOME_RECEPTION_HANDED_OVER),
        followed_up=_last(steps, K.HOME_RECEPTION_FOLLOWED_UP),
    )


def _last(steps: list[Fact], *kinds: ItemKind) -> Fact | None:
    found = [fact for fact in steps if fact.kind in kinds]
    return found[-1] if found else None


def _team(chain: Chain, order: Fact, steps: list[Fact]) -> int | None:
    """The team that the order names; a file does not say which: then the one that has answered, or the only one."""
    teams = [unit for unit, party in chain.parties.items() if party.kind is UnitKind.HOME_RECEPTION_TEAM]
    for found in (sorted(order.named), [fact.by_id for fact in steps], sorted(teams)):
        for unit in found:
            if unit in teams:
                return unit
    return None


def _terms(order: Fact) -> ReceptionTerms:
    if "weeks" not in order.data:
        return STANDARD
    return ReceptionTerms.of({**STANDARD.stored(), **order.data, "criteria": ()})


def helping_team(chain: Chain) -> int | None:
    """The team that is to hear of the home-coming: it has an order that it has not said no to, and not handed over."""
    found = reception(chain)
    return found.team_id if found is not None and found.stage not in OVER else None


def may(kind: ItemKind, chain: Chain) -> Verdict:
    """Whether a step of it may be taken now."""
    if chain.deceased and kind is not K.HOME_RECEPTION_FOLLOWED_UP:
        return Verdict.no("patient_deceased")
    found = reception(chain)
    stage = found.stage if found is not None else None
    if kind is K.HOME_RECEPTION_ORDERED:
        standing = stage is not None and stage not in OVER
        return Verdict.no("reception_ordered_already") if standing else Verdict.yes()
    allowed, code = _ALLOWED[kind]
    if stage not in allowed:
        return Verdict.no(code)
    return Verdict.yes()


_ALLOWED: Mapping[ItemKind, tuple[frozenset[Stage | None], str]] = {
    K.HOME_RECEPTION_ACCEPTED: (frozenset({Stage.ORDERED}), "no_reception_to_answer"),
    K.HOME_RECEPTION_DECLINED: (frozenset({Stage.ORDERED}), "no_reception_to_answer"),
    K.HOME_RECEPTION_PLANNED: (frozenset({Stage.ACCEPTED}), "no_visit_to_plan"),
    K.HOME_RECEPTION_VISITED: (frozenset({Stage.ACCEPTED, Stage.ONGOING}), "no_reception"),
    K.HOME_RECEPTION_HANDED_OVER: (frozenset({Stage.ACCEPTED, Stage.ONGOING}), "no_reception"),
    K.HOME_RECEPTION_FOLLOWED_UP: (frozenset({Stage.HANDED_OVER}), "nothing_to_follow_up"),
}
