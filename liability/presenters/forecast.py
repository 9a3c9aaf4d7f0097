"""The forecast and what-if in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from core import formats
from core.ui import Status as Tag
from core.ui import Tone
from liability.models import Assessment
from liability.presenters.results import TAGS, amount_text, days_text
from liability.presenters.strip import missing
from liability.rules.assessment import Assessment as Result
from liability.rules.assessment import Rulebook
from liability.rules.forecast import Projection, When
from liability.selectors.forecast import Costs, Passing, UnitAlert

WHEN = {
    When.PASSED: Tag("Betalningsansvar pågår", Tone.DANGER),
    When.TODAY: Tag("Inträder i dag", Tone.DANGER),
    When.TOMORROW: Tag("Inträder i morgon", Tone.WARNING),
    When.SOON: Tag("Inom tre dagar", Tone.WARNING),
    When.LATER: Tag("Senare", Tone.NEUTRAL),
}


def passing_row(each: Passing, rules: Rulebook, *, now: datetime) -> dict[str, Any]:
    """A case of the unit: when it passes, and for want of what."""
    told = missing(each.row, rules, now=now)
    return {
        "name": each.name,
        "url": reverse("liability", args=[each.public_id]),
        "tag": WHEN[each.when],
        "start": formats.weekday_text(each.starts_on, now),
        "days": days_text(each.row.days) if each.row.days else "",
        "gaps": [] if told is None else [f"{gap['whose']}: {gap['text']}" for gap in told["gaps"]],
    }


def passing_figures(found: Sequence[Passing]) -> list[dict[str, Any]]:
    """How many in each group."""
    return [
        {
            "label": WHEN[one].label,
            "value": str(sum(each.when is one for each in found)),
            **({"tone": "danger"} if one is When.TODAY and any(each.when is one for each in found) else {}),
        }
        for one in (When.PASSED, When.TODAY, When.TOMORROW, When.SOON)
    ]


def alert_row(each: UnitAlert) -> dict[str, Any]:
    """A ward and who would owe."""
    return {"ward": each.ward, "owing": each.owing, "counts": [each.counts.get(one, 0) for one in When]}


ALERT_COLUMNS = [WHEN[one].label for one in When]


def cost_figures(costs: Costs) -> list[dict[str, str]]:
    """The month so far, and where it is going."""
    figures = [
        {"label": "Dagar hittills", "value": days_text(costs.days.so_far)},
        {
            "label": "Belopp hittills",
            "value": amount_text(None if costs.kronor is None else costs.kronor.so_far),
        },
    ]
    if costs.days.likely is not None:
        figures.append(
            {
                "label": "Troligt för hela månaden",
                "value": days_text(costs.days.likely),
                "goal": _range(costs.days, days_text),
            }
        )
    if costs.kronor is not None and costs.kronor.likely is not None:
        figures.append(
            {
                "label": "Troligt belopp",
                "value": amount_text(costs.kronor.likely),
                "goal": _range(costs.kronor, amount_text),
            }
        )
    return figures


def cost_basis(costs: Costs) -> str:
    """What the range is made of."""
    if costs.days.likely is None:
        return (
            f"Det finns {costs.days.months} tidigare månader att jämföra med. Med minst tre visas vad månaden troligen "
            "slutar på."
        )
    return (
        f"Spannet är det som tillkom efter samma dag i månaden under de senaste {costs.days.months} månaderna med "
        "betalningsansvar: det minsta, det mittersta och det största."
    )


def _range(one: Projection, text: Any) -> str:
    return f"mellan {text(one.low)} och {text(one.high)}"


def outcome(result: Result) -> dict[str, Any]:
    """A result in short, for comparison."""
    last = result.spells[-1] if result.spells else None
    start = None if last is None else last.starts_on or last.start_day
    return {
        "tag": TAGS[result.status],
        "start": "–" if start is None else f"{formats.WEEKDAYS[start.weekday()]} {start.isoformat()}",
        "days": days_text(result.charge.days),
        "amount": amount_text(result.charge.amount),
        "billable": amount_text(result.charge.billable_amount),
        "reasons": [{"text": each.text, "source": each.source} for each in result.reasons],
    }


def comparison(before: Result, after: Result) -> dict[str, Any]:
    """The effect of a change, side by side."""
    change = after.charge.days - before.charge.days
    if change == 0 and before.status is after.status:
        effect = "Det ger ingen skillnad i dagar."
    elif change == 0:
        effect = "Antalet dagar blir detsamma, men resultatet blir ett annat."
    else:
        effect = f"Det blir {days_text(abs(change))} {'fler' if change > 0 else 'färre'}."
    return {"effect": effect, "before": outcome(before), "after": outcome(after)}


def shown_facts(row: Assessment) -> dict[str, Any]:
    """The facts that a what-if begins with."""
    return {**row.facts, "as_of": row.as_of.isoformat()}
