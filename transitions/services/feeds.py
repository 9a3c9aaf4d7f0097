"""The secret address under which a calendar program fetches a person's own deadlines."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Final

from actors import selectors as actors
from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from transitions import permissions
from transitions.models import CalendarFeed
from transitions.rules.verdicts import Verdict

_BYTES: Final = 32


@scope.atomic
def make_feed(*, acting: Acting, at: datetime) -> str:
    """A new secret for the person in this assignment; the one before opens nothing any more. Told once, stored as a
    check sum. Raises PermissionDenied, Conflict("not_a_person").
    """
    permissions.require(acting, permissions.TAKE)
    if acting.user_id is None or acting.assignment_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    revoke_feed(acting=acting, at=at)
    token = secrets.token_urlsafe(_BYTES)
    made = CalendarFeed.objects.create(
        user_id=acting.user_id,
        unit_id=acting.unit_id,
        assignment_id=acting.assignment_id,
        secret=_sum(token),
        made_at=at,
    )
    audit.record(acting, "calendar.opened", made)
    return token


@scope.atomic
def revoke_feed(*, acting: Acting, at: datetime) -> bool:
    """End the person's feed of this assignment. Returns whether there was one."""
    permissions.require(acting, permissions.TAKE)
    standing = CalendarFeed.objects.select_for_update().filter(
        user_id=acting.user_id or 0, assignment_id=acting.assignment_id or 0, revoked_at__isnull=True
    )
    for row in standing:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit.record(acting, "calendar.revoked", row)
        return True
    return False


def standing_feed(*, acting: Acting) -> CalendarFeed | None:
    """The person's feed of this assignment, or None. One query."""
    return CalendarFeed.objects.filter(
        user_id=acting.user_id or 0, assignment_id=acting.assignment_id or 0, revoked_at__isnull=True
    ).first()


def open_feed(token: str, *, on: date) -> Acting | None:
    """For whom the secret opens: the person, while the assignment lasts. None for any other secret. Three queries."""
    row = CalendarFeed.objects.filter(
        secret=_sum(token), revoked_at__isnull=True, user__is_active=True
    ).first()
    if row is None:
        return None
    return actors.acting_for_assignment(assignment_id=row.assignment_id, user_id=row.user_id, on=on)


def _sum(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
