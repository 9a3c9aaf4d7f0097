"""The patient-safety compilation as a tagged PDF (PDF/UA-1) and as a workbook, from the tables of the page."""

from datetime import date

from django.template.loader import render_to_string

from actors.names import ShownNames
from core import pdf
from core.spreadsheets import Cell, Sheet, workbook
from deviations.presenters import year as present
from deviations.selectors_year import Year


def as_pdf(year: Year, *, names: ShownNames, today: date) -> bytes:
    """The file. Raises core.pdf.PdfNotMade."""
    context = {
        "title": present.title(year),
        "year": year,
        "figures": present.headline(year),
        "tables": present.tables(year, names=names, today=today),
        "definitions": present.DEFINITIONS,
        "readers": present.READERS,
        "sources": present.SOURCES,
    }
    return pdf.make(
        render_to_string("deviations/year_pdf.html", context), styles=[pdf.STATIC / "css" / "pdf.css"]
    )


def as_xlsx(year: Year, *, names: ShownNames, today: date) -> bytes:
    """A workbook: what it is and who may read it, each table, how it is counted."""
    about: list[list[Cell]] = [
        ["Gäller", year.area],
        ["År", year.year],
        ["Framställd", year.made_at.isoformat(timespec="seconds")],
        ["Vem får läsa", present.READERS],
        ["Till vad", present.SOURCES],
    ]
    found = present.tables(year, names=names, today=today)
    sheets = [
        Sheet("Om filen", ["Uppgift", "Värde"], about),
        *(Sheet(one.name, one.columns, one.rows) for one in found),
        Sheet("Så räknas det", ["Ord", "Så räknas det"], [[*pair] for pair in present.DEFINITIONS.items()]),
    ]
    return workbook(sheets, title=present.title(year))
