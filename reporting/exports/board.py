"""The nämnd's report composed and written: the same content on the page, in the PDF and when it is made final."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from core import pdf
from core.spreadsheets import Cell, Sheet, workbook
from reporting.exports.sheets import csv_of, sheets
from reporting.models import BoardReport
from reporting.presenters.asked import as_content, asked_views
from reporting.presenters.board import Changed, changes_since, content, suggested
from reporting.presenters.report import merger_notes
from reporting.rules.followup import document
from reporting.rules.formats import Format
from reporting.rules.goals import as_json
from reporting.rules.measures import Value
from reporting.selectors import asked, boards
from reporting.selectors import figures as selectors
from reporting.selectors import goals as goal_rows
from reporting.selectors.directory import Directory, directory
from reporting.selectors.figures import Figures
from reporting.selectors.mergers import mergers
from reporting.selectors.publication import for_publication
from reporting.services.board import Composed, is_whole, latest_texts

STYLES = (
    pdf.STATIC / "css" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "reporting" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "reporting" / "board.css",
)


class NotWhole(RuntimeError):
    """A final report is not what it was when it was made final: nothing is made of it."""


def compose(board: BoardReport, *, now: datetime, known: Directory | None = None) -> Composed:
    """A draft's content from the figures as they are now."""
    known = known or directory()
    figures, rows = for_publication(
        selectors.figures(board.organisation, board.period, now=now, known=known), known
    )
    texts = {**suggested(figures), **{part: one.text for part, one in latest_texts(board).items()}}
    keys = [goal.key for goal in figures.goals]
    told = content(
        figures,
        county=_county(figures, known, now),
        texts=texts,
        changes=_changes(board, now),
        comments=goal_rows.comments_on(keys, board.period),
        activities=goal_rows.activities_of({goal.organisation for goal in figures.goals}),
        recommendations=as_content(
            asked_views(asked.answered(asked.recommendations(), figures, known), figures)
        ),
        merged=merger_notes(mergers(figures)),
        reference=board.reference,
        now=now,
    )
    told["sheets"] = [_kept(each) for each in sheets(figures)]
    return Composed(told, document(figures.report, now, [as_json(each) for each in figures.followed]), rows)


def render_board(board: BoardReport, form: Format, *, plain: bool, now: datetime) -> bytes:
    """The file of a nämnd's report; a final one from what it keeps. Raises NotWhole."""
    if board.final_at is None:
        told = compose(board, now=now).content
    elif is_whole(board):
        told = board.content
    else:
        raise NotWhole(str(board.pk))
    if form is not Format.PDF:
        tables = [_read(each) for each in told["sheets"]]
        title = f"{board.organisation_name}, {told['period']}"
        return csv_of(tables) if form is Format.CSV else workbook(tables, title=title)
    template = "reporting/board_plain_pdf.html" if plain else "reporting/board_pdf.html"
    context = {"page": told, "draft": board.final_at is None, "sum": board.sha256}
    return pdf.make(render_to_string(template, context), styles=STYLES)


def _county(figures: Figures, known: Directory, now: datetime) -> tuple[str, Mapping[str, Value]] | None:
    one = known.organisations.get(figures.scope.id)
    if one is None or one.kind == "region":
        return None
    region = known.organisations.get(figures.scope.id[:2])
    if region is None:
        return None
    found = selectors.figures(region.id, figures.period.code, now=now, known=known)
    return region.name, found.report.measures


def _changes(board: BoardReport, now: datetime) -> list[Changed]:
    found: list[Changed] = []
    for final in boards.finals_before(board):
        measures = selectors.figures(final.organisation, final.period, now=now).report.measures
        found += changes_since(final, measures, final.figures.get("measures", {}))
    return found


def _kept(sheet: Sheet) -> dict[str, Any]:
    """A table as JSON keeps it; exact numbers are told from text."""
    rows = [
        [{"exact": str(cell)} if isinstance(cell, Decimal) else cell for cell in row] for row in sheet.rows
    ]
    return {"name": sheet.name, "columns": list(sheet.columns), "rows": rows}


def _read(kept: Mapping[str, Any]) -> Sheet:
    rows: list[list[Cell]] = [
        [Decimal(cell["exact"]) if isinstance(cell, dict) else cell for cell in row] for row in kept["rows"]
    ]
    return Sheet(kept["name"], kept["columns"], rows)
