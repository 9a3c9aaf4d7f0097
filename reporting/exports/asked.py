"""Auditors' questions and what is known of them, as a tagged PDF (PDF/UA-1)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string

from core import pdf
from reporting.presenters.asked import AskedView, columns, plain, summary
from reporting.presenters.report import document_day
from reporting.selectors.figures import Figures

STYLES = (
    pdf.STATIC / "css" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "reporting" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "reporting" / "board.css",
)


def asked_pdf(
    views: Sequence[AskedView], figures: Figures, *, heading: str, intro: str, wording: str, now: datetime
) -> bytes:
    """The PDF. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    context = {
        "heading": heading,
        "intro": intro,
        "wording": wording,
        "organisation": figures.scope.name,
        "period": figures.period.name,
        "made": document_day(now),
        "summary": summary(list(views)),
        "columns": columns(figures),
        "answers": [plain(each) for each in views],
        "definitions": dict(one for each in views for one in each.definitions).items(),
    }
    return pdf.make(render_to_string("reporting/asked_pdf.html", context), styles=STYLES)
