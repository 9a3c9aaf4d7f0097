"""What the inskrivningsmeddelanden did not say, in sentences and tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.formats import NBSP, number_text
from reporting.presenters.numbers import NOTHING, cell_text
from reporting.rules.notice_quality import Shares
from reporting.selectors.figures import Figures
from transitions.presenters.words_notice import QUESTIONS


@dataclass(frozen=True, slots=True)
class SplitTable:
    """A breakdown: one row for each category."""

    title: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class NoticePart:
    """The section of the report: sentences, then tables (none when nothing was sent)."""

    sentences: list[str]
    tables: list[SplitTable]


_COLUMNS = ["Vet ej", "Andel vet ej", "Lämnade tomma"]


def notice_part(figures: Figures) -> NoticePart:
    """By question, by ward when there are several, and by month."""
    found = figures.notices
    questions = [(QUESTIONS[name], one) for name, one in found.by_question.items()]
    wards = list(found.by_ward.items())
    months = [(month.name, one) for month, one in found.by_month.items()]
    tables = [
        _table(f"Vet ej, fråga för fråga, {figures.period.name}", "Fråga", questions, "Ställd"),
        _table(f"Vet ej, avdelning för avdelning, {figures.period.name}", "Avdelning", wards)
        if len(wards) > 1
        else None,
        _table("Vet ej, månad för månad", "Månad", months) if any(one.asked for _, one in months) else None,
    ]
    return NoticePart(_sentences(figures), [table for table in tables if table is not None and table.rows])


def _sentences(figures: Figures) -> list[str]:
    found = figures.notices
    if not found.notices:
        said = [f"Under {figures.period.name} skickades inget inskrivningsmeddelande med uppmätt innehåll."]
    else:
        sent = _counted(found.notices, "Ett", "inskrivningsmeddelande", "inskrivningsmeddelanden")
        unknown, missing = _percent(found.whole.share_unknown), _percent(found.whole.share_missing)
        said = [
            f"{sent} med {number_text(found.whole.asked)}{NBSP}frågor skickades.",
            f"{unknown} av frågorna besvarades med vet ej, {missing} lämnades tomma.",
        ]
    if figures.questioned:
        times = _counted(figures.questioned, "ett", "vårdtillfälle", "vårdtillfällen")
        said.append(f"I {times} har en mottagare ifrågasatt att patienten var utskrivningsklar.")
    return said


def _counted(count: int, one: str, singular: str, plural: str) -> str:
    return f"{one} {singular}" if count == 1 else f"{number_text(count)}{NBSP}{plural}"


def _table(title: str, heading: str, rows: Iterable[tuple[str, Shares]], asked: str = "Frågor") -> SplitTable:
    return SplitTable(title, [heading, asked, *_COLUMNS], [_row(name, one) for name, one in rows])


def _row(name: str, one: Shares) -> list[str]:
    return [
        name,
        cell_text(one.asked),
        cell_text(one.unknown),
        _percent(one.share_unknown),
        cell_text(one.missing),
    ]


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{number_text(share, 1)}{NBSP}%"
