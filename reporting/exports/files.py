"""A report as the bytes of a file. What is written to a file has its small numbers hidden, always."""

import json
from collections.abc import Callable, Mapping

from reporting.exports.pdf import as_pdf
from reporting.exports.sheets import as_csv, as_xlsx
from reporting.rules.followup import document
from reporting.rules.formats import Format
from reporting.selectors.figures import Figures


def as_json(figures: Figures) -> bytes:
    """The contract's JSON form."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    return json_text(document(figures.report, figures.computed_at)).encode()


def json_text(made: Mapping[str, object]) -> str:
    """JSON as the command prints it."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


RENDERERS: Mapping[Format, Callable[[Figures], bytes]] = {
    Format.JSON: as_json,
    Format.PDF: as_pdf,
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
}


def render(figures: Figures, form: Format) -> bytes:
    """The file."""
    return RENDERERS[form](figures)
