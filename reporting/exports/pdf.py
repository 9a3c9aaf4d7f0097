"""The report as a tagged PDF (PDF/UA-1), in the shape of a tjänsteutlåtande."""

from pathlib import Path

from django.template.loader import render_to_string

from core import pdf
from core.diagrams import as_source, draw
from reporting.presenters.report import present
from reporting.selectors.figures import Figures

STYLES = (
    pdf.STATIC / "css" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "reporting" / "pdf.css",
)


def as_pdf(figures: Figures) -> bytes:
    """The PDF. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    page = present(figures)
    drawings = {chart.id: as_source(draw(chart.diagram)) for chart in page.charts}
    return pdf.make(
        render_to_string("reporting/pdf.html", {"page": page, "drawings": drawings}), styles=STYLES
    )
