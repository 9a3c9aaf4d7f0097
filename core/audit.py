"""Who changed what: one row, in the transaction of the change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from core import clock, request_id
from core.acting import Actor
from core.models import AuditRow
from core.safe_values import Safe, is_code, plain

# Stands for a value that is text or a long number: that it changed is told, not from what to what.
HIDDEN: Final = "*"


class Anonymous(ValueError):
    """Nobody is named as the one who did it."""


def record(
    acting: Actor,
    action: str,
    obj: Model,
    changes: Mapping[str, tuple[object, object]] | None = None,
    *,
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Store that the actor did this to the object. `changes` maps a field to what was before and after.

    This is the act, as people name it; what it changed in each row the database writes down itself (`ChangeRow`,
    core/sql/audit.sql), in every write path. `request_id` and `batch` tie the two together.

    Only ids, codes, dates and flags are stored as they are; anything else becomes ``*``. Raises Anonymous
    when the actor, a person or the system by name, has no name.
    """
    name = require_name(acting)
    if not is_code(action):
        raise ValueError("an action is named by a code")
    _row(acting, name, action, obj, changes).save(using=using)


@dataclass(frozen=True, slots=True)
class Act:
    """One act among many: who did what to which object, and what it changed, as in `record`."""

    acting: Actor
    action: str
    obj: Model
    changes: Mapping[str, tuple[object, object]] | None = None


def record_all(acts: Iterable[Act]) -> None:
    """Store many acts, a row each, in one query. Raises what `record` raises, before anything is stored."""
    rows = []
    for act in acts:
        name = require_name(act.acting)
        if not is_code(act.action):
            raise ValueError("an action is named by a code")
        rows.append(_row(act.acting, name, act.action, act.obj, act.changes))
    AuditRow.objects.bulk_create(rows)


def _row(
    acting: Actor,
    name: str,
    action: str,
    obj: Model,
    changes: Mapping[str, tuple[object, object]] | None,
) -> AuditRow:
    return AuditRow(
        at=clock.now(),
        actor_id=acting.user_id,
        actor_name=name,
        unit_id=acting.unit_id,
        unit_name=acting.unit_name or "",
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        changes={field: [_told(before), _told(after)] for field, (before, after) in (changes or {}).items()},
        request_id=request_id.current(),
        source=acting.source,
    )


def require_name(acting: Actor) -> str:
    """The actor's name; Anonymous when there is none."""
    name = (acting.user_name or "").strip()
    if not name:
        raise Anonymous("an act needs a person, or the system by name")
    return name


def _told(value: object) -> Safe:
    if isinstance(value, Model):
        value = value.pk
    try:
        return plain(value)
    except ValueError:
        return HIDDEN
