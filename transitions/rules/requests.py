"""Requests with an owner (T35): short-term housing, assessment of the home, further training.

Asked for by somebody, judged by a doctor, decided by the municipality: until then nobody promises the person anything.
"""

from dataclasses import dataclass
from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind


class Wanted(StrEnum):
    """What is asked for: korttidsplats, hemmiljöbedömning, fortsatt träning."""

    SHORT_TERM = "short_term"
    HOME_ASSESSMENT = "home_assessment"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Request:
    """A request with what has come of it. `owner` is the unit that answers for the next step after a yes."""

    what: Wanted
    asked: Fact
    owner: int
    judged: Fact | None = None
    decided: Fact | None = None
    taken: Fact | None = None

    @property
    def needs_doctor(self) -> bool:
        """The doctor's rehab judgement comes before the decision of a place; the others go to their owner at once."""
        return self.what is Wanted.SHORT_TERM


def requests(chain: Chain) -> tuple[Request, ...]:
    """Every request that was made, in order."""
    judged = {fact.data.get("of_item"): fact for fact in chain.of_kind(ItemKind.REQUEST_JUDGED)}
    decided = {fact.data.get("of_item"): fact for fact in chain.of_kind(ItemKind.REQUEST_DECIDED)}
    taken = {fact.data.get("of_item"): fact for fact in chain.of_kind(ItemKind.REQUEST_TAKEN)}
    return tuple(
        Request(
            Wanted(fact.data["what"]),
            fact,
            int(fact.data["owner"]),
            judged.get(fact.id),
            decided.get(fact.id),
            taken.get(fact.id),
        )
        for fact in chain.of_kind(ItemKind.REQUEST_MADE)
    )


def to_judge(chain: Chain) -> list[Request]:
    """Those that wait for the doctor."""
    return [
        one
        for one in requests(chain)
        if one.needs_doctor and one.judged is None and one.decided is None and chain.end is None
    ]


def to_decide(chain: Chain) -> list[Request]:
    """Those that wait for the municipality."""
    return [
        one
        for one in requests(chain)
        if one.decided is None and (one.judged is not None or not one.needs_doctor)
    ]


def to_take(chain: Chain) -> list[Request]:
    """Those that were granted and that their owner has not said it has taken over (T35)."""
    return [
        one
        for one in requests(chain)
        if one.taken is None
        and one.decided is not None
        and one.decided.data.get("outcome") == "yes"
        and one.owner != one.decided.by_id
        and one.owner in chain.parties
        and not chain.deceased
    ]


def undecided(chain: Chain, what: Wanted) -> bool:
    """Somebody has asked for it, and nobody has decided: it must not be promised."""
    return any(one.what is what and one.decided is None for one in requests(chain))
