"""Who looked at whom: written before the answer is sent, or the answer is not sent."""

from collections.abc import Iterable

from django.db import DatabaseError

from core import clock, request_id
from core.acting import Actor
from core.audit import require_name
from core.models import AccessLogRow
from core.safe_values import is_code

_BATCH = 1_000


class AccessLogUnavailable(Exception):
    """The look could not be logged, so there is nothing to show: the middleware answers 503."""


def record_look(
    acting: Actor,
    *,
    patient_ids: Iterable[int],
    case_id: int | None = None,
    action: str,
    ground: str,
) -> int:
    """Store one row for each patient that the answer shows; returns how many.

    `action` and `ground` are codes. Called by the view before it renders. Raises AccessLogUnavailable when
    the rows cannot be written, Anonymous when the actor has no name.
    """
    name = require_name(acting)
    if not (is_code(action) and is_code(ground)):
        raise ValueError("action and ground are codes")
    now = clock.now()
    rows = [
        AccessLogRow(
            at=now,
            user_id=acting.user_id,
            user_name=name,
            assignment_id=acting.assignment_id,
            unit_id=acting.unit_id,
            unit_name=acting.unit_name or "",
            organisation_id=acting.organisation_id,
            patient_id=patient_id,
            case_id=case_id,
            action=action,
            ground=ground,
            request_id=request_id.current(),
        )
        for patient_id in sorted(set(patient_ids))
    ]
    try:
        AccessLogRow.objects.bulk_create(rows, batch_size=_BATCH)
    except DatabaseError as error:
        raise AccessLogUnavailable from error
    return len(rows)
