"""Ordering a report file, and what became of it. The row comes first, then the work, then the file."""

from datetime import datetime

from django.db import transaction

from actors.acting import Acting
from core import audit, clock, doorbell, orders
from core.orders import OrderState
from reporting import permissions
from reporting.models import BoardReport, ReportRun
from reporting.rules.definitions import DEFINITIONS_VERSION
from reporting.rules.formats import Format
from reporting.rules.periods import Period
from reporting.rules.scope import Scope

MAKE_TASK = "reporting.tasks.make_report"


@transaction.atomic
def order_report(
    *,
    acting: Acting,
    scope: Scope,
    period: Period,
    form: Format,
    ring: bool = True,
    board: BoardReport | None = None,
    plain: bool = False,
) -> ReportRun:
    """Store the order, and ring for a worker unless the caller makes the file itself. The same file that is being made
    already is not made twice: its order is returned.

    Raises PermissionDenied for a role that reads no reports; that the scope may be read is the view's question.
    """
    if acting.source != "system":
        permissions.require_reader(acting)
    run: ReportRun
    run, made = ReportRun.objects.get_or_create(
        organisation=scope.id,
        period=period.code,
        format=form,
        ordered_by_id=acting.user_id,
        unit_id=acting.unit_id or None,
        board=board,
        plain=plain,
        state=OrderState.ORDERED,
        defaults={
            "organisation_name": scope.name,
            "definitions_version": DEFINITIONS_VERSION,
            "ordered_at": clock.now(),
            "ordered_by_name": acting.user_name,
        },
    )
    if not made:
        return run
    audit.record(acting, "report.ordered", run, {"format": (None, str(form)), "period": (None, period.code)})
    if ring:
        doorbell.ring_on_commit(MAKE_TASK, run.pk)
    return run


def begin_report(run_id: int, *, now: datetime) -> ReportRun | None:
    """Count a try of the order. None when it is done already, does not exist, or has been tried too often."""
    return orders.begin(ReportRun, run_id, now=now)


@transaction.atomic
def finish_report(run_id: int, content: bytes, *, acting: Acting) -> ReportRun | None:
    """Store the file of an order. None when another worker was first."""
    run = orders.finish(ReportRun, run_id, content, suffix=lambda run: run.format)
    if run is not None:
        audit.record(acting, "report.made", run, {"state": (str(OrderState.ORDERED), str(OrderState.MADE))})
    return run


@transaction.atomic
def note_download(*, acting: Acting, run: ReportRun) -> None:
    """Write down that the file was fetched; it is no longer new to whoever ordered it."""
    if run.fetched_at is None:
        run.fetched_at = clock.now()
        run.save(update_fields=["fetched_at"])
    audit.record(acting, "report.fetched", run)
