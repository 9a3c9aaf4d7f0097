"""The figures as rows, for CSV and XLSX: the same as on the page, small numbers hidden."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from reporting.rules.definitions import DEFINITIONS, DEFINITIONS_VERSION
from reporting.rules.measures import Value
from reporting.rules.names import (
    BREAKDOWN_NAMES,
    SUPPRESSED,
    SUPPRESSED_REASON,
    category_name,
)
from reporting.rules.periods import twelve_months_ending_with
from reporting.selectors.figures import Figures

Cell = str | int | float | Decimal | None

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet program may take for the beginning of a formula."""

WIDEST = 70


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading row."""

    name: str
    columns: list[str]
    rows: list[list[Cell]]


def sheets(figures: Figures) -> list[Sheet]:
    """Every table of the report. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    return [
        _about(figures),
        _measures(figures),
        _months(figures),
        _splits(figures),
        _causes(figures),
        _definitions(),
    ]


def as_csv(figures: Figures) -> bytes:
    """One table of all: semicolons, decimal comma and a byte-order mark, as a Swedish Excel reads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Avsnitt", "Rad", "Kolumn", "Värde"])
    for sheet in sheets(figures):
        for row in sheet.rows:
            for column, value in zip(sheet.columns[1:], row[1:], strict=True):
                cells: list[Cell] = [sheet.name, row[0], column, value]
                writer.writerow([csv_text(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def csv_text(value: Cell) -> str:
    """A cell of a CSV file. Text that could be taken for a formula is made plain by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    return str(value).replace(".", ",")


def as_xlsx(figures: Figures) -> bytes:
    """A workbook with one sheet for each table."""
    book = Workbook()
    book.properties.title = f"{figures.scope.name}, {figures.period.name}"
    book.properties.creator = "Hemväg"
    book.properties.language = "sv-SE"
    book.remove(book.worksheets[0])
    for sheet in sheets(figures):
        page = book.create_sheet(sheet.name)
        rows: list[list[Cell]] = [list(sheet.columns), *sheet.rows]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = page.cell(number, column)
                if isinstance(value, str):
                    # Typed as text, so that no content can be a formula.
                    cell.value, cell.data_type = value, TYPE_STRING
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


def _number(value: Value) -> Cell:
    """A measure as a number; a mean keeps its two decimals."""
    return Decimal(value) if isinstance(value, str) else value


def _about(figures: Figures) -> Sheet:
    rows: list[list[Cell]] = [
        ["Gäller", figures.scope.name],
        ["Id", figures.scope.id],
        ["Period", figures.period.name],
        ["Första dag", figures.period.first.isoformat()],
        ["Sista dag", figures.period.last.isoformat()],
        ["Framställd", figures.computed_at.isoformat(timespec="seconds")],
        ["Definitionernas version", DEFINITIONS_VERSION],
        ["Dolda siffror", SUPPRESSED_REASON],
    ]
    return Sheet("Om rapporten", ["Uppgift", "Värde"], rows)


def _measures(figures: Figures) -> Sheet:
    before, last_year = figures.previous, figures.last_year
    columns = ["Mått", "Kod", "Enhet", figures.period.name, before[0].name, last_year[0].name]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.code,
            str(each.unit),
            _number(figures.report.measures[each.code]),
            _number(before[1][each.code]),
            _number(last_year[1][each.code]),
        ]
        for each in DEFINITIONS
    ]
    return Sheet("Mått", columns, rows)


def _months(figures: Figures) -> Sheet:
    columns = ["Mått", "Kod", *(period.name for period, _ in figures.months)]
    rows: list[list[Cell]] = [
        [each.name, each.code, *(_number(measures[each.code]) for _, measures in figures.months)]
        for each in DEFINITIONS
    ]
    return Sheet("Månader", columns, rows)


def _splits(figures: Figures) -> Sheet:
    codes = {each.code: each.name for each in DEFINITIONS}
    rows: list[list[Cell]] = []
    for name in ("by_sex", "by_age", "by_hospital"):
        for category, cells in figures.breakdowns[name].items():
            if isinstance(cells, dict):
                title = f"{BREAKDOWN_NAMES[name]}: {category_name(category)}"
                rows += [[title, codes[code], _shown(value)] for code, value in cells.items()]
    return Sheet("Fördelningar", ["Kategori", "Mått", figures.period.name], rows)


def _causes(figures: Figures) -> Sheet:
    year = twelve_months_ending_with(figures.period)
    rows: list[list[Cell]] = [
        [category_name(cause), _shown(count)] for cause, count in figures.causes.items()
    ]
    return Sheet("Orsaker", ["Orsak till återinskrivning", year.name], rows)


def _definitions() -> Sheet:
    rows: list[list[Cell]] = [[each.name, each.code, str(each.unit), each.text] for each in DEFINITIONS]
    return Sheet("Definitioner", ["Mått", "Kod", "Enhet", "Så räknas det"], rows)


def _shown(value: int | None) -> Cell:
    return SUPPRESSED if value is None else value
