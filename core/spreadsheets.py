"""The one writer of CSV and XLSX files: no content of a cell is ever a formula.

A name that begins with `=` is a formula to a spreadsheet program, and runs on the reader's machine. In CSV such a
text gets an apostrophe before it (OWASP's advice; a tab no longer holds); in XLSX it is typed as text.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | Decimal | None

# The signs, their full-width twins that some programs fold, and what separates cells in programs that guess.
_FORMULA: Final = re.compile(r"[\s\x00-\x20\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n\x00]")

WIDEST: Final = 70
_LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook holds; openpyxl cuts by itself, without a word."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading row."""

    name: str
    columns: list[str]
    rows: list[list[Cell]]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula or a command."""
    return _FORMULA.match(text) is not None


def _needs_apostrophe(text: str) -> bool:
    # One that has its apostrophe already gets another, so that taking one away gives back what stood there.
    return looks_like_formula(text.lstrip("'"))


def csv_text(value: Cell) -> str:
    """A cell of a CSV file: decimal comma, and an apostrophe before text that could be taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _needs_apostrophe(value) else value
    return str(value).replace(".", ",")


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal comma and a byte-order mark, as a Swedish Excel reads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([csv_text(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """A workbook with one sheet for each table; every text is typed as text."""
    book = Workbook()
    book.properties.title = title
    book.properties.creator = "Hemväg"
    book.properties.language = "sv-SE"
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        rows: list[list[Cell]] = [list(sheet.columns), *sheet.rows]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = page.cell(number, column)
                if isinstance(value, str):
                    # XML knows no control characters: the mark for what could not be written stands in their place.
                    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST_CELL]
                    cell.value, cell.data_type = text, TYPE_STRING
                else:
                    cell.value = value
                cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
                cell.font = Font(bold=number == 1)
        page.freeze_panes = "A2"
        for column, _ in enumerate(sheet.columns, start=1):
            longest = max(len(str(row[column - 1] or "")) for row in rows)
            page.column_dimensions[get_column_letter(column)].width = min(WIDEST, longest + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
