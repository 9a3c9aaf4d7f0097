"""Delegations: for how long, for whom, until when they hold, when somebody is reminded (A10; PSL 6:3; law.md 8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, OrganisationKind, Role, UnitKind
from transitions.rules.limits import STOCKHOLM, local_date

REMIND_DAYS = (60, 30, 7)
"""So many days before the last day the nurse and the home care are reminded, each once."""
REMIND_AT = time(8)
"""Local time of a reminder."""
NIGHT_ENDS = time(7)
"""Until then it is still the night that began the day before."""


class Knowledge(StrEnum):
    """How the nurse has made sure that the person can do it."""

    OBSERVED = "observed"
    TEST = "test"
    TALK = "talk"
    COURSE = "course"


class EndCause(StrEnum):
    """Why a delegation does not hold any longer."""

    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NURSE_LEFT = "nurse_left"
    RECEIVER_LEFT = "receiver_left"


class SigningList(StrEnum):
    """Who keeps the list on which each given dose is signed."""

    HOME_CARE = "home_care"
    NURSE = "nurse"
    AT_HOME = "at_home"


class FollowedUp(StrEnum):
    """What a follow-up showed."""

    WORKS = "works"
    TRAINING = "training"
    STOPS = "stops"


class Standing(StrEnum):
    """How a delegation stands on a day."""

    COMING = "coming"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"


class AlertKind(StrEnum):
    """What the nurse or the home care is told of without asking."""

    STAFF_NEW = "staff_new"
    UNCOVERED = "uncovered"


DELEGATES: frozenset[Role] = frozenset({Role.CARE_CONTACT, Role.HOUSING_NURSE, Role.REHAB})
"""Roles of licensed staff outside the ward: they know what they hand on, and follow it up (PSL 6:3)."""

GIVES: frozenset[UnitKind] = frozenset(
    {
        UnitKind.PRIMARY_CARE,
        UnitKind.PRIMARY_CARE_REHAB,
        UnitKind.OPEN_PSYCHIATRY,
        UnitKind.MUNICIPAL_HEALTH_CARE,
        UnitKind.SPECIAL_HOUSING,
        UnitKind.SHORT_TERM_HOUSING,
    }
)
"""Kinds of unit whose nurses delegate."""

RECEIVES: frozenset[UnitKind] = HOME_PROVIDERS | {
    UnitKind.SPECIAL_HOUSING,
    UnitKind.SHORT_TERM_HOUSING,
    UnitKind.HOUSING_SUPPORT,
    UnitKind.DAY_ACTIVITY,
}
"""Kinds of unit whose staff may be given a task."""

DOES: frozenset[Role] = frozenset({Role.HOME_CARE_COORDINATOR, Role.NIGHT_PATROL, Role.OTHER_CARE})
"""Roles of those who may be given a task: staff without a licence of their own."""


def municipal(kind: OrganisationKind) -> bool:
    """Whether a nurse's unit delegates within the municipality's own health care, of which the MAS sees persons."""
    return kind is not OrganisationKind.REGION


def last_allowed(first: date) -> date:
    """The last day that a decision from `first` may have: the same day a year later; of 29 February the 28th."""
    try:
        return first.replace(year=first.year + 1)
    except ValueError:
        return first.replace(year=first.year + 1, day=28)


@dataclass(frozen=True, slots=True)
class Draft:
    """A delegation as it is about to be signed. One of `patient` (an id) and `for_unit` is said."""

    first: date
    last: date
    for_patient: bool
    for_unit: bool
    knowledge: str
    self_given: bool
    provider_declines: bool


def faults(draft: Draft, today: date) -> Iterator[tuple[str, str]]:
    """What stands in the way of signing: code and field. Nothing: it can be signed."""
    if draft.self_given:
        yield "to_oneself", "receiver"
    if draft.provider_declines:
        yield "provider_declines", "receiver"
    if draft.first < today:
        yield "begins_past", "valid_from"
    if draft.last < draft.first:
        yield "ends_before", "valid_to"
    elif draft.last > last_allowed(draft.first):
        yield "over_a_year", "valid_to"
    if draft.for_patient == draft.for_unit:
        yield "one_extent", "patient"
    if not draft.knowledge.strip():
        yield "no_knowledge", "knowledge_text"


@dataclass(frozen=True, slots=True)
class Holds:
    """A delegation as the rules know it. In service: the assignment in the unit still runs.

    `patient` None: any patient of `unit`. `task` is the code of the list.
    """

    task: str
    receiver: int
    unit: int
    first: date
    last: date
    patient: int | None = None
    ended: bool = False
    nurse_in_service: bool = True
    receiver_in_service: bool = True

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        serving = self.nurse_in_service and self.receiver_in_service
        return serving and not self.ended and self.first <= day <= self.last


def standing(known: Holds, today: date) -> Standing:
    """How it stands: it ends with its last day, with a withdrawal, and when either has left."""
    if known.on(today):
        return Standing.ENDING if (known.last - today).days <= REMIND_DAYS[0] else Standing.VALID
    coming = not known.ended and known.nurse_in_service and known.receiver_in_service and today < known.first
    return Standing.COMING if coming else Standing.ENDED


def reminders(first: date, last: date, signed_on: date) -> tuple[tuple[int, datetime], ...]:
    """When somebody is reminded of the end, the earliest first: days before, and the moment (aware).

    Not of what had passed already when it was signed.
    """
    found = []
    for days in REMIND_DAYS:
        day = last - timedelta(days=days)
        if day > signed_on:
            found.append((days, datetime.combine(day, REMIND_AT, STOCKHOLM)))
    return tuple(found)


def ended_by(known: Holds, today: date) -> EndCause | None:
    """Why a delegation that nobody has ended does not hold any longer; None while it does, or will."""
    if known.ended:
        return None
    if not known.receiver_in_service:
        return EndCause.RECEIVER_LEFT
    if not known.nurse_in_service:
        return EndCause.NURSE_LEFT
    return EndCause.EXPIRED if known.last < today else None


def night_of(moment: datetime) -> date:
    """The day on which the night began that is under way, or that comes, at an aware moment."""
    local = moment.astimezone(STOCKHOLM)
    day = local_date(moment)
    return day - timedelta(days=1) if local.time() < NIGHT_ENDS else day


@dataclass(frozen=True, slots=True)
class Tonight:
    """A delegated task of a patient that a unit performs."""

    key: int
    task: str
    patient: int
    unit: int


def days_left(moment: datetime) -> tuple[date, ...]:
    """The days of the night that are still to come at an aware moment: both, or after midnight the second alone."""
    night = night_of(moment)
    return tuple(day for day in (night, night + timedelta(days=1)) if day >= local_date(moment))


def covers(known: Holds, wanted: Tonight, days: Iterable[date]) -> bool:
    """Whether a delegation lets its receiver do a task all that is left of the night (`days_left`): before midnight
    one that ends at midnight does not; after it one that begins that day does.
    """
    if known.task != wanted.task or known.unit != wanted.unit:
        return False
    if known.patient is not None and known.patient != wanted.patient:
        return False
    return all(known.on(day) for day in days)


def who_may(wanted: Tonight, known: Iterable[Holds], days: Iterable[date]) -> frozenset[int]:
    """Who in the unit may do a task on those days of the night; empty: it is without anybody."""
    whole = tuple(days)
    return frozenset(one.receiver for one in known if covers(one, wanted, whole))
