"""Figures as they may be published beside what has been published already (U7)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.scope import widened
from reporting.models import BoardReport, BoardState
from reporting.rules.breakdowns import (
    CAUSE,
    SPLIT_MEASURES,
    RawSplit,
    Row,
    Split,
    cause_cells,
    raw_breakdowns,
    raw_more,
)
from reporting.rules.dates import add_months, midnight
from reporting.rules.facts import Facts
from reporting.rules.followup import FollowUp
from reporting.rules.liability_totals import no_statement
from reporting.rules.measures import Selection
from reporting.rules.periods import Period, month_of, parse_period, twelve_months_ending_with
from reporting.rules.publishing import Piece, PublishedRow, publishable
from reporting.rules.scope import Scope, ScopeKind
from reporting.rules.suppression import Cell
from reporting.selectors import facts
from reporting.selectors.directory import Directory
from reporting.selectors.figures import Figures

MEASURE_OF_CAUSES = SPLIT_MEASURES[-1]


def published_rows(known: Directory, scope: Scope) -> dict[tuple[str, str], list[PublishedRow]]:
    """What final reports of the organisation, of its municipality or of its districts show. One query."""
    related = {scope.id, *scope.organisations}
    one = known.organisations.get(scope.id)
    if one is not None and one.parent:
        related.add(one.parent)
    found: dict[tuple[str, str], list[PublishedRow]] = {}
    for row in BoardReport.objects.filter(organisation__in=related, state=BoardState.FINAL).order_by(
        "final_at"
    ):
        for each in row.rows:
            pieces = frozenset((str(part), str(month)) for part, month in each["pieces"])
            key = (str(each["breakdown"]), str(each["measure"]))
            found.setdefault(key, []).append(PublishedRow(pieces, each["shown"]))
    return found


def for_publication(figures: Figures, known: Directory) -> tuple[Figures, list[dict[str, Any]]]:
    """The figures with more cells hidden where earlier reports would give them away, and the rows that go out."""
    scope, period = figures.scope, figures.period
    earlier = published_rows(known, scope)
    year = twelve_months_ending_with(period)
    months = sorted({month for rows in earlier.values() for row in rows for _, month in row.pieces})
    first = min([year.first, period.first, *(parse_period(month).first for month in months)])
    with widened():
        loaded = facts.load(scope, known, since=midnight(first), until=period.ends_before)
    cells = _Cells(loaded, scope, known, figures)
    shown: dict[str, Row | Split] = {}
    rows: list[dict[str, Any]] = []
    for name, split in figures.breakdowns.items():
        covered = year if name == CAUSE else period
        pieces = frozenset(cells.pieces(covered))
        by_measure = {MEASURE_OF_CAUSES: figures.causes} if name == CAUSE else _by_measure(split)
        hidden: dict[str, Row] = {}
        for measure, row in by_measure.items():

            def patients(
                asked: frozenset[Piece], category: str, at: tuple[str, str] = (name, measure)
            ) -> set[str] | None:
                return cells.patients(asked, *at, category)

            together = cells.together(pieces, name, measure)
            new = PublishedRow(pieces, row)
            hidden[measure] = publishable(new, earlier.get((name, measure), []), together, patients)
            rows.append(
                {
                    "breakdown": name,
                    "measure": measure,
                    "pieces": sorted(map(list, pieces)),
                    "shown": hidden[measure],
                }
            )
        shown[name] = (
            hidden[MEASURE_OF_CAUSES]
            if name == CAUSE
            else {category: {m: hidden[m][category] for m in hidden} for category in split}
        )
    report = replace(
        figures.report,
        breakdowns={
            **{name: shown[name] for name in figures.report.breakdowns if name != CAUSE},
            CAUSE: figures.report.breakdowns[CAUSE],
        },
        more={name: shown[name] for name in figures.report.more},
    )
    causes: Any = shown[CAUSE]
    return replace(figures, report=report, causes=causes), rows


def _by_measure(split: Mapping[str, Any]) -> dict[str, Row]:
    return {
        measure: {category: cells[measure] for category, cells in split.items()} for measure in SPLIT_MEASURES
    }


class _Cells:
    """The patients behind each cell, by part of the organisation and month: read once, counted when asked."""

    def __init__(self, loaded: Facts, scope: Scope, known: Directory, figures: Figures) -> None:
        self.follow_up = FollowUp(loaded, scope.id, figures.computed_at, _nothing_owed, no_statement)
        self.scope = scope
        self.parts = sorted(scope.organisations) if scope.kind is ScopeKind.MUNICIPAL else [scope.id]
        self._kept: dict[str, dict[str, dict[str, RawSplit]]] = {}

    def pieces(self, period: Period) -> Iterable[Piece]:
        """The parts and months that a period covers."""
        month: date = period.first
        while month < period.after:
            for part in self.parts:
                yield (part, f"{month:%Y-%m}")
            month = add_months(month, 1)

    def patients(
        self, asked: frozenset[Piece], breakdown: str, measure: str, category: str
    ) -> set[str] | None:
        """Who contributes to a category in the pieces; None for pieces of somebody else."""
        if not {part for part, _ in asked} <= set(self.parts):
            return None
        cell = self.together(asked, breakdown, measure).get(category)
        return {str(one) for one in cell.patients} if cell else set()

    def together(self, asked: frozenset[Piece], breakdown: str, measure: str) -> dict[str, Cell]:
        """The cells of a row over the pieces."""
        row: dict[str, Cell] = {}
        for part, month in asked:
            for category, cell in self._month(month)[part][breakdown].get(measure, {}).items():
                found = row.setdefault(category, Cell())
                found.value += cell.value
                found.patients |= cell.patients
        return row

    def _month(self, month: str) -> dict[str, dict[str, RawSplit]]:
        if month not in self._kept:
            selection = self.follow_up.selection(month_of(parse_period(month).first))
            self._kept[month] = {part: self._raw(self._of_part(selection, part)) for part in self.parts}
        return self._kept[month]

    def _raw(self, selection: Selection) -> dict[str, RawSplit]:
        told = self.follow_up.facts
        raw = {**raw_breakdowns(selection, told.patients, told.units), **raw_more(selection)}
        return {**raw, CAUSE: {MEASURE_OF_CAUSES: cause_cells(selection.readmissions)}}

    def _of_part(self, selection: Selection, part: str) -> Selection:
        if self.scope.kind is not ScopeKind.MUNICIPAL:
            return selection
        return replace(
            selection,
            episodes=[one for one in selection.episodes if one.belongs_to == part],
            readmissions=[one for one in selection.readmissions if one.belongs_to == part],
        )


def _nothing_owed(episode: str) -> Any:
    raise LookupError(episode)
