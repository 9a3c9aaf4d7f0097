"""The figures as rows, for CSV and XLSX: the same as on the page, small numbers hidden."""

from collections.abc import Sequence
from decimal import Decimal

from core.spreadsheets import Cell, Sheet, csv_file, workbook
from reporting.presenters.goals import goal_views
from reporting.rules.definitions import DEFINITIONS, DEFINITIONS_VERSION
from reporting.rules.measures import Value
from reporting.rules.names import (
    BREAKDOWN_NAMES,
    SPLITS,
    SUPPRESSED,
    SUPPRESSED_REASON,
    category_name,
)
from reporting.rules.notice_quality import Shares
from reporting.rules.periods import twelve_months_ending_with
from reporting.selectors.figures import Figures
from transitions.presenters.words_notice import QUESTIONS


def sheets(figures: Figures) -> list[Sheet]:
    """Every table of the report. Raises ValueError for unsuppressed figures, which never leave the system."""
    if figures.unsuppressed:
        raise ValueError("unsuppressed figures are never written to a file")
    return [
        _about(figures),
        _measures(figures),
        *_goals(figures),
        _months(figures),
        _splits(figures),
        _causes(figures),
        _notices(figures),
        _definitions(),
    ]


def as_csv(figures: Figures) -> bytes:
    """One table of all."""
    return csv_of(sheets(figures))


def csv_of(tables: Sequence[Sheet]) -> bytes:
    """Tables as one: part, row, column, value."""
    rows: list[list[Cell]] = [["Avsnitt", "Rad", "Kolumn", "Värde"]]
    for sheet in tables:
        for row in sheet.rows:
            for column, value in zip(sheet.columns[1:], row[1:], strict=True):
                rows.append([sheet.name, row[0], column, value])
    return csv_file(rows)


def as_xlsx(figures: Figures) -> bytes:
    """A workbook with one sheet for each table."""
    return workbook(sheets(figures), title=f"{figures.scope.name}, {figures.period.name}")


def _number(value: Value) -> Cell:
    """A measure as a number; a mean keeps its two decimals."""
    return Decimal(value) if isinstance(value, str) else value


def _about(figures: Figures) -> Sheet:
    rows: list[list[Cell]] = [
        ["Gäller", figures.scope.name],
        ["Id", figures.scope.id],
        ["Period", figures.period.name],
        ["Första dag", figures.period.first.isoformat()],
        ["Sista dag", figures.period.last.isoformat()],
        ["Framställd", figures.computed_at.isoformat(timespec="seconds")],
        ["Definitionernas version", DEFINITIONS_VERSION],
        ["Dolda siffror", SUPPRESSED_REASON],
    ]
    return Sheet("Om rapporten", ["Uppgift", "Värde"], rows)


def _measures(figures: Figures) -> Sheet:
    before, last_year = figures.previous, figures.last_year
    columns = ["Mått", "Kod", "Enhet", figures.period.name, before[0].name, last_year[0].name]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.code,
            str(each.unit),
            _number(figures.report.measures[each.code]),
            _number(before[1][each.code]),
            _number(last_year[1][each.code]),
        ]
        for each in DEFINITIONS
    ]
    return Sheet("Mått", columns, rows)


def _goals(figures: Figures) -> list[Sheet]:
    """The effect goals, when some hold."""
    columns = ["Effektmål", "Mått", "Värde", "Målnivå", "Utgångsläge", "Resultat", "Tolv månader", "Beslutat"]
    found = goal_views(figures.followed, figures.computed_at)
    rows: list[list[Cell]] = [
        [
            each.name,
            each.measure,
            each.value,
            each.target,
            each.baseline,
            each.outcome.label,
            each.change,
            each.decided,
        ]
        for each in found
    ]
    return [Sheet("Effektmål", columns, rows)] if rows else []


def _months(figures: Figures) -> Sheet:
    columns = ["Mått", "Kod", *(period.name for period, _ in figures.months)]
    rows: list[list[Cell]] = [
        [each.name, each.code, *(_number(measures[each.code]) for _, measures in figures.months)]
        for each in DEFINITIONS
    ]
    return Sheet("Månader", columns, rows)


def _splits(figures: Figures) -> Sheet:
    codes = {each.code: each.name for each in DEFINITIONS}
    rows: list[list[Cell]] = []
    for name in SPLITS:
        for category, cells in figures.breakdowns[name].items():
            if isinstance(cells, dict):
                title = f"{BREAKDOWN_NAMES[name]}: {category_name(category, name)}"
                rows += [[title, codes[code], _shown(value)] for code, value in cells.items()]
    return Sheet("Fördelningar", ["Kategori", "Mått", figures.period.name], rows)


def _causes(figures: Figures) -> Sheet:
    year = twelve_months_ending_with(figures.period)
    rows: list[list[Cell]] = [
        [category_name(cause), _shown(count)] for cause, count in figures.causes.items()
    ]
    return Sheet("Orsaker", ["Orsak till återinskrivning", year.name], rows)


def _notices(figures: Figures) -> Sheet:
    """What the inskrivningsmeddelanden did not say: by question, ward and month, from what the page shows (T2)."""
    found = figures.notices
    splits = {
        "Fråga": {QUESTIONS[name]: one for name, one in found.by_question.items()},
        "Avdelning": found.by_ward if len(found.by_ward) > 1 else {},
        "Månad": {month.name: one for month, one in found.by_month.items()},
    }
    whole = found.whole.share_unknown
    # The page says the whole in percent alone: beside the splits a sum would tell what is hidden there.
    rows: list[list[Cell]] = [
        ["Alla meddelanden", found.whole.asked, None, None if whole is None else Decimal(str(whole)), None]
    ]
    rows += [
        _shares(f"{title}: {name}", one) for title, split in splits.items() for name, one in split.items()
    ]
    columns = ["Inskrivningsmeddelanden", "Frågor", "Vet ej", "Andel vet ej, %", "Lämnade tomma"]
    return Sheet("Vet ej", columns, rows)


def _shares(name: str, one: Shares) -> list[Cell]:
    share = one.share_unknown
    hidden = SUPPRESSED if one.unknown is None else None
    return [
        name,
        one.asked,
        _shown(one.unknown),
        hidden if share is None else Decimal(str(share)),
        _shown(one.missing),
    ]


def _definitions() -> Sheet:
    rows: list[list[Cell]] = [[each.name, each.code, str(each.unit), each.text] for each in DEFINITIONS]
    return Sheet("Definitioner", ["Mått", "Kod", "Enhet", "Så räknas det"], rows)


def _shown(value: int | None) -> Cell:
    return SUPPRESSED if value is None else value
