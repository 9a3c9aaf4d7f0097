"""The *Historik* tab: what users have changed on a row, by django-simple-history.

For reading, never evidence.
"""

from collections.abc import Iterable, Sequence
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
class FieldChange:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One saving of a row. `what` tells of a row that was made or removed; `changes` of one that was changed."""

    at: datetime
    who: str
    what: str = ""
    unit: str = ""
    changes: tuple[FieldChange, ...] = ()


def changes_of(instance: models.Model, *, exclude: Iterable[str] = ()) -> list[HistoryEntry]:
    """Who changed what and when, newest first, for components/history.html.

    One query, and one for each foreign key that changed. `exclude` names fields that the reader may not see; a
    saving that changed nothing else is left out. Raises AttributeError for a model without history.
    """
    versions = list(
        instance.history.select_related("history_user").order_by("history_date", "history_id")  # type: ignore[attr-defined]
    )
    return _entries(instance, versions, _UNTOLD | set(exclude))


def changes_of_many(
    instances: Sequence[models.Model], *, exclude: Iterable[str] = ()
) -> list[tuple[models.Model, HistoryEntry]]:
    """The same for rows of one model, each entry with its row; one query however many rows."""
    if not instances:
        return []
    by_id = {instance.pk: instance for instance in instances}
    kept = instances[0].history.model.objects  # type: ignore[attr-defined]
    versions: dict[int, list[Any]] = {pk: [] for pk in by_id}
    found = kept.filter(id__in=list(by_id)).select_related("history_user")
    for version in found.order_by("history_date", "history_id"):
        versions[version.id].append(version)
    hidden = _UNTOLD | set(exclude)
    return [
        (instance, entry)
        for pk, instance in by_id.items()
        for entry in _entries(instance, versions[pk], hidden)
    ]


def _entries(instance: models.Model, versions: list[Any], hidden: frozenset[str]) -> list[HistoryEntry]:
    entries: list[HistoryEntry] = []
    for before, after in zip([None, *versions], versions, strict=False):
        who = str(after.history_user or SYSTEM_NAME)
        if before is None or after.history_type == CREATED:
            entries.append(HistoryEntry(after.history_date, who, what="Skapad"))
        elif after.history_type == DELETED:
            entries.append(HistoryEntry(after.history_date, who, what="Borttagen"))
        elif changes := _between(instance, before, after, hidden):
            entries.append(HistoryEntry(after.history_date, who, changes=changes))
    return entries[::-1]


def _between(
    instance: models.Model, before: Any, after: Any, hidden: frozenset[str]
) -> tuple[FieldChange, ...]:
    difference = after.diff_against(before, excluded_fields=hidden, foreign_keys_are_objs=True)
    found = []
    for change in difference.changes:
        field = instance._meta.get_field(change.field)
        found.append(FieldChange(_label(field), _shown(field, change.old), _shown(field, change.new)))
    return tuple(found)


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
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    choices = dict(field.flatchoices) if getattr(field, "flatchoices", None) else {}
    return str(choices.get(value, value))
