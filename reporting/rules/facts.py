"""What the figures are computed from, as the event file (`events.md`) tells it.

Codes are the contract's own words. Times carry an offset; dates are local, Europe/Stockholm.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reporting.rules.dates import coordination_aware_birth_date

MUNICIPAL_SIDE = frozenset({"municipality", "district", "private_provider"})
"""Kinds of organisation whose units are the municipal side (report.md, rule 6)."""

CAUSES = (
    "aids",
    "home_adaptation",
    "medicines",
    "consumables",
    "open_care_not_planned",
    "home_care_not_informed",
    "insufficient_support",
    "medical",
    "other",
)
"""Causes of a readmission, in the order of `events.md`."""


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """A region, municipality, district (stadsdel) or private provider."""

    id: str
    kind: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit and the organisation that owns it.

    `hospital` is the name of the hospital that a ward is part of.
    """

    id: str
    kind: str
    name: str
    organisation: str
    organisation_kind: str
    hospital: str | None = None

    @property
    def is_municipal_side(self) -> bool:
        """The unit is the municipality's in the act's sense (contracts/report.md)."""
        return self.organisation_kind in MUNICIPAL_SIDE


@dataclass(frozen=True, slots=True)
class PatientFact:
    """A patient, as far as the breakdowns need to know. `sex`: female, male or unknown."""

    id: str
    sex: str = "unknown"
    birth_date: date | None = None

    @classmethod
    def from_personal_number(
        cls, patient: str, sex: str | None, personal_number: str | None
    ) -> "PatientFact":
        """The birth date is read from the number (a coordination number's day minus 60).

        None when it has none.
        """
        return cls(patient, sex or "unknown", coordination_aware_birth_date(personal_number or ""))


@dataclass(frozen=True, slots=True)
class EventFact:
    """One line of the chain.

    `data` holds the contract's extra fields by their names; `seq` is the file order.
    """

    type: str
    at: datetime
    by: str | None = None
    seq: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EpisodeFact:
    """A vårdtillfälle and all that happened in it.

    `registered_in` is the organisation where the patient was registered at admission, `placed_by` one that
    placed the patient. `first_ward` is the admitting ward; later wards are read from the `transferred`
    events.
    """

    id: str
    patient: str
    admitted_at: datetime
    registered_in: str | None
    first_ward: str
    planned: bool | None = None
    placed_by: str | None = None
    care_form: str = "somatic"
    events: tuple[EventFact, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviationFact:
    """An avvikelse: who reported what about whom, and when it was first answered.

    `belongs_to` is the municipality or district that the episode belongs to.
    """

    id: str
    belongs_to: str | None
    reported_at: datetime
    reported_by: str | None
    about: str | None
    answered_at: datetime | None = None
    category: str = "other"


@dataclass(frozen=True, slots=True)
class EndFact:
    """The end of an episode of which no more is loaded, but which may be the one before a readmission."""

    episode: str
    patient: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class LiabilityFact:
    """What betalningsansvar came to for one episode (liability.md).

    `days` whole days, `amount` whole kronor, None when any owed day lacks a rate. Under average terms
    `status` is `average`: then `ready_days` and the group that shares a statement (who owes, which terms) are
    given instead.
    """

    status: str
    days: int = 0
    amount: int | None = 0
    ready_days: int = 0
    statement_group: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A month under average terms: days and whole kronor, each None when it cannot be known."""

    days: Decimal | None
    amount: int | None


MonthStatement = Callable[[tuple[str, str], str, Sequence[int]], StatementFact]
"""(group, month `2020-03`, ready days of each discharged) → the month's statement."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report is computed from. `earlier_ends` complements the ends of `episodes`."""

    organisations: Mapping[str, OrganisationFact]
    units: Mapping[str, UnitFact]
    patients: Mapping[str, PatientFact]
    episodes: Sequence[EpisodeFact]
    deviations: Sequence[DeviationFact] = ()
    earlier_ends: Sequence[EndFact] = ()


def directory(
    organisations: Iterable[OrganisationFact], units: Iterable[UnitFact]
) -> tuple[dict[str, OrganisationFact], dict[str, UnitFact]]:
    """Both registers by id."""
    return {o.id: o for o in organisations}, {u.id: u for u in units}


def placed_or_registered(
    registered_in: str | None, placed_by: str | None, organisations: Mapping[str, OrganisationFact]
) -> str | None:
    """The municipality or district that placed the patient, else where the patient was registered."""
    placing = organisations.get(placed_by) if placed_by else None
    if placing is not None and placing.kind in ("municipality", "district"):
        return placing.id
    return registered_in


def belongs_to(episode: EpisodeFact, organisations: Mapping[str, OrganisationFact]) -> str | None:
    """The municipality or district that the episode belongs to; a later move changes nothing (report.md, rule 3)."""
    return placed_or_registered(episode.registered_in, episode.placed_by, organisations)


def deviations_of(episode: EpisodeFact, organisations: Mapping[str, OrganisationFact]) -> list[DeviationFact]:
    """The deviations told by an episode's events, in order of report.

    The first report and the first answer count.
    """
    reports: dict[str, EventFact] = {}
    answers: dict[str, datetime] = {}
    for event in sorted(episode.events, key=lambda e: (e.at, e.seq)):
        if event.type == "deviation_reported":
            reports.setdefault(event.data["deviation"], event)
        elif event.type == "deviation_answered":
            answers.setdefault(event.data["deviation"], event.at)
    return [
        DeviationFact(
            id=name,
            belongs_to=belongs_to(episode, organisations),
            reported_at=event.at,
            reported_by=event.data.get("reported_by") or event.by,
            about=event.data.get("about"),
            answered_at=answers.get(name),
            category=event.data.get("category", "other"),
        )
        for name, event in reports.items()
    ]


def registered_on(registrations: Iterable[tuple[date | None, str | None]], day: date) -> str | None:
    """Where a patient was registered on a local date.

    `registrations` are (first local date on which it holds, organisation) in the order they became known;
    None holds from the beginning. Before the first known date the first known registration is used.
    """
    ordered = sorted(registrations, key=lambda r: r[0] or date.min)  # stable: the later known wins a tie
    held = [organisation for since, organisation in ordered if since is None or since <= day]
    if held:
        return held[-1]
    return ordered[0][1] if ordered else None
