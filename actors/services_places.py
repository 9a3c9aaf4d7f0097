"""Units and organisations made, ended and succeeded (X9), by an administrator and never by a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from actors import permissions, selectors, selectors_access, services
from actors.acting import Acting
from actors.models import Assignment, Organisation, ServiceArea, Unit
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.services_access import NotFound, close
from core import audit, clock, scope, succession
from core.invalid import Invalid
from core.succession import Change, Line, Of


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: how much moves, whose access ends, and whether it needs a successor."""

    lines: list[Line]
    people: int
    needs_successor: bool


@transaction.atomic
def make_unit(
    *,
    acting: Acting,
    organisation_id: int,
    kind: UnitKind,
    code: str,
    valid_from: date | None = None,
    hsa_id: str | None = None,
    **fields: str,
) -> Unit:
    """A new unit in an organisation that one keeps; `fields` are name, hospital, phone, hours, notify_email.

    `valid_from`: the day it opens, today unless given; until then the directory announces it. Raises
    PermissionDenied, Invalid.
    """
    permissions.require(acting, permissions.KEEP_UNITS)
    organisation = organisations_to_fill(acting).get(organisation_id)
    if organisation is None:
        raise Invalid("organisation", "Välj en organisation i listan.", "organisation")
    if Unit.objects.filter(code__iexact=code).exists():
        raise Invalid("code", "Koden används redan av en annan enhet. Ange en annan.", "code")
    opens = valid_from or clock.today()
    if opens < clock.today():
        raise Invalid("valid_from", "Ange i dag eller en senare dag.", "valid_from")
    services.check_hsa_id(hsa_id)
    unit = Unit.objects.create(
        code=code, organisation=organisation, kind=kind, valid_from=opens, hsa_id=hsa_id, **fields
    )
    audit.record(acting, "unit.made", unit, {"kind": (None, str(kind))})
    return unit


def organisations_to_fill(acting: Acting) -> dict[int, Organisation]:
    """Organisations in which the one who acts may make units, by id. A region's `ledning` may in all."""
    if not permissions.may(acting, permissions.KEEP_UNITS):
        return {}
    found = Organisation.objects.filter(selectors.valid_on(clock.today()))
    if not permissions.administers_installation(acting):
        found = found.filter(pk__in=selectors.with_descendants(acting.organisation_id))
    return {row.pk: row for row in found}


@transaction.atomic
def make_organisation(
    *, acting: Acting, kind: OrganisationKind, code: str, name: str, parent_id: int | None
) -> Organisation:
    """A new organisation. Raises PermissionDenied, Invalid."""
    permissions.require(acting, permissions.KEEP_ORGANISATIONS)
    if Organisation.objects.filter(code__iexact=code).exists():
        raise Invalid("code", "Koden används redan av en annan organisation. Ange en annan.", "code")
    _check_parent(kind, parent_id)
    row = Organisation.objects.create(
        code=code, kind=kind, name=name, parent_id=parent_id, valid_from=clock.today()
    )
    audit.record(acting, "organisation.made", row, {"kind": (None, str(kind))})
    return row


_PARENTS = {
    OrganisationKind.DISTRICT: OrganisationKind.MUNICIPALITY,
    OrganisationKind.MUNICIPALITY: OrganisationKind.REGION,
}


def _check_parent(kind: OrganisationKind, parent_id: int | None) -> None:
    wanted = _PARENTS.get(kind)
    if wanted is None:
        if parent_id is not None:
            raise Invalid(
                "parent", "Regioner och privata utförare har ingen överordnad. Välj Ingen.", "parent"
            )
        return
    if parent_id is None or not Organisation.objects.filter(pk=parent_id, kind=wanted).exists():
        over = "kommun" if wanted is OrganisationKind.MUNICIPALITY else "region"
        raise Invalid("parent", f"Välj den {over} som organisationen hör till.", "parent")


@transaction.atomic
def change_organisation(*, acting: Acting, organisation_id: int, name: str) -> Organisation:
    """Give an organisation another name. Raises NotFound, PermissionDenied."""
    permissions.require(acting, permissions.KEEP_ORGANISATIONS)
    row = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if row is None:
        raise NotFound
    if row.name != name:
        before, row.name = row.name, name
        row.save(update_fields=["name"])
        audit.record(acting, "organisation.changed", row, {"name": (before, name)})
    return row


def preview_end_of_unit(*, acting: Acting, unit: Unit, successor_id: int | None) -> Preview:
    """What ending a unit would move. Reads no name of anybody."""
    change = Change(acting, Of.UNIT, unit.pk, successor_id or unit.pk, clock.now())
    with scope.widened():
        lines = succession.preview(change)
    people = len(selectors_access.assignments_in(unit.pk, on=clock.today()))
    return Preview(lines, people, needs_successor=any(line.count for line in lines))


@transaction.atomic
def end_unit(*, acting: Acting, unit_id: int, successor_id: int | None, people_follow: bool = False) -> bool:
    """End a unit now. Open cases and what belongs to them go to the successor, in the same transaction; so does
    access, on demand.

    Repeating it with the same successor changes nothing and returns False. Raises NotFound, PermissionDenied,
    Invalid.
    """
    permissions.require(acting, permissions.KEEP_UNITS)
    locked = _lock_units(acting, unit_id, successor_id)
    unit = locked[unit_id]
    if unit.ended_at is not None:
        if unit.successor_id == successor_id:
            return False
        raise Invalid("ended", "Enheten har redan upphört. Öppna den för att se vilken enhet som tog över.")
    if unit.pk == acting.unit_id:
        raise Invalid("own", "Du kan inte avsluta den enhet som du själv arbetar för.")
    if successor_id is None:
        if preview_end_of_unit(acting=acting, unit=unit, successor_id=None).needs_successor:
            raise Invalid(
                "successor", "Välj en efterträdare: enheten har sådant som måste tas om hand.", "successor"
            )
    elif not selectors_access.successors_for(unit, on=clock.today()).filter(pk=successor_id).exists():
        raise Invalid("successor", "Välj en enhet av samma slag som är i drift.", "successor")
    _end_unit(acting, unit, successor_id, people_follow=people_follow, at=clock.now())
    return True


def _lock_units(acting: Acting, unit_id: int, successor_id: int | None) -> dict[int, Unit]:
    if not selectors_access.units_kept_by(acting).filter(pk=unit_id).exists():
        raise NotFound
    wanted = [unit_id] if successor_id is None else [unit_id, successor_id]
    found = Unit.objects.select_related("organisation").select_for_update(of=("self",))
    return {unit.pk: unit for unit in found.filter(pk__in=wanted).order_by("pk")}


def _end_unit(
    acting: Acting, unit: Unit, successor_id: int | None, *, people_follow: bool, at: datetime
) -> None:
    """Access first, so that whoever has taken a case may keep it; then the rows of every app; then the unit itself."""
    today = clock.today()
    for row in (
        Assignment.objects.filter(selectors.valid_on(today), unit=unit).select_for_update().order_by("pk")
    ):
        if people_follow and successor_id is not None and row.role != Role.ADMINISTRATOR:
            _follow(acting, row, successor_id)
        close(acting, row)
    if successor_id is not None:
        with scope.widened():
            succession.move(Change(acting, Of.UNIT, unit.pk, successor_id, at))
        areas = ServiceArea.objects.filter(unit=unit).values_list("organisation_id", flat=True)
        ServiceArea.objects.bulk_create(
            [ServiceArea(unit_id=successor_id, organisation_id=area) for area in areas], ignore_conflicts=True
        )
    unit.ended_at, unit.successor_id = at, successor_id
    unit.valid_to = max(unit.valid_from or today, today)
    unit.save(update_fields=["ended_at", "successor", "valid_to"])
    audit.record(acting, "unit.ended", unit, {"successor": (None, successor_id)})


def _follow(acting: Acting, row: Assignment, successor_id: int) -> None:
    standing = Assignment.objects.filter(
        user_id=row.user_id, unit_id=successor_id, role=row.role, valid_to__isnull=True
    )
    if standing.exists() or row.user_id == acting.user_id:
        return
    new = Assignment.objects.create(
        user_id=row.user_id,
        unit_id=successor_id,
        role=row.role,
        valid_from=clock.today(),
        valid_to=row.valid_to,
        last_used_on=row.last_used_on,
    )
    audit.record(acting, "assignment.given", new, {"role": (None, row.role), "unit": (None, successor_id)})


def preview_end_of_organisation(*, acting: Acting, row: Organisation) -> Preview:
    """What ending an organisation would move."""
    change = Change(acting, Of.ORGANISATION, row.pk, row.pk, clock.now())
    today = clock.today()
    with scope.widened():
        lines = [
            Line("Enheter i drift", _units_of(row).count()),
            Line("Organisationer under den", Organisation.objects.filter(parent=row).count()),
            Line(
                "Enheter med den som upptagningsområde", ServiceArea.objects.filter(organisation=row).count()
            ),
            *succession.preview(change),
        ]
    people = Assignment.objects.filter(selectors.valid_on(today), unit__organisation=row).count()
    return Preview(lines, people, needs_successor=any(line.count for line in lines))


def _units_of(row: Organisation) -> Any:
    return Unit.objects.filter(selectors.valid_on(clock.today()), organisation=row)


@transaction.atomic
def end_organisation(*, acting: Acting, organisation_id: int, successor_id: int | None) -> bool:
    """End an organisation now; another takes its place (X9): inhabitants, areas, and each unit as a new unit of the
    successor's.

    The old units stay the old organisation's, so that figures follow the organisation of the time. Repeating it
    changes nothing and returns False. Raises NotFound, PermissionDenied, Invalid.
    """
    permissions.require(acting, permissions.KEEP_ORGANISATIONS)
    wanted = [pk for pk in (organisation_id, successor_id) if pk is not None]
    locked = {
        row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    }
    row = locked.get(organisation_id)
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        if row.successor_id == successor_id:
            return False
        raise Invalid("ended", "Organisationen har redan upphört.")
    if row.pk == acting.organisation_id:
        raise Invalid("own", "Du kan inte avsluta den organisation som du själv arbetar för.")
    new = locked.get(successor_id) if successor_id is not None else None
    if new is None:
        if successor_id is not None or preview_end_of_organisation(acting=acting, row=row).needs_successor:
            raise Invalid(
                "successor", "Välj en efterträdare: det finns sådant som måste tas om hand.", "successor"
            )
    elif new.pk == row.pk or new.kind != row.kind or new.ended_at is not None:
        raise Invalid("successor", "Välj en annan organisation av samma slag, som är i drift.", "successor")
    at = clock.now()
    if new is not None:
        _move_units(acting, row, new, at)
        _move_places(acting, row, new, at)
    row.ended_at, row.successor = at, new
    row.valid_to = max(row.valid_from or clock.today(), clock.today())
    row.save(update_fields=["ended_at", "successor", "valid_to"])
    audit.record(acting, "organisation.ended", row, {"successor": (None, successor_id)})
    return True


def _move_units(acting: Acting, row: Organisation, new: Organisation, at: datetime) -> None:
    today = clock.today()
    for unit in _units_of(row).select_for_update(of=("self",)).order_by("pk"):
        heir = Unit.objects.create(
            code=_free_code(unit.code),
            organisation=new,
            kind=unit.kind,
            name=unit.name,
            hospital=unit.hospital,
            phone=unit.phone,
            hours=unit.hours,
            notify_email=unit.notify_email,
            valid_from=today,
        )
        audit.record(acting, "unit.made", heir, {"kind": (None, unit.kind)})
        _end_unit(acting, unit, heir.pk, people_follow=True, at=at)


def _free_code(code: str) -> str:
    number = 2
    while Unit.objects.filter(code=f"{code[:56]}-{number}").exists():
        number += 1
    return f"{code[:56]}-{number}"


def _move_places(acting: Acting, row: Organisation, new: Organisation, at: datetime) -> None:
    for area in ServiceArea.objects.filter(organisation=row).exclude(unit__ended_at__isnull=False):
        ServiceArea.objects.get_or_create(unit_id=area.unit_id, organisation=new)
    for child in Organisation.objects.filter(parent=row).select_for_update().order_by("pk"):
        child.parent = new
        child.save(update_fields=["parent"])
    with scope.widened():
        succession.move(Change(acting, Of.ORGANISATION, row.pk, new.pk, at))
