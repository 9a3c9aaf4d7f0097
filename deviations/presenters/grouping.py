"""Similar deviations, as the page of groups takes them."""

from datetime import datetime
from typing import Any

from core import clock
from deviations.models import Grouping
from deviations.presenters import pages
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import UNANSWERED, Category
from deviations.selectors_grouping import ROWS_OF_A_GROUP, Alike


def state(row: Grouping | None) -> dict[str, Any]:
    """When it was made, of how many; whether it is being made now."""
    if row is None:
        return {"made_at": None, "working": False, "counted": 0}
    working = row.made_at is None or row.made_at < row.ordered_at
    return {"made_at": row.made_at, "working": working, "counted": row.counted}


def group(found: Alike, *, number: int, now: datetime) -> dict[str, Any]:
    """A group: what, between whom, how many, the stems in common, its newest members."""
    newest, oldest = found.rows[0], found.rows[-1]
    return {
        "id": f"grupp-{number}",
        "category": CATEGORIES[Category(found.group.category)],
        "reported_by": newest.reported_by.name,
        "about": newest.about.name,
        "count": len(found.rows),
        "waiting": sum(row.stage in UNANSWERED for row in found.rows),
        "stems": found.group.stems,
        "first": clock.local_date(oldest.reported_at),
        "last": clock.local_date(newest.reported_at),
        "rows": [{**pages.row(row, now=now), "id": row.pk} for row in found.rows[:ROWS_OF_A_GROUP]],
        "ids": [row.pk for row in found.rows],
        "more": len(found.rows) - ROWS_OF_A_GROUP,
    }
