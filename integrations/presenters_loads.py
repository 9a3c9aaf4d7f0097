"""Files that came through the page, in words."""

from typing import Any

from django.urls import reverse

from core.ui import Status, Tone
from integrations.models import EventLoad, LoadState

_STATES = {
    LoadState.WAITING: Status("Väntar", Tone.INFO),
    LoadState.RUNNING: Status("Läses", Tone.INFO),
    LoadState.FAILED: Status("Misslyckades", Tone.DANGER),
}


def load_row(row: EventLoad) -> dict[str, Any]:
    """A file in the list, and on its own page."""
    state = LoadState(row.state)
    under_way = state in (LoadState.WAITING, LoadState.RUNNING)
    done = Status("Provkörd" if row.dry_run else "Inläst", Tone.WARNING if row.refused else Tone.SUCCESS)
    return {
        "url": reverse("event_load", args=[row.public_id]),
        "at": row.ordered_at,
        "by": row.ordered_by.name,
        "lines": row.lines,
        "created": row.created,
        "known": row.known,
        "refused": row.refused,
        "status": _STATES.get(state, done),
        "dry_run": row.dry_run,
        "under_way": under_way,
        "percent": min(100, round(100 * row.read / row.lines)) if row.lines else 0,
        "may_load": state == LoadState.DONE and row.dry_run and bool(row.file),
        "may_discard": not under_way and bool(row.file),
    }
