"""Proposed deviations in words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core import formats
from core.history import HistoryEntry
from core.ui import Status, Tone
from deviations.models import Proposal
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import Category
from deviations.rules.proposals import Dismissal, ProposalRule, Setting
from deviations.selectors_proposals import Share
from transitions.rules.kinds import Protection

RULES = {
    ProposalRule.ADMISSION_NOTICE: "Inskrivningsmeddelande för sent",
    ProposalRule.EXPECTED_DATE: "Utskrivningsdatum inte uppdaterat",
    ProposalRule.SIP_CALL: "Ingen kallelse till SIP inom tre dagar",
    ProposalRule.SIP_ABSENCE: "Kallad till SIP, svarade inte och kom inte",
    ProposalRule.NOT_ACKNOWLEDGED: "Meddelande som ingen kvitterar",
    ProposalRule.CRITICAL_POINT: "Utskriven med en kritisk punkt öppen",
    ProposalRule.CARE_CONTACT: "Fast vårdkontakt saknas vid utskrivningen",
    ProposalRule.HOME_CARE_TOLD: "Hemtjänsten inte meddelad vid utskrivningen",
    ProposalRule.READMISSION: "Återinskrivning av annat skäl än medicinskt",
}

COUNTS_FROM = {
    ProposalRule.ADMISSION_NOTICE: "efter att tiden gick ut",
    ProposalRule.EXPECTED_DATE: "efter det passerade datumet",
    ProposalRule.SIP_CALL: "efter att tiden gick ut",
    ProposalRule.SIP_ABSENCE: "efter mötet",
    ProposalRule.NOT_ACKNOWLEDGED: "efter att det skickades",
    ProposalRule.CRITICAL_POINT: "efter utskrivningen",
    ProposalRule.CARE_CONTACT: "efter utskrivningen",
    ProposalRule.HOME_CARE_TOLD: "efter utskrivningen",
    ProposalRule.READMISSION: "efter att orsaken skrevs",
}

DISMISSALS = {
    Dismissal.SOLVED: "Vi har redan löst det mellan oss",
    Dismissal.KNOWN: "Det är redan rapporterat på annat sätt",
    Dismissal.NO_FAULT: "Det var rätt gjort i det här fallet",
    Dismissal.WRONG: "Uppgiften stämmer inte",
    Dismissal.OTHER: "Annat skäl",
}

_FACTS = {
    ProposalRule.ADMISSION_NOTICE: "Inskrivningsmeddelandet skulle ha kommit senast {since}.",
    ProposalRule.EXPECTED_DATE: "Det beräknade utskrivningsdatumet passerade {since} utan ett nytt.",
    ProposalRule.SIP_CALL: "Kallelsen till SIP skulle ha skickats senast {since}.",
    ProposalRule.SIP_ABSENCE: "Enheten var kallad till SIP {since}, svarade inte och kom inte.",
    ProposalRule.NOT_ACKNOWLEDGED: "Ett meddelande som skickades {since} är inte kvitterat.",
    ProposalRule.CRITICAL_POINT: "Personen skrevs ut {since} med en kritisk punkt öppen på checklistan.",
    ProposalRule.CARE_CONTACT: "Personen skrevs ut {since} utan att en fast vårdkontakt var utsedd.",
    ProposalRule.HOME_CARE_TOLD: "Personen skrevs ut {since} utan att hemtjänsten var meddelad.",
    ProposalRule.READMISSION: "Ni skrev {since} att återinskrivningen hade ett annat skäl än det medicinska.",
}


def fact_text(row: Proposal) -> str:
    """What the chain says, as a sentence: what the report begins with."""
    return _FACTS[ProposalRule(row.rule)].format(since=formats.moment_text(row.since, row.since))


def report_url(row: Proposal) -> str:
    """The report's form, filled in."""
    asked = {"arende": row.episode.public_id, "kategori": row.category, "forslag": row.public_id}
    return f"{reverse('deviation_new')}?{urlencode(asked)}"


def lines(rows: Iterable[Proposal]) -> list[dict[str, Any]]:
    """The drafts of a unit."""
    return [
        {
            "category": CATEGORIES[Category(row.category)],
            "fact": fact_text(row),
            "about": row.about.name if row.about else "",
            "since": row.since,
            "over_at": row.over_at,
            "person": row.episode.patient.name,
            "protected": row.episode.patient.protection != Protection.NONE,
            "case_url": reverse("case", args=[row.episode.public_id]),
            "ward": row.episode.ward.name,
            "report_url": report_url(row),
            "dismiss_url": reverse("deviation_proposal_dismiss", args=[row.public_id]),
            **_settled(row),
        }
        for row in rows
    ]


def _settled(row: Proposal) -> dict[str, Any]:
    if row.settled_at is None:
        return {}
    sent = row.deviation is not None
    return {
        "settled_at": row.settled_at,
        "settled_by": row.settled_by,
        "status": Status("Skickad", Tone.SUCCESS) if sent else Status("Avfärdad", Tone.NEUTRAL),
        "url": reverse("deviation_detail", args=[row.deviation.public_id]) if row.deviation else "",
        "ref": row.deviation.ref if row.deviation else "",
        "reason": "" if sent else DISMISSALS[Dismissal(row.dismissal)],
        "why": row.why,
    }


NOISY = 60
"""So large a share dismissed marks the rule: most of what it proposes is nothing that people send."""


def rules(form: Any, shares: Mapping[ProposalRule, Share]) -> list[dict[str, Any]]:
    """The rows of the page where the rules are kept, with what came of their drafts."""
    found = []
    for rule in ProposalRule:
        share = shares[rule]
        away = sum(share.dismissed.values())
        reason = max(share.dismissed, key=lambda one: share.dismissed[one], default=None)
        percent = share.percent
        found.append(
            {
                "label": RULES[rule],
                "from": COUNTS_FROM[rule],
                "active": form[f"{rule}_active"],
                "hours": form[f"{rule}_hours"],
                "sent": share.sent,
                "dismissed": away,
                "open": share.open,
                "percent": percent,
                "noisy": percent is not None and percent >= NOISY and away >= 5,
                "reason": DISMISSALS[reason] if reason else "",
            }
        )
    return found


def initial(settings: Mapping[ProposalRule, Setting]) -> dict[str, Any]:
    """What holds now, for the form."""
    return {f"{rule}_active": one.active for rule, one in settings.items()} | {
        f"{rule}_hours": one.wait_hours for rule, one in settings.items()
    }


def history(entries: Iterable[tuple[Any, HistoryEntry]]) -> list[HistoryEntry]:
    """Historik of all rules, newest first, each with its rule; the first line of a row is how it was before."""
    found = [
        replace(
            entry,
            changes=tuple(
                replace(change, field=f"{RULES[ProposalRule(row.rule)]}: {change.field.lower()}")
                for change in entry.changes
            ),
        )
        for row, entry in entries
        if entry.changes
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)
