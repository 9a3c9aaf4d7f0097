"""Saving a way to narrow the list: for oneself, or for the unit."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from actors.acting import Acting
from core import audit, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.models import SavedFilter
from transitions.rules import criteria
from transitions.rules.sectors import reader_sector
from transitions.rules.verdicts import Verdict
from transitions.selectors.working_day import MOST_FILTERS

WORKLIST = "worklist"
KEYS = frozenset({"tab", "phase", "task", "ward_id"})
"""What a saved filter holds. A search text is no part of it: it may be a personal number."""


@scope.atomic
def save_filter(
    *, acting: Acting, name: str, query: Mapping[str, str], for_unit: bool, at: datetime
) -> SavedFilter:
    """Save a filter of Att göra. Raises as `keep_filter`, and PermissionDenied, CriterionRefused
    (PDL 2:8: not by what the law forbids).
    """
    permissions.require(acting, permissions.TAKE)
    kept = {key: str(value) for key, value in query.items() if key in KEYS and value}
    criteria.require(reader_sector(acting.role, acting.unit_kind), kept)
    return keep_filter(acting=acting, page=WORKLIST, name=name, query=kept, for_unit=for_unit, at=at)


@scope.atomic
def keep_filter(
    *, acting: Acting, page: str, name: str, query: Mapping[str, str], for_unit: bool, at: datetime
) -> SavedFilter:
    """Save a way to narrow the list `page` under a name; whether the person has that list is the caller's question.

    Raises Invalid (no name, a name in use, too many), Conflict `not_a_person`.
    """
    if acting.user_id is None:
        raise Conflict(Verdict.no("not_a_person"))
    name = " ".join(name.split())
    if not name:
        raise Invalid("name", "Skriv ett namn på filtret, till exempel Mina utskrivningsklara.", "name")
    if sum(sign.isdigit() for sign in name) >= 6:
        raise Invalid("name", "Skriv ett namn utan personnummer.", "name")
    if len(name) > 40:
        raise Invalid("name", "Korta namnet till högst 40 tecken.", "name")
    owner = None if for_unit else acting.user_id
    held = SavedFilter.objects.filter(unit_id=acting.unit_id, page=page)
    held = held.filter(user__isnull=True) if owner is None else held.filter(user_id=owner)
    if held.count() >= MOST_FILTERS:
        raise Invalid("too_many", f"Det finns redan {MOST_FILTERS} filter. Ta bort ett först.", "name")
    try:
        with transaction.atomic():
            made = SavedFilter.objects.create(
                page=page,
                unit_id=acting.unit_id,
                user_id=owner,
                name=name,
                query=dict(query),
                made_by_id=acting.user_id,
                made_at=at,
            )
    except IntegrityError as error:
        raise Invalid("name", "Det finns redan ett filter med det namnet. Välj ett annat.", "name") from error
    audit.record(acting, "filter.saved", made)
    return made


@scope.atomic
def remove_filter(*, acting: Acting, filter_id: int) -> bool:
    """Remove one's own filter of Att göra, or the unit's. Returns whether there was one."""
    permissions.require(acting, permissions.TAKE)
    return drop_filter(acting=acting, page=WORKLIST, filter_id=filter_id)


@scope.atomic
def drop_filter(*, acting: Acting, page: str, filter_id: int) -> bool:
    """Remove one's own filter of the list `page`, or the unit's. Returns whether there was one."""
    own = SavedFilter.objects.filter(pk=filter_id, unit_id=acting.unit_id, page=page)
    row = own.filter(user__isnull=True).first() or own.filter(user_id=acting.user_id or 0).first()
    if row is None:
        return False
    audit.record(acting, "filter.removed", row)
    row.delete()
    return True
