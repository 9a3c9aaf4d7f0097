"""The formats that are made while somebody waits. Apart from the PDF, whose library takes seconds to load."""

import json
from collections.abc import Callable, Mapping

from reporting.exports.sheets import as_csv, as_xlsx
from reporting.rules.followup import document
from reporting.rules.formats import Format
from reporting.rules.goals import as_json as as_goal
from reporting.selectors.figures import Figures


def as_json(figures: Figures) -> bytes:
    """The contract's JSON form."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    goals = [as_goal(each) for each in figures.followed]
    return json_text(document(figures.report, figures.computed_at, goals)).encode()


def json_text(made: Mapping[str, object]) -> str:
    """JSON as the command prints it."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


TABLES: Mapping[Format, Callable[[Figures], bytes]] = {
    Format.JSON: as_json,
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
}
