"""Reads of delegations: rows inside `visible_to`, and numbers for a MAS. Keyword-only; queries counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from actors import selectors as actors
from actors import selectors_staff
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from actors.selectors import UnitRef
from actors.selectors_staff import Staff, in_service
from core import scope
from deviations import permissions_delegations as permissions
from deviations.models import Delegation, ListedTask, ProviderStance, TaskList
from deviations.rules.delegations import DOES, RECEIVES, REMIND_DAYS, Holds, Tonight, who_may
from transitions.selectors.delegated import DelegatedTask, delegated_to_unit

NEW_DAYS = 14
"""So long somebody who has begun is new."""


def serving(rows: QuerySet[Delegation], on: date) -> QuerySet[Delegation]:
    """With `nurse_serves` and `receiver_serves`: whether each still works where the decision says."""
    return rows.annotate(
        nurse_serves=in_service(user="nurse_id", unit="nurse_unit_id", on=on),
        receiver_serves=in_service(user="receiver_id", unit="receiver_unit_id", on=on),
    ).select_related("task", "receiver_unit", "nurse_unit__organisation")


def holds(row: Delegation) -> Holds:
    """A row of this module as the rules know it."""
    return Holds(
        task=row.task.code,
        receiver=row.receiver_id,
        unit=row.receiver_unit_id,
        first=row.valid_from,
        last=row.valid_to,
        patient=row.patient_id,
        ended=row.ended_on is not None,
        nurse_in_service=row.nurse_serves,  # type: ignore[attr-defined]
        receiver_in_service=row.receiver_serves,  # type: ignore[attr-defined]
    )


def running(*, on: date) -> QuerySet[Delegation]:
    """Every delegation that nobody has ended: for the system's own watch, and inside a scope what it sees."""
    return serving(Delegation.objects.filter(ended_on__isnull=True), on).order_by("pk")


def overlapping(row: Delegation) -> bool:
    """Whether the nurse has already delegated the same to the person for some of the time. One query."""
    same = Delegation.objects.filter(
        nurse_id=row.nurse_id,
        nurse_unit_id=row.nurse_unit_id,
        receiver_id=row.receiver_id,
        receiver_unit_id=row.receiver_unit_id,
        task__code=row.task.code,
        ended_on__isnull=True,
    )
    for_whom = Q(patient_id=row.patient_id) if row.patient_id else Q(patient__isnull=True)
    same = same.filter(for_whom)
    return same.filter(valid_from__lte=row.valid_to, valid_to__gte=row.valid_from).exclude(pk=row.pk).exists()


def register(*, acting: Acting, on: date, ended: bool = False) -> list[Delegation]:
    """The delegations whose persons the one who acts sees: those that run, or the last 200 that have ended. One
    query.
    """
    rows = serving(permissions.visible_to(acting), on)
    if ended:
        over = Q(ended_on__isnull=False) | Q(valid_to__lt=on)
        return list(rows.filter(over).order_by("-ended_on", "-valid_to", "-pk")[:200])
    return list(rows.filter(ended_on__isnull=True, valid_to__gte=on).order_by("valid_to", "pk"))


def by_public_id(*, acting: Acting, public_id: UUID, on: date) -> Delegation | None:
    """One delegation with its follow-ups and patient; None when it is not for the one who acts. Two queries."""
    rows = serving(permissions.visible_to(acting), on).select_related(
        "task__version", "receiver_unit", "nurse_unit__organisation", "patient"
    )
    return rows.filter(public_id=public_id).prefetch_related("follow_ups", "reminders").first()


def of_person(*, acting: Acting, person: Staff, on: date) -> list[Delegation]:
    """All that the one who acts may see of one person's, in the unit of the assignment, newest first. One query."""
    rows = serving(permissions.visible_to(acting), on)
    return list(
        rows.filter(receiver_id=person.user_id, receiver_unit_id=person.unit_id).order_by("-valid_to", "-pk")
    )


def tasks(*, on: date) -> list[ListedTask]:
    """The list of tasks that holds that day. Two queries."""
    version = TaskList.objects.filter(valid_from__lte=on).order_by("-number").first()
    return list(version.tasks.select_related("version")) if version is not None else []


def task_lists() -> list[TaskList]:
    """Every version with its tasks, the newest first. Two queries."""
    return list(TaskList.objects.prefetch_related("tasks").order_by("-number"))


def stance(unit_id: int) -> ProviderStance | None:
    """What a unit has said of taking delegations; None: nothing, and so it takes them. One query."""
    return ProviderStance.objects.filter(unit_id=unit_id).first()


def stances(unit_ids: Iterable[int]) -> dict[int, ProviderStance]:
    """The same of several units, those that decline only. One query."""
    return {
        row.unit_id: row for row in ProviderStance.objects.filter(unit_id__in=list(unit_ids), declines=True)
    }


def receiving_units(*, acting: Acting, on: date) -> list[UnitRef]:
    """The units to whose staff one in this unit may delegate: the own, and those that serve the same people.

    At most four queries.
    """
    areas = set(actors.served_areas(acting.unit_id))
    if acting.organisation_kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT):
        areas.add(acting.organisation_id)
    found: dict[int, UnitRef] = {}
    for area in sorted(areas):
        for unit in actors.units_serving(area, on=on):
            if unit.kind in RECEIVES:
                found.setdefault(unit.id, unit)
    if acting.unit_kind in RECEIVES and acting.unit_id not in found:
        found |= actors.units_by_id([acting.unit_id])
    return sorted(found.values(), key=lambda unit: (unit.id != acting.unit_id, unit.name))


def new_staff(*, acting: Acting, on: date) -> list[Staff]:
    """People who have begun in a unit to which the one who acts delegates, and to whom she has given nothing. Two
    queries.
    """
    mine = Delegation.objects.filter(nurse_id=acting.user_id or 0, nurse_unit_id=acting.unit_id)
    known = list(mine.values_list("receiver_unit_id", "receiver_id"))
    units = {unit for unit, _ in known}
    people = selectors_staff.staff(units, on=on, roles=DOES, since=on - timedelta(days=NEW_DAYS))
    return [one for one in people if (one.unit_id, one.user_id) not in set(known)]


@dataclass(frozen=True, slots=True)
class Night:
    """A task tonight, and who may do it: names in order; `mine`: the reader may."""

    told: DelegatedTask
    names: tuple[str, ...]
    mine: bool


def tonight(*, acting: Acting, night: date, days: Sequence[date]) -> list[Night]:
    """What the unit is to do on delegation that night and who may on those of its `days` that are left, from its own
    staff's delegations. Four queries.
    """
    wanted = delegated_to_unit(acting=acting, night=night)
    if not wanted:
        return []
    rows = serving(Delegation.objects.filter(receiver_unit_id=acting.unit_id, ended_on__isnull=True), days[0])
    known = [(row, holds(row)) for row in rows.order_by("receiver_name", "pk")]
    found = []
    for one in wanted:
        may = who_may(as_tonight(one), [fact for _, fact in known], days)
        names = dict.fromkeys(row.receiver_name for row, _ in known if row.receiver_id in may)
        found.append(Night(one, tuple(names), (acting.user_id or 0) in may))
    return found


def as_tonight(told: DelegatedTask) -> Tonight:
    """A task as the rule asks of it."""
    return Tonight(told.item_id, told.what, told.patient_id, told.unit_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one provider, as numbers: people with a delegation, decisions that hold, that end within 30 days."""

    unit: str
    people: int
    decisions: int
    ending: int
    declines: str = ""


@scope.wide
def counts(*, acting: Acting, on: date) -> list[Counts]:
    """Numbers for a MAS of every provider that serves her municipality, whoever delegates. No row leaves it.

    Five queries, and one for each area below.
    """
    units: dict[int, UnitRef] = {}
    for area in sorted(actors.with_descendants(acting.organisation_id)):
        for unit in actors.units_serving(area, on=on):
            if unit.kind in RECEIVES:
                units.setdefault(unit.id, unit)
    rows = (
        serving(Delegation.objects.filter(receiver_unit_id__in=units), on)
        .filter(ended_on__isnull=True, valid_from__lte=on, valid_to__gte=on)
        .filter(Q(nurse_serves=True), Q(receiver_serves=True))
    )
    soon = Q(valid_to__lte=on + timedelta(days=REMIND_DAYS[1]))
    summed = {
        row["receiver_unit_id"]: row
        for row in rows.order_by()
        .values("receiver_unit_id")
        .annotate(
            people=Count("receiver_id", distinct=True), decisions=Count("pk"), ending=Count("pk", filter=soon)
        )
    }
    said = stances(units)
    found = []
    for unit in sorted(units.values(), key=lambda one: one.name):
        row = summed.get(unit.id, {"people": 0, "decisions": 0, "ending": 0})
        declines = said[unit.id].reason if unit.id in said else ""
        found.append(Counts(unit.name, row["people"], row["decisions"], row["ending"], declines))
    return found
