"""Giving and ending access to a unit: assignments, by the unit's own administrator (requirement X1)."""

from datetime import date

from django.conf import settings
from django.db import transaction

from actors import permissions, selectors, selectors_access
from actors.acting import Acting
from actors.models import Assignment, Unit, User
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.rules.roles import grantable
from core import audit, clock, polling
from core.invalid import Invalid


class NotFound(Exception):
    """There is no such unit or assignment for the one who asks."""


def roles_to_give(acting: Acting, unit: Unit) -> frozenset[Role]:
    """The roles that the one who acts may give in the unit."""
    if not permissions.may(acting, permissions.CHANGE_ACCESS):
        return frozenset()
    return grantable(
        UnitKind(unit.kind),
        OrganisationKind(unit.organisation.kind),
        own_unit=not permissions.administers_organisation(acting) or unit.pk == acting.unit_id,
    )


@transaction.atomic
def give_access(
    *, acting: Acting, unit_id: int, username: str, name: str, role: Role, valid_to: date | None = None
) -> tuple[Assignment, bool]:
    """Give a person a role in the unit; a person who is not known is made. Repeating it changes nothing.

    `username` is the HSA-id or the user name. A new person gets no password: the way in is the organisation's own
    log-in, or one that the technical administration opens. Returns the assignment, and whether it is new.

    Raises NotFound (not a unit whose access one keeps), PermissionDenied, Invalid.
    """
    permissions.require(acting, permissions.CHANGE_ACCESS)
    unit = selectors_access.unit_with_access(acting, unit_id)
    if unit is None:
        raise NotFound
    today = clock.today()
    if unit.ended_at is not None or (unit.valid_to is not None and unit.valid_to < today):
        raise Invalid("unit_ended", "Enheten har upphört. Lägg till personen i den enhet som tog över.")
    if role not in roles_to_give(acting, unit):
        raise Invalid("role_not_here", "Välj en av rollerna i listan: enheten har inte den rollen.", "role")
    if valid_to is not None and valid_to < today:
        raise Invalid("past", "Ange en slutdag som inte har varit, eller lämna rutan tom.", "valid_to")
    user = User.objects.select_for_update().filter(username__iexact=username).first()
    if user is None:
        user = _make_person(username, name)
        audit.record(acting, "person.made", user)
    if user.pk == acting.user_id:
        raise Invalid(
            "yourself",
            "Du kan inte ge dig själv behörighet. Be en annan administratör på enheten eller i ledningen.",
            "username",
        )
    if not user.is_active:
        raise Invalid("closed", "Personens konto är stängt. Vänd dig till systemförvaltningen.", "username")
    standing = selectors.assignments_of(user.pk, on=today).filter(unit=unit, role=role).first()
    if standing is not None:
        return standing, False
    row = Assignment.objects.create(user=user, unit=unit, role=role, valid_from=today, valid_to=valid_to)
    audit.record(acting, "assignment.given", row, {"role": (None, str(role)), "unit": (None, unit.pk)})
    return row, True


def _make_person(username: str, name: str) -> User:
    if not name:
        raise Invalid(
            "unknown_person", "Personen finns inte i Hemväg än. Skriv också personens namn.", "name"
        )
    user = User(username=username, name=name)
    user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def end_access(*, acting: Acting, assignment_id: int) -> Assignment:
    """End an assignment now: the person's next request is refused. Repeating it changes nothing.

    Raises NotFound, PermissionDenied, Invalid (one's own).
    """
    permissions.require(acting, permissions.CHANGE_ACCESS)
    if selectors_access.assignment_kept_by(acting, assignment_id) is None:
        raise NotFound
    row = Assignment.objects.select_for_update().get(pk=assignment_id)
    if row.user_id == acting.user_id and row.pk == acting.assignment_id:
        raise Invalid(
            "yourself", "Du kan inte avsluta det uppdrag som du arbetar i. Be en annan administratör."
        )
    if row.ended_at is None:
        close(acting, row)
    return row


def close(acting: Acting, row: Assignment) -> None:
    """End one locked assignment, as of now."""
    before = row.valid_to
    row.ended_at = clock.now()
    row.valid_to = max(row.valid_from, clock.today())
    row.save(update_fields=["ended_at", "valid_to"])
    polling.forget_user(row.user_id, settings.SESSION_COOKIE_AGE)
    audit.record(acting, "assignment.ended", row, {"valid_to": (before, row.valid_to)})


def note_use(*, assignment_id: int, today: date) -> bool:
    """Remember the day on which an assignment was last chosen. Returns whether it was the very first time.

    One query a log-in, no history: that somebody was here stands in the log of log-ins.
    """
    mine = Assignment.objects.filter(pk=assignment_id)
    first = mine.filter(last_used_on__isnull=True).update(last_used_on=today) == 1
    if not first:
        mine.exclude(last_used_on=today).update(last_used_on=today)
    return first
