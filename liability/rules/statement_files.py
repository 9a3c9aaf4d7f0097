"""In which forms a statement comes as a file, and which files may go with a dispute."""

from enum import StrEnum


class Format(StrEnum):
    """The file formats of a statement. FINANCE is for a municipality's finance system, of an agreed month."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    FINANCE = "finance"


SUFFIXES = {Format.CSV: "csv", Format.XLSX: "xlsx", Format.PDF: "pdf", Format.FINANCE: "csv"}
CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
    Format.FINANCE: "text/csv; charset=utf-8",
}

LARGEST_ATTACHMENT = 5 * 1024 * 1024
"""Bytes of one file."""

BEGINNINGS = {"pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",)}
"""What a file of each kind begins with: its name is not believed."""

_SUFFIXES_OF = {"pdf": (".pdf",), "png": (".png",), "jpg": (".jpg", ".jpeg")}


def attachment_kind(name: str, beginning: bytes) -> str | None:
    """Which kind of file this is, when its name and its content agree; None for anything that is not taken."""
    for kind, beginnings in BEGINNINGS.items():
        if beginning.startswith(beginnings) and name.lower().endswith(_SUFFIXES_OF[kind]):
            return kind
    return None
