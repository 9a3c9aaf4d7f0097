"""The list as a file for a spreadsheet program, for those who may."""

from collections.abc import Iterable
from typing import Any

from core import clock
from core.spreadsheets import csv_file

COLUMNS = ("Person", "Personnummer", "Grupp", "Att göra", "Från", "Läge", "Senast", "Ansvarig")
PROTECTED = "Skyddad identitet: öppna ärendet i Hemväg"


def worklist_file(groups: Iterable[dict[str, Any]]) -> bytes:
    """The rows as the list shows them. A person with protected identity is not named in a file."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for group in groups:
        for row in group["rows"]:
            due = row["deadline"]
            rows.append(
                (
                    PROTECTED if row["protected"] else row["person"],
                    "" if row["protected"] else row["personal_number"],
                    group["title"],
                    row["task"],
                    row["sender"],
                    row["status"].label,
                    f"{clock.local(due):%Y-%m-%d %H.%M}" if due else row["deadline_text"],
                    row["assignee"],
                )
            )
    return csv_file(rows)
