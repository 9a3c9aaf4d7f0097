"""Reads of ordered reports."""

from datetime import datetime, timedelta
from uuid import UUID

from actors.acting import Acting
from reporting import permissions
from reporting.models import ReportRun
from reporting.rules.formats import State

FORGOTTEN_AFTER = timedelta(minutes=2)
"""After this long an order that no worker has finished is rung for again."""


def run_by_public_id(*, acting: Acting, public_id: UUID) -> ReportRun | None:
    """The order, when the acting one made it; else None. One query."""
    return permissions.visible_to(acting).filter(public_id=public_id).first()


def latest_runs(*, acting: Acting, limit: int = 10) -> list[ReportRun]:
    """The acting one's orders, newest first. One query."""
    return list(permissions.visible_to(acting)[:limit])


def forgotten(*, now: datetime) -> list[int]:
    """Orders that wait longer than they should: their doorbell was not heard, or the worker died. One query."""
    before = now - FORGOTTEN_AFTER
    waiting = ReportRun.objects.filter(state=State.ORDERED, ordered_at__lt=before).exclude(
        begun_at__gte=before
    )
    return list(waiting.order_by("pk").values_list("pk", flat=True))
