"""The case page: identity, facts, clocks, steps, what to do now."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from core import clock as time
from core import formats
from core.ui import Tone
from transitions import permissions
from transitions.models import CareEpisode, HomeCareService
from transitions.personal_numbers import formatted
from transitions.presenters import requests
from transitions.presenters.answers import act_concerns
from transitions.presenters.words import (
    APPLIES,
    CARE_FORMS,
    CERTAINTIES,
    CLOCKS,
    DISCHARGED_TO,
    PROTECTIONS,
)
from transitions.presenters.worklist import PHASES
from transitions.rules.actions import can
from transitions.rules.chain import Chain, Phase
from transitions.rules.clocks import Clock, ClockCode, ClockState, clocks, date_has_passed
from transitions.rules.kinds import CareForm, Certainty, DischargedTo, ItemKind, Protection
from transitions.rules.limits import Limits
from transitions.rules.personal_number import age_on

_TONES = {
    ClockState.NOT_STARTED: Tone.NEUTRAL,
    ClockState.RUNNING: Tone.INFO,
    ClockState.DONE: Tone.SUCCESS,
    ClockState.LATE: Tone.WARNING,
    ClockState.MISSED: Tone.DANGER,
    ClockState.NOT_NEEDED: Tone.NEUTRAL,
}


def identity(episode: CareEpisode, *, now: datetime, deadline: datetime | None) -> dict[str, Any]:
    """The identity bar."""
    patient = episode.patient
    age = age_on(patient.personal_number, time.local_date(now))
    return {
        "name": patient.name,
        "personal_number_formatted": formatted(patient.personal_number),
        "age": age,
        "status": PHASES[Phase(episode.phase)],
        "deadline": deadline,
        "deadline_text": "",
        "protected": patient.protection != Protection.NONE,
    }


def shielded(episode: CareEpisode, *, acting: Acting, opened: bool) -> dict[str, Any] | None:
    """The banner of a protected person, on every page of the case; None for anybody else."""
    kind = Protection(episode.patient.protection)
    if kind is Protection.NONE:
        return None
    may = permissions.may(acting, permissions.OPEN_PROTECTED) and not opened
    return {
        "kind": PROTECTIONS[kind],
        "opened": opened,
        "url": reverse("open_protected", args=[episode.public_id]) if may else "",
    }


def facts(
    episode: CareEpisode,
    chain: Chain,
    *,
    acting: Acting,
    now: datetime,
    providers: list[HomeCareService],
    names: ShownNames,
    opened: bool = True,
) -> list[dict[str, Any]]:
    """The right-hand card: what the unit may know of the case.

    Of a protected person that the reader has not `opened`: no address, telephone, relative or placement (LAW-6).
    """
    if episode.at_home:
        return [
            {"label": "Ärende utan inskrivning", "value": formats.moment_text(episode.admitted_at, now)},
            {"label": "Öppnat av", "value": episode.ward.name},
            {"label": "Direktnummer", "phone": episode.ward.phone},
            *_about_the_person(episode, chain, acting=acting, names=names, opened=opened),
        ]
    rows: list[dict[str, Any]] = [
        {"label": "Inskriven", "value": formats.moment_text(episode.admitted_at, now)},
        {"label": "Avdelning", "value": episode.ward.place},
        {"label": "Direktnummer", "phone": episode.ward.phone},
        {"label": "Beräknad utskrivning", "value": _expected(episode, now)},
    ]
    if episode.ended_at:
        to = episode.discharged_to
        where = f", till {formats.in_sentence(DISCHARGED_TO[DischargedTo(to)])}" if to and opened else ""
        label = "Avliden" if episode.phase == Phase.DECEASED else "Utskriven"
        rows.append({"label": label, "value": formats.moment_text(episode.ended_at, now) + where})
    if acting.unit_kind not in HOME_PROVIDERS:
        rows.append({"label": "Vårdform", "value": CARE_FORMS[CareForm(episode.care_form)]})
    rows += _about_the_person(episode, chain, acting=acting, names=names, opened=opened)
    if acting.unit_kind in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE):
        applies = chain.applies
        rows.append(
            {"label": "Ansöker om insatser", "value": APPLIES[applies] if applies else "Inte tillfrågad"}
        )
    if opened and acting.unit_kind in HOME_PROVIDERS | {UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}:
        named = "; ".join(f"{row.get_slot_display()}: {row.unit.name}" for row in providers)
        known = "Inga" if chain.providers_known else ""
        rows.append({"label": "Utförare i hemmet", "value": named or known})
    return rows


def _about_the_person(
    episode: CareEpisode, chain: Chain, *, acting: Acting, names: ShownNames, opened: bool
) -> list[dict[str, Any]]:
    """Where the person belongs, and who is the fast vårdkontakt; not for those who help at home."""
    patient = episode.patient
    rows: list[dict[str, Any]] = []
    if acting.unit_kind not in HOME_PROVIDERS:
        rows.append({"label": "Folkbokförd i", "value": episode.registered_in.name})
        if episode.placed_by_id and episode.placed_by and opened:
            rows.append({"label": "Placerad av", "value": episode.placed_by.name})
        if opened and patient.address:
            rows.append({"label": "Folkbokförings\u00adadress", "value": patient.address})
        if opened and patient.protection != Protection.NONE and patient.phone:
            rows.append({"label": "Telefon", "phone": patient.phone})
        if patient.listed_at and opened:
            rows.append({"label": "Listad på", "value": patient.listed_at.name})
        contact = chain.last(ItemKind.CARE_CONTACT_APPOINTED)
        rows.append(
            {
                "label": "Fast vårdkontakt",
                "value": names.of(f"{contact.data['name']}, {contact.data.get('phone', '')}".strip(", "))
                if contact
                else "",
            }
        )
    return rows


def _expected(episode: CareEpisode, now: datetime) -> str:
    if episode.expected_discharge is None:
        return ""
    sure = f", {formats.in_sentence(CERTAINTIES[Certainty(episode.certainty)])}" if episode.certainty else ""
    return formats.day_text(episode.expected_discharge, now) + sure


def clock_cards(chain: Chain, *, acting: Acting, limits: Limits, now: datetime) -> list[dict[str, Any]]:
    """The clocks that concern the unit."""
    return [
        {
            "label": CLOCKS[one.code],
            "text": _clock_text(one, now),
            "tone": _TONES[one.state],
            "deadline": _shown_due(one) if one.state in (ClockState.RUNNING, ClockState.MISSED) else None,
        }
        for one in clocks(chain, limits, now)
        if acting.unit_kind in one.concerns
    ]


def _shown_due(one: Clock) -> datetime | None:
    """The end of a day reads 23.59 that day, not 00.00 the next."""
    whole_days = one.code in (ClockCode.EXPECTED_DATE, ClockCode.SIP_CALL)
    return one.due_at - timedelta(minutes=1) if one.due_at and whole_days else one.due_at


_CLOCK_TEXTS = {
    (ClockCode.SIP_CALL, ClockState.NOT_STARTED): "Börjar vid utskrivningsklar",
    (ClockCode.SIP_CALL, ClockState.NOT_NEEDED): "SIP behövs inte",
    (ClockCode.CARE_CONTACT, ClockState.RUNNING): "Inte utsedd ännu",
    (ClockCode.CARE_CONTACT, ClockState.MISSED): "Ingen utsedd före utskrivning",
    (ClockCode.HOME_CARE_TOLD, ClockState.NOT_STARTED): "Inte meddelad ännu",
    (ClockCode.HOME_CARE_TOLD, ClockState.RUNNING): "Meddelad, väntar på kvittens",
    (ClockCode.HOME_CARE_TOLD, ClockState.NOT_NEEDED): "Personen har inga utförare",
    (ClockCode.HOME_CARE_TOLD, ClockState.MISSED): "Hemtjänsten har inte meddelats",
    (ClockCode.EXPECTED_DATE, ClockState.MISSED): "Datumet har passerat",
    (ClockCode.EXPECTED_DATE, ClockState.DONE): "Avgjord",
}


def _clock_text(one: Clock, now: datetime) -> str:
    said = _CLOCK_TEXTS.get((one.code, one.state))
    if said is not None:
        return said
    if one.state in (ClockState.DONE, ClockState.LATE):
        late = ", för sent" if one.state is ClockState.LATE else ""
        return f"Klart {formats.moment_text(one.done_at, now)}{late}" if one.done_at else "Klart"
    return "Inte påbörjad" if one.state is ClockState.NOT_STARTED else ""


def notices(chain: Chain, *, acting: Acting, now: datetime, held: int) -> list[dict[str, Any]]:
    """Warnings on top of the case."""
    found: list[dict[str, Any]] = []
    promise = requests.warning(chain, acting=acting)
    if promise is not None:
        found.append(promise)
    if date_has_passed(chain, now):
        text = "Beräknad utskrivning har passerat utan nytt datum."
        found.append({"tone": "danger", "title": "Uppdatera datumet", "text": text})
    if acting.unit_kind in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE):
        moved = chain.of_kind(
            ItemKind.EXPECTED_DISCHARGE_CHANGED, ItemKind.DISCHARGE_READY_SENT, ItemKind.DISCHARGED
        )
        if moved and not chain.providers_known and chain.phase is not Phase.DECEASED:
            text = "Utförarna i hemmet är inte angivna, så hemtjänsten har inte kunnat meddelas."
            found.append({"tone": "warning", "title": "Hemtjänsten är inte meddelad", "text": text})
    if held:
        text = (
            "Ett meddelande i ärendet kunde inte levereras och väntar på åtgärd. Senare meddelanden går fram."
        )
        found.append({"tone": "warning", "title": "Meddelande stoppat", "text": text})
    return found


ACTIONS: tuple[tuple[ItemKind, str, str, str], ...] = (
    (ItemKind.ADMISSION_NOTICE_SENT, "Skicka inskrivningsmeddelande", "send_notice", "send"),
    (ItemKind.NOTICE_COMPLETED, "Komplettera inskrivningsmeddelandet", "complete_notice", "send"),
    (ItemKind.DISCHARGE_READY_SENT, "Skicka utskrivningsklar", "send_ready", "send"),
    (ItemKind.DISCHARGED, "Skriv ut", "discharge", "house"),
    (ItemKind.CONTACT_TAKEN, "Registrera kontakt", "take_contact", "phone"),
    (ItemKind.CARE_CONTACT_APPOINTED, "Utse fast vårdkontakt", "appoint_contact", "user-round"),
    (ItemKind.DECISION_MADE, "Registrera beslut", "decide_support", "clipboard-list"),
    (ItemKind.PAPER_TIME_DECIDED, "Avgör tiden på papperet", "decide_paper", "file-text"),
    (ItemKind.SERVICES_REPORTED, "Ange utförare", "report_services", "users"),
    (ItemKind.HOME_CARE_NOTIFIED, "Beställ insatser", "order_home_care", "house"),
    (ItemKind.HOME_RECEPTION_DECLINED, "Svara på beställningen", "answer_reception", "message-square"),
    (ItemKind.HOME_RECEPTION_VISITED, "Registrera besök", "record_visit", "check"),
    (ItemKind.HOME_RECEPTION_PLANNED, "Planera första besöket", "plan_visit", "calendar"),
    (ItemKind.HOME_RECEPTION_HANDED_OVER, "Lämna över", "hand_over_reception", "arrow-left-right"),
    (
        ItemKind.HOME_RECEPTION_FOLLOWED_UP,
        "Följ upp tryggt mottagande",
        "follow_up_reception",
        "clipboard-list",
    ),
    (ItemKind.EXPECTED_DISCHARGE_CHANGED, "Ändra beräknad utskrivning", "change_date", "calendar"),
    (ItemKind.DISCHARGE_READY_WITHDRAWN, "Återkalla utskrivningsklar", "withdraw_ready", "undo-2"),
    (ItemKind.OPEN_CARE_UNAVAILABLE, "Ange om öppenvården är redo", "open_care", "info"),
    (ItemKind.ANSWER_GIVEN, "Svara om ni kan ta emot", "give_answer", "message-square"),
    (ItemKind.ANSWER_GIVEN, "Svara på beställningen", "answer_order", "message-square"),
    (ItemKind.SUPPORT_STARTED, "Bekräfta att insatserna har börjat", "confirm_support", "check"),
    (ItemKind.REQUEST_TAKEN, "Ta över det som är beviljat", "take_request", "check"),
    (ItemKind.KIN_SUPPORT_ANSWERED, "Erbjud anhörigstöd", "answer_kin_support", "heart-handshake"),
    (ItemKind.GUARDIAN_CONSIDERED, "Ta ställning till god man", "consider_guardian", "scale"),
    (ItemKind.NEXT_OF_KIN_STATED, "Ange närstående", "next_of_kin", "users"),
    (ItemKind.END_OF_LIFE_STATED, "Märk vård i livets slutskede", "state_end_of_life", "heart-handshake"),
    (ItemKind.CARE_TASK_CLASSED, "Bedöm en uppgift efter utskrivningen", "class_care_task", "clipboard-list"),
    (ItemKind.COMPETENCE_STATED, "Ange kompetens och utrustning", "state_competence", "stethoscope"),
    (ItemKind.REQUEST_JUDGED, "Bedöm begäran", "judge_request", "stethoscope"),
    (ItemKind.REQUEST_DECIDED, "Besluta om begäran", "decide_request", "clipboard-list"),
    (ItemKind.CONSULTATION_ANSWERED, "Svara kollegan", "answer_consultation", "message-square"),
    (ItemKind.READINESS_ANSWERED, "Svara på ifrågasättandet", "answer_readiness", "stethoscope"),
    (ItemKind.ANSWER_GIVEN, "Ifrågasätt utskrivningsklar", "question_readiness", "circle-question-mark"),
    (ItemKind.HOME_RECEPTION_ORDERED, "Beställ tryggt mottagande", "order_reception", "house"),
    (ItemKind.REQUEST_MADE, "Begär korttidsplats eller träning", "make_request", "bed"),
    (ItemKind.CONSULTED, "Rådfråga en kollega", "consult", "message-square"),
    (ItemKind.QUESTION_ASKED, "Ställ en fråga", "ask_question", "message-square"),
    (
        ItemKind.READMISSION_CAUSE_RECORDED,
        "Ange orsak till återinskrivning",
        "record_cause",
        "arrow-left-right",
    ),
    (ItemKind.LEAVE_ENDED, "Registrera återkomst", "end_leave", "bed"),
    (ItemKind.LEAVE_STARTED, "Registrera permission", "start_leave", "calendar-clock"),
    (ItemKind.INTERRUPTED, "Avbryt planeringen", "interrupt", "ban"),
    (ItemKind.LEGAL_FORM_CHANGED, "Ange rättslig form", "legal_form", "scale"),
    (ItemKind.SENT_IN_REPORTED, "Rapportera att ni skickar in personen", "report_sent_in", "send"),
    (ItemKind.EMERGENCY_VISIT, "Registrera akutbesök utan inskrivning", "emergency_visit", "stethoscope"),
    (ItemKind.TRANSFERRED, "Flytta till annan avdelning", "transfer", "arrow-left-right"),
    (ItemKind.DIED_AT_HOME, "Registrera dödsfall utanför sjukhus", "died_at_home", "circle"),
    (ItemKind.DIED, "Registrera dödsfall", "record_death", "circle"),
)


_ORDERS = frozenset({ItemKind.HOME_CARE_NOTIFIED, ItemKind.HOME_RECEPTION_ORDERED})
"""A ward tells of these in a file; on a page the office alone orders."""


def allowed_actions(
    episode: CareEpisode, chain: Chain, *, acting: Acting, now: datetime
) -> list[dict[str, str]]:
    """Everything that the unit may do now, in the order of the process. The same rules as the services ask."""
    found = []
    for kind, label, name, icon in ACTIONS:
        roles = permissions.ACTIONS[kind]
        if acting.role not in roles or not can(kind, chain, now).allowed:
            continue
        if roles <= permissions.WARD and episode.ward_id != acting.unit_id:
            continue
        if not act_concerns(name, chain, acting):
            continue
        if kind in _ORDERS and not permissions.may(acting, permissions.ORDER_HOME_CARE):
            continue
        if kind is ItemKind.LEGAL_FORM_CHANGED and episode.care_form != CareForm.PSYCHIATRIC:
            continue
        if kind is ItemKind.ADMISSION_NOTICE_SENT and chain.notice is not None:
            label = "Skicka till fler mottagare"
        if kind is ItemKind.CARE_CONTACT_APPOINTED and chain.last(kind) is not None:
            label = "Byt fast vårdkontakt"
        found.append(
            {
                "label": label,
                "url": reverse(name, args=[episode.public_id]),
                "icon": icon,
                "kind": str(kind),
                "name": name,
            }
        )
    return found
