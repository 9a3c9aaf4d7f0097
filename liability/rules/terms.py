"""Terms of an agreement on betalningsansvar, as a value.

Sources: LUS (2017:612) 4 kap. 5 § (what may be agreed: start and amount), 5 kap. 3–6 §§ (what holds without).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter
from typing import Literal

from .members import direct

EVERYWHERE = "*"
NATIONAL: Literal["national"] = "national"
"""The amount that Socialstyrelsen sets for each calendar year (LUS 5 kap. 6 §)."""


@direct
class Basis(StrEnum):
    """Whether each patient's days or a month's mean decide."""

    INDIVIDUAL = "individual"
    AVERAGE = "average"


@direct
class DayType(StrEnum):
    """What the free days are counted in."""

    CALENDAR = "calendar"
    WEEKDAY = "weekday"


@direct
class DayConvention(StrEnum):
    """Whether the day of discharge is owed. "Vårddygn" is not defined in LUS."""

    NIGHTS = "nights"
    STARTED = "started"


@direct
class LatePrecondition(StrEnum):
    """What a precondition met too late leads to. The act does not say."""

    REVIEW = "review"
    BLOCK = "block"
    SHIFT = "shift"
    ALLOW = "allow"


class MeanPopulation(StrEnum):
    """Whose days the mean is taken over."""

    ALL = "all"
    FROM_DAY_ONE = "from_day_one"


class LongStay(StrEnum):
    """How a stay beyond `individual_after_days` enters the mean."""

    CAPPED = "capped"
    EXCLUDED = "excluded"


@direct
class Precondition(StrEnum):
    """What must have been done for liability to arise (LUS 5 kap. 3 and 5 §§, or the agreement)."""

    ADMISSION_NOTICE = "admission_notice"
    DISCHARGE_READY_NOTICE = "discharge_ready_notice"
    SIP_CALL = "sip_call"
    OPEN_CARE_AVAILABLE = "open_care_available"
    CARE_CONTACT = "care_contact"
    SUPPORT_NOT_DECLINED = "support_not_declined"


CARE_FORMS = ("somatic", "geriatric", "psychiatric", "detox")

STATUTE_PRECONDITIONS = frozenset(
    {
        Precondition.ADMISSION_NOTICE,
        Precondition.DISCHARGE_READY_NOTICE,
        Precondition.SIP_CALL,
        Precondition.OPEN_CARE_AVAILABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A period whose days are computed but not invoiced. Both dates included; None: without end."""

    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of an agreement's terms; a field that is not given is the statute's.

    amount: NATIONAL, whole kronor for each day owed, or None when it is unknown.
    selectable: whether the terms can be chosen for a case by place and date; others are used only by name.
    source, confirmed: where the terms are written, and whether that text has been read.
    agreement: what reasons call the agreement behind the terms; "" under the statute.
    in_time, too_late: the days of a notice in time, and of one after the cut-off.
    """

    code: str | None
    valid_from: date | None = date(2018, 1, 1)
    valid_to: date | None = None
    region: str = EVERYWHERE
    municipality: str = EVERYWHERE
    care_forms: frozenset[str] = frozenset({EVERYWHERE})
    basis: Basis = Basis.INDIVIDUAL
    day_type: DayType = DayType.CALENDAR
    eves_are_weekdays: bool = True
    free_days: int = 3
    cutoff: time = time(12)
    cutoff_inclusive: bool = True
    late_extra_days: int = 1
    day_convention: DayConvention = DayConvention.NIGHTS
    amount: Literal["national"] | int | None = NATIONAL
    preconditions: frozenset[Precondition] = STATUTE_PRECONDITIONS
    late_precondition: LatePrecondition = LatePrecondition.REVIEW
    invoicing_suspended: Suspension | None = None
    mean_level: Decimal | None = None
    mean_population: MeanPopulation | None = None
    individual_after_days: int | None = None
    long_stay_in_mean: LongStay | None = None
    selectable: bool = True
    name: str = ""
    source: str = ""
    confirmed: bool = False
    agreement: str = field(init=False, repr=False, compare=False, default="")
    in_time: timedelta = field(init=False, repr=False, compare=False, default=timedelta())
    too_late: timedelta = field(init=False, repr=False, compare=False, default=timedelta())

    def __post_init__(self) -> None:
        # Asked for in every case: put together once.
        agreed = "" if self.is_statute else self.name or self.code or "egna villkor"
        object.__setattr__(self, "agreement", agreed)
        object.__setattr__(self, "in_time", timedelta(days=self.free_days))
        object.__setattr__(self, "too_late", timedelta(days=self.free_days + self.late_extra_days))

    @property
    def is_statute(self) -> bool:
        """Whether these are LUS 5 kap. 4 and 6 §§ themselves, not an agreement."""
        return self.code == "statute"

    def requires(self, precondition: Precondition) -> bool:
        """Whether the precondition is one of these terms'."""
        return precondition in self.preconditions

    def is_late(self, clock: time) -> bool:
        """Whether a notice at this time of day is after the cut-off (LUS 5 kap. 4 § second sentence)."""
        return clock > self.cutoff or (clock == self.cutoff and not self.cutoff_inclusive)

    def suspends(self, day: date) -> bool:
        """Whether invoicing is suspended on the day."""
        return self.invoicing_suspended is not None and self.invoicing_suspended.covers(day)

    def holds_on(self, day: date) -> bool:
        """Whether the terms are valid on the day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def parent_municipality(code: str) -> str:
    """The municipality of a municipality's or a district's id: "0180-HA" belongs to "0180"."""
    return code.split("-", 1)[0]


def region_of(code: str) -> str:
    """The region a municipality or district belongs to: the first two digits of its id."""
    return code[:2]


def choose_terms(
    shelf: Iterable[Terms], *, municipality: str, care_form: str | None, notice_on: date
) -> Terms | None:
    """The terms in force for a case: the municipality's own before its region's before the statute.

    Among equals those that name the care form come before those for all, then the latest valid from.
    None when nothing was in force, which is so before 2018.
    """
    ranked = in_order_of_rank(shelf, municipality=municipality, care_form=care_form)
    return next((terms for terms in ranked if terms.holds_on(notice_on)), None)


def in_order_of_rank(
    shelf: Iterable[Terms], *, municipality: str, care_form: str | None
) -> tuple[Terms, ...]:
    """The terms that a case could be under, whatever its date: the first that holds on the day is chosen."""
    ranked: list[tuple[tuple[int, bool, date], Terms]] = []
    for terms in shelf:
        for_all_forms = EVERYWHERE in terms.care_forms
        if not terms.selectable or (not for_all_forms and care_form not in terms.care_forms):
            continue
        place = _rank_of_place(terms, municipality)
        if place:
            ranked.append(((place, not for_all_forms, terms.valid_from or date.min), terms))
    ranked.sort(key=itemgetter(0), reverse=True)  # stable also in reverse: of equals the first on the shelf
    return tuple(terms for _, terms in ranked)


def _rank_of_place(terms: Terms, municipality: str) -> int:
    """4: the district's own, 3: the municipality's, 2: the region's, 1: everywhere, 0: not for this place."""
    if terms.municipality != EVERYWHERE:
        if terms.municipality == municipality:
            return 4
        return 3 if terms.municipality == parent_municipality(municipality) else 0
    if terms.region != EVERYWHERE:
        return 2 if terms.region == region_of(municipality) else 0
    return 1
