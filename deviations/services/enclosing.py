"""A photo or a file with a report: its kind is told by its content, and nothing passes that nobody has looked at."""

from datetime import datetime

from actors.acting import Acting
from core import audit, pictures, scanning, scope
from core.invalid import Invalid
from deviations import permissions
from deviations.locks import lock_deviation
from deviations.models import Enclosure
from deviations.rules.kinds import FileState
from transitions.locks import NotFound

MOST_FILES = 5
PDF_BYTES = 10 * 1024 * 1024
MOST_BYTES = pictures.PHOTO_BYTES + 1
"""So much of a file is read: enough to see that it is too large."""
_PDF = b"%PDF-"
_OTHERS = (b"PK\x03\x04", b"PK\x05\x06", b"\x7fELF", b"Rar!\x1a", b"7z\xbc\xaf\x27")
"""What archives and programs hold at a place of their choice: a PDF that is one as well is neither."""


@scope.atomic
def enclose(*, acting: Acting, ref: str, at: datetime, content: bytes) -> Enclosure:
    """Put a photo or a PDF with a deviation that the unit has reported.

    Raises Invalid on `picture`: `too_many`, `too_large`, `unreadable`, `no_scanner`, `malware`; NotFound for a
    deviation that the unit did not report.
    """
    suffix, kept, state = _looked_at(content)  # before the lock: a scanner may take its time
    row = lock_deviation(acting, ref)
    if row.reported_by_id != acting.unit_id or not permissions.may_report(acting):
        raise NotFound
    if row.enclosures.count() >= MOST_FILES:
        raise Invalid("too_many", "Avvikelsen har redan fem bilagor.", "picture")
    made = Enclosure.objects.create(
        deviation=row,
        at=at,
        by_unit_id=acting.unit_id,
        author_id=acting.user_id,
        suffix=suffix,
        state=state,
        content=kept,
    )
    audit.record(acting, "deviation.enclosed", row, {"state": (None, state)})
    return made


def _looked_at(content: bytes) -> tuple[str, bytes, FileState]:
    if not content:
        raise Invalid("unreadable", "Filen är tom. Välj en annan fil.", "picture")
    if not content.startswith(_PDF):
        made = pictures.photo(content)
        # The picture is written anew, and so holds nothing but a picture; where there is a scanner it is asked too.
        return "jpg", made, _state(made) if scanning.connected() else FileState.CLEAN
    if len(content) > PDF_BYTES:
        raise Invalid("too_large", "Filen är större än 10 MB. Välj en mindre fil.", "picture")
    if not scanning.connected():
        text = "PDF kan inte tas emot här: ingen virusgranskning är ansluten. Fotografera sidan i stället."
        raise Invalid("no_scanner", text, "picture")
    if any(mark in content for mark in _OTHERS):
        raise Invalid(
            "unreadable", "Filen är både PDF och något annat. Spara den som PDF på nytt.", "picture"
        )
    return "pdf", content, _state(content)


def _state(content: bytes) -> FileState:
    found = scanning.scan(content)
    if found is scanning.Found.MALWARE:
        raise Invalid("malware", "Filen innehåller skadlig kod och togs inte emot.", "picture")
    return FileState.CLEAN if found is scanning.Found.CLEAN else FileState.WAITING


@scope.atomic
def scan_waiting(*, acting: Acting) -> int:
    """Ask the scanner again about files that wait. Returns how many were decided."""
    if not scanning.connected():
        return 0
    count = 0
    waiting = Enclosure.objects.filter(state=FileState.WAITING).select_related("deviation")
    for row in waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:20]:
        found = scanning.scan(bytes(row.content))
        if found is scanning.Found.UNKNOWN:
            break
        row.state = FileState.CLEAN if found is scanning.Found.CLEAN else FileState.REFUSED
        if row.state == FileState.REFUSED:
            row.content = b""
        row.save(update_fields=["state", "content"])
        audit.record(acting, "deviation.file_scanned", row.deviation, {"state": (None, row.state)})
        count += 1
    return count
