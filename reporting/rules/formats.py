"""In which forms a report comes, and where an order of one stands."""

from enum import StrEnum


class Format(StrEnum):
    """The file formats."""

    JSON = "json"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"


class State(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    MADE = "made"
    FAILED = "failed"


CONTENT_TYPES = {
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

ATTEMPTS = 3
"""Tries of one order before it is called failed."""
