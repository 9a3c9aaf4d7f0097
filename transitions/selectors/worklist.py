"""The work list of a unit: tasks that show, one row for each case, the most urgent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from actors.acting import Acting
from actors.selectors_colleagues import AwayColleague, colleagues_away
from core import memo
from transitions import permissions
from transitions.models import CareEpisode, Responsible, Seen, Snooze, Task
from transitions.rules import criteria, snooze
from transitions.rules.chain import Phase
from transitions.rules.kinds import Protection
from transitions.rules.limits import end_of, local_date
from transitions.rules.sectors import reader_sector
from transitions.rules.tasks import TaskKind

TABS = ("unit", "unread", "mine", "unassigned", "ready", "resting")
"""Min enhet, olästa, mina, ej tilldelade, utskrivningsklara, vilande."""


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the list is narrowed to. `tab`: one of `TABS`; `task`: a kind of task."""

    tab: str = "unit"
    text: str = ""
    ward_id: int | None = None
    phase: str = ""
    task: str = ""


@dataclass(slots=True)
class WorkRow:
    """One case on the list: its tasks for the unit, who has taken it, whether the person has seen it."""

    episode: CareEpisode
    tasks: list[Task] = field(default_factory=list)
    seen_at: datetime | None = None
    responsible_id: int | None = None
    responsible_name: str = ""

    @property
    def first(self) -> Task:
        """The most urgent task."""
        return self.tasks[0]

    @property
    def unread(self) -> bool:
        """Something has come for the unit since the person last opened the case."""
        newest = max(task.since for task in self.tasks)
        return self.seen_at is None or newest > self.seen_at


GROUPS = ("overdue", "today", "later", "waiting")
"""Försenade, Idag, Senare, Väntar på andra: always in this order."""


def group_of(row: WorkRow, now: datetime) -> str:
    """In which group a row stands at a moment; today ends at local midnight."""
    task = row.first
    if task.kind == TaskKind.WAIT:
        return "waiting"
    if task.due_at is None:
        return "later"
    if task.due_at < now:
        return "overdue"
    return "today" if task.due_at <= end_of(local_date(now)) else "later"


def work_cases(*, acting: Acting, now: datetime, narrow: WorkFilter = WorkFilter()) -> list[int]:
    """The unit's cases by id, the most urgent first. One query, of ids alone. Raises CriterionRefused (PDL 2:8)."""
    given = [one.name for one in fields(WorkFilter) if getattr(narrow, one.name) != one.default]
    criteria.require(reader_sector(acting.role, acting.unit_kind), given)
    found = _narrowed(_showing(acting, now), acting, narrow, now)
    resting = resting_cases(acting=acting, now=now)
    found = (
        found.filter(episode_id__in=resting)
        if narrow.tab == "resting"
        else found.exclude(episode_id__in=resting)
    )
    return list(dict.fromkeys(found.values_list("episode_id", flat=True)))


def work_rows(
    *, acting: Acting, now: datetime, narrow: WorkFilter = WorkFilter(), cases: Sequence[int]
) -> list[WorkRow]:
    """The rows of these among the unit's cases, sorted by urgency. One query, however many rows."""
    taken = Responsible.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)
    found = (
        _narrowed(_showing(acting, now), acting, narrow, now)
        .filter(episode_id__in=cases)
        .select_related("episode__patient", "episode__ward", "item__by_unit")
        .annotate(responsible_name=Subquery(taken.values("user__name")[:1]))
    )
    rows: dict[int, WorkRow] = {}
    for task in found:
        row = rows.get(task.episode_id)
        if row is None:
            row = rows[task.episode_id] = WorkRow(
                task.episode,
                seen_at=task.seen_at,
                responsible_id=task.responsible_id,
                responsible_name=task.responsible_name or "",
            )
        row.tasks.append(task)
    return list(rows.values())


def _with_seen(acting: Acting) -> QuerySet[Any]:
    # Any: the annotations are not known of the model.
    seen = Seen.objects.filter(episode=OuterRef("episode"), user_id=acting.user_id or 0)
    taken = Responsible.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)
    found: QuerySet[Any] = permissions.tasks_visible_to(acting).annotate(
        seen_at=Subquery(seen.values("at")[:1]),
        responsible_id=Subquery(taken.values("user_id")[:1]),
    )
    return found


def _at_a_glance(acting: Acting) -> QuerySet[Any]:
    put = Snooze.objects.filter(episode=OuterRef("episode"), user_id=acting.user_id or 0)
    taken = Responsible.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)
    found: QuerySet[Any] = _with_seen(acting).annotate(
        responsible_since=Subquery(taken.values("since")[:1]),
        put_aside_at=Subquery(put.values("at")[:1]),
        put_aside_until=Subquery(put.values("until")[:1]),
    )
    return found


class Glance(NamedTuple):
    """As much of a task as the numbers of menu and tabs are made of."""

    episode_id: int
    kind: str
    since: datetime
    due_at: datetime | None
    shows_from: datetime | None
    phase: str
    seen_at: datetime | None
    responsible_id: int | None
    responsible_since: datetime | None
    put_aside_at: datetime | None
    put_aside_until: datetime | None

    @property
    def unread(self) -> bool:
        """It has come since the person last opened the case."""
        return self.seen_at is None or self.since > self.seen_at

    def presses(self, user_id: int | None) -> snooze.Pressing:
        """As the rule of what may rest sees it: what was handed to the person has come too."""
        moments = [self.since, self.shows_from]
        if user_id is not None and self.responsible_id == user_id:
            moments.append(self.responsible_since)
        return snooze.Pressing(max(moment for moment in moments if moment is not None), self.due_at)


def glances(*, acting: Acting, now: datetime) -> list[Glance]:
    """The unit's tasks that show at `now`, but for what the person has put aside. One query for a page, however many
    numbers are made of it.
    """
    rows = _all_glances(acting, now)
    resting = _resting(rows, acting, now)
    return [row for row in rows if row.episode_id not in resting]


def resting_cases(*, acting: Acting, now: datetime) -> dict[int, datetime]:
    """The cases that the person has put aside and that rest at `now`, and when each is back. No query of its own."""
    return _resting(_all_glances(acting, now), acting, now)


def _resting(glanced: list[Glance], acting: Acting, now: datetime) -> dict[int, datetime]:
    by_case: dict[int, list[Glance]] = {}
    for row in glanced:
        if row.put_aside_at is not None:
            by_case.setdefault(row.episode_id, []).append(row)
    found = {}
    for episode_id, rows in by_case.items():
        at, until = rows[0].put_aside_at, rows[0].put_aside_until
        assert at is not None
        assert until is not None
        rest = snooze.Rest(at, until)
        tasks = [row.presses(acting.user_id) for row in rows]
        if snooze.rests(rest, tasks, now):
            found[episode_id] = snooze.wakes_at(rest, tasks)
    return found


def pressing(*, acting: Acting, now: datetime) -> dict[int, list[snooze.Pressing]]:
    """The tasks of each of the unit's cases, as the rule of what may rest sees them."""
    found: dict[int, list[snooze.Pressing]] = {}
    for row in _all_glances(acting, now):
        found.setdefault(row.episode_id, []).append(row.presses(acting.user_id))
    return found


def away(*, acting: Acting, now: datetime) -> dict[int, AwayColleague]:
    """Colleagues who are away at `now`, by user. One query for a page."""
    return memo.once(("away", acting), lambda: colleagues_away(acting.unit_id, on=local_date(now)))


def _mine(acting: Acting, now: datetime) -> set[int]:
    """The person, and those whom the person stands in for."""
    gone = away(acting=acting, now=now).values()
    return {acting.user_id or 0, *(one.user_id for one in gone if one.substitute_id == acting.user_id)}


def _nobodys(acting: Acting, now: datetime) -> set[int]:
    """Those who are away while nobody stands in: what they had is nobody's, until somebody takes it."""
    return {one.user_id for one in away(acting=acting, now=now).values() if one.substitute_id is None}


def _all_glances(acting: Acting, now: datetime) -> list[Glance]:
    def fetch() -> list[Glance]:
        columns = [name if name != "phase" else "episode__phase" for name in Glance._fields]
        return [Glance(*row) for row in _at_a_glance(acting).order_by().values_list(*columns)]

    rows = memo.once(("glances", acting), fetch)
    return [row for row in rows if row.shows_from is None or row.shows_from <= now]


def unread_count(*, acting: Acting, now: datetime) -> int:
    """Cases in which something is new to the person."""
    return len({row.episode_id for row in glances(acting=acting, now=now) if row.unread})


def _showing(acting: Acting, now: datetime) -> QuerySet[Any]:
    shows = Q(shows_from__isnull=True) | Q(shows_from__lte=now)
    return _with_seen(acting).filter(shows).order_by(F("due_at").asc(nulls_last=True), "since", "pk")


_UNREAD = Q(seen_at__isnull=True) | Q(since__gt=F("seen_at"))
"""Something has come for the unit since the person last opened the case."""


def _narrowed(found: QuerySet[Any], acting: Acting, narrow: WorkFilter, now: datetime) -> QuerySet[Any]:
    if narrow.tab == "mine":
        found = found.filter(responsible_id__in=_mine(acting, now))
    elif narrow.tab == "unread":
        found = found.filter(_UNREAD)
    elif narrow.tab == "unassigned":
        nobodys = Q(responsible_id__isnull=True) | Q(responsible_id__in=_nobodys(acting, now))
        found = found.filter(nobodys).exclude(kind=TaskKind.WAIT)
    elif narrow.tab == "ready":
        found = found.filter(episode__phase=Phase.READY)
    if narrow.ward_id:
        found = found.filter(episode__ward_id=narrow.ward_id)
    if narrow.phase:
        found = found.filter(episode__phase=narrow.phase)
    if narrow.task:
        found = found.filter(kind=narrow.task)
    text = narrow.text.strip()
    if text:
        digits = "".join(sign for sign in text if sign.isalnum())
        # A protected person is found by the whole number only, here as in the search.
        unprotected = Q(episode__patient__protection=Protection.NONE)
        matches = Q(episode__patient__name__icontains=text) & unprotected
        matches |= Q(episode__patient__personal_number=digits)
        if any(sign.isdigit() for sign in digits):
            matches |= Q(episode__patient__personal_number__contains=digits) & unprotected
        found = found.filter(matches)
    return found


def tasks_of(*, acting: Acting, episode: CareEpisode, now: datetime) -> list[Task]:
    """The unit's tasks on one case, the most urgent first. One query."""
    return list(
        permissions.tasks_visible_to(acting)
        .filter(Q(shows_from__isnull=True) | Q(shows_from__lte=now), episode=episode)
        .select_related("item__by_unit")
        .order_by(F("due_at").asc(nulls_last=True), "since", "pk")
    )


def tab_counts(*, acting: Acting, now: datetime) -> dict[str, int]:
    """Number of cases behind each tab."""
    counted: dict[str, set[int]] = {name: set() for name in TABS}
    counted["resting"] = set(resting_cases(acting=acting, now=now))
    mine, nobodys = _mine(acting, now), _nobodys(acting, now)
    for row in glances(acting=acting, now=now):
        counted["unit"].add(row.episode_id)
        if row.unread:
            counted["unread"].add(row.episode_id)
        if row.responsible_id is not None and row.responsible_id in mine:
            counted["mine"].add(row.episode_id)
        if (row.responsible_id is None or row.responsible_id in nobodys) and row.kind != TaskKind.WAIT:
            counted["unassigned"].add(row.episode_id)
        if row.phase == Phase.READY:
            counted["ready"].add(row.episode_id)
    return {name: len(ids) for name, ids in counted.items()}


def due_count(*, acting: Acting, now: datetime) -> int:
    """Cases with something for the unit to do by the end of the day: the number in the menu."""
    today = end_of(local_date(now))
    return len(
        {
            row.episode_id
            for row in glances(acting=acting, now=now)
            if row.due_at is not None and row.due_at <= today and row.kind != TaskKind.WAIT
        }
    )


def own_deadlines(*, acting: Acting, now: datetime) -> list[Task]:
    """The tasks with a deadline in the cases that the person has, or stands in for. Two queries."""
    found = _showing(acting, now).filter(responsible_id__in=_mine(acting, now), due_at__isnull=False)
    return list(found.exclude(kind=TaskKind.WAIT).select_related("episode", "item__by_unit"))


def task_kinds(*, acting: Acting, now: datetime) -> set[str]:
    """The kinds of task on the list. No query of its own."""
    return {row.kind for row in glances(acting=acting, now=now)}


def next_deadline(*, acting: Acting, now: datetime) -> datetime | None:
    """The nearest deadline to come on any of the unit's cases, resting ones too. No query of its own."""
    return min(
        (row.due_at for row in _all_glances(acting, now) if row.due_at and row.due_at > now), default=None
    )


def changed_since(*, acting: Acting, moment: datetime) -> int:
    """How many of the unit's cases have changed since a moment; at least one, since the list's mark did. One query."""
    found = permissions.tasks_visible_to(acting).filter(episode__last_item_at__gt=moment).order_by()
    return max(1, found.values("episode_id").distinct().count())


def waiting_items(*, acting: Acting, episode_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """For each case the items (id, kind) that the unit has to acknowledge. One query."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = permissions.tasks_visible_to(acting).filter(
        episode_id__in=list(episode_ids), kind=TaskKind.ACKNOWLEDGE
    )
    for episode_id, item_id, kind in rows.order_by("pk").values_list("episode_id", "item_id", "item__kind"):
        found.setdefault(episode_id, []).append((item_id, kind))
    return found
