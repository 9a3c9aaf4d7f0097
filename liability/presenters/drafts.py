"""Drafts of terms and comparisons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from core import formats
from core.ui import Status as Tag
from core.ui import Tone
from liability.models import Terms, TermsDraft
from liability.presenters.results import amount_text, terms_row
from liability.rules.terms_form import terms_from_json
from liability.selectors.comparison import Compared
from liability.selectors.rulebook import TermsEntry


def state_of(row: TermsDraft) -> Tag:
    """Where a draft stands."""
    if row.made_valid_id is not None:
        return Tag("Gäller", Tone.SUCCESS)
    return Tag("Jämfört", Tone.INFO) if row.compared_at else Tag("Utkast", Tone.NEUTRAL)


def draft_row(row: TermsDraft) -> dict[str, Any]:
    """A draft in the list."""
    terms = terms_from_json(row.terms)
    shown = terms_row(TermsEntry(terms, own=True))
    return {
        "url": reverse("terms_draft", args=[row.public_id]),
        "name": shown["name"],
        "agreement": row.agreement.name,
        "validity": shown["validity"],
        "rule": shown["rule"],
        "tag": state_of(row),
    }


def ending_row(row: Terms) -> dict[str, Any]:
    """A version that ends, and the button that prolongs it."""
    return {
        "name": row.name,
        "agreement": row.agreement.name,
        "ends": "" if row.valid_to is None else row.valid_to.isoformat(),
        "url": reverse("terms_prolong", args=[row.pk]),
    }


def draft(row: TermsDraft, *, now: datetime) -> dict[str, Any]:
    """A draft whole."""
    shown = terms_row(TermsEntry(terms_from_json(row.terms), own=True))
    facts = [
        {"label": "Överenskommelse", "value": row.agreement.name},
        {"label": "Gäller", "value": shown["validity"]},
        {"label": "Fristdagar", "value": shown["rule"]},
        {"label": "Belopp", "value": shown["amount"]},
        {"label": "Fakturering", "value": shown["billing"]},
        {"label": "Källa", "value": shown["source"] or "Saknas"},
        {"label": "Skapat av", "value": f"{row.made_by_name}, {formats.moment_text(row.made_at, now)}"},
    ]
    return {
        "name": shown["name"],
        "tag": state_of(row),
        "facts": facts,
        "compared": ""
        if row.compared_month is None
        else f"Jämfört på verkliga ärenden i {formats.month_text(row.compared_month)}.",
        "valid": row.made_valid_id is not None,
        "compare_url": reverse("terms_compare", args=[row.public_id]),
        "valid_url": reverse("terms_make_valid", args=[row.public_id]),
    }


def plain(each: Compared) -> dict[str, Any]:
    """A comparison as it is kept with a draft."""
    return asdict(each)


def comparison(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each municipality under both, by name."""
    found = [
        {
            "name": names.get(row["code"], row["code"]),
            "before": _sum(row["before"]),
            "after": _sum(row["after"]),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: row["name"])


def _sum(told: Mapping[str, Any]) -> dict[str, str]:
    days = "Nivån saknas" if told["days"] == "" else formats.number_text(Decimal(told["days"]))
    return {"cases": str(told["cases"]), "days": days, "amount": amount_text(told["amount"])}
