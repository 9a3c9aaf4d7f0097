"""Protected identity of staff: set and ended by whoever keeps the person's access (law.md 6.6; LAW-7)."""

from django.db import transaction

from actors import permissions, selectors_access
from actors.acting import Acting
from actors.models import ProtectedStaff, User
from actors.services_access import NotFound
from core import audit, clock


def is_protected(user_id: int) -> bool:
    """Whether the person's name is shown in the own units alone. One query."""
    return ProtectedStaff.objects.filter(user_id=user_id, ended_at__isnull=True).exists()


@transaction.atomic
def set_staff_protection(*, acting: Acting, assignment_id: int, protected: bool) -> bool:
    """Protect the name of the person who has the assignment, or stop. Returns whether anything changed.

    Holds at the next page that anybody opens. Raises NotFound, PermissionDenied.
    """
    permissions.require(acting, permissions.CHANGE_ACCESS)
    row = selectors_access.assignment_kept_by(acting, assignment_id)
    if row is None:
        raise NotFound
    user = User.objects.select_for_update().get(pk=row.user_id)
    standing = ProtectedStaff.objects.filter(user=user, ended_at__isnull=True).first()
    if protected is (standing is not None):
        return False
    if standing is None:
        made = ProtectedStaff.objects.create(user=user, since=clock.now(), recorded_by_name=acting.user_name)
        audit.record(acting, "staff.protected", made, {"user": (None, user.pk)})
        return True
    standing.ended_at, standing.ended_by_name = clock.now(), acting.user_name
    standing.save(update_fields=["ended_at", "ended_by_name"])
    audit.record(acting, "staff.unprotected", standing, {"user": (user.pk, None)})
    return True
