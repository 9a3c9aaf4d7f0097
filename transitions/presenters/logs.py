"""The log in words: what was done, on what ground, by whom; rows of a review and of a patient's own extract."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.names import ShownNames
from actors.presenters import ROLE_LABELS, sentence
from actors.rules.kinds import Role
from actors.selectors import UnitRef
from core import clock
from core.log_review import Alert, Look, Sample, Standing, Verdict
from core.ui import Status, Tone
from transitions.forms.logs import VerdictForm
from transitions.selectors.logs import LookedAt

ACTIONS: Mapping[str, str] = {
    "worklist": "Såg personen i listan Att göra",
    "worklist_file": "Hämtade listan med personen som fil",
    "search": "Fick personen som sökträff",
    "admit": "Slog upp personen vid inskrivning",
    "case": "Öppnade ärendet",
    "history": "Läste ärendets historik",
    "acknowledge": "Kvitterade i ärendet",
    "hand_over_notes": "Läste anteckningarna till nästa pass",
    "read_hand_over_notes": "Läste av anteckningarna till nästa pass",
    "whole_picture": "Läste den samlade bilden",
    "dashboard": "Såg personen i listan bakom en siffra i Läget nu",
    "experience_offers": "Såg personen bland dem som får frågor om upplevelsen",
    "experience_paper": "Skrev ut frågor om upplevelsen",
    "experience_phone": "Skrev in svar om upplevelsen",
    "consultation": "Läste en fråga om råd",
    "delegation": "Läste en delegering som gäller personen",
    "delegation_form": "Såg personen i listan när en delegering skrevs",
    "delegation_tonight": "Såg personens delegerade uppgifter i natt",
    "consultation.list": "Såg personen i listan över frågor om råd",
    "take": "Tog eller släppte ansvaret för ärendet",
    "day": "Såg personen på dagens sida",
    "wall": "Visade namn på väggskärmen",
    "notice": "Läste inskrivningsmeddelandet",
    "send_notice": "Skrev inskrivningsmeddelandet",
    "return": "Skickade tillbaka ett felsänt meddelande",
    "messages": "Läste ärendets utskick",
    "messages.list": "Såg personen i listan över utskick",
    "message.print": "Skrev ut ett meddelande för överlämning",
    "message.recall": "Återkallade ett oöppnat meddelande",
    "record_call": "Registrerade ett samtal om ett meddelande",
    "going_home": "Läste hemgångslistan",
    "checklist_start": "Påbörjade hemgångslistan",
    "checklist_print": "Skrev ut hemgångslistan",
    "point_done": "Gjorde klart en punkt på hemgångslistan",
    "patient_information": "Läste informationen till patienten",
    "safety_receipt": "Läste trygghetskvittot",
    "safety_receipt_pdf": "Hämtade trygghetskvittot som PDF",
    "consents": "Läste samtycken",
    "consent_history": "Läste samtyckenas historik",
    "open_chain": "Öppnade andras uppgifter i ärendet",
    "open_emergency": "Begärde nödöppning",
    "emergency": "Läste uppgifter genom nödöppning",
    "emergency_review": "Granskade en nödöppning",
    "open_protected": "Öppnade skyddade uppgifter",
    "sip": "Läste SIP",
    "sip_plan": "Läste SIP-planen",
    "sip_preparation": "Läste förberedelsen inför SIP",
    "sip_plan_text": "Hämtade SIP-planen som text till journalen",
    "sip_plan_pdf": "Skrev ut SIP-planen",
    "sip_list": "Såg personen i listan över SIP",
    "sip_call": "Kallade till SIP",
    "sip_coordinator": "Utsåg samordnare",
    "sip_times": "Såg tid och inbjudan till SIP",
    "sip_letter": "Skrev ut inbjudan till SIP",
    "sip_start": "Slog upp personen för en SIP utan inskrivning",
    "sip_signals": "Läste signaler om behov av SIP",
    "sip_not_required": "Bedömde att SIP inte behövs",
    "liability": "Läste betalningsansvaret",
    "liability_waiting": "Såg personen i listan över bedömningar av betalningsansvar",
    "liability_forecast": "Såg personen i prognosen för betalningsansvar",
    "statement": "Såg personen i ett betalningsunderlag",
    "deviation": "Läste en avvikelse",
    "deviation_report": "Rapporterade en avvikelse",
    "deviation_proposals": "Såg föreslagna avvikelser",
    "log_review": "Granskade loggen",
    "log_extract": "Tog ut loggutdrag",
    "case.list": "Hämtade enhetens ärenden till ett annat system",
    "case.read": "Hämtade ärendet till ett annat system",
}
"""Every action that the access log knows; a test holds it to what the pages write."""

GROUNDS: Mapping[str, str] = {
    "addressed": "Enheten är med i ärendet",
    "unit": "Enheten är med i ärendet",
    "emergency": "Fara för liv eller hälsa",
    "review": "Granskning",
    "log_review": "Loggkontroll",
    "extract": "Patientens begäran",
    "direct_access": "Sammanhållen dokumentation med samtycke",
    "protected_opened": "Skyddade uppgifter öppnade med skäl",
}

FINDINGS: Mapping[str, Status] = {
    "justified": Status("Behörig", Tone.SUCCESS),
    "ask": Status("Fråga medarbetaren", Tone.WARNING),
    "unjustified": Status("Misstänkt obehörig", Tone.DANGER),
}


def action_text(code: str) -> str:
    """What was done, in words."""
    return ACTIONS.get(code, "Annan åtgärd")


def ground_text(code: str) -> str:
    """Why it was allowed, in words."""
    return GROUNDS.get(code, "Annan grund")


def role_text(code: str) -> str:
    """The role in words; nothing for looks from before the role was logged."""
    return sentence(ROLE_LABELS[Role(code)]) if code in set(Role) else ""


def unit_row(unit: UnitRef, standing: Standing) -> dict[str, Any]:
    """A unit on the page of the log's follow-up."""
    if standing.flagged:
        status = Status("Ingen kontroll på 30 dagar", Tone.WARNING)
    elif standing.looks:
        status = Status("Kontrollerad", Tone.SUCCESS)
    else:
        status = Status("Inget att kontrollera", Tone.NEUTRAL)
    return {
        "id": unit.id,
        "name": unit.name,
        "looks": standing.looks,
        "reviewed_at": standing.reviewed_at,
        "status": status,
    }


def sample_row(sample: Sample) -> dict[str, Any]:
    """A sample in the list of samples."""
    waiting = len(sample.rows) - sample.judged
    return {
        "url": reverse("log_sample", args=[sample.id]),
        "unit": sample.unit_name,
        "drawn_at": sample.drawn_at,
        "drawn_by": sample.drawn_by_name,
        "since": sample.since,
        "until": sample.until,
        "seed": sample.seed,
        "size": len(sample.rows),
        "population": sample.population,
        "status": Status("Klar", Tone.SUCCESS)
        if sample.done
        else Status(f"{waiting} att bedöma", Tone.WARNING),
    }


def alert_row(alert: Alert, names: ShownNames) -> dict[str, Any]:
    """An alert about mass reading."""
    return {
        "who": names.signed(alert.user_name, alert.unit_name),
        "at": alert.at,
        "opened": alert.opened,
        "unrelated": alert.unrelated,
        "limit": alert.limit,
    }


def reviewed_row(
    look: Look,
    verdict: Verdict | None,
    about: LookedAt | None,
    form: VerdictForm | None,
    *,
    names: ShownNames,
    own: bool,
) -> dict[str, Any]:
    """One look of a sample, with what a reviewer needs to judge it."""
    return {
        "id": look.id,
        "at": look.at,
        "who": names.of(look.user_name),
        "role": role_text(look.role),
        "action": action_text(look.action),
        "ground": ground_text(look.ground),
        "patient": about,
        "verdict": verdict
        and {"status": FINDINGS[verdict.finding], "note": verdict.note, "by": verdict.by_name},
        "form": form,
        "own": own,
    }


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """What one person did with one patient's data in a day: the first and last time, and how many times."""

    day: date
    first: datetime
    last: datetime
    times: int
    who: str
    unit: str
    provider: str
    action: str
    ground: str


def extract_rows(
    looks: Iterable[Look], *, names: ShownNames, providers: Mapping[int, str]
) -> list[ExtractRow]:
    """The patient's extract, the latest day first: the same thing done by the same person in a day is one row.

    Whoever has protected identity is told by role and unit (law.md 6.6).
    """
    found: dict[tuple[Any, ...], list[Look]] = {}
    for look in looks:
        key = (
            clock.local_date(look.at),
            look.user_id,
            look.user_name,
            look.unit_id,
            look.action,
            look.ground,
        )
        found.setdefault(key, []).append(look)
    return [
        ExtractRow(
            day=key[0],
            first=group[-1].at,
            last=group[0].at,
            times=len(group),
            who=names.of(group[0].user_name),
            unit=group[0].unit_name,
            provider=providers.get(group[0].organisation_id or 0, ""),
            action=action_text(group[0].action),
            ground=ground_text(group[0].ground),
        )
        for key, group in found.items()
    ]
