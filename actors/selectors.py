"""Reads of organisations, units and assignments. Other apps see frozen values, never the models."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from actors.acting import Acting, Source
from actors.models import Assignment, Organisation, ServiceArea, Unit
from actors.rules.kinds import (
    MUNICIPAL_SIDE,
    OPEN_CARE,
    OrganisationKind,
    Role,
    UnitKind,
    default_role,
)


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """An organisation as other apps see it. `code` is the id of event files."""

    id: int
    code: str
    kind: OrganisationKind
    name: str
    parent_id: int | None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as other apps see it, with the organisation that owns it."""

    id: int
    code: str
    kind: UnitKind
    name: str
    hospital: str
    phone: str
    hours: str
    notify_email: str
    organisation_id: int
    organisation_code: str
    organisation_kind: OrganisationKind
    organisation_name: str
    practice: bool = False

    @property
    def municipal_side(self) -> bool:
        """The unit is the municipality's in the act's sense: its own, a district's or a provider's."""
        return self.organisation_kind in MUNICIPAL_SIDE

    @property
    def open_care(self) -> bool:
        """The unit belongs to the region-financed open care."""
        return self.organisation_kind is OrganisationKind.REGION and self.kind in OPEN_CARE


def valid_on(day: date) -> Q:
    """Valid on a day. What was ended by hand is over on its last day already: it ended at once."""
    starts = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    ends = Q(valid_to__isnull=True) | Q(valid_to__gt=day) | Q(valid_to=day, ended_at__isnull=True)
    return starts & ends


def unit_ref(unit: Unit) -> UnitRef:
    """A unit with its organisation as other apps see it."""
    return UnitRef(
        id=unit.pk,
        code=unit.code,
        kind=UnitKind(unit.kind),
        name=unit.name,
        hospital=unit.hospital,
        phone=unit.phone,
        hours=unit.hours,
        # Nothing leaves the practice world.
        notify_email="" if unit.organisation.practice else unit.notify_email,
        organisation_id=unit.organisation_id,
        organisation_code=unit.organisation.code,
        organisation_kind=OrganisationKind(unit.organisation.kind),
        organisation_name=unit.organisation.name,
        practice=unit.organisation.practice,
    )


def _organisation_ref(row: Organisation) -> OrganisationRef:
    return OrganisationRef(
        id=row.pk,
        code=row.code,
        kind=OrganisationKind(row.kind),
        name=row.name,
        parent_id=row.parent_id,
        practice=row.practice,
    )


def units(
    *,
    ids: Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
    kinds: Iterable[UnitKind] | None = None,
    organisation_id: int | None = None,
    practice: bool = False,
) -> list[UnitRef]:
    """Units in order of name, one query. Each argument narrows; without any, all of the real world.

    Those of the practice world are found when they are named by id, code or organisation, or with `practice`.
    """
    found: QuerySet[Unit] = Unit.objects.select_related("organisation")
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    if codes is not None:
        found = found.filter(code__in=list(codes))
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if ids is None and codes is None and organisation_id is None:
        found = found.filter(organisation__practice=practice)
    return [unit_ref(unit) for unit in found]


def units_by_id(ids: Iterable[int]) -> dict[int, UnitRef]:
    """Units keyed by id, one query."""
    return {unit.id: unit for unit in units(ids=ids)}


def unit_by_code(code: str) -> UnitRef | None:
    """The unit with this code, or None."""
    found = units(codes=[code])
    return found[0] if found else None


def organisations(
    *,
    kinds: Iterable[OrganisationKind] | None = None,
    ids: Iterable[int] | None = None,
    practice: bool = False,
) -> list[OrganisationRef]:
    """Organisations in Swedish order of name, one query: the real ones, or those of the practice world, or by id."""
    found = Organisation.objects.all()
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    found = found.filter(pk__in=list(ids)) if ids is not None else found.filter(practice=practice)
    return [_organisation_ref(row) for row in found]


def organisation_by_code(code: str) -> OrganisationRef | None:
    """The organisation with this code, or None."""
    row = Organisation.objects.filter(code=code).first()
    return _organisation_ref(row) if row else None


def organisation(organisation_id: int) -> OrganisationRef:
    """The organisation with this id. Raises Organisation.DoesNotExist."""
    return _organisation_ref(Organisation.objects.get(pk=organisation_id))


def with_descendants(organisation_id: int) -> frozenset[int]:
    """The organisation and everything under it (a municipality's districts, a region's municipalities)."""
    parents = Organisation.objects.exclude(parent=None).values_list("pk", "parent_id")
    children: dict[int, list[int]] = {}
    for child, parent in parents:
        children.setdefault(parent, []).append(child)
    found, waiting = {organisation_id}, [organisation_id]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def units_serving(organisation_id: int, *, on: date) -> list[UnitRef]:
    """Units in operation on `on` that serve an organisation's inhabitants: its own, and by area.

    A district's inhabitants are also served by its municipality's own units.
    """
    own = Organisation.objects.get(pk=organisation_id)
    owners = [organisation_id]
    if own.kind == OrganisationKind.DISTRICT and own.parent_id:
        owners.append(own.parent_id)
    found = (
        Unit.objects.filter(valid_on(on), organisation__practice=own.practice)
        .filter(Q(organisation_id__in=owners) | Q(service_areas__organisation_id=organisation_id))
        .select_related("organisation")
        .distinct()
    )
    return [unit_ref(unit) for unit in found]


def in_place_of(ids: Iterable[int], *, on: date) -> dict[int, int | None]:
    """Of these units those that are not in operation on a day, each with the one that has its place, or None (X9)."""
    rows = dict(Unit.objects.exclude(valid_on(on)).values_list("pk", "successor_id"))
    found: dict[int, int | None] = {}
    for pk in ids:
        heir: int | None = pk
        seen: set[int] = set()
        while heir is not None and heir in rows and heir not in seen:
            seen.add(heir)
            heir = rows[heir]
        if pk in rows:
            found[pk] = None if heir in rows else heir
    return found


def served_areas(unit_id: int) -> list[int]:
    """Organisations whose inhabitants a unit serves by contract or listing, in a fixed order. One query."""
    found = ServiceArea.objects.filter(unit_id=unit_id).order_by("organisation_id")
    return list(found.values_list("organisation_id", flat=True))


def assignments_of(user_id: int, *, on: date) -> QuerySet[Assignment]:
    """A person's assignments in force on `on`, with unit and organisation; one query."""
    return (
        Assignment.objects.filter(valid_on(on), user_id=user_id, unit__ended_at__isnull=True)
        .select_related("unit__organisation", "user")
        .order_by("unit__sort_key", "role")
    )


def acting_for_assignment(*, assignment_id: int, user_id: int, on: date) -> Acting | None:
    """The `Acting` of a chosen assignment, or None when it is not the person's or has ended."""
    row = assignments_of(user_id, on=on).filter(pk=assignment_id).first()
    return _acting(row) if row else None


def _acting(row: Assignment) -> Acting:
    unit = row.unit
    return Acting(
        user_id=row.user_id,
        user_name=row.user.name,
        assignment_id=row.pk,
        role=Role(row.role),
        unit_id=unit.pk,
        unit_name=unit.name,
        unit_kind=UnitKind(unit.kind),
        organisation_id=unit.organisation_id,
        organisation_name=unit.organisation.name,
        organisation_kind=OrganisationKind(unit.organisation.kind),
        practice=unit.organisation.practice,
    )


def acting_for_unit(unit: UnitRef, *, name: str, source: Source, role: Role | None = None) -> Acting:
    """`Acting` without a person: an event file's `by`, an integrating system, the worker."""
    return Acting(
        user_id=None,
        user_name=name,
        assignment_id=None,
        role=role or default_role(unit.kind),
        unit_id=unit.id,
        unit_name=unit.name,
        unit_kind=unit.kind,
        organisation_id=unit.organisation_id,
        organisation_name=unit.organisation_name,
        organisation_kind=unit.organisation_kind,
        source=source,
        practice=unit.practice,
    )


@dataclass(frozen=True, slots=True)
class OrganisationDefinition:
    """An organisation as an event file defines it, others named by their codes."""

    kind: OrganisationKind
    name: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class UnitDefinition:
    """A unit as an event file defines it, others named by their codes."""

    organisation: str
    kind: UnitKind
    name: str
    hospital: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None


def organisation_definitions() -> dict[str, OrganisationDefinition]:
    """Every organisation by its code; one query."""
    rows = Organisation.objects.filter(practice=False).values_list(
        "code", "kind", "name", "parent__code", "valid_from", "valid_to", "successor__code"
    )
    return {
        code: OrganisationDefinition(OrganisationKind(kind), name, parent, valid_from, valid_to, successor)
        for code, kind, name, parent, valid_from, valid_to, successor in rows.iterator()
    }


def unit_definitions() -> dict[str, UnitDefinition]:
    """Every unit by its code; one query."""
    rows = Unit.objects.filter(organisation__practice=False).values_list(
        "code", "organisation__code", "kind", "name", "hospital", "valid_from", "valid_to", "successor__code"
    )
    return {
        code: UnitDefinition(organisation, UnitKind(kind), name, hospital, valid_from, valid_to, successor)
        for code, organisation, kind, name, hospital, valid_from, valid_to, successor in rows.iterator()
    }


ANNOUNCED_DAYS = 90
"""So long before it opens or closes the directory tells of a unit."""
RECENT_DAYS = 30
"""So long after it opened or closed the directory still tells of it."""


def directory(
    *, text: str = "", kind: str = "", area_id: int | None = None, on: date, practice: bool = False
) -> QuerySet[Unit]:
    """Units in operation on a day or about to open, in Swedish order; one query when evaluated.

    `text` is looked for in name, hospital, HSA-id, number, organisation and the places served; `area_id`: those
    that belong to an organisation or serve its inhabitants.
    """
    soon = Q(valid_from__gt=on, valid_from__lte=on + timedelta(days=ANNOUNCED_DAYS))
    found = Unit.objects.filter(
        valid_on(on) | soon, ended_at__isnull=True, organisation__practice=practice
    ).select_related("organisation", "successor")
    if text:
        served = ServiceArea.objects.filter(organisation__name__icontains=text).values("unit_id")
        found = found.filter(
            Q(name__icontains=text)
            | Q(hospital__icontains=text)
            | Q(hsa_id__iexact=text)
            | Q(phone__icontains=text)
            | Q(organisation__name__icontains=text)
            | Q(pk__in=served)
        )
    if kind:
        found = found.filter(kind=kind)
    if area_id:
        serving = ServiceArea.objects.filter(organisation_id=area_id).values("unit_id")
        found = found.filter(Q(organisation_id=area_id) | Q(pk__in=serving))
    return found


def announced(*, on: date, practice: bool = False) -> list[Unit]:
    """Units that open or close soon, or have just done so, in order of the day; one query. Those of the first
    installation, which all begin on one day, are no news."""
    since, until = on - timedelta(days=RECENT_DAYS), on + timedelta(days=ANNOUNCED_DAYS)
    found = Unit.objects.filter(
        Q(valid_from__gte=since, valid_from__lte=until) | Q(valid_to__gte=since, valid_to__lte=until),
        organisation__practice=practice,
    ).select_related("organisation", "successor")
    return sorted(found, key=lambda unit: (unit.valid_to or unit.valid_from or on, unit.sort_key))


def areas_served_by(unit_id: int) -> list[str]:
    """Names of the organisations whose inhabitants a unit serves, in Swedish order; one query."""
    found = Organisation.objects.filter(served_by__unit_id=unit_id)
    return list(found.values_list("name", flat=True))


def unit_row(unit_id: int) -> Unit | None:
    """The row of a unit, for its page; one query."""
    return Unit.objects.select_related("organisation", "successor").filter(pk=unit_id).first()
