"""A report as the bytes of a file, in every format. What is written to a file has its small numbers hidden, always."""

from collections.abc import Callable, Mapping

from reporting.exports.pdf import as_pdf
from reporting.exports.tables import TABLES
from reporting.rules.formats import Format
from reporting.selectors.figures import Figures

RENDERERS: Mapping[Format, Callable[[Figures], bytes]] = {**TABLES, Format.PDF: as_pdf}


def render(figures: Figures, form: Format) -> bytes:
    """The file."""
    return RENDERERS[form](figures)
