"""The statistics of SIP as rows, for CSV and XLSX: the same as on the page, small numbers hidden."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from core.spreadsheets import Cell, Sheet, csv_file, workbook
from reporting.presenters.sip import (
    ATTENDANCE_COLUMNS,
    HOW,
    OUTCOMES,
    REASONS,
    SPLITS,
    sip_measures,
    sip_months,
    split_table,
)
from reporting.rules.breakdowns import Row
from reporting.rules.definitions_sip import GROUPS, MONTH_CODES, SIP_BY_CODE
from reporting.rules.measures import Value
from reporting.rules.names import SUPPRESSED, SUPPRESSED_REASON
from reporting.selectors.directory import Directory
from reporting.selectors.figures import Figures


def sip_sheets(figures: Figures, known: Directory, *, answers_for: Collection[str]) -> list[Sheet]:
    """Every table of the page. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    period = figures.period.name
    measures, found = sip_measures(figures), figures.sip
    codes = [code for _, group in GROUPS for code in group]
    small: list[list[Cell]] = [
        *_rows("Hur patienten deltog", HOW, found.how),
        *_rows("Varför SIP inte behövs", REASONS, found.declined),
        *_rows("Hur det gick med målen", OUTCOMES, found.goals),
    ]
    sheets = [
        Sheet(
            "SIP",
            ["Mått", "Kod", period],
            [[SIP_BY_CODE[code].name, code, _number(measures[code])] for code in codes],
        ),
        Sheet(
            "Månader",
            ["Månad", *(SIP_BY_CODE[code].name for code in MONTH_CODES)],
            [[name, *(_number(month[code]) for code in MONTH_CODES)] for name, month in sip_months(figures)],
        ),
        Sheet("Sätt, skäl och utfall", ["Rad", period], small),
    ]
    for name, title in SPLITS.items():
        table = split_table(name, figures, known)
        if table is not None:
            rows: list[list[Cell]] = [list(row) for row in table.rows]
            sheets.append(Sheet(title[:31], ["Rad", *table.columns[1:]], rows))
    sheets.append(
        Sheet(
            "Närvarounderlag",
            ATTENDANCE_COLUMNS,
            [
                [known.units[one.unit].name, one.called, one.came, one.room, one.video, one.phone]
                for one in found.attendance
                if one.unit in answers_for
            ],
        )
    )
    about: list[list[Cell]] = [
        ["Gäller", figures.scope.name],
        ["Period", period],
        ["Dolda siffror", SUPPRESSED_REASON],
    ]
    about += [[each.name, each.text] for each in SIP_BY_CODE.values()]
    return [*sheets, Sheet("Så räknas det", ["Uppgift", "Text"], about)]


def sip_csv(figures: Figures, known: Directory, *, answers_for: Collection[str]) -> bytes:
    """One table of all."""
    rows: list[list[Cell]] = [["Avsnitt", "Rad", "Kolumn", "Värde"]]
    for sheet in sip_sheets(figures, known, answers_for=answers_for):
        for row in sheet.rows:
            for column, value in zip(sheet.columns[1:], row[1:], strict=True):
                rows.append([sheet.name, row[0], column, value])
    return csv_file(rows)


def sip_xlsx(figures: Figures, known: Directory, *, answers_for: Collection[str]) -> bytes:
    """A workbook with one sheet for each table."""
    sheets = sip_sheets(figures, known, answers_for=answers_for)
    return workbook(sheets, title=f"SIP, {figures.scope.name}, {figures.period.name}")


def _rows(title: str, names: Mapping[str, str], row: Row) -> list[list[Cell]]:
    return [[f"{title}: {names[code]}", SUPPRESSED if row[code] is None else row[code]] for code in names]


def _number(value: Value) -> Cell:
    return Decimal(value) if isinstance(value, str) else value
