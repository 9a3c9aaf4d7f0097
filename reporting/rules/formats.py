"""In which forms a report comes."""

from enum import StrEnum


class Format(StrEnum):
    """The file formats."""

    JSON = "json"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"


CONTENT_TYPES = {
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
