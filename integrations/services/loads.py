"""That history was brought in."""

from typing import Protocol

from django.db import transaction

from core import audit, clock
from integrations.importing.register import SYSTEM
from integrations.models import EventImport


class Counts(Protocol):
    """What came of an import."""

    read: int
    created: int
    known: int
    refused: list[int]


@transaction.atomic
def record_import(sha256: str, counts: Counts) -> EventImport:
    """Remember an import: one row for the whole file, with its check sum and counts, and its row of audit."""
    row = EventImport.objects.create(
        at=clock.now(),
        sha256=sha256,
        read=counts.read,
        created=counts.created,
        known=counts.known,
        refused=len(counts.refused),
    )
    audit.record(
        SYSTEM, "events.imported", row, {"created": (None, row.created), "refused": (None, row.refused)}
    )
    return row
