"""The nämnd's report as it is printed: everything in one value, so that what is final can be kept as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from core.diagrams import as_source, draw
from core.formats import NBSP, day_text, number_text
from reporting.models import Activity, BoardReport, GoalComment
from reporting.presenters.goals import GoalView, goal_views
from reporting.presenters.numbers import value_text
from reporting.presenters.report import ReportPage, present
from reporting.rules.definitions import BY_CODE, DEVIATIONS, EXPERIENCE
from reporting.rules.goals import Outcome
from reporting.rules.measures import Value
from reporting.rules.periods import parse_period
from reporting.selectors.figures import Figures

PARTS = {
    "proposal": "Förslag till beslut",
    "comment": "Förvaltningens bedömning",
    "actions": "Åtgärder",
    "equality": "Jämställdhet och barns rättigheter",
}
"""The text parts that a manager writes, in the order that they stand."""

COMPARED = (
    "admission_notices_in_time",
    "episodes_with_sip_call",
    "ready_days_mean_all",
    "discharged_day_zero",
    "home_care_notified",
    "readmissions_30d",
)
"""What is compared with the county: shares and means, and readmissions beside the number discharged."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure of an earlier final report that is another one today."""

    period: str
    measure: str
    was: str
    now: str


def suggested(figures: Figures) -> dict[str, str]:
    """What the text parts begin with: a manager changes it."""
    name, period = figures.scope.name, figures.period.name
    missed = [each.goal.name for each in figures.followed if each.outcome is Outcome.NOT_MET]
    comment = (
        f"Målen som inte är uppnådda för {period}: {', '.join(missed)}."
        if missed
        else f"Förvaltningen har följt upp utskrivningen från sjukhus för {period} enligt de mått som redovisas nedan."
    )
    return {
        "proposal": f"{name} godkänner uppföljningen av utskrivning från sluten hälso- och sjukvård för {period}.",
        "comment": comment,
        "actions": "Skriv vilka åtgärder som är beslutade och när de följs upp.",
        "equality": "Måtten redovisas efter kön och ålder i fördelningarna. Skriv vad skillnaderna beror på.",
    }


def content(
    figures: Figures,
    *,
    county: tuple[str, Mapping[str, Value]] | None,
    texts: Mapping[str, str],
    changes: Sequence[Changed],
    comments: Mapping[str, Sequence[GoalComment]],
    activities: Sequence[Activity],
    recommendations: Sequence[Mapping[str, Any]],
    merged: Sequence[str],
    reference: str,
    now: datetime,
) -> dict[str, Any]:
    """All that is printed, as plain values."""
    page = present(figures)
    goals = goal_views(figures.followed, now, comments, activities)
    return {
        "title": page.title,
        "organisation": page.organisation,
        "period": page.period,
        "made": page.made,
        "reference": reference,
        "lead": page.lead,
        "summary": page.summary,
        "key_figures": [asdict(each) for each in page.key_figures],
        "goals": [_goal(each) for each in goals],
        "goal_sentences": [each.sentence for each in goals],
        "goal_rules": page.goal_rules,
        "charts": [
            {
                "title": each.title,
                "alt": each.alt,
                "drawing": as_source(draw(each.diagram)),
                "months": each.months,
                "by_month": each.by_month,
            }
            for each in page.charts
        ],
        "measure_columns": page.measure_columns,
        "groups": [
            {"name": each.name, "cells": each.cells}
            for each in page.groups
            if each.name not in (DEVIATIONS, EXPERIENCE)
        ],
        "deviations": _group(page, DEVIATIONS),
        "experience": _group(page, EXPERIENCE),
        "splits": [asdict(each) for each in page.splits if each.rows],
        "county": _county(figures, county),
        "causes": asdict(page.causes),
        "causes_hidden": page.causes_hidden,
        "hidden": page.hidden,
        "nothing": page.nothing,
        "recommendations": list(recommendations),
        "merged": list(merged),
        "changes": [asdict(each) for each in changes],
        "texts": [{"name": name, "text": texts.get(part, "")} for part, name in PARTS.items()],
        "definitions": [asdict(each) for each in page.definitions],
        "definitions_version": page.definitions_version,
    }


def _goal(goal: GoalView) -> dict[str, Any]:
    return {
        **asdict(goal),
        "outcome": {"label": goal.outcome.label},
        "activities": [{**asdict(each), "status": {"label": each.status.label}} for each in goal.activities],
    }


def _group(page: ReportPage, name: str) -> dict[str, Any]:
    found = next(each for each in page.groups if each.name == name)
    columns = page.measure_columns
    return {
        "name": found.name,
        "cells": found.cells,
        "short_columns": [columns[0], columns[1], columns[4]],
        "short": [[row[0], row[1], row[4]] for row in found.cells],
    }


def _county(figures: Figures, county: tuple[str, Mapping[str, Value]] | None) -> dict[str, Any]:
    if county is None:
        return {}
    name, theirs = county
    ours = figures.report.measures
    rows = []
    for code in COMPARED:
        definition = BY_CODE[code]
        part = definition.part_of or ("episodes" if code == "readmissions_30d" else None)
        rows.append([definition.name, *(_compared(each, code, part) for each in (ours, theirs))])
    return {"columns": ["Mått", figures.scope.name, name], "rows": rows}


def _compared(measures: Mapping[str, Value], code: str, part_of: str | None) -> str:
    value = measures[code]
    if part_of is None:
        return value_text(BY_CODE[code], value)
    whole = measures[part_of]
    if not isinstance(value, int) or not isinstance(whole, int) or not whole:
        return "–"
    per = "per 100 utskrivna" if code == "readmissions_30d" else "%"
    return f"{number_text(100 * value / whole, 1)}{NBSP}{per}"


def changes_since(
    final: BoardReport, measures: Mapping[str, Value], was: Mapping[str, Value]
) -> list[Changed]:
    """What an earlier final report says, that the same question says otherwise today."""
    period = parse_period(final.period).name
    return [
        Changed(
            period, definition.name, value_text(definition, was[code]), value_text(definition, measures[code])
        )
        for code, definition in BY_CODE.items()
        if code in was and was[code] != measures[code]
    ]


@dataclass(frozen=True, slots=True)
class BoardView:
    """A nämnd's report in a list."""

    key: str
    title: str
    state: str
    final: bool
    when: str
    reference: str


def board_view(row: BoardReport, now: datetime) -> BoardView:
    """The row as it is shown."""
    final = row.final_at is not None
    when = (
        f"{day_text(row.final_at, now)}, {row.final_by_name}"
        if row.final_at is not None
        else f"påbörjad {day_text(row.made_at, now)}, {row.made_by_name}"
    )
    title = f"{row.organisation_name}, {parse_period(row.period).name}"
    return BoardView(str(row.public_id), title, "Slutlig" if final else "Utkast", final, when, row.reference)
