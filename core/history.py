"""The *Historik* tab: what users have changed on a row, by django-simple-history.

For reading, never evidence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import models
from simple_history.models import DeletedObject

from core import clock

CREATED: Final = "+"
DELETED: Final = "-"
SYSTEM_NAME: Final = "Systemet"
NOTHING: Final = "–"
# Kept for the machine's sake and nothing that a person changed.
_UNTOLD: Final = frozenset({"id", "sort_key", "created_at", "updated_at"})


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One field of one change. `kind` is created, changed or deleted; the first and last name no field."""

    at: datetime
    who: str
    kind: str
    label: str = ""
    before: str = ""
    after: str = ""


def changes_of(instance: models.Model, *, exclude: Iterable[str] = ()) -> list[HistoryChange]:
    """Who changed what and when, newest first. One query, and one for each foreign key that changed.

    `exclude` names fields that the reader may not see. Raises AttributeError for a model without history.
    """
    hidden = _UNTOLD | set(exclude)
    versions = list(instance.history.select_related("history_user").order_by("history_date", "history_id"))  # type: ignore[attr-defined]
    told: list[HistoryChange] = []
    for before, after in zip([None, *versions], versions, strict=False):
        who = str(after.history_user or SYSTEM_NAME)
        if before is None or after.history_type == CREATED:
            told.append(HistoryChange(after.history_date, who, "created"))
        elif after.history_type == DELETED:
            told.append(HistoryChange(after.history_date, who, "deleted"))
        else:
            told += _between(instance, before, after, who, hidden)
    return told[::-1]


def _between(
    instance: models.Model, before: Any, after: Any, who: str, hidden: frozenset[str]
) -> list[HistoryChange]:
    difference = after.diff_against(before, excluded_fields=hidden, foreign_keys_are_objs=True)
    found = []
    for change in difference.changes:
        field = instance._meta.get_field(change.field)
        found.append(
            HistoryChange(
                at=after.history_date,
                who=who,
                kind="changed",
                label=_label(field),
                before=_shown(field, change.old),
                after=_shown(field, change.new),
            )
        )
    return found


def _label(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, DeletedObject):
        return "(borttagen)"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    choices = dict(field.flatchoices) if getattr(field, "flatchoices", None) else {}
    return str(choices.get(value, value))
