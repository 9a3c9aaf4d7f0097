"""Asking for an answer that has not come: the reminder, then the agreed order upwards, each once (A4)."""

from datetime import date, datetime

from django.db.models import Q

from actors import selectors as actors
from actors import selectors_colleagues
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.rules.kinds import Role, UnitKind
from actors.selectors import UnitRef
from core import audit, clock, exclusive, scope
from deviations.models import Deviation, Nudge
from deviations.rules.kinds import UNANSWERED, Function, Rung, Stage
from deviations.rules.limits import DeviationLimits, next_rung_at, rungs_due
from deviations.rules.routing import recipient
from deviations.services.common import asked_since, emit, limits_of, save
from deviations.services.routing import Directory, Held, give, management, named

AT_A_TIME = 200
"""Deviations in one sweep: a clock that jumps a month makes a thousand late at once."""
FUNCTIONS = {
    Rung.MANAGER: Function.UNIT_MANAGER,
    Rung.CHIEF: Function.OPERATIONS_MANAGER,
    Rung.FORUM: Function.FORUM,
    Rung.STEERING: Function.STEERING,
}
EVENTS = {rung: f"deviation.asked_{rung}" for rung in Rung}


@scope.atomic
def ask(*, acting: Acting, now: datetime) -> int:
    """Take the steps of the agreed order that are due. Called every quarter of an hour. Returns how many were taken.

    A second scheduler at the same time goes home. Who owes the step is asked: the recipient for an answer, the
    reporter to read it.
    """
    if not exclusive.alone("deviations"):
        return 0
    count = 0
    calendar = swedish_calendar()
    directories: dict[bool, Directory] = {}
    terms: dict[int, DeviationLimits] = {}
    for row in _waiting(now):
        limits = terms.setdefault(row.routed_to_id, limits_of(row.routed_to_id))
        assert row.due_at is not None
        taken = frozenset(
            Rung(one) for one in row.nudges.filter(due_at=row.due_at).values_list("rung", flat=True)
        )
        began = asked_since(row)
        due = rungs_due(row.due_at, began=began, taken=taken, now=now, limits=limits, calendar=calendar)
        for rung in due:
            owing = row.reported_by_id if row.stage == Stage.ANSWERED else row.routed_to_id
            unit = actors.units_by_id([owing])[owing]
            directory = directories.setdefault(unit.practice, Directory(practice=unit.practice))
            held = told_at(rung, unit, row, directory, on=clock.local_date(now))
            Nudge.objects.create(
                deviation=row,
                due_at=row.due_at,
                rung=rung,
                unit_id=held.unit_id,
                person_id=held.holder_id,
                at=now,
            )
            audit.record(acting, EVENTS[rung], row, {"unit": (None, held.unit_id)})
            emit(row, EVENTS[rung], acting=acting, to=[held.unit_id])
            count += 1
        row.ask_at = next_rung_at(
            row.due_at, began=began, taken=taken | set(due), now=now, limits=limits, calendar=calendar
        )
        row.skip_history_when_saving = True  # type: ignore[attr-defined]
        row.save(update_fields=["ask_at"])
        del row.skip_history_when_saving  # type: ignore[attr-defined]
    return count


def _waiting(now: datetime) -> list[Deviation]:
    """Those for which a rung is due, the oldest first."""
    rows = Deviation.objects.filter(ask_at__lte=now, stage__in=[*UNANSWERED, Stage.ANSWERED])
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("ask_at", "pk")[:AT_A_TIME])


def told_at(rung: Rung, owing: UnitRef, row: Deviation, directory: Directory, *, on: date) -> Held:
    """Who is told at a rung: as the table says, else the unit itself, its management, its MAS, the huvudman's.

    There is always somebody: the unit that owes the answer is the last.
    """
    areas = directory.areas(owing, registered_in_id=None)
    if rung is Rung.REMIND:
        holder = row.holder_id if owing.id == row.routed_to_id else None
        return Held(owing.id, Function(row.function), holder)
    stated = directory.rung(owing, rung, areas)
    if stated is not None:
        return named(stated, on=on)
    if rung is Rung.CHIEF and owing.municipal_side:
        usual = recipient(
            about_id=owing.id,
            about_kind=owing.kind,
            municipal_side=True,
            areas=areas,
            offices=directory.offices,
        )
        return named(Held(usual, FUNCTIONS[rung]), on=on)
    order = areas if rung in (Rung.MANAGER, Rung.CHIEF) else list(reversed(areas))
    for area in order:
        found = actors.units(kinds=[UnitKind.ADMINISTRATION], organisation_id=area)
        if found:
            return named(Held(found[0].id, FUNCTIONS[rung]), on=on)
    return named(Held(owing.id, FUNCTIONS[rung]), on=on)


@scope.atomic
def read_for_closed(*, acting: Acting, now: datetime) -> int:
    """A reporting unit has ended without a successor: its answers are read by who leads the organisation (X9).

    Returns how many got a reader.
    """
    rows = Deviation.objects.exclude(stage=Stage.CLOSED).filter(answer_to__isnull=True)
    units = set(rows.values_list("reported_by_id", flat=True))
    closed = actors.in_place_of(units, on=clock.local_date(now))
    count = 0
    for unit in actors.units(ids=closed):
        directory = Directory(practice=unit.practice)
        found = management(directory.areas(unit, registered_in_id=None))
        reader = closed[unit.id] or (found[0].unit_id if found else None)
        if reader is None:
            continue
        for row in rows.filter(reported_by_id=unit.id).select_for_update(of=("self",)).order_by("pk"):
            row.answer_to_id = reader
            save(row, acting)
            audit.record(acting, "deviation.reader_named", row, {"answer_to": (None, reader)})
            emit(row, "deviation.moved", acting=acting, to=[reader])
            count += 1
    return count


@scope.atomic
def stand_in(*, acting: Acting, now: datetime) -> int:
    """Open ones whose holder has left or is away go to the substitute, those without a name to whoever is there.

    Returns how many got another holder.
    """
    day = clock.local_date(now)
    waiting = Deviation.objects.filter(stage__in=list(UNANSWERED))
    count = 0
    for unit_id in sorted(set(waiting.values_list("routed_to_id", flat=True))):
        people = {one.user_id for one in selectors_colleagues.colleagues(unit_id, on=day, roles=list(Role))}
        gone = {*selectors_colleagues.colleagues_away(unit_id, on=day)}
        there = people - gone
        if not there:
            continue
        without = waiting.filter(routed_to_id=unit_id).filter(
            Q(holder__isnull=True) | ~Q(holder_id__in=there)
        )
        for row in without.select_for_update(of=("self",)).order_by("pk"):
            held = Held(unit_id, Function(row.function), row.holder_id, row.substitute_id)
            why = "" if row.holder_id is None else "Den som höll i avvikelsen är borta."
            count += give(row, named(held, on=day), acting=acting, at=now, why=why)
    return count
