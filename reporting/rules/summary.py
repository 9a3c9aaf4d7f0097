"""One episode's events, read once in order, into what every measure asks about.

A summary depends on no period: the same one serves every month of a report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reporting.rules.dates import days_between, elapsed, local_date
from reporting.rules.facts import EpisodeFact, EventFact, OrganisationFact, UnitFact, belongs_to
from reporting.rules.sip_events import SipCall, SipMeeting, meeting, sip_calls, units_in

NOTICE_LIMIT = timedelta(hours=24)
"""LUS 2:2: the inskrivningsmeddelande is sent within 24 hours of admission."""


@dataclass(frozen=True, slots=True)
class Experience:
    """One answer to the three questions to the patient, each 1 to 5 or None."""

    at: datetime
    safe: int | None
    took_part: int | None
    informed: int | None


@dataclass(frozen=True, slots=True)
class HomeCare:
    """How home care was told of a person who went home.

    `lead` is the time from the last home_care_notified to its starts_at, None when no start was given.
    """

    all_before_discharge: bool
    night_patrol: bool
    lead: timedelta | None


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """An episode as the measures see it. `discharged_at` is None while it runs and when it ended by death."""

    id: str
    patient: str
    planned: bool
    admitted_at: datetime
    admitted_on: date
    ended_at: datetime | None
    discharged_at: datetime | None
    discharged_on: date | None
    belongs_to: str | None
    first_ward: str
    last_ward: str
    notice_to: frozenset[str]
    has_notice: bool
    notice_in_time: bool
    notice_acknowledged: bool
    sip_calls: tuple[SipCall, ...]
    sip_meetings: tuple[SipMeeting, ...]
    sip_follow_ups: tuple[tuple[datetime, str], ...]
    sip_not_required: tuple[tuple[datetime, str], ...]
    changes: int
    changes_acknowledged: int
    has_ready_notice: bool
    ready_days: int
    day_zero: bool
    home_care_units: frozenset[str]
    home_care: HomeCare | None
    cause: str | None
    care_form: str
    track: str | None
    experiences: tuple[Experience, ...]


@dataclass(frozen=True, slots=True)
class _Spell:
    """A standing notice of utskrivningsklar; `ended_on` is None while it stands."""

    notice_on: date
    ended_on: date | None
    by_discharge: bool = False


ByType = dict[str, list[tuple[int, EventFact]]]
"""Events of each type with their place in the reading order."""


def summarise(
    episode: EpisodeFact, organisations: Mapping[str, OrganisationFact], units: Mapping[str, UnitFact]
) -> EpisodeSummary:
    """Read an episode. Events are read in order of `at`, equal times in file order (report.md, rule 2)."""
    ordered = sorted(episode.events, key=lambda e: (e.at, e.seq))
    by_type: ByType = {}
    for position, event in enumerate(ordered):
        by_type.setdefault(event.type, []).append((position, event))

    end = _end(by_type)
    end_position = end[0] if end else len(ordered)
    ended_at = end[1].at if end else None
    discharge = end[1] if end and end[1].type == "discharged" else None
    discharged_at = discharge.at if discharge else None

    notices = by_type.get("admission_notice_sent", [])
    notice = next((e for _, e in notices if _names_municipal_side(e, units)), None)
    spells = _spells(ordered, end_position)
    told = [event for _, event in by_type.get("home_care_notified", [])]
    causes = by_type.get("readmission_cause_recorded")
    changes, acknowledged = _changes(by_type, discharged_at)
    return EpisodeSummary(
        id=episode.id,
        patient=episode.patient,
        planned=episode.planned is True,
        admitted_at=episode.admitted_at,
        admitted_on=local_date(episode.admitted_at),
        ended_at=ended_at,
        discharged_at=discharged_at,
        discharged_on=local_date(discharged_at) if discharged_at else None,
        belongs_to=belongs_to(episode, organisations),
        first_ward=episode.first_ward,
        last_ward=_last_ward(episode, by_type, end_position),
        notice_to=frozenset(units_in(notice, "to")) if notice else frozenset(),
        has_notice=notice is not None,
        notice_in_time=notice is not None and _in_time(episode, notice, by_type),
        notice_acknowledged=notice is not None and _notice_acknowledged(notice, by_type, discharged_at),
        sip_calls=sip_calls(
            [event for _, event in by_type.get("sip_called", [])], spells[-1].notice_on if spells else None
        ),
        sip_meetings=tuple(meeting(event, units) for _, event in by_type.get("sip_held", [])),
        sip_follow_ups=tuple((e.at, str(e.data.get("sip"))) for _, e in by_type.get("sip_followed_up", [])),
        sip_not_required=tuple(
            (e.at, str(e.data.get("reason"))) for _, e in by_type.get("sip_not_required", [])
        ),
        changes=changes,
        changes_acknowledged=acknowledged,
        has_ready_notice=bool(spells),
        ready_days=sum(days_between(s.notice_on, s.ended_on) for s in spells if s.ended_on is not None),
        day_zero=bool(spells) and spells[-1].by_discharge and spells[-1].notice_on == spells[-1].ended_on,
        home_care_units=frozenset(unit for event in told for unit in units_in(event, "to")),
        home_care=_home_care(discharge, told, units) if discharge else None,
        cause=causes[-1][1].data.get("cause") if causes else None,
        care_form=episode.care_form,
        track=by_type["track_set"][-1][1].data.get("track") if "track_set" in by_type else None,
        experiences=tuple(_experience(event) for _, event in by_type.get("experience_answered", [])),
    )


def _names_municipal_side(event: EventFact, units: Mapping[str, UnitFact]) -> bool:
    return any(unit in units and units[unit].is_municipal_side for unit in units_in(event, "to"))


def _end(by_type: ByType) -> tuple[int, EventFact] | None:
    """The event that ended the episode: its last discharge, or death when that came before any discharge."""
    deaths = by_type.get("died")
    discharges = by_type.get("discharged", [])
    if deaths and (not discharges or deaths[0][0] < discharges[0][0]):
        return deaths[0]
    before_death = [d for d in discharges if not deaths or d[0] < deaths[0][0]]
    return before_death[-1] if before_death else None


def _last_ward(episode: EpisodeFact, by_type: ByType, end_position: int) -> str:
    wards = [e.data.get("ward") for position, e in by_type.get("transferred", []) if position < end_position]
    return next((ward for ward in reversed(wards) if ward), episode.first_ward)


def _in_time(episode: EpisodeFact, notice: EventFact, by_type: ByType) -> bool:
    """At most 24 elapsed hours after admission, or after the latest need_assessed up to the notice."""
    starts = [e.at for _, e in by_type.get("need_assessed", []) if e.at <= notice.at]
    return elapsed(max([episode.admitted_at, *starts]), notice.at) <= NOTICE_LIMIT


def _acknowledged_by(event: EventFact) -> str | None:
    unit = event.data.get("at_unit") or event.by
    return None if unit is None else str(unit)


def _acknowledgements(by_type: ByType, of: str, before: datetime | None) -> list[tuple[int, EventFact]]:
    """Acknowledgements of a type of message, up to and not at the discharge."""
    return [
        (position, event)
        for position, event in by_type.get("acknowledged", [])
        if event.data.get("of") == of and (before is None or event.at < before)
    ]


def _notice_acknowledged(notice: EventFact, by_type: ByType, discharged_at: datetime | None) -> bool:
    """Whether every unit in `to` acknowledged, from the message's instant on."""
    acknowledged = {
        _acknowledged_by(event)
        for _, event in _acknowledgements(by_type, "admission_notice_sent", discharged_at)
        if event.at >= notice.at
    }
    return acknowledged.issuperset(units_in(notice, "to"))


def _changes(by_type: ByType, discharged_at: datetime | None) -> tuple[int, int]:
    """How many changes of expected discharge there were, and how many all receiving units acknowledged."""
    changes = by_type.get("expected_discharge_changed")
    if not changes:
        return 0, 0
    last_acknowledged: dict[str | None, int] = {}
    for position, event in _acknowledgements(by_type, "expected_discharge_changed", discharged_at):
        last_acknowledged[_acknowledged_by(event)] = position
    notices = by_type.get("admission_notice_sent", [])
    covered = 0
    for position, change in changes:
        receiving = {unit for sent, notice in notices if sent < position for unit in units_in(notice, "to")}
        after_discharge = discharged_at is not None and change.at > discharged_at
        if receiving and not after_discharge:
            covered += all(last_acknowledged.get(unit, -1) > position for unit in receiving)
    return len(changes), covered


def _spells(ordered: list[EventFact], end_position: int) -> list[_Spell]:
    """One spell for each notice of utskrivningsklar that began one.

    A repeat while one stands changes nothing.
    """
    spells: list[_Spell] = []
    standing: date | None = None
    for position, event in enumerate(ordered[: end_position + 1]):
        if event.type == "discharge_ready_sent":
            if standing is None:
                standing = local_date(event.at)
        elif standing is None:
            continue
        elif event.type in ("discharge_ready_withdrawn", "transferred") or position == end_position:
            spells.append(_Spell(standing, local_date(event.at), event.type == "discharged"))
            standing = None
    if standing is not None:
        spells.append(_Spell(standing, None))
    return spells


def _home_care(discharge: EventFact, told: list[EventFact], units: Mapping[str, UnitFact]) -> HomeCare | None:
    if discharge.data.get("to") != "home" or not told:
        return None
    named = {unit for event in told for unit in units_in(event, "to")}
    before = {unit for event in told if event.at < discharge.at for unit in units_in(event, "to")}
    starts_at = told[-1].data.get("starts_at")
    if isinstance(starts_at, str):
        starts_at = datetime.fromisoformat(starts_at)
    return HomeCare(
        all_before_discharge=named <= before,
        night_patrol=any(unit in units and units[unit].kind == "night_patrol" for unit in before),
        lead=elapsed(told[-1].at, starts_at) if starts_at else None,
    )


def _experience(event: EventFact) -> Experience:
    data = event.data
    return Experience(event.at, data.get("safe"), data.get("took_part"), data.get("informed"))
