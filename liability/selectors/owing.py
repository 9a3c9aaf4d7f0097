"""Who owes, by name."""

from actors import selectors as actors
from liability.models import Assessment


def owing_names(row: Assessment) -> str:
    """The owing municipalities' names, "" when none is known. One query for each."""
    codes = dict.fromkeys(code for code in row.owed_by if code)
    found = [(code, actors.organisation_by_code(code)) for code in codes]
    return ", ".join(code if organisation is None else organisation.name for code, organisation in found)
