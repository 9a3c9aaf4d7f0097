"""Reads of ordered reports."""

from datetime import datetime
from uuid import UUID

from actors.acting import Acting
from core import orders
from core.orders import OrderState
from reporting import permissions
from reporting.models import ReportRun


def run_by_public_id(*, acting: Acting, public_id: UUID) -> ReportRun | None:
    """The order, when the acting one made it; else None. One query."""
    return permissions.visible_to(acting).filter(public_id=public_id).select_related("board").first()


def latest_runs(*, acting: Acting, limit: int = 10) -> list[ReportRun]:
    """The acting one's orders, newest first. One query."""
    return list(permissions.visible_to(acting)[:limit])


def forgotten(*, now: datetime) -> list[int]:
    """Orders that wait longer than they should: their doorbell was not heard, or the worker died. One query."""
    return list(orders.forgotten(ReportRun, now=now))


def ready_and_new(*, acting: Acting) -> int:
    """How many of the acting one's files are ready and not fetched. One query."""
    return permissions.visible_to(acting).filter(state=OrderState.MADE, fetched_at__isnull=True).count()
