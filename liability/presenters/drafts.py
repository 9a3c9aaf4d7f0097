"""Drafts of terms and comparisons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from core import formats
from core.ui import Status as Tag
from core.ui import Tone
from liability.models import Terms, TermsDraft
from liability.presenters.results import amount_text, terms_row
from liability.rules.periods import day_after, day_before, month_of, next_month
from liability.rules.terms import EVERYWHERE
from liability.rules.terms import Terms as RuleTerms
from liability.rules.terms_form import terms_from_json, terms_to_json
from liability.selectors.comparison import Compared
from liability.selectors.parties import Parties
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


def version_row(row: Terms, *, last: bool, today: date) -> dict[str, Any]:
    """A version of an agreement's terms; one with an end can be prolonged when none comes after it."""
    shown = terms_row(TermsEntry(terms_from_json(row.as_json()), own=True))
    tag = Tag("Gäller", Tone.SUCCESS)
    if row.valid_from > today:
        tag = Tag("Kommer att gälla", Tone.INFO)
    elif row.valid_to is not None and row.valid_to < today:
        tag = Tag("Har slutat gälla", Tone.NEUTRAL)
    return {
        "name": shown["name"],
        "agreement": row.agreement.name,
        "validity": shown["validity"],
        "rule": shown["rule"],
        "amount": shown["amount"],
        "tag": tag,
        "prolong_url": reverse("terms_prolong", args=[row.pk]) if last and row.valid_to else "",
    }


def first_day(terms: RuleTerms, *, today: date) -> date:
    """When a new version would begin: the day after the end of what holds, else the first of next month."""
    if terms.valid_to is not None and terms.valid_to >= today:
        return day_after(terms.valid_to)
    return next_month(month_of(today))


def code_for(terms: RuleTerms, parties: Parties, begins: date) -> str:
    """A code of a version's own: that of what holds between the same parties, or the parties' with the month."""
    same = (terms.region, terms.municipality) == (parties.region, parties.municipality)
    owing = parties.region if parties.municipality == EVERYWHERE else parties.municipality
    root = (terms.code or "").split("@")[0] if same else f"villkor-{owing}"
    return f"{root}@{begins:%Y-%m}"[:60]


def differences(
    terms: RuleTerms, base: RuleTerms, labels: Mapping[str, tuple[str, Mapping[Any, str]]]
) -> list[dict[str, str]]:
    """The fields in which terms differ from others, before and after, in words."""
    before, after = terms_to_json(base), terms_to_json(terms)
    return [
        {
            "label": labels[name][0],
            "before": _told(before[name], labels[name][1]),
            "after": _told(after[name], labels[name][1]),
        }
        for name in after
        if name in labels and name not in NOT_COMPARED and before[name] != after[name]
    ]


NOT_COMPARED = frozenset({"code", "name", "valid_from", "valid_to", "source", "confirmed"})
"""What every version has of its own: no difference in what is owed."""


def _told(value: Any, words: Mapping[Any, str]) -> str:
    if isinstance(value, list):
        return (
            ", ".join(words.get(each, "Alla" if each == EVERYWHERE else str(each)) for each in value)
            or "Inga"
        )
    if isinstance(value, dict):
        return f"{value['from']} till {value['to'] or 'tills vidare'}"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if value in words:
        return words[value]
    return "–" if value is None else str(value).removesuffix(":00")


def ended_version(row: Terms, draft: TermsDraft) -> str:
    """What becomes of a version when the draft is made valid."""
    begins = terms_from_json(draft.terms).valid_from
    assert begins is not None
    return f"{row.name} gäller då till och med {day_before(begins).isoformat()}."


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
