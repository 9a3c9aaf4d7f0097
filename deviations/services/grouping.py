"""Similar deviations: ordered by a MAS, found by a worker, kept for her area until they are found anew (A6)."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat

from actors.acting import Acting
from core import audit, doorbell, scope
from deviations import permissions
from deviations.models import Deviation, Grouping
from deviations.rules.grouping import Told, groups

MAKE_TASK: Final = "deviations.tasks.group_alike"
BACK = timedelta(days=365)
"""So far back: a pattern of last year's is no longer one."""

LEAST_LETTERS = 3
_STEMS = "tsvector_to_array(to_tsvector('swedish', %(expressions)s))"


@scope.atomic
def order(*, acting: Acting, at: datetime) -> Grouping:
    """Ask for the similar ones of the MAS's area; what is being made is not made twice. Raises PermissionDenied."""
    permissions.require_board(acting)
    row, made = Grouping.objects.select_for_update().get_or_create(
        organisation_id=acting.organisation_id, defaults={"ordered_at": at}
    )
    if not made:
        if row.made_at is None or row.made_at < row.ordered_at:
            return row
        row.ordered_at = at
        row.save(update_fields=["ordered_at"])
    audit.record(acting, "deviation.grouping_ordered", row)
    doorbell.ring_on_commit(MAKE_TASK, row.pk)
    return row


@scope.atomic
def make(grouping_id: int, *, now: datetime) -> bool:
    """Find the similar ones of an area, by the system. Returns whether there was anything to do. Three queries."""
    row = Grouping.objects.select_for_update().filter(pk=grouping_id).first()
    if row is None or (row.made_at is not None and row.made_at >= row.ordered_at):
        return False
    told = told_of(row.organisation_id, since=now - BACK)
    row.counted = len(told)
    row.groups = [
        [one.category, one.reported_by, one.about, list(one.ids), list(one.stems)] for one in groups(told)
    ]
    row.made_at = max(now, row.ordered_at)
    row.save()
    return True


def waiting(*, now: datetime) -> list[int]:
    """Orders whose doorbell no worker has heard. One query."""
    rows = Grouping.objects.filter(ordered_at__lt=now - timedelta(minutes=2))
    undone = rows.filter(made_at__isnull=True) | rows.filter(made_at__lt=F("ordered_at"))
    return list(undone.values_list("pk", flat=True))


def told_of(organisation_id: int, *, since: datetime) -> list[Told]:
    """The deviations of an area as the rule takes them. PostgreSQL takes the words to their Swedish stems. One query,
    and one for the area.
    """
    words = Concat("text", Value(" "), "measure", Value(" "), "own_words", output_field=TextField())
    stems = Func(words, template=_STEMS, output_field=TextField())
    rows = (
        Deviation.objects.filter(permissions.of_area(organisation_id), reported_at__gte=since)
        .order_by("pk")
        .annotate(stems=stems)
    )
    return [
        Told(pk, category, reported_by, about, frozenset(stem for stem in found if _tells(stem)))
        for pk, category, reported_by, about, found in rows.values_list(
            "pk", "category", "reported_by_id", "about_id", "stems"
        )
    ]


def _tells(stem: str) -> bool:
    """Numbers and scraps of words tell nothing, and may be somebody's."""
    return len(stem) >= LEAST_LETTERS and stem.isalpha()
