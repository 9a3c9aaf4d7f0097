"""The work list of a unit: tasks that show, one row for each case, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from actors.acting import Acting
from transitions import permissions
from transitions.models import CareEpisode, Responsible, Seen, Task
from transitions.rules import criteria
from transitions.rules.chain import Phase
from transitions.rules.kinds import Protection
from transitions.rules.limits import end_of, local_date
from transitions.rules.sectors import reader_sector
from transitions.rules.tasks import TaskKind


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the list is narrowed to. `tab`: unit, unread, mine, unassigned or ready."""

    tab: str = "unit"
    text: str = ""
    ward_id: int | None = None
    phase: str = ""


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


def work_rows(*, acting: Acting, now: datetime, narrow: WorkFilter = WorkFilter()) -> list[WorkRow]:
    """The unit's rows, sorted by urgency. One query, however many rows. Raises CriterionRefused (PDL 2:8)."""
    given = [one.name for one in fields(WorkFilter) if getattr(narrow, one.name) != one.default]
    criteria.require(reader_sector(acting.role, acting.unit_kind), given)
    found = _narrowed(_tasks(acting, now), acting, narrow)
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


def _with_seen(acting: Acting, now: datetime) -> QuerySet[Any]:
    seen = Seen.objects.filter(episode=OuterRef("episode"), user_id=acting.user_id or 0)
    return (
        permissions.tasks_visible_to(acting)
        .filter(Q(shows_from__isnull=True) | Q(shows_from__lte=now))
        .annotate(seen_at=Subquery(seen.values("at")[:1]))
    )


def unread_count(*, acting: Acting, now: datetime) -> int:
    """Cases in which something is new to the person. One query."""
    return _with_seen(acting, now).filter(_UNREAD).order_by().values("episode_id").distinct().count()


def _tasks(acting: Acting, now: datetime) -> QuerySet[Any]:
    # Any: the annotations are not known of the model.
    taken = Responsible.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)
    found: QuerySet[Any] = (
        _with_seen(acting, now)
        .select_related("episode__patient", "episode__ward", "item__by_unit")
        .annotate(
            responsible_id=Subquery(taken.values("user_id")[:1]),
            responsible_name=Subquery(taken.values("user__name")[:1]),
        )
        .order_by(F("due_at").asc(nulls_last=True), "since", "pk")
    )
    return found


_UNREAD = Q(seen_at__isnull=True) | Q(since__gt=F("seen_at"))
"""Something has come for the unit since the person last opened the case."""


def _narrowed(found: QuerySet[Any], acting: Acting, narrow: WorkFilter) -> QuerySet[Any]:
    if narrow.tab == "mine":
        found = found.filter(responsible_id=acting.user_id)
    elif narrow.tab == "unread":
        found = found.filter(_UNREAD)
    elif narrow.tab == "unassigned":
        found = found.filter(responsible_id__isnull=True).exclude(kind=TaskKind.WAIT)
    elif narrow.tab == "ready":
        found = found.filter(episode__phase=Phase.READY)
    if narrow.ward_id:
        found = found.filter(episode__ward_id=narrow.ward_id)
    if narrow.phase:
        found = found.filter(episode__phase=narrow.phase)
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
    """Number of cases behind each tab. One query."""
    counted: dict[str, set[int]] = {name: set() for name in ("unit", "unread", "mine", "unassigned", "ready")}
    taken = Responsible.objects.filter(episode=OuterRef("episode"), unit_id=acting.unit_id)
    found = (
        _with_seen(acting, now)
        .annotate(responsible_id=Subquery(taken.values("user_id")[:1]))
        .order_by()
        .values_list("episode_id", "kind", "since", "seen_at", "episode__phase", "responsible_id")
    )
    for episode_id, kind, since, seen_at, phase, responsible_id in found:
        counted["unit"].add(episode_id)
        if seen_at is None or since > seen_at:
            counted["unread"].add(episode_id)
        if responsible_id == acting.user_id:
            counted["mine"].add(episode_id)
        if responsible_id is None and kind != TaskKind.WAIT:
            counted["unassigned"].add(episode_id)
        if phase == Phase.READY:
            counted["ready"].add(episode_id)
    return {name: len(ids) for name, ids in counted.items()}


def due_count(*, acting: Acting, now: datetime) -> int:
    """Cases with something for the unit to do by the end of the day: the number in the menu. One query."""
    return (
        permissions.tasks_visible_to(acting)
        .filter(Q(shows_from__isnull=True) | Q(shows_from__lte=now), due_at__lte=end_of(local_date(now)))
        .exclude(kind=TaskKind.WAIT)
        .order_by()
        .values("episode_id")
        .distinct()
        .count()
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
