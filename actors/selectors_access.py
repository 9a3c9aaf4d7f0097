"""Who has access to which unit, and which units and organisations an administrator keeps."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from actors import permissions
from actors.acting import Acting
from actors.models import Assignment, Organisation, Unit
from actors.rules.kinds import MUNICIPAL_SIDE, OrganisationKind, Role, UnitKind
from actors.rules.roles import UNUSED_DAYS
from actors.selectors import valid_on, with_descendants


def units_kept_by(acting: Acting) -> QuerySet[Unit]:
    """Units that the one who acts keeps, with organisation; `permissions` says which."""
    own = with_descendants(acting.organisation_id)
    return permissions.units_kept_by(acting, own).select_related("organisation", "successor")


def keeps_duty_of(acting: Acting, unit_id: int) -> bool:
    """Whether the one who acts keeps hours, duty list and absences of a unit (`permissions.keeps_duty_of`)."""
    own_unit = acting.unit_id == unit_id
    own = frozenset() if own_unit else with_descendants(acting.organisation_id)
    return permissions.keeps_duty_of(acting, unit_id, own)


def keeps_registered_of(acting: Acting, unit_id: int) -> bool:
    """Whether the one who acts keeps the people without log-in of a unit (`permissions.keeps_registered_of`)."""
    own_unit = acting.unit_id == unit_id
    own = frozenset() if own_unit else with_descendants(acting.organisation_id)
    return permissions.keeps_registered_of(acting, unit_id, own)


def unit_with_access(acting: Acting, unit_id: int) -> Unit | None:
    """The unit, when the one who acts keeps the access of its people."""
    own = with_descendants(acting.organisation_id)
    found = permissions.units_with_access_kept_by(acting, own).select_related("organisation")
    return found.filter(pk=unit_id).first()


def assignment_kept_by(acting: Acting, assignment_id: int) -> Assignment | None:
    """An assignment of a unit whose access the one who acts keeps, ended or not."""
    own = with_descendants(acting.organisation_id)
    found = permissions.assignments_visible_to(acting, own)
    return found.select_related("unit__organisation", "user").filter(pk=assignment_id).first()


def assignments_in(unit_id: int, *, on: date) -> list[Assignment]:
    """Who has access to a unit on a day, by name; one query. For the one who keeps it (`unit_with_access`)."""
    found = Assignment.objects.filter(valid_on(on), unit_id=unit_id)
    return list(found.select_related("user").order_by("user__name", "role", "pk"))


def ended_in(unit_id: int, *, on: date, most: int = 50) -> list[Assignment]:
    """Whose access to a unit has ended, the latest first; one query."""
    found = Assignment.objects.filter(unit_id=unit_id).exclude(valid_on(on)).exclude(valid_to__isnull=True)
    return list(found.select_related("user").order_by("-valid_to", "-ended_at", "-pk")[:most])


def unused_count(unit_id: int, *, on: date) -> int:
    """How many assignments of a unit nobody has used for `UNUSED_DAYS`; one query."""
    since = on - timedelta(days=UNUSED_DAYS)
    unused = Q(last_used_on__lt=since) | Q(last_used_on__isnull=True, valid_from__lt=since)
    return Assignment.objects.filter(valid_on(on), unused, unit_id=unit_id).count()


def administrators_of(unit_id: int, organisation_id: int, *, on: date) -> list[str]:
    """Names of those who give access to a unit: its own administrators, otherwise the organisation's; one query."""
    found = Assignment.objects.filter(valid_on(on), role=Role.ADMINISTRATOR, user__is_active=True).filter(
        Q(unit_id=unit_id) | Q(unit__organisation_id=organisation_id, unit__kind=UnitKind.ADMINISTRATION)
    )
    rows = list(found.order_by("user__name").values_list("unit_id", "user__name"))
    own = [name for unit, name in rows if unit == unit_id]
    return own or [name for _, name in rows]


def successors_for(unit: Unit, *, on: date) -> QuerySet[Unit]:
    """Units that may take the place of one that ends: of its kind, on the same side, in operation."""
    side = (
        MUNICIPAL_SIDE if unit.organisation.kind in MUNICIPAL_SIDE else set(OrganisationKind) - MUNICIPAL_SIDE
    )
    found = Unit.objects.filter(
        valid_on(on),
        kind=unit.kind,
        organisation__kind__in=side,
        organisation__practice=unit.organisation.practice,
    )
    return found.exclude(pk=unit.pk).select_related("organisation")


def organisations_kept_by(acting: Acting) -> QuerySet[Organisation]:
    """Organisations that the one who acts keeps, with their parents."""
    return permissions.organisations_kept_by(acting).select_related("parent", "successor")
