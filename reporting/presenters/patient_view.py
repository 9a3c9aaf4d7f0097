"""What patients say, as it is shown."""

from collections.abc import Iterable
from typing import Any

from core.formats import NBSP, number_text
from core.ui import Status, Tone
from reporting.models import CommentState, ExperienceComment
from reporting.presenters.notices import SplitTable
from reporting.presenters.numbers import cell_text, value_text
from reporting.rules.definitions import DEFINITIONS, EXPERIENCE
from reporting.rules.experience import Response
from reporting.rules.names import category_name
from reporting.selectors.figures import Figures
from reporting.selectors.patient_view import PatientView

STATES = {
    CommentState.NEW: Status("Inte läst", Tone.WARNING),
    CommentState.SHOWN: Status("Visas", Tone.SUCCESS),
    CommentState.WITHHELD: Status("Visas inte", Tone.NEUTRAL),
}
COLUMNS = ["", "Tillfrågade", "Svarade", "Svarsfrekvens", "Tackade nej", "Svarade inte"]


def answered_rows(figures: Figures) -> SplitTable:
    """The shares, beside the period before."""
    before, measures = figures.previous
    rows = [
        [
            each.name,
            value_text(each, figures.report.measures[each.code]),
            value_text(each, measures[each.code]),
        ]
        for each in DEFINITIONS
        if each.group == EXPERIENCE
    ]
    return SplitTable("Svaren", ["Mått", figures.period.name, before.name], rows)


def response_tables(found: PatientView) -> list[SplitTable]:
    """Answer rate and drop-out: all together, by sex, by age."""
    return [
        SplitTable("Svarsfrekvens och bortfall", COLUMNS, [_row("Alla", found.whole)]),
        SplitTable("Efter kön", COLUMNS, [_row(category_name(k), one) for k, one in found.by_sex.items()]),
        SplitTable("Efter ålder", COLUMNS, [_row(category_name(k), one) for k, one in found.by_age.items()]),
    ]


def _row(name: str, one: Response) -> list[str]:
    rate = "–" if one.rate is None else f"{number_text(one.rate, 1)}{NBSP}%"
    return [
        name,
        cell_text(one.asked),
        cell_text(one.answered),
        rate,
        cell_text(one.declined),
        cell_text(one.silent),
    ]


def comment_rows(texts: Iterable[ExperienceComment]) -> list[dict[str, Any]]:
    """The texts, for whoever screens them."""
    return [
        {
            "key": each.public_id,
            "text": each.text,
            "month": each.month,
            "ward": each.ward.name,
            "status": STATES[CommentState(each.state)],
            "new": each.state == CommentState.NEW,
            "complaint": each.complaint and not each.deviation,
            "deviation": each.deviation,
        }
        for each in texts
    ]
