"""How it stands now: who is ready to go home, for how long, waiting for what, and what is late (U9).

A patient waits for the first step in the order of `STEPS` that somebody still has to do: each is counted once. Small
numbers are hidden over every breakdown; a hospital and its wards are told so that none can be had by subtraction.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reporting.rules.dates import days_between, local_date
from reporting.rules.suppression import Cell, suppress, suppress_row

STEPS: Mapping[str, frozenset[str]] = {
    "receipt": frozenset({"acknowledge", "phone", "reach_otherwise"}),
    "decision": frozenset(
        {"take_contact", "decide_support", "ask_again", "judge_request", "decide_request", "take_request"}
    ),
    "care_contact": frozenset({"appoint_contact", "chase_contact"}),
    "sip": frozenset(
        {"call_sip", "call_sip_instead", "answer_sip_times", "settle_sip_time", "answer_sip_signal"}
    ),
    "answer": frozenset({"answer", "answer_order", "answer_question", "state_competence", "say_open_care"}),
    "home": frozenset(
        {"name_providers", "answer_reception", "rearrange_reception", "plan_visit", "checklist"}
    ),
    "information": frozenset({"send_information", "complete_information", "complete_notice", "reply"}),
}
"""What a patient who is ready waits for, in the order of the work, and the tasks that say so."""

NOTHING_LEFT = "home_coming"
"""Nothing of it is left: the home-coming itself is to be arranged."""

NOTICE = "send_notice"
SIP_CALL = "call_sip"
TASKS = frozenset().union(*STEPS.values()) | {NOTICE, SIP_CALL}

LENGTHS: Mapping[str, tuple[int, int | None]] = {
    "0": (0, 0),
    "1": (1, 1),
    "2-3": (2, 3),
    "4-7": (4, 7),
    "8-": (8, None),
}
"""Local calendar days since utskrivningsklar: from and to."""

OVERDUE_DAYS = 30
FORECAST_DAYS = 3
NO_HOSPITAL = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay that goes on, or that ended today with the person discharged."""

    id: Hashable
    patient: Hashable
    ward: str
    hospital: str
    expected: date | None = None
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    liable_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A task that somebody has."""

    stay: Hashable
    patient: Hashable
    kind: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WardNow:
    """A ward, or a hospital with its wards: who is in, who is ready, who goes home today. None is hidden."""

    name: str
    admitted: int | None
    ready: int | None
    home_today: int | None
    wards: tuple["WardNow", ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    """What stands at a moment. The totals are of organisations; the rows hide small numbers."""

    at: datetime
    admitted: int
    ready: int
    longest_days: int | None
    expected_today: int
    home_today: int
    notices_late: int
    sip_late: int
    sip_today: int
    unanswered: int
    unanswered_long: int
    oldest_unanswered: datetime | None
    liable: int
    passing_today: int
    passing_soon: int
    lengths: dict[str, int | None]
    waiting: dict[str, int | None]
    hospitals: tuple[WardNow, ...]
    stays: Mapping[str, frozenset[Hashable]] = field(default_factory=dict)
    """The stays behind each figure that may be opened, by its name. Never shown."""
    steps: Mapping[Hashable, str] = field(default_factory=dict)
    """What each of them waits for. Never shown."""


def at_present(
    stays: Collection[Stay],
    tasks: Collection[Standing],
    unanswered: Sequence[datetime],
    *,
    now: datetime,
    unsuppressed: bool = False,
) -> Now:
    """Everything at `now`. `unanswered`: when each deviation without an answer was reported."""
    today = local_date(now)
    open_stays = [stay for stay in stays if stay.ended_at is None]
    ready = [stay for stay in open_stays if stay.ready_at is not None]
    expected = [stay for stay in open_stays if stay.expected == today]
    home = [stay for stay in stays if stay.ended_at is not None and local_date(stay.ended_at) == today]
    steps = first_steps(tasks)
    lengths = {name: Cell() for name in LENGTHS}
    waiting = {name: Cell() for name in (*STEPS, NOTHING_LEFT)}
    for stay in ready:
        lengths[_length(stay, today)].add(stay.patient)
        waiting[steps.get(stay.id, NOTHING_LEFT)].add(stay.patient)
    going = {stay.id for stay in open_stays}
    late = {task.stay for task in tasks if task.kind == NOTICE and _due(task, now) and task.stay in going}
    sip_late = {task.stay for task in tasks if task.kind == SIP_CALL and _due(task, now)}
    sip_today = {
        task.stay
        for task in tasks
        if task.kind == SIP_CALL and task.due_at is not None and now <= task.due_at
        if local_date(task.due_at) == today
    }
    begins = {
        stay.id: days_between(today, local_date(stay.liable_from)) for stay in ready if stay.liable_from
    }
    liable = {stay.id for stay in ready if stay.liable_from is not None and stay.liable_from <= now}
    long_ago = [at for at in unanswered if days_between(local_date(at), today) > OVERDUE_DAYS]
    show = _plain if unsuppressed else suppress_row
    return Now(
        at=now,
        admitted=len(open_stays),
        ready=len(ready),
        longest_days=max((_days(stay, today) for stay in ready), default=None),
        expected_today=len(expected),
        home_today=len(home),
        notices_late=len(late),
        sip_late=len(sip_late),
        sip_today=len(sip_today),
        unanswered=len(unanswered),
        unanswered_long=len(long_ago),
        oldest_unanswered=min(unanswered, default=None),
        liable=len(liable),
        passing_today=sum(1 for stay, days in begins.items() if days == 0 and stay not in liable),
        passing_soon=sum(1 for days in begins.values() if 0 < days <= FORECAST_DAYS),
        lengths=show(lengths),
        waiting=show(waiting),
        hospitals=_hospitals(open_stays, expected, home, unsuppressed=unsuppressed),
        steps=steps,
        stays={
            "ready": frozenset(stay.id for stay in ready),
            "home": frozenset(stay.id for stay in (*expected, *home)),
            "notices": frozenset(late),
            "sip": frozenset(sip_late | sip_today),
            "liability": frozenset(liable | {s for s, days in begins.items() if days <= FORECAST_DAYS}),
        },
    )


def first_steps(tasks: Iterable[Standing]) -> dict[Hashable, str]:
    """For each stay the first step that somebody still has to do."""
    order = {kind: number for number, kinds in enumerate(STEPS.values()) for kind in kinds}
    names = list(STEPS)
    found: dict[Hashable, int] = {}
    for task in tasks:
        number = order.get(task.kind)
        if number is not None:
            found[task.stay] = min(number, found.get(task.stay, number))
    return {stay: names[number] for stay, number in found.items()}


def ready_at_noon(spells: Iterable[tuple[datetime, datetime | None]], noons: Sequence[datetime]) -> list[int]:
    """How many were ready at each of the instants: from the notice, up to and not at what ended it."""
    told = list(spells)
    return [
        sum(1 for since, until in told if since <= noon and (until is None or noon < until)) for noon in noons
    ]


def _days(stay: Stay, today: date) -> int:
    assert stay.ready_at is not None
    return max(0, days_between(local_date(stay.ready_at), today))


def _length(stay: Stay, today: date) -> str:
    days = _days(stay, today)
    return next(
        name for name, (first, last) in LENGTHS.items() if first <= days and (last is None or days <= last)
    )


def _due(task: Standing, now: datetime) -> bool:
    return task.due_at is not None and task.due_at < now


def _plain(row: Mapping[str, Cell]) -> dict[str, int | None]:
    return {name: cell.value for name, cell in row.items()}


def _hospitals(
    going: Sequence[Stay], expected: Sequence[Stay], home: Sequence[Stay], *, unsuppressed: bool
) -> tuple[WardNow, ...]:
    places: dict[str, set[str]] = {}
    for stay in (*going, *home):
        places.setdefault(stay.hospital, set()).add(stay.ward)
    wards = {hospital: sorted(found) for hospital, found in sorted(places.items())}
    columns = [
        _nested(wards, counted, unsuppressed=unsuppressed)
        for counted in (going, [stay for stay in going if stay.ready_at is not None], [*expected, *home])
    ]
    admitted, ready, today = columns
    return tuple(
        WardNow(
            hospital,
            admitted[hospital][0],
            ready[hospital][0],
            today[hospital][0],
            tuple(
                WardNow(ward, admitted[hospital][1][ward], ready[hospital][1][ward], today[hospital][1][ward])
                for ward in wards[hospital]
            ),
        )
        for hospital in wards
    )


def _nested(
    wards: Mapping[str, Sequence[str]], counted: Iterable[Stay], *, unsuppressed: bool
) -> dict[str, tuple[int | None, dict[str, int | None]]]:
    """One measure by hospital and by ward. Wards are hidden within their hospital, whose own figure is their sum; all
    of them where that is hidden.
    """
    cells = {hospital: {ward: Cell() for ward in names} for hospital, names in wards.items()}
    totals = {hospital: Cell() for hospital in wards}
    for stay in counted:
        cells[stay.hospital][stay.ward].add(stay.patient)
        totals[stay.hospital].add(stay.patient)
    if unsuppressed:
        return {one: (totals[one].value, _plain(cells[one])) for one in wards}
    shown = dict(zip(wards, suppress(list(totals.values())), strict=True))
    return {
        one: (
            shown[one],
            dict.fromkeys(cells[one]) if shown[one] is None else suppress_row(cells[one]),
        )
        for one in wards
    }
