"""The report as a tagged PDF (PDF/UA-1), in the shape of a tjänsteutlåtande."""

import base64
from pathlib import Path

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.exports.diagrams import draw
from reporting.presenters.report import present
from reporting.selectors.figures import Figures

STATIC = Path(__file__).resolve().parents[2] / "core" / "static"
STYLES = ("css/pdf.css",)
OWN_STYLE = Path(__file__).resolve().parents[1] / "static" / "reporting" / "pdf.css"


class _OwnFiles(URLFetcher):  # type: ignore[misc]
    """Fetches what is in the document itself, and our own style sheets and fonts. Anything else stops the making."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Fetch the address. Raises FatalURLFetchingError for one that is not ours."""
        if not url.startswith(("data:", STATIC.as_uri(), OWN_STYLE.parent.as_uri())):
            raise FatalURLFetchingError(f"not ours: {url[:40]}")
        return super().fetch(url, headers)


def as_pdf(figures: Figures) -> bytes:
    """The PDF. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    page = present(figures)
    drawings = {chart.id: _as_source(draw(chart.diagram)) for chart in page.charts}
    html = render_to_string("reporting/pdf.html", {"page": page, "drawings": drawings})
    fonts, fetch = FontConfiguration(), _OwnFiles(allowed_protocols=("data", "file"))
    styles = [CSS(filename=str(STATIC / name), font_config=fonts, url_fetcher=fetch) for name in STYLES]
    styles.append(CSS(filename=str(OWN_STYLE), font_config=fonts, url_fetcher=fetch))
    document = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=fetch)
    made: bytes = document.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
    return made


def _as_source(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
