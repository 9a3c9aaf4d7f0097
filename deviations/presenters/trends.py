"""Trends of deviations: a diagram with its table, a heat map, tables of who answers and of what is dismissed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from core import formats
from core.diagrams import Diagram, Mark, Series
from deviations.presenters.proposals import RULES
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import Category
from deviations.rules.proposals import ProposalRule
from deviations.rules.trends import Per, shade
from deviations.selectors_proposals import Share
from deviations.selectors_trends import Answering, Cell, Period

NAMES = {Per.MONTH: "Månad", Per.QUARTER: "Kvartal"}


def label(first: date, per: Per) -> str:
    """ "maj 2026", "kv2 2026"."""
    if per is Per.QUARTER:
        return f"kv{(first.month + 2) // 3} {first.year}"
    return f"{formats.MONTHS[first.month - 1][:3]} {first.year}"


def diagram(found: Sequence[Period], per: Per) -> Diagram:
    """Reported, and of those serious."""
    return Diagram(
        Mark.LINES,
        tuple(label(one.span.first, per) for one in found),
        (
            Series("Rapporterade", tuple(float(one.reported) for one in found)),
            Series("därav allvarliga", tuple(float(one.serious) for one in found)),
        ),
        "avvikelser",
    )


def chart(found: Sequence[Period], per: Per) -> dict[str, Any]:
    """The diagram with its finding and table (components/figure.html)."""
    total = sum(one.reported for one in found)
    most = max(found, key=lambda one: one.reported)
    finding = f"{formats.number_text(total)} avvikelser" + (
        f", flest {label(most.span.first, per)}: {formats.number_text(most.reported)}" if total else ""
    )
    return {
        "id": "trend",
        "title": finding,
        "alt": f"{finding}. Värdena står i tabellen.",
        "definition": "Efter dagen de rapporterades. Den senaste perioden pågår.",
        "columns": [NAMES[per], "Rapporterade", "Allvarliga", "Besvarade"],
        "rows": [
            [
                label(one.span.first, per),
                *(formats.number_text(value) for value in (one.reported, one.serious, one.answered)),
            ]
            for one in found
        ],
        "src": f"{reverse('deviation_trend_diagram')}?{urlencode({'per': str(per)})}",
    }


def heat_map(cells: Sequence[Cell]) -> dict[str, Any]:
    """Unit x category: the number stands in each cell, and how dark it is says the same. Categories that occur."""
    counts = {(one.unit_id, one.category): one.count for one in cells}
    units = {one.unit_id: one.unit for one in cells}
    used = [one for one in Category if any(cell.category == one for cell in cells)]
    most = max(counts.values(), default=0)
    rows = []
    for unit_id, name in units.items():
        line = [counts.get((unit_id, one), 0) for one in used]
        rows.append(
            {
                "unit": name,
                "url": f"{reverse('deviation_board')}?{urlencode({'enhet': unit_id})}",
                "total": formats.number_text(sum(line)),
                "order": -sum(line),
                "cells": [
                    {"count": formats.number_text(count), "shade": shade(count, most)} for count in line
                ],
            }
        )
    return {
        "categories": [CATEGORIES[one] for one in used],
        "rows": sorted(rows, key=lambda row: row["order"]),
    }


def answering(found: Sequence[Answering]) -> list[dict[str, str]]:
    """Time to the first answer by recipient."""
    return [
        {
            "name": one.name,
            "answered": formats.number_text(one.answered),
            "median": f"{formats.number_text(one.median_days, 1)} dygn"
            if one.median_days is not None
            else "–",
            "waiting": formats.number_text(one.waiting),
            "late": formats.number_text(one.late),
        }
        for one in found
    ]


def dismissed(found: Mapping[ProposalRule, Share]) -> list[dict[str, str]]:
    """How many of the system's proposals were dismissed, rule by rule: those that only make noise are found."""
    return [
        {
            "rule": RULES[rule],
            "sent": formats.number_text(one.sent),
            "dismissed": formats.number_text(sum(one.dismissed.values())),
            "percent": f"{one.percent}\u00a0%" if one.percent is not None else "–",
        }
        for rule, one in found.items()
        if one.sent or one.open or one.dismissed
    ]
