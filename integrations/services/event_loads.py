"""Event files sent through the page: kept, tried, loaded by a worker, removed. The row comes first, then the work."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet

from actors import permissions
from actors.acting import Acting
from core import audit, clock, doorbell
from core.invalid import Invalid
from integrations.importing.fields import Refused
from integrations.importing.runner import Import, Summary
from integrations.importing.source import NothingDone, examine, parsed
from integrations.models import EventLoad, LoadState
from integrations.services.loads import record_import

LOAD_TASK = "integrations.tasks.load_events"
LARGEST = 200 * 1024 * 1024
"""Bytes. Larger files go through the command `import_events`, next to the database."""

ATTEMPTS = 3
FORGOTTEN = timedelta(minutes=10)
KEPT = timedelta(days=1)
REFUSALS_KEPT = 500


def receive(*, acting: Acting, file: "UploadedFile[Any]") -> EventLoad:
    """Keep a file and order its trial run, which saves nothing. Raises PermissionDenied, Invalid."""
    permissions.require(acting, permissions.LOAD_FILES)
    if (file.size or 0) > LARGEST:
        raise Invalid(
            "too_large", "Filen är större än 200 MB. Läs in den med kommandot import_events på servern."
        )
    if acting.user_id is None:
        raise PermissionDenied(permissions.LOAD_FILES)  # a file is a person's to send
    row = EventLoad(ordered_at=clock.now(), ordered_by_id=acting.user_id, lines=0)
    name = f"{row.public_id}.ndjson"
    try:
        row.file.save(name, file, save=False)
    except OSError:
        # The disk is full: half a file is worse than none. The answer is 503 (core.unavailable).
        row.file.storage.delete(row.file.field.generate_filename(row, name))
        raise
    try:
        source = examine(Path(row.file.path))
    except NothingDone as error:
        _remove_file(row)
        raise Invalid("not_events", str(error)) from error
    row.sha256, row.lines = source.sha256, source.lines
    with transaction.atomic():
        row.save()
        audit.record(acting, "events.received", row, {"lines": (None, row.lines)})
        doorbell.ring_on_commit(LOAD_TASK, row.pk)
    return row


def loads_visible_to(acting: Acting) -> QuerySet[EventLoad]:
    """The files of everybody who runs the installation."""
    if not permissions.may(acting, permissions.LOAD_FILES):
        return EventLoad.objects.none()
    return EventLoad.objects.select_related("ordered_by")


@transaction.atomic
def load_for_real(*, acting: Acting, load_id: int) -> bool:
    """After a trial run: order the load itself. False when it has been ordered already or the file is gone."""
    permissions.require(acting, permissions.LOAD_FILES)
    row = EventLoad.objects.select_for_update().get(pk=load_id)
    if not row.dry_run or row.state != LoadState.DONE or not row.file:
        return False
    row.dry_run, row.state, row.finished_at, row.attempts = False, LoadState.WAITING, None, 0
    row.read = row.created = row.known = row.refused = 0
    row.refusals = []
    row.save()
    audit.record(acting, "events.ordered", row)
    doorbell.ring_on_commit(LOAD_TASK, row.pk)
    return True


@transaction.atomic
def discard(*, acting: Acting, load_id: int) -> bool:
    """Remove the file of a load that is not under way. False when there is none."""
    permissions.require(acting, permissions.LOAD_FILES)
    row = EventLoad.objects.select_for_update().get(pk=load_id)
    if row.state in (LoadState.WAITING, LoadState.RUNNING) or not row.file:
        return False
    _remove_file(row)
    row.save(update_fields=["file"])
    audit.record(acting, "events.discarded", row)
    return True


def run(load_id: int) -> bool:
    """Do what was ordered, as the worker does. Returns whether this call did it. Safe to run several times.

    What a worker that died had stored stands, and is known when the file is read again.
    """
    row = _begin(load_id)
    if row is None:
        return False
    try:
        source = examine(Path(row.file.path))
    except NothingDone:
        _finish(row, None, [])
        return True
    watcher = _Watcher(row)
    summary = Import(watcher, dry_run=row.dry_run).run(parsed(source))
    if not row.dry_run:
        record_import(source.sha256, summary)
    _finish(row, summary, watcher.refusals)
    return True


@transaction.atomic
def _begin(load_id: int) -> EventLoad | None:
    row = EventLoad.objects.select_for_update().filter(pk=load_id).first()
    now = clock.now()
    if row is None or row.state in (LoadState.DONE, LoadState.FAILED):
        return None
    if row.state == LoadState.RUNNING and row.begun_at is not None and row.begun_at > now - FORGOTTEN:
        return None
    if row.attempts >= ATTEMPTS:
        row.state, row.finished_at = LoadState.FAILED, now
        row.save(update_fields=["state", "finished_at"])
        return None
    row.state, row.begun_at, row.attempts = LoadState.RUNNING, now, row.attempts + 1
    row.save(update_fields=["state", "begun_at", "attempts"])
    return row


@transaction.atomic
def _finish(row: EventLoad, summary: Summary | None, refusals: list[list[Any]]) -> None:
    row.finished_at = clock.now()
    row.state = LoadState.FAILED if summary is None else LoadState.DONE
    if summary is not None:
        row.read, row.created, row.known = summary.read, summary.created, summary.known
        row.refused, row.refusals = len(summary.refused), refusals
    if not row.dry_run or summary is None:
        _remove_file(row)
    row.save()


class _Watcher:
    """Keeps the first refused lines, and tells how far the load has come (a trial run tells only at its end)."""

    def __init__(self, row: EventLoad) -> None:
        self._row = row
        self.refusals: list[list[Any]] = []

    def refused(self, number: int, error: Refused) -> None:
        if len(self.refusals) < REFUSALS_KEPT:
            self.refusals.append([number, error.code, error.message])

    def progress(self, read: int) -> None:
        # The lease is renewed with it: a long load is not taken for a dead one.
        EventLoad.objects.filter(pk=self._row.pk).update(read=read, begun_at=clock.now())


def forgotten(*, now: datetime) -> list[int]:
    """Loads that no worker has finished in time; to be rung for again."""
    waiting = Q(state=LoadState.WAITING, ordered_at__lt=now - timedelta(minutes=1))
    lost = Q(state=LoadState.RUNNING, begun_at__lt=now - FORGOTTEN)
    return list(EventLoad.objects.filter(waiting | lost).values_list("pk", flat=True))


def remove_old_files(*, now: datetime) -> int:
    """Remove files that nobody has loaded within a day; the row stays. Returns how many."""
    old = EventLoad.objects.exclude(file="").filter(
        state__in=[LoadState.DONE, LoadState.FAILED], finished_at__lt=now - KEPT
    )
    count = 0
    for row in old:
        _remove_file(row)
        row.save(update_fields=["file"])
        count += 1
    return count


def _remove_file(row: EventLoad) -> None:
    if row.file:
        row.file.delete(save=False)
    row.file = ""
