"""Writes of organisations, units, people and assignments."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors import permissions, selectors_access
from actors.acting import Acting
from actors.models import Assignment, Organisation, ServiceArea, Unit, User
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from core import audit, clock
from core.invalid import Invalid

Row = TypeVar("Row", Organisation, Unit)


def save_organisation(
    *,
    code: str,
    kind: OrganisationKind,
    name: str,
    parent_code: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    successor_code: str | None = None,
) -> tuple[Organisation, bool]:
    """Create the organisation, or change it when something differs. Returns it and whether it was made.

    Raises Organisation.DoesNotExist when the parent or the successor is unknown.
    """
    if parent_code is None and kind is OrganisationKind.MUNICIPALITY:
        region = Organisation.objects.filter(code=code[:2], kind=OrganisationKind.REGION).first()
    else:
        region = None
    parent = Organisation.objects.get(code=parent_code) if parent_code else region
    successor = Organisation.objects.get(code=successor_code) if successor_code else None
    return _save(
        Organisation,
        code,
        kind=kind,
        name=name,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
        successor=successor,
    )


def save_unit(
    *,
    code: str,
    organisation_code: str,
    kind: UnitKind,
    name: str,
    hospital: str = "",
    phone: str = "",
    hours: str = "",
    notify_email: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    successor_code: str | None = None,
) -> tuple[Unit, bool]:
    """Create the unit, or change it when something differs. Returns it and whether it was made.

    Raises Organisation.DoesNotExist or Unit.DoesNotExist when what it refers to is unknown.
    """
    return _save(
        Unit,
        code,
        organisation=Organisation.objects.get(code=organisation_code),
        kind=kind,
        name=name,
        hospital=hospital,
        phone=phone,
        hours=hours,
        notify_email=notify_email,
        valid_from=valid_from,
        valid_to=valid_to,
        successor=Unit.objects.get(code=successor_code) if successor_code else None,
    )


def _save(model: type[Row], code: str, **fields: Any) -> tuple[Row, bool]:
    row = model.objects.filter(code=code).first()
    if row is None:
        return model.objects.create(code=code, **fields), True
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
    return row, False


def serve(*, unit_code: str, organisation_codes: list[str]) -> None:
    """State that a unit serves the inhabitants of these organisations; repeating it changes nothing."""
    unit = Unit.objects.get(code=unit_code)
    served = Organisation.objects.filter(code__in=organisation_codes)
    ServiceArea.objects.bulk_create(
        [ServiceArea(unit=unit, organisation=row) for row in served], ignore_conflicts=True
    )


def announce(*, unit_code: str, valid_to: date, successor_code: str) -> None:
    """Say beforehand that a unit closes and who takes over; nothing moves before it is ended."""
    unit = Unit.objects.get(code=unit_code)
    unit.valid_to, unit.successor = valid_to, Unit.objects.get(code=successor_code)
    unit.save(update_fields=["valid_to", "successor"])


@transaction.atomic
def set_hsa_ids(*, units: Mapping[str, str], organisations: Mapping[str, str]) -> None:
    """Set the HSA-ids of units and organisations, by their codes; what has one keeps it. Four queries."""
    _name_in_hsa(Unit, units)
    _name_in_hsa(Organisation, organisations)


def _name_in_hsa(model: type[Row], named: Mapping[str, str]) -> None:
    rows = list(model.objects.filter(code__in=named, hsa_id__isnull=True))
    for row in rows:
        row.hsa_id = named[row.code]
    model.objects.bulk_update(rows, ["hsa_id"])


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    password_hash: str,
    unit_code: str,
    role: Role,
    valid_from: date,
    staff: bool = False,
) -> Assignment:
    """Create a person with a first assignment, or add the assignment to the person that exists.

    `staff`: a new person may use the technical administration, all of it.
    """
    user, _ = User.objects.get_or_create(
        username=username,
        defaults={"name": name, "password": password_hash, "is_staff": staff, "is_superuser": staff},
    )
    assignment, _ = Assignment.objects.get_or_create(
        user=user,
        unit=Unit.objects.get(code=unit_code),
        role=role,
        valid_to=None,
        defaults={"valid_from": valid_from},
    )
    return assignment


def keeps_unit(acting: Acting, unit: Unit) -> bool:
    """Whether the one who acts keeps a unit's line of the directory (`permissions.units_kept_by`)."""
    return selectors_access.units_kept_by(acting).filter(pk=unit.pk).exists()


def check_hsa_id(hsa_id: str | None, *, of: Unit | None = None) -> None:
    """An HSA-id names one unit. Raises Invalid."""
    others = (
        Unit.objects.filter(hsa_id=hsa_id)
        if of is None
        else Unit.objects.filter(hsa_id=hsa_id).exclude(pk=of.pk)
    )
    if hsa_id and others.exists():
        raise Invalid("hsa_id", "HSA-id används redan av en annan enhet. Kontrollera numret.", "hsa_id")


@transaction.atomic
def change_unit(
    *,
    acting: Acting,
    unit_id: int,
    name: str,
    phone: str,
    hours: str,
    notify_email: str,
    hsa_id: str | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Change what the directory says of a unit. Every saving is kept in its history.

    `valid_to`: the announced last day, shown beforehand. Raises PermissionDenied, Unit.DoesNotExist, Invalid.
    """
    permissions.require(acting, permissions.CHANGE_UNIT)
    unit = Unit.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=unit_id)
    if not keeps_unit(acting, unit):
        raise PermissionDenied(permissions.CHANGE_UNIT)
    if (
        valid_to is not None
        and valid_to != unit.valid_to
        and valid_to < max(clock.today(), unit.valid_from or valid_to)
    ):
        raise Invalid("valid_to", "Sista dagen kan inte ha varit. Ange i dag eller senare.", "valid_to")
    check_hsa_id(hsa_id, of=unit)
    wanted = {
        "name": name,
        "phone": phone,
        "hours": hours,
        "notify_email": notify_email,
        "hsa_id": hsa_id,
        "valid_to": valid_to,
    }
    changes = {
        field: (getattr(unit, field), value)
        for field, value in wanted.items()
        if getattr(unit, field) != value
    }
    if changes:
        for field, (_, value) in changes.items():
            setattr(unit, field, value)
        unit.save(update_fields=list(changes))
        audit.record(acting, "unit.changed", unit, changes)
    return unit
