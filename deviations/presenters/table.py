"""The routing table and the times, as the templates take them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from actors.presenters import UNIT_KIND_LABELS
from actors.rules.kinds import UnitKind
from deviations.models import Route
from deviations.presenters.words import CATEGORIES, FUNCTIONS, RUNGS, TERMS
from deviations.rules.kinds import Category, Function, Rung
from deviations.rules.limits import DeviationLimits


def about_text(row: Route) -> str:
    """What a row is about: a unit, a kind of unit, or everything."""
    if row.about_unit is not None:
        return row.about_unit.name
    return UNIT_KIND_LABELS[UnitKind(row.about_kind)] if row.about_kind else "Alla enheter"


def rows(found: Iterable[Route], *, names: ShownNames, own: bool) -> list[dict[str, Any]]:
    """The lines of the table."""
    return [
        {
            "about": about_text(row),
            "category": CATEGORIES[Category(row.category)] if row.category else "Allt",
            "when": RUNGS[Rung(row.rung)] if row.rung else "Rapporteras",
            "function": FUNCTIONS[Function(row.function)],
            "unit": row.unit.name,
            "holder": names.of(row.holder.name),
            "substitute": names.of(row.substitute.name) if row.substitute else "",
            "url": reverse("deviation_route", args=[row.pk]) if own else "",
        }
        for row in found
    ]


def usual_rows(acting: Acting) -> list[str]:
    """What holds where the table says nothing, in words."""
    return [
        "Det som gäller en enhet i kommunen eller en privat utförare går till MAS.",
        "Rehabilitering, hjälpmedel och bostadsanpassning besvaras då av MAR.",
        "Det som gäller en enhet i regionen går till enheten själv.",
    ]


def terms(limits: DeviationLimits) -> list[dict[str, Any]]:
    """The times as facts."""
    return [
        {"label": TERMS[name], "value": f"{days} arbetsdag{'' if days == 1 else 'ar'}"}
        for name, days in asdict(limits).items()
    ]
