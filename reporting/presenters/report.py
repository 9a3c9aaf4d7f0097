"""The whole report as a template shows it, on the page and in the PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.formats import MONTHS_LONG, day_of
from reporting.presenters.charts import Chart, charts
from reporting.presenters.goals import RULES_TEXT, GoalView, goal_views
from reporting.presenters.notices import NoticePart, SplitTable, notice_part
from reporting.presenters.numbers import cell_text, share_text, value_text
from reporting.presenters.summary import KeyFigure, key_figures, sentences
from reporting.rules.breakdowns import SPLIT_MEASURES
from reporting.rules.definitions import BY_CODE, DEFINITIONS, DEFINITIONS_VERSION
from reporting.rules.names import BREAKDOWN_NAMES, SPLITS, SUPPRESSED_REASON, category_name
from reporting.rules.periods import twelve_months_ending_with
from reporting.selectors.figures import Figures
from reporting.selectors.mergers import Merger

NOTHING_REASON = (
    "– bland måtten betyder att det inte finns något att räkna på, eller att beloppet inte är känt."
)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a table: the period, the share, and what it is compared with."""

    name: str
    value: str
    share: str
    previous: str
    last_year: str


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Measures that belong together."""

    name: str
    rows: list[MeasureRow]

    @property
    def cells(self) -> list[list[str]]:
        """The rows as a table of texts."""
        return [[row.name, row.value, row.share, row.previous, row.last_year] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Defined:
    """A measure and what it means."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that is shown. `hidden` says why a figure is missing, empty when nothing is hidden."""

    title: str
    organisation: str
    period: str
    made: str
    lead: str
    summary: list[str]
    key_figures: list[KeyFigure]
    charts: list[Chart]
    previous: str
    last_year: str
    groups: list[MeasureGroup]
    splits: list[SplitTable]
    notices: NoticePart
    causes: SplitTable
    causes_hidden: bool
    goals: list[GoalView]
    goal_rules: str
    definitions: list[Defined]
    definitions_version: str
    hidden: str
    nothing: str

    @property
    def measure_columns(self) -> list[str]:
        """The heading of the tables of measures."""
        return ["Mått", self.period, "Andel", self.previous, self.last_year]


def present(figures: Figures) -> ReportPage:
    """The figures as they are shown."""
    lead, *rest = sentences(figures)
    name, period = figures.scope.name, figures.period.name
    hidden = "" if figures.unsuppressed else SUPPRESSED_REASON
    return ReportPage(
        title=f"Uppföljning av utskrivning från sjukhus, {period}",
        organisation=name,
        period=period,
        made=document_day(figures.computed_at),
        lead=lead,
        summary=rest,
        key_figures=key_figures(figures),
        charts=charts(figures),
        previous=figures.previous[0].name,
        last_year=figures.last_year[0].name,
        groups=_groups(figures),
        splits=_splits(figures),
        notices=notice_part(figures),
        causes=_causes(figures),
        causes_hidden=all(value is None for value in figures.causes.values()),
        goals=goal_views(figures.followed, figures.computed_at),
        goal_rules=RULES_TEXT,
        definitions=[Defined(each.name, each.text) for each in DEFINITIONS],
        definitions_version=DEFINITIONS_VERSION,
        hidden=hidden,
        nothing=NOTHING_REASON,
    )


def merger_notes(found: Iterable[Merger]) -> list[str]:
    """What a reader must know when the organisation was another one for a part of the time."""
    return [
        f"{one.name} upphörde {day_of(one.ended_on).day} {MONTHS_LONG[one.ended_on.month - 1]} {one.ended_on.year} och "
        f"ersattes av {one.successor}. Siffrorna följer den organisation som gällde när det hände."
        for one in found
    ]


def document_day(moment: datetime) -> str:
    """Like "21 november 2026": a document says the year."""
    day = day_of(moment)
    return f"{day.day} {MONTHS_LONG[day.month - 1]} {day.year}"


def _groups(figures: Figures) -> list[MeasureGroup]:
    groups: dict[str, list[MeasureRow]] = {}
    for each in DEFINITIONS:
        row = MeasureRow(
            name=each.name,
            value=value_text(each, figures.report.measures[each.code]),
            share=share_text(each, figures.report.measures),
            previous=value_text(each, figures.previous[1][each.code]),
            last_year=value_text(each, figures.last_year[1][each.code]),
        )
        groups.setdefault(each.group, []).append(row)
    return [MeasureGroup(name, rows) for name, rows in groups.items()]


def _splits(figures: Figures) -> list[SplitTable]:
    columns = [BY_CODE[code].name for code in SPLIT_MEASURES]
    found = []
    for name in SPLITS:
        rows = [
            [category_name(category, name), *(cell_text(cells[code]) for code in SPLIT_MEASURES)]  # type: ignore[index]
            for category, cells in figures.breakdowns[name].items()
        ]
        found.append(SplitTable(BREAKDOWN_NAMES[name], ["", *columns], rows))
    return found


def _causes(figures: Figures) -> SplitTable:
    year = twelve_months_ending_with(figures.period)
    rows = [[category_name(cause), cell_text(count)] for cause, count in figures.causes.items()]
    return SplitTable(f"Orsaker till återinskrivning, {year.name}", ["Orsak", "Antal"], rows)
