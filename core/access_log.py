"""Who looked at whom: written before the answer is sent, or the answer is not sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import DatabaseError, connection

from core import clock, conf, request_id
from core.acting import Actor
from core.audit import require_name
from core.models import AccessLogRow, LookAlert
from core.safe_values import is_code

OWN_GROUNDS: Final = ("addressed", "unit", "protected_opened")
"""The unit is in the case itself. A look on any other ground counts towards the lower limit as well."""

OPENING_GROUNDS: Final = ("emergency",)
"""What is read so is opened, though no case is named."""

_COLUMNS: Final = (
    "at, user_id, user_name, assignment_id, role, unit_id, unit_name, organisation_id, case_id, action, ground, "
    "request_id, batch, ordinal, patient_id"
)
_INSERT: Final = (
    f"INSERT INTO {AccessLogRow._meta.db_table} ({_COLUMNS}) "
    "SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 0, unnest(%s::bigint[])"
)
_INSERT_AND_COUNT: Final = (
    f"WITH added AS ({_INSERT}) "  # noqa: S608 - names of our own
    "SELECT count(DISTINCT patient_id), count(DISTINCT patient_id) FILTER (WHERE ground <> ALL(%s)) FROM ("
    f"SELECT patient_id, ground FROM {AccessLogRow._meta.db_table} "
    "WHERE user_id = %s AND at > %s AND (case_id IS NOT NULL OR ground = ANY(%s)) "
    "UNION ALL SELECT unnest(%s::bigint[]), %s) seen"
)


class AccessLogUnavailable(Exception):
    """The look could not be logged, so there is nothing to show: the middleware answers 503."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How many patients somebody has opened lately, and how many of them on another ground than the unit's own."""

    patients: int
    unrelated: int


def record_look(
    acting: Actor,
    *,
    patient_ids: Iterable[int],
    case_id: int | None = None,
    action: str,
    ground: str,
) -> int:
    """Store one row for each patient that the answer shows; returns how many.

    `action` and `ground` are codes. Called by the view before it renders. With a case, or in emergency, it is an
    opening, and openings beyond the limit of the role leave an alert (`LookAlert`) in the same transaction. Raises
    AccessLogUnavailable when the rows cannot be written, Anonymous when the actor has no name.
    """
    name = require_name(acting)
    if not (is_code(action) and is_code(ground)):
        raise ValueError("action and ground are codes")
    patients = sorted(set(patient_ids))
    if not patients:
        return 0
    now = clock.now()
    values: list[Any] = [
        now,
        acting.user_id,
        name,
        acting.assignment_id,
        _role(acting),
        acting.unit_id,
        acting.unit_name or "",
        acting.organisation_id,
        case_id,
        action,
        ground,
        request_id.current(),
        patients,
    ]
    opening = case_id is not None or ground in OPENING_GROUNDS
    user_id = acting.user_id if opening else None
    since = now - timedelta(minutes=conf.value("LOOK_ALERT_MINUTES"))
    if user_id is not None:
        values += [list(OWN_GROUNDS), user_id, since, list(OPENING_GROUNDS), patients, ground]
    try:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT if user_id is None else _INSERT_AND_COUNT, values)
            if user_id is not None:
                _alert(acting, user_id, Opened(*cursor.fetchone()), since=since, now=now)
    except DatabaseError as error:
        raise AccessLogUnavailable from error
    return len(patients)


def limits_of(role: str) -> Opened:
    """The role's limits within the time that is counted; those of "*" for a role that is not named."""
    limits = conf.value("LOOK_LIMITS")
    return Opened(*limits.get(role, limits["*"]))


def reader_is_told() -> bool:
    """Whether this request passed the limit: the page says that it is logged."""
    return bool(structlog.contextvars.get_contextvars().get("look_alert"))


def _role(acting: Actor) -> str:
    return str(getattr(acting, "role", ""))


def _alert(acting: Actor, user_id: int, opened: Opened, *, since: datetime, now: datetime) -> None:
    limits = limits_of(_role(acting))
    beyond = opened.unrelated >= limits.unrelated
    if opened.patients < limits.patients and not beyond:
        return
    structlog.contextvars.bind_contextvars(look_alert=True)
    if LookAlert.objects.filter(user_id=user_id, at__gt=since).exists():
        return
    LookAlert.objects.create(
        at=now,
        user_id=user_id,
        user_name=require_name(acting),
        assignment_id=acting.assignment_id,
        role=_role(acting),
        unit_id=acting.unit_id,
        unit_name=acting.unit_name or "",
        organisation_id=acting.organisation_id,
        since=since,
        opened=opened.patients,
        unrelated=opened.unrelated,
        limit=limits.unrelated if beyond else limits.patients,
    )
