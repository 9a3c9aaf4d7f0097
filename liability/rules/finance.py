"""The file for a municipality's finance system: columns, separator and codes are data, the sums are checked.

No standard is assumed: each system takes its own columns. What a layout may name is `FIELDS`; anything else is refused.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIELDS = {
    "period": "Månad, 2022-03",
    "row": "Radnummer",
    "days": "Fakturerbara dagar",
    "rate": "Kronor per dygn",
    "amount": "Belopp i hela kronor",
    "municipality": "Den betalandes kod",
    "region": "Regionens kod",
    "terms": "Villkorens kod",
    "kind": "Slag: vårddygn, rättelse eller medelvärde",
    "reference": "Underlagets id",
    "account": "Konto",
    "cost_centre": "Ansvar",
    "activity": "Verksamhet",
    "counterpart": "Motpart",
    "project": "Projekt",
    "text": "Text",
}
"""What a column may hold, and what it is called."""

CODES = ("account", "cost_centre", "activity", "counterpart", "project", "text")
"""Fields whose value is the municipality's own code, the same on each line."""

SEPARATORS = {";": "semikolon", ",": "komma", "|": "lodstreck", "\t": "tabb"}


class LayoutError(ValueError):
    """A layout that cannot be used. `field` names the field; the message is a Swedish sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written. `columns`: fields with their headings, in order. `codes`: the municipality's own."""

    columns: tuple[tuple[str, str], ...]
    separator: str = ";"
    heading: bool = True
    control_line: bool = True
    codes: Mapping[str, str] | None = None


DEFAULT = Layout(
    columns=(
        ("period", "Period"),
        ("kind", "Slag"),
        ("row", "Rad"),
        ("account", "Konto"),
        ("cost_centre", "Ansvar"),
        ("activity", "Verksamhet"),
        ("counterpart", "Motpart"),
        ("days", "Dagar"),
        ("rate", "Pris"),
        ("amount", "Belopp"),
        ("reference", "Underlag"),
    ),
    codes={},
)


def layout_from_json(given: Mapping[str, Any]) -> Layout:
    """A layout from its stored form. LayoutError for what cannot be used."""
    columns = given.get("columns")
    if not isinstance(columns, list) or not columns:
        raise LayoutError("columns", "Ange minst en kolumn.")
    found = []
    for each in columns:
        if (
            not isinstance(each, list | tuple)
            or len(each) != 2
            or not all(isinstance(one, str) for one in each)
        ):
            raise LayoutError("columns", "Skriv en kolumn på varje rad, till exempel: amount = Belopp")
        name, heading = each[0].strip(), each[1].strip()
        if name not in FIELDS:
            raise LayoutError("columns", f"Fältet {name[:40]} finns inte. Kända fält: {', '.join(FIELDS)}.")
        found.append((name, heading or FIELDS[name]))
    if "amount" not in dict(found):
        raise LayoutError("columns", "Kolumnen amount saknas: utan belopp går filen inte att bokföra.")
    separator = given.get("separator", ";")
    if separator not in SEPARATORS:
        raise LayoutError("separator", f"Välj skiljetecken: {', '.join(SEPARATORS.values())}.")
    codes = given.get("codes") or {}
    if not isinstance(codes, dict) or not set(codes) <= set(CODES):
        raise LayoutError("codes", f"Koder kan anges för {', '.join(CODES)}.")
    for name, value in codes.items():
        if not isinstance(value, str) or len(value) > 60 or any(sign in value for sign in "\r\n"):
            raise LayoutError(name, "En kod är högst 60 tecken på en rad.")
    heading, control = given.get("heading", True), given.get("control_line", True)
    if not isinstance(heading, bool) or not isinstance(control, bool):
        raise LayoutError("heading", "Ange om filen har rubrikrad och kontrollrad.")
    return Layout(tuple(found), separator, heading, control, dict(codes))


def layout_to_json(layout: Layout) -> dict[str, Any]:
    """The stored form."""
    return {
        "columns": [list(each) for each in layout.columns],
        "separator": layout.separator,
        "heading": layout.heading,
        "control_line": layout.control_line,
        "codes": dict(layout.codes or {}),
    }


@dataclass(frozen=True, slots=True)
class Post:
    """One line to pay: `amount` whole kronor, negative for a correction."""

    row: int
    kind: str
    days: str
    rate: int | None
    amount: int


EXAMPLE_POSTS = (
    Post(1, "vårddygn", "6", 9_300, 55_800),
    Post(2, "vårddygn", "1", 9_300, 9_300),
    Post(3, "rättelse", "-2", 9_300, -18_600),
)
EXAMPLE_HEAD: Mapping[str, str] = {
    "period": "2022-03",
    "municipality": "0199",
    "region": "01",
    "terms": "exempel",
    "reference": "00000000-0000-4000-8000-000000000000",
}
"""An invented month, for a payer that has none to show the file on."""


def control_sum(posts: Sequence[Post]) -> str:
    """The check sum of the lines: eight signs that change when any row, day or amount does."""
    text = "\n".join(f"{post.row};{post.kind};{post.days};{post.rate};{post.amount}" for post in posts)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def lines(layout: Layout, posts: Sequence[Post], head: Mapping[str, str]) -> list[list[str]]:
    """The lines of the file. The last, if the layout has one, tells their number, their sum and their check sum."""
    made: list[list[str]] = [[heading for _, heading in layout.columns]] if layout.heading else []
    codes = layout.codes or {}
    for post in posts:
        values = {
            **head,
            **{name: codes.get(name, "") for name in CODES},
            "row": str(post.row),
            "kind": post.kind,
            "days": post.days,
            "rate": "" if post.rate is None else str(post.rate),
            "amount": str(post.amount),
        }
        made.append([values.get(name, "") for name, _ in layout.columns])
    if layout.control_line:
        total = sum(post.amount for post in posts)
        made.append(["KONTROLL", str(len(posts)), str(total), control_sum(posts)])
    return made
