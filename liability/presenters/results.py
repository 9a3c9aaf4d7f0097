"""Results in words: what a municipality owes, why, and what is not known."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from core import formats
from core.ui import Status as Tag
from core.ui import Tone
from liability.models import Assessment
from liability.rules.assessment import Status
from liability.rules.reasons import ReasonCode
from liability.rules.terms import Basis, DayConvention, DayType, Terms
from liability.selectors.overview import MunicipalityRow, Overview
from liability.selectors.rulebook import TermsEntry

TAGS = {
    Status.LIABLE: Tag("Betalningsansvar", Tone.DANGER),
    Status.RUNNING: Tag("Betalningsansvar pågår", Tone.DANGER),
    Status.NOT_YET: Tag("Fristdagar", Tone.INFO),
    Status.NOT_LIABLE: Tag("Inget betalningsansvar", Tone.SUCCESS),
    Status.NEEDS_REVIEW: Tag("Behöver bedömas", Tone.WARNING),
    Status.AVERAGE: Tag("Månadens medelvärde avgör", Tone.INFO),
}
MISSING_AMOUNT = "Belopp saknas"
NOT_BILLABLE = "Beräknas, ej fakturerbart"

ASIDE_REASONS = frozenset(
    {ReasonCode.OPEN_CARE_NOT_STATED, ReasonCode.NOTICE_BEFORE_CUTOFF, ReasonCode.NOTICE_AFTER_CUTOFF}
)
"""Said, but seldom what decided: shown last in the short form."""


def days_text(count: int) -> str:
    """ "1 dag", "4 dagar"."""
    return f"{formats.number_text(count)}{formats.NBSP}{'dag' if count == 1 else 'dagar'}"


def amount_text(amount: int | None) -> str:
    """Whole kronor, or that the amount is missing."""
    return MISSING_AMOUNT if amount is None else formats.money_text(amount)


def summary(row: Assessment, *, now: datetime) -> str:
    """The result in one sentence."""
    status = Status(row.status)
    if status is Status.NOT_YET and row.starts_on is not None:
        start = formats.weekday_text(row.starts_on, now)
        return f"Betalningsansvar från {start} om ingen utskrivning sker dessförinnan (LUS 5 kap. 4 §)."
    if status is Status.RUNNING and row.starts_on is not None:
        start = formats.weekday_text(row.starts_on, now)
        return f"Betalningsansvar sedan {start}: hittills {days_text(row.days)}."
    if status is Status.LIABLE:
        return f"Kommunen är betalningsansvarig för {days_text(row.days)}."
    if status is Status.AVERAGE:
        return f"{days_text(row.ready_days or 0)} som utskrivningsklar. Månadens medelvärde avgör vad som betalas."
    return _deciding(row)


def _deciding(row: Assessment) -> str:
    """The sentence of the reason that decided, for a result without days of its own."""
    weighty = [reason for reason in row.reasons if reason["code"] not in ASIDE_REASONS]
    chosen = (weighty or row.reasons)[:1]
    return chosen[0]["text"] if chosen else "Inget att beräkna ännu."


def result(row: Assessment, *, owed_by: str, now: datetime) -> dict[str, Any]:
    """A result for the panel and the head of the page. `owed_by` is the owing municipality's name."""
    status = Status(row.status)
    facts: list[dict[str, Any]] = [
        {"label": "Betalnings\u00adansvarig", "value": owed_by or "Inte känd"},
        {"label": "Villkor", "value": ", ".join(_terms_names(row))},
    ]
    if status is Status.AVERAGE:
        facts.append({"label": "Dagar som utskrivningsklar", "value": days_text(row.ready_days or 0)})
    elif row.days:
        facts.append({"label": "Dagar", "value": days_text(row.days)})
        facts.append({"label": "Belopp", "value": amount_text(row.amount)})
        facts.append({"label": "Fakturering", "value": _billing(row)})
    return {
        "tag": TAGS[status],
        "text": summary(row, now=now),
        "facts": facts,
        "computed_at": row.computed_at,
        "reasons": row.reasons,
    }


def _billing(row: Assessment) -> str:
    if not row.billable:
        return NOT_BILLABLE
    if row.billable_amount == row.amount:
        return "Fakturerbart"
    return f"Fakturerbart: {amount_text(row.billable_amount)}. Resten: {formats.in_sentence(NOT_BILLABLE)}"


def _terms_names(row: Assessment) -> list[str]:
    names = [spell["terms"] for spell in row.spells if spell["terms"]]
    return list(dict.fromkeys(names)) or ["–"]


def spells(row: Assessment, *, now: datetime) -> list[dict[str, Any]]:
    """The periods as utskrivningsklar, with the days counted by year."""
    return [
        {
            "tag": TAGS[Status(spell["status"])],
            "notice_at": datetime.fromisoformat(spell["notice_at"]),
            "start": formats.weekday_text(date.fromisoformat(spell["starts_on"]), now)
            if spell["starts_on"]
            else "–",
            "end": formats.weekday_text(date.fromisoformat(spell["ends_on"]), now)
            if spell["ends_on"]
            else "Pågår",
            "days": days_text(spell["days"]),
            "amount": amount_text(spell["amount"]),
            "parts": [
                {"year": year, "days": days_text(days), "rate": amount_text(rate)}
                for year, days, rate in spell["parts"]
            ],
            "reasons": spell["reasons"],
        }
        for spell in row.spells
    ]


def earlier(rows: list[Assessment], *, now: datetime) -> list[dict[str, Any]]:
    """Results that were replaced, newest first, each with what it said and what the next one changed."""
    found = []
    for newer, older in pairwise(rows):
        found.append(
            {
                "number": older.number,
                "computed_at": older.computed_at,
                "replaced_at": older.superseded_at,
                "tag": TAGS[Status(older.status)],
                "days": days_text(older.ready_days or older.days),
                "amount": amount_text(older.amount),
                "changes": changes(older, newer),
            }
        )
    return found


def changes(older: Assessment, newer: Assessment) -> list[str]:
    """What was different when the result was worked out anew, in sentences."""
    before = [_event_key(each) for each in older.facts.get("events", [])]
    after = [_event_key(each) for each in newer.facts.get("events", [])]
    said = [f"Tillkom: {_event_text(each)}." for each in after if each not in before]
    said += [f"Föll bort: {_event_text(each)}." for each in before if each not in after]
    for name, label in (
        ("registered_in", "folkbokföring"),
        ("placed_by", "placerande kommun"),
        ("care_region", "region"),
    ):
        if older.facts.get(name) != newer.facts.get(name):
            said.append(f"Ändrad {label}.")
    if older.facts.get("decisions") != newer.facts.get("decisions"):
        said.append("Region och kommun har kommit överens om en bedömning.")
    if older.terms_codes != newer.terms_codes:
        said.append("Andra villkor gäller.")
    return said or ["Villkor eller belopp har ändrats."]


EVENTS = {
    "admitted": "inskrivning",
    "need_assessed": "bedömning av behovet",
    "admission_notice_sent": "inskrivningsmeddelande",
    "care_contact_appointed": "fast vårdkontakt",
    "discharge_ready_sent": "utskrivningsklar",
    "discharge_ready_withdrawn": "återtagen utskrivningsklar",
    "sip_called": "kallelse till SIP",
    "sip_not_required": "ingen SIP ska hållas",
    "open_care_unavailable": "öppna vården kan inte ge sina insatser",
    "open_care_unclear": "oklart om öppna vården kan ge sina insatser",
    "open_care_available": "öppna vården kan ge sina insatser",
    "registration_changed": "ändrad folkbokföring",
    "support_declined": "personen motsätter sig insatser",
    "transferred": "flytt till annan avdelning",
    "discharged": "utskrivning",
    "died": "dödsfall",
}


def _event_key(each: dict[str, Any]) -> tuple[str, str, str]:
    return each["type"], each["at"], ",".join(map(str, [each.get("to"), each.get("by"), each.get("reason")]))


def _event_text(key: tuple[str, str, str]) -> str:
    moment = datetime.fromisoformat(key[1])
    return f"{EVENTS[key[0]]} {moment:%Y-%m-%d} kl.{formats.NBSP}{moment:%H.%M}"


def overview_figures(found: Overview) -> list[dict[str, str]]:
    """The figures above the table."""
    rows = found.rows
    amounts = [row.amount for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return [
        {"label": "Betalningsansvar pågår", "value": str(sum(row.running for row in rows))},
        {"label": "Inom fristdagar", "value": str(sum(row.not_yet for row in rows))},
        {"label": "Behöver bedömas", "value": str(sum(row.needs_review for row in rows))},
        {"label": "Dagar, utskrivna i månaden", "value": formats.number_text(sum(row.days for row in rows))},
        {
            "label": "Belopp, utskrivna i månaden",
            "value": amount_text(sum(known) if len(known) == len(amounts) else None),
        },
    ]


def overview_row(row: MunicipalityRow) -> dict[str, Any]:
    """One who owes."""
    return {
        "name": row.name,
        "running": row.running,
        "not_yet": row.not_yet,
        "needs_review": row.needs_review,
        "liable": row.liable,
        "days": row.days,
        "amount": amount_text(row.amount),
        "billable": amount_text(row.billable_amount)
        if row.billable_amount != 0 or not row.days
        else NOT_BILLABLE,
    }


DAY_TYPES = {DayType.CALENDAR: "kalenderdagar", DayType.WEEKDAY: "vardagar"}
CONVENTIONS = {
    DayConvention.NIGHTS: "Utskrivningsdagen betalas inte",
    DayConvention.STARTED: "Påbörjat dygn betalas",
}


def terms_row(entry: TermsEntry) -> dict[str, Any]:
    """One version of terms for the page of terms."""
    terms = entry.terms
    return {
        "code": terms.code,
        "name": terms.name or terms.code,
        "own": entry.own,
        "validity": _validity(terms),
        "rule": _rule(terms),
        "amount": _amount_rule(terms),
        "billing": _billing_rule(terms),
        "source": terms.source,
        "tag": Tag("Bekräftad", Tone.SUCCESS) if terms.confirmed else Tag("Inte bekräftad", Tone.WARNING),
    }


def _validity(terms: Terms) -> str:
    begin = terms.valid_from.isoformat() if terms.valid_from else ""
    return f"{begin} – {terms.valid_to.isoformat() if terms.valid_to else 'tills vidare'}"


def _rule(terms: Terms) -> str:
    if terms.basis is Basis.AVERAGE:
        level = (
            "nivån saknas"
            if terms.mean_level is None
            else f"nivå {formats.number_text(terms.mean_level)} dagar"
        )
        return f"Månadens medelvärde, {level}"
    cutoff = f"{terms.cutoff:%H.%M}"
    extra = f", {days_text(terms.late_extra_days)} till efter kl. {cutoff}" if terms.late_extra_days else ""
    return f"{terms.free_days} {DAY_TYPES[terms.day_type]}{extra}. {CONVENTIONS[terms.day_convention]}"


def _amount_rule(terms: Terms) -> str:
    if terms.amount is None:
        return MISSING_AMOUNT
    return "Socialstyrelsens för året" if terms.amount == "national" else formats.money_text(terms.amount)


def _billing_rule(terms: Terms) -> str:
    suspension = terms.invoicing_suspended
    if suspension is None:
        return "Faktureras"
    end = suspension.end.isoformat() if suspension.end else "tills vidare"
    return f"Vilar {suspension.start.isoformat()} – {end}: beräknas, ej fakturerbart"
