"""Ordering a report file, and what became of it. The row comes first, then the work, then the file."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from actors.acting import Acting
from core import audit, clock, doorbell
from reporting import permissions
from reporting.locks import lock_run
from reporting.models import ReportRun
from reporting.rules.definitions import DEFINITIONS_VERSION
from reporting.rules.formats import ATTEMPTS, Format, State
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
) -> ReportRun:
    """Store the order, and ring for a worker unless the caller makes the file itself.

    Raises PermissionDenied for a role that reads no reports; that the scope may be read is the view's question.
    """
    if acting.source != "system":
        permissions.require_reader(acting)
    run = ReportRun.objects.create(
        organisation=scope.id,
        organisation_name=scope.name,
        period=period.code,
        format=form,
        definitions_version=DEFINITIONS_VERSION,
        ordered_at=clock.now(),
        ordered_by_id=acting.user_id,
        ordered_by_name=acting.user_name,
        unit_id=acting.unit_id or None,
    )
    audit.record(acting, "report.ordered", run, {"format": (None, str(form)), "period": (None, period.code)})
    if ring:
        doorbell.ring_on_commit(MAKE_TASK, run.pk)
    return run


@transaction.atomic
def begin_report(run_id: int, *, now: datetime) -> ReportRun | None:
    """Count a try of the order. None when it is done already, does not exist, or has been tried too often."""
    run = lock_run(run_id)
    if run is None or run.state != State.ORDERED:
        return None
    if run.attempts >= ATTEMPTS:
        run.state = State.FAILED
        run.save(update_fields=["state"])
        return None
    run.attempts += 1
    run.begun_at = now
    run.save(update_fields=["attempts", "begun_at"])
    return run


@transaction.atomic
def finish_report(run_id: int, content: bytes, *, acting: Acting) -> ReportRun | None:
    """Store the file of an order. None when another worker was first."""
    run = lock_run(run_id)
    if run is None or run.state != State.ORDERED:
        return None
    run.file.save(f"{run.public_id}.{run.format}", ContentFile(content), save=False)
    run.state = State.MADE
    run.made_at = clock.now()
    run.size = len(content)
    run.sha256 = hashlib.sha256(content).hexdigest()
    run.save(update_fields=["file", "state", "made_at", "size", "sha256"])
    audit.record(acting, "report.made", run, {"state": (str(State.ORDERED), str(State.MADE))})
    return run


@transaction.atomic
def note_download(*, acting: Acting, run: ReportRun) -> None:
    """Write down that the file was fetched."""
    audit.record(acting, "report.fetched", run)
