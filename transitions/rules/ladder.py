"""The ladder (eskaleringstrappan): what happens when a unit does not acknowledge a message (T10).

Four steps, each at most once for each message and unit: the unit is reminded, the person on duty is asked to take it,
the unit's manager is asked to see to it, and at last the sender telephones. It stops at the acknowledgement, or when
the call was taken. When each step falls due is reckoned once, when the message is sent, and stands in the database: no
timer is needed, and nothing that was down makes a step fall away or come twice.

Time counts round the clock, or only while the unit is staffed. Staffed spans come as moments, so that nights, weekends
and the two changes of clock are whatever the unit's hours make of them; this module reckons only with moments.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from transitions.rules.kinds import ItemKind


class Step(StrEnum):
    """The steps in their order."""

    REMIND = "remind"
    ON_DUTY = "on_duty"
    MANAGER = "manager"
    PHONE = "phone"


class Effect(StrEnum):
    """What a step does to the responsibility for the message being taken care of."""

    INFORMS = "informs"
    ASKS = "asks"
    MOVES = "moves"


EFFECT: Mapping[Step, Effect] = {
    Step.REMIND: Effect.INFORMS,
    Step.ON_DUTY: Effect.ASKS,
    Step.MANAGER: Effect.ASKS,
    Step.PHONE: Effect.MOVES,
}
"""The receiving unit has the message through the first three; from the last, the sender makes sure by telephone."""


class Counting(StrEnum):
    """In what time the ladder counts."""

    CLOCK = "clock"
    STAFFED = "staffed"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Minutes from the sending to each step, rising; None leaves a step out. The last, the telephone call, is kept.

    Raises ValueError("order") when the steps do not rise, ("minutes") below one minute or above thirty days.
    """

    remind: int | None
    on_duty: int | None
    manager: int | None
    phone: int
    counting: Counting

    def __post_init__(self) -> None:
        minutes = [value for _, value in self.steps()]
        if any(not 1 <= value <= LONGEST_MINUTES for value in minutes):
            raise ValueError("minutes")
        if any(later <= earlier for earlier, later in pairwise(minutes)):
            raise ValueError("order")

    def steps(self) -> Iterator[tuple[Step, int]]:
        """The steps that are taken, with their minutes."""
        values = (self.remind, self.on_duty, self.manager, self.phone)
        for step, minutes in zip(Step, values, strict=True):
            if minutes is not None:
                yield step, minutes


LONGEST_MINUTES = 30 * 24 * 60

HOME_COMING = Ladder(30, 60, 90, 120, Counting.CLOCK)
READY = Ladder(30, 60, 90, 120, Counting.STAFFED)
ORDINARY = Ladder(120, 240, 360, 480, Counting.STAFFED)

DEFAULTS: Mapping[ItemKind, Ladder] = {
    ItemKind.HOME_CARE_NOTIFIED: HOME_COMING,
    ItemKind.HOME_RECEPTION_ORDERED: HOME_COMING,
    ItemKind.DISCHARGED: HOME_COMING,
    ItemKind.DIED: HOME_COMING,
    ItemKind.DISCHARGE_READY_SENT: READY,
    ItemKind.DISCHARGE_READY_WITHDRAWN: READY,
}
"""Where nobody has set anything else. A person on the way home tonight does not wait for office hours."""


def default(kind: ItemKind) -> Ladder:
    """The ladder of a kind of message that nobody has set another for."""
    return DEFAULTS.get(kind, ORDINARY)


Span = tuple[datetime, datetime]


def due_times(ladder: Ladder, sent_at: datetime, staffed: Iterable[Span] | None) -> dict[Step, datetime]:
    """When each step falls due, in UTC.

    `staffed`: when the unit is staffed, from `sent_at` on, in order and without overlap, as far ahead as is known; it
    is read no further than needed. None, or spans that end too soon, count round the clock from where they end: a unit
    that has not said when it is staffed is reminded too early rather than never.
    """
    begins = sent_at.astimezone(UTC)
    steps = dict(ladder.steps())
    if ladder.counting is Counting.CLOCK or staffed is None:
        return {step: begins + timedelta(minutes=minutes) for step, minutes in steps.items()}
    spans = _from(begins, staffed)
    found: dict[Step, datetime] = {}
    counted, at = timedelta(), begins
    start, end = next(spans, (None, None))
    for step, minutes in steps.items():
        wanted = timedelta(minutes=minutes)
        while end is not None and start is not None and counted + (end - max(start, at)) < wanted:
            counted += end - max(start, at)
            at = end
            start, end = next(spans, (None, None))
        begun = max(start, at) if start is not None else at
        at = begun + (wanted - counted)
        counted = wanted
        found[step] = at
    return found


def _from(begins: datetime, staffed: Iterable[Span]) -> Iterator[Span]:
    for start, end in staffed:
        first, last = max(start.astimezone(UTC), begins), end.astimezone(UTC)
        if first < last:
            yield first, last


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a message to a unit when a step falls due."""

    acknowledged: bool
    cancelled: bool
    taken_by_phone: bool


class Why(StrEnum):
    """Why a step was not taken."""

    ACKNOWLEDGED = "acknowledged"
    CANCELLED = "cancelled"
    TAKEN_BY_PHONE = "taken_by_phone"


def stopped(standing: Standing) -> Why | None:
    """Why the ladder goes no further, or None while it goes on."""
    if standing.acknowledged:
        return Why.ACKNOWLEDGED
    if standing.cancelled:
        return Why.CANCELLED
    return Why.TAKEN_BY_PHONE if standing.taken_by_phone else None
