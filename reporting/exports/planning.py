"""The file for Storsthlm's planning measurement: a row for each month and organisation, columns are data (U13)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.spreadsheets import Cell, csv_file
from reporting.rules.definitions import BY_CODE
from reporting.rules.measures import Value
from reporting.rules.periods import Period, parse_period
from reporting.selectors.directory import Directory
from reporting.selectors.figures import figures

DATA = Path(__file__).resolve().parent.parent / "data" / "planning_measurement.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: a fact of the row, or one of the report's measures."""

    name: str
    text: str
    value: str = ""
    measure: str = ""


@cache
def _stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def columns() -> list[Column]:
    """The columns, in order. A measure's meaning is the report's definition."""
    return [
        Column(
            one["name"],
            one.get("text") or BY_CODE[one["measure"]].text,
            one.get("value", ""),
            one.get("measure", ""),
        )
        for one in _stored()["columns"]
    ]


def note() -> str:
    """What is known of the receiver's own form."""
    return str(_stored()["note"])


def version() -> str:
    """The version of the mapping."""
    return str(_stored()["version"])


def rows(organisations: Sequence[str], period: str, known: Directory, *, now: datetime) -> list[list[Cell]]:
    """A row for each organisation and month of the period, at most its last twelve. Raises PeriodError.

    The measures are totals of organisations, which the contract shows; nothing is split by person.
    """
    asked = parse_period(period)
    found = []
    for of in organisations:
        told = figures(of, period, now=now, known=known)
        for month, measures in told.months:
            if _inside(month, asked):
                facts = {"month": month.code, "code": of, "name": told.scope.name}
                found.append([_cell(column, facts, measures) for column in columns()])
    return found


def planning_csv(found: Iterable[Sequence[Cell]]) -> bytes:
    """The file: a heading row and the rows, as a Swedish Excel reads it."""
    return csv_file([[column.name for column in columns()], *found])


def _inside(month: Period, asked: Period) -> bool:
    return asked.first <= month.first < asked.after


def _cell(column: Column, facts: dict[str, str], measures: dict[str, Value]) -> Cell:
    if column.value:
        return facts[column.value]
    value = measures[column.measure]
    return Decimal(value) if isinstance(value, str) else value
