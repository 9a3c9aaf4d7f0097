"""What is told of SIP beside the contract's measures (S9, U12): who called, how people took part, what came of it.

Counted from the same summaries as the contract's own measures; docs/rules.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from reporting.rules.breakdowns import Row, Split
from reporting.rules.dates import days_between, local_date
from reporting.rules.facts import OrganisationFact, UnitFact
from reporting.rules.measures import Selection, Value, has_sip_call
from reporting.rules.rounding import median, one_decimal
from reporting.rules.sip_events import SipMeeting
from reporting.rules.summary import EpisodeSummary
from reporting.rules.suppression import Cell, suppress_row

HOW = ("room", "video", "phone", "proxy")
"""How the patient took part; `no` is what is left of the held."""

REASONS = ("no_consent", "single_principal", "open_compulsory_care")
OUTCOMES = ("reached", "partly", "not_reached", "no_longer")
CALLING_KINDS = frozenset({"primary_care", "open_psychiatry"})
"""Kinds of unit in the open care that are to call (LUS 4:3)."""

SPLIT_CODES = (
    "episodes",
    "episodes_with_sip_call",
    "sip_calls_by_care_contact_in_time",
    "sip_calls_by_municipality",
    "sip_held",
    "sip_held_with_patient",
    "sip_followed_up",
)


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A SIP that was held: the first call, and when they met."""

    episode: str
    sip: str
    called_at: datetime
    held_at: datetime


@dataclass(frozen=True, slots=True)
class GoalFact:
    """How a goal stood at a follow-up. In the order in which they were recorded."""

    episode: str
    goal: int
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """A unit's part in the meetings of a period: the basis of what it is paid for (U12).

    `called`: invited to; `came`: of all held, how many it was at, by the form of the meeting.
    """

    unit: str
    called: int
    came: int
    room: int
    video: int
    phone: int


@dataclass(frozen=True, slots=True)
class OutsideFact:
    """A SIP outside discharge (S7). `asked_by`: unit, person or relative."""

    caller: str
    asked_by: str
    called_at: datetime
    held_at: datetime | None = None
    followed_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SipFacts:
    """What the sip app adds to the chains."""

    meetings: Sequence[MeetingFact] = ()
    goals: Sequence[GoalFact] = ()
    outside: Sequence[OutsideFact] = ()


@dataclass(frozen=True, slots=True)
class SipStatistics:
    """The statistics of a period. `totals` and `months` by code, as `definitions_sip`; None in a row is hidden.

    `how`, `declined` and `goals` are rows of small categories, `splits` the same columns by municipality (its id),
    hospital (its name) and open-care unit (its id).
    """

    totals: Mapping[str, Value]
    months: Sequence[Mapping[str, Value]]
    how: Row
    declined: Row
    goals: Row
    splits: Mapping[str, Split]
    outside: Mapping[str, int]
    attendance: Sequence[Attendance] = ()


def totals(selection: Selection, facts: SipFacts) -> dict[str, Value]:
    """The measures of the period that the contract does not have."""
    episodes = selection.episodes
    held = held_in(selection)
    times = {(one.episode, one.sip): one for one in facts.meetings}
    days = [
        Fraction(days_between(local_date(found.called_at), local_date(found.held_at)))
        for episode, meeting in held
        if (found := times.get((episode.id, meeting.sip))) is not None
    ]
    declined = [e for e in episodes if _declined(selection, e) is not None]
    called = sum(has_sip_call(selection, e) for e in episodes)
    latest = goals_in(selection, facts)

    def called_by(caller: str) -> int:
        return sum(
            any(call.caller == caller and selection.up_to_end(call.at) for call in e.sip_calls)
            for e in episodes
        )

    return {
        "sip_calls_by_care_contact": called_by("care_contact"),
        "sip_calls_by_hospital": called_by("hospital"),
        "sip_declined": len(declined),
        "sip_neither": len(episodes) - called - len(declined),
        "sip_held_without_patient": sum(not meeting.with_patient for _, meeting in held),
        "sip_held_with_home_care": sum(meeting.with_home_care for _, meeting in held),
        "sip_days_to_meeting": one_decimal(median(days)),
        "sip_goals": len(latest),
        "sip_goals_reached": sum(one.outcome == "reached" for one in latest),
    }


def statistics(
    selection: Selection,
    months: Sequence[Selection],
    facts: SipFacts,
    *,
    organisations: Mapping[str, OrganisationFact],
    units: Mapping[str, UnitFact],
    attendance: Sequence[Attendance] = (),
    unsuppressed: bool = False,
) -> SipStatistics:
    """All of it. `unsuppressed` is for those who may open the cases, inside the system, never in a file.

    What a unit was at is a fact of the unit and not of a person, and is never hidden.
    """
    how, declined, goals = _cells(HOW), _cells(REASONS), _cells(OUTCOMES)
    for episode, meeting in held_in(selection):
        if meeting.how in how:
            how[meeting.how].add(episode.patient)
    for episode in selection.episodes:
        reason = _declined(selection, episode)
        if reason in declined:
            declined[reason].add(episode.patient)
    patients = {episode.id: episode.patient for episode in selection.belonging}
    for goal in goals_in(selection, facts):
        goals[goal.outcome].add(patients[goal.episode])

    def municipality(episode: EpisodeSummary) -> Iterable[str]:
        owner = episode.belongs_to
        return [owner] if owner is not None and owner in organisations else []

    def hospital(episode: EpisodeSummary) -> Iterable[str]:
        ward = units.get(episode.last_ward)
        return [ward.hospital] if ward is not None and ward.hospital else []

    def unit(episode: EpisodeSummary) -> Iterable[str]:
        return sorted(c for c in episode.notice_to if c in units and units[c].kind in CALLING_KINDS)

    def shown(row: Mapping[str, Cell]) -> Row:
        return {name: cell.value for name, cell in row.items()} if unsuppressed else suppress_row(row)

    return SipStatistics(
        totals=totals(selection, facts),
        months=[totals(month, facts) for month in months],
        how=shown(how),
        declined=shown(declined),
        goals=shown(goals),
        splits={
            "by_municipality": _split(selection, municipality, shown),
            "by_hospital": _split(selection, hospital, shown),
            "by_unit": _split(selection, unit, shown),
        },
        outside=outside(selection, facts),
        attendance=attendance,
    )


def outside(selection: Selection, facts: SipFacts) -> dict[str, int]:
    """SIPs outside discharge, kept apart from everything that is counted on vårdtillfällen (S7)."""
    inside = selection.period.contains
    called = [one for one in facts.outside if inside(one.called_at)]
    return {
        "sip_home_called": len(called),
        "sip_home_by_care_contact": sum(one.caller == "care_contact" for one in called),
        "sip_home_by_municipality": sum(one.caller == "municipality" for one in called),
        "sip_home_asked": sum(one.asked_by != "unit" for one in called),
        "sip_home_held": sum(one.held_at is not None and inside(one.held_at) for one in facts.outside),
        "sip_home_followed_up": sum(
            one.followed_up_at is not None and inside(one.followed_up_at) for one in facts.outside
        ),
    }


def held_in(selection: Selection) -> list[tuple[EpisodeSummary, SipMeeting]]:
    """The meetings of the period, as the contract counts `sip_held`."""
    return [
        (episode, meeting)
        for episode in selection.belonging
        for meeting in episode.sip_meetings
        if selection.period.contains(meeting.at)
    ]


def goals_in(selection: Selection, facts: SipFacts) -> list[GoalFact]:
    """How each goal that was followed up in the period stood at the last time of it."""
    mine = {episode.id for episode in selection.belonging}
    latest: dict[int, GoalFact] = {}
    for goal in facts.goals:
        if goal.episode in mine and selection.period.contains(goal.at):
            known = latest.get(goal.goal)
            if known is None or goal.at >= known.at:
                latest[goal.goal] = goal
    return list(latest.values())


def _declined(selection: Selection, episode: EpisodeSummary) -> str | None:
    """Why no SIP was to be held, by the last decision up to the period's end, where nobody had called by then."""
    if has_sip_call(selection, episode):
        return None
    decided = [reason for at, reason in episode.sip_not_required if selection.up_to_end(at)]
    return decided[-1] if decided else None


def _cells(names: Iterable[str]) -> dict[str, Cell]:
    return {name: Cell() for name in names}


def _split(
    selection: Selection,
    category_of: Callable[[EpisodeSummary], Iterable[str]],
    shown: Callable[[Mapping[str, Cell]], Row],
) -> Split:
    rows: dict[str, dict[str, Cell]] = {code: {} for code in SPLIT_CODES}

    def add(code: str, episode: EpisodeSummary, amount: int = 1) -> None:
        for name in category_of(episode):
            for each in SPLIT_CODES:
                rows[each].setdefault(name, Cell())
            rows[code][name].add(episode.patient, amount)

    for episode in selection.episodes:
        calls = [call for call in episode.sip_calls if selection.up_to_end(call.at)]
        add("episodes", episode)
        add("episodes_with_sip_call", episode, bool(calls))
        in_time = any(call.caller == "care_contact" and call.in_time for call in calls)
        add("sip_calls_by_care_contact_in_time", episode, in_time)
        add("sip_calls_by_municipality", episode, any(call.caller == "municipality" for call in calls))
    for episode, meeting in held_in(selection):
        add("sip_held", episode)
        add("sip_held_with_patient", episode, meeting.with_patient)
    for episode in selection.belonging:
        followed_up = {sip for at, sip in episode.sip_follow_ups if selection.period.contains(at)}
        if followed_up:
            add("sip_followed_up", episode, len(followed_up))
    names = sorted(rows["episodes"])
    cells = {code: shown({name: row[name] for name in names}) for code, row in rows.items()}
    return {name: {code: cells[code][name] for code in SPLIT_CODES} for name in names}
