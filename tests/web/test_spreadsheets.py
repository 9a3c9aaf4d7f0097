"""No cell of an export is a formula, in any column, and the value comes back as it was (CSV-1)."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core import clock
from core.spreadsheets import Sheet, csv_file, csv_text, looks_like_formula, workbook
from reporting.exports import sheets as reporting
from reporting.selectors.figures import Figures, figures
from tests.factories.region import Region, build
from tests.web.hostile import FORMULAS

COLUMNS = 6


def test_the_corpus_is_as_long_as_the_target_asks() -> None:
    assert len(set(FORMULAS)) >= 30


def rows() -> list[list[str]]:
    """Every payload in every column, one row for each payload."""
    return [[payload] * COLUMNS for payload in FORMULAS]


def back(cell: str) -> str:
    """The value as it was before the apostrophe."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell.lstrip("'")) else cell


def test_what_is_taken_for_a_formula() -> None:
    plain = {'"=1+1', "'=1+1"}  # a quotation mark before it makes it text
    assert {payload for payload in FORMULAS if not looks_like_formula(payload)} == plain


def test_csv_holds_no_formula_and_keeps_the_value() -> None:
    text = csv_file(rows()).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [[back(cell) for cell in row] for row in read] == rows()
    for row in read:
        for cell in row:
            assert not looks_like_formula(cell), cell


def test_a_workbook_holds_no_formula_and_keeps_the_value() -> None:
    made = workbook([Sheet("Blad", list(FORMULAS[:COLUMNS]), [list(row) for row in rows()])], title="=1+1")
    page = load_workbook(io.BytesIO(made))["Blad"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    found = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for given, read in zip(rows(), found, strict=True):
        expected = ILLEGAL_CHARACTERS_RE.sub("\ufffd", given[0])
        # XML reads a carriage return as a line break.
        assert {str(value).replace("\r\n", "\n") for value in read} <= {
            expected.replace("\r\n", "\n"),
            expected.replace("\r", "\n").replace("\n\n", "\n"),
            expected,
        }


@pytest.mark.parametrize(
    ("cell", "text"), [("Åkerö", "Åkerö"), ("–", "–"), (-1.5, "-1,5"), (None, ""), ("a=b", "a=b")]
)
def test_ordinary_cells_are_left_alone(cell: str | float | None, text: str) -> None:
    assert csv_text(cell) == text


def named_as(found: Figures, payload: str) -> Figures:
    """The figures of a place that is called so, in the scope and in every split by name."""
    split = (
        {payload: next(iter(found.breakdowns["by_hospital"].values()))}
        if found.breakdowns["by_hospital"]
        else {}
    )
    scope = replace(found.report.scope, name=payload, id=payload)
    return replace(
        found,
        report=replace(found.report, scope=scope, breakdowns={**found.breakdowns, "by_hospital": split}),
    )


@pytest.mark.django_db
def test_no_column_of_the_report_is_a_formula() -> None:
    region: Region = build()
    found = figures(region.organisations["region"].code, "2026-10", now=clock.now(), fresh=True)
    for payload in FORMULAS[:6]:
        odd = named_as(found, payload)
        text = reporting.as_csv(odd).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
            assert not [cell for cell in row if looks_like_formula(cell) and not is_number(cell)]
        book = load_workbook(io.BytesIO(reporting.as_xlsx(odd)))
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
        assert "f" not in {cell.data_type for cell in cells}
        assert payload in {cell.value for cell in cells}


def is_number(cell: str) -> bool:
    """A negative number is no formula."""
    return cell.replace(",", "", 1).lstrip("-").isdigit()
