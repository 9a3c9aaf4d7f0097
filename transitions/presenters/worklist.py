"""Rows and groups of the work list as the template shows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.selectors_colleagues import AwayColleague
from core import questions
from core.formats import in_sentence
from core.ui import Status, Tone
from transitions.models import CareEpisode
from transitions.personal_numbers import formatted
from transitions.presenters.words import ITEMS, TASKS, WAITS_FOR
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.task_values import ABOUT_MONEY
from transitions.rules.tasks import TaskKind
from transitions.selectors.worklist import GROUPS, WorkRow, group_of

GROUP_TITLES = {
    "overdue": "Försenade",
    "today": "Idag",
    "later": "Senare",
    "waiting": "Väntar på andra",
}

PHASES = {
    Phase.ADMITTED: Status("Inskriven", Tone.NEUTRAL),
    Phase.NOTICED: Status("Planeras", Tone.NEUTRAL),
    Phase.READY: Status("Utskrivningsklar", Tone.WARNING),
    Phase.DISCHARGED: Status("Utskriven", Tone.SUCCESS),
    Phase.DECEASED: Status("Avliden", Tone.NEUTRAL),
    Phase.AT_HOME: Status("Hemma", Tone.NEUTRAL),
}


def groups(
    rows: Sequence[WorkRow],
    *,
    now: datetime,
    user_id: int | None,
    away: Mapping[int, AwayColleague] | None = None,
    resting: Mapping[int, datetime] | None = None,
) -> list[dict[str, Any]]:
    """The four groups in their order, empty ones left out. `resting`: when each case of the tab *Vilande* is back."""
    if resting:
        found = [_row(row, overdue=False, user_id=user_id, away=away or {}) for row in rows]
        for shown, row in zip(found, rows, strict=True):
            shown["back_at"] = resting.get(row.episode.pk)
        return [{"title": "Vilande", "tone": "", "count": len(found), "rows": found}]
    sorted_rows: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    for row in rows:
        name = group_of(row, now)
        sorted_rows[name].append(_row(row, overdue=name == "overdue", user_id=user_id, away=away or {}))
    return [
        {
            "title": GROUP_TITLES[name],
            "tone": "danger" if name == "overdue" else "",
            "count": len(found),
            "rows": found,
        }
        for name, found in sorted_rows.items()
        if found
    ]


def task_text(task: Any) -> str:
    """A task as a verb phrase: `Kvittera inskrivningsmeddelande`."""
    if task.kind == TaskKind.ACKNOWLEDGE:
        return acknowledge_label(task)
    if task.kind == TaskKind.WAIT:
        return WAITS_FOR.get(task.waits_for, WAITS_FOR[""])
    return TASKS[TaskKind(task.kind)]


_REASONS = {
    TaskKind.SEND_NOTICE: "Inskrivningsmeddelandet ska skickas inom 24 timmar från inskrivningen eller bedömningen.",
    TaskKind.RESEND: "En enhet har fått meddelandet av misstag och lämnat ärendet. Välj rätt mottagare.",
    TaskKind.REPLY: "En enhet i ärendet har ställt en fråga.",
    TaskKind.END_LEAVE: "Tiden för permissionen har gått ut.",
    TaskKind.COMPLETE_NOTICE: "Meddelandet är skickat med frågor kvar. Fyll i dem, eller svara vet ej.",
    TaskKind.KEEP_DATE: "Håll det beräknade datumet aktuellt. Skicka utskrivningsklar när läkaren har bedömt det.",
    TaskKind.DISCHARGE: "Personen är utskrivningsklar. Skriv ut när hemgången är ordnad.",
    TaskKind.TAKE_CONTACT: "Ta kontakt med personen och fråga om insatser.",
    TaskKind.REPORT_SUPPORT: "Avdelningen vet inte vilka insatser personen har i dag.",
    TaskKind.NAME_PROVIDERS: "Hemtjänsten har inte kunnat meddelas, eftersom utförarna inte är angivna.",
    TaskKind.ARRANGE_HOME: "Personen är utskrivningsklar. Ordna så att personen kan komma hem.",
    TaskKind.APPOINT_CONTACT: "En fast vårdkontakt ska vara utsedd före utskrivningen.",
    TaskKind.CALL_SIP: "Den fasta vårdkontakten ska kalla till SIP senast tre dagar efter utskrivningsklar.",
    TaskKind.CALL_SIP_INSTEAD: "Vårdcentralen har inte kallat till SIP i tid. Kommunen kan kalla i dess ställe.",
    TaskKind.PHONE: "Mottagaren har inte kvitterat. Ring, och registrera vem som tog emot och vad som lästes tillbaka.",
    TaskKind.ANSWER: "Svara om ni kan ta emot personen, och från när. Ert svar är också en kvittens.",
    TaskKind.ANSWER_QUESTION: "En mottagare har ifrågasatt att personen är utskrivningsklar. Läkaren ska svara.",
    TaskKind.ANSWER_ORDER: "Biståndsenheten har beställt insatser. Svara om ni kan, och från när.",
    TaskKind.STATE_COMPETENCE: "Ange om er kompetens och utrustning räcker. Före det binder inte kommunens ja.",
    TaskKind.DECIDE_PAPER: "Avdelningen säger att underrättelsen lämnades på papper tidigare. Avgör om tiden stämmer.",
    TaskKind.DECIDE_SUPPORT: "Personen ansöker om insatser. Registrera beslutet.",
    TaskKind.ASK_AGAIN: "Personen är utskrivningsklar och har inte ansökt. Stäm av med personen före hemgång.",
    TaskKind.CHASE_CONTACT: "Personen är utskrivningsklar utan fast vårdkontakt. Ring vårdcentralen.",
    TaskKind.SAY_OPEN_CARE: "Ange om öppenvårdens insatser finns: det avgör om kommunens betalningsansvar börjar.",
    TaskKind.JUDGE_REQUEST: "Korttidsplats är begärd. Läkaren bedömer behovet av rehabilitering före kommunens beslut.",
    TaskKind.DECIDE_REQUEST: "En begäran väntar på kommunens beslut.",
    TaskKind.ANSWER_CONSULTATION: "Biståndsenheten frågar om råd. Svara i ärendet.",
    TaskKind.CONFIRM_STARTED: "Personen är hemma. Bekräfta när insatserna har börjat, eller skriv vad som hindrar.",
    TaskKind.START_SUPPORT: "En utförare har inte börjat, eller inte svarat. Ring utföraren eller beställ på nytt.",
    TaskKind.ANSWER_RECEPTION: "Biståndsenheten har beställt tryggt mottagande. Svara om teamet kan ta emot personen.",
    TaskKind.REARRANGE_RECEPTION: "Beställ ordinarie insatser, eller tryggt mottagande av ett annat team.",
    TaskKind.PLAN_VISIT: "Personen väntas hem. Ange när teamet kommer, så att avdelningen vet vem som möter.",
    TaskKind.FIRST_VISIT: "Personen är hemma. Registrera det första besöket när det är gjort.",
    TaskKind.HAND_OVER_RECEPTION: "Teamet hjälper personen hemma. Lämna över till ordinarie utförare när det är dags.",
    TaskKind.FOLLOW_UP_RECEPTION: "Personen är överlämnad. Fråga hur det har gått och hur trygg personen har känt sig.",
    TaskKind.RECORD_CAUSE: "Personen är återinskriven inom 30 dagar. Ange orsaken som ni ser den.",
    TaskKind.OFFER_KIN_SUPPORT: "De närstående vill bli kontaktade om stöd för egen del.",
    TaskKind.CONSIDER_GUARDIAN: "Den som kan behöva god man ska anmälas. Registrera anmälan, eller varför inte.",
    TaskKind.TAKE_REQUEST: "Din enhet ansvarar för nästa steg. Bekräfta att ni har tagit över, och från när.",
    TaskKind.ANSWER_SIP_SIGNAL: "Någon i kedjan ser behov av SIP. Svara om ni kallar, och annars varför inte.",
    TaskKind.ANSWER_SIP_TIMES: "Den som kallar föreslår tider för SIP-mötet. Svara vilka ni kan.",
    TaskKind.SETTLE_SIP_TIME: "Alla har svarat om tiden för SIP-mötet, eller svarstiden är ute. Bestäm tid.",
    TaskKind.NAME_COORDINATOR: "Personen har tre eller fler vård- och omsorgsgivare och ingen namngiven samordnare.",
    TaskKind.CHASE_SIP_SIGNAL: "Ni har signalerat behov av SIP, och vårdcentralen har inte svarat i tid. Ring dem.",
    TaskKind.NAME_DOCTOR: "Personen vårdas i livets slutskede, och ingen läkare är namngiven som svarar dygnet runt.",
    TaskKind.READ_HAND_OVER: "En anteckning från dem som hjälper personen hemma är inte läst.",
    TaskKind.REVIEW_CARE_TASK: "En bedömning ska följas upp. Bedöm uppgiften på nytt, eller avsluta den.",
    TaskKind.DATE_TO_MANAGER: "Det beräknade datumet har passerat. Skicka ett nytt, annars får chefen veta.",
    TaskKind.REACH_OTHERWISE: "Inget sätt har fungerat. Lämna över meddelandet och skriv in vem som tog emot det.",
    TaskKind.SEND_INFORMATION: "Enheterna ska ha informationen samma dag. Klockan 15 skickas det som finns.",
    TaskKind.COMPLETE_INFORMATION: "Avsnitt saknas i informationen som är skickad. Fyll i dem i dag.",
    TaskKind.CHECKLIST: "Din enhet har punkter på hemgångslistan som inte är klara.",
    TaskKind.PROPOSE_OWING: "Lagen avgör inte om kommunen ska betala. Region och kommun bedömer det tillsammans.",
    TaskKind.ANSWER_OWING: "Den andra parten har lämnat ett förslag om betalningsansvaret. Svara på det.",
    TaskKind.WAIT: "Din enhet har inget att göra i ärendet just nu.",
}


def task_reason(task: Any) -> str:
    """Why a task stands on the case, in one sentence."""
    if task.kind == TaskKind.ACKNOWLEDGE:
        sender = task.item.by_unit.name
        return f"{sender} har skickat: {_inside(task)}. Kvittera att ni har tagit emot det."
    return task_question(task) or _REASONS[TaskKind(task.kind)]


def task_question(task: Any) -> str:
    """The question that a task asks, spelled out by the app that asks it; empty for other tasks."""
    return questions.text(task.waits_for) if task.kind in ABOUT_MONEY else ""


def _inside(task: Any) -> str:
    """The title of what is to be acknowledged, inside a sentence: SIP keeps its capitals."""
    return _inside_a_sentence(task.item.kind)


def _inside_a_sentence(kind: str) -> str:
    return in_sentence(ITEMS[ItemKind(kind)])


def acknowledge_label(task: Any) -> str:
    """The verb of the receipt's button."""
    return f"Kvittera {_inside(task)}"


def assignee(
    name: str, responsible_id: int | None, *, user_id: int | None, away: Mapping[int, AwayColleague]
) -> str:
    """Who has a case: "Du", a colleague, or a colleague who is away and who stands in."""
    if responsible_id is None:
        return ""
    if responsible_id == user_id:
        return "Du"
    gone = away.get(responsible_id)
    if gone is None:
        return name
    if gone.substitute_id is None:
        return f"{name}, borta utan ersättare"
    return f"{name}, borta: {'du' if gone.substitute_id == user_id else gone.substitute_name} ersätter"


def _row(
    row: WorkRow, *, overdue: bool, user_id: int | None, away: Mapping[int, AwayColleague]
) -> dict[str, Any]:
    episode, task = row.episode, row.first
    more = len(row.tasks) - 1
    text = task_text(task) + (f" (+{more} till)" if more else "")
    new = any(one.kind == TaskKind.ACKNOWLEDGE and _is_notice(one) for one in row.tasks)
    status = Status("Ny", Tone.INFO) if new else PHASES[Phase(episode.phase)]
    if overdue:
        status = Status("Försenad", Tone.DANGER)
    return {
        "id": str(episode.public_id),
        "url": reverse("case", args=[episode.public_id]),
        "person": episode.patient.name,
        "personal_number": formatted(episode.patient.personal_number),
        "protected": episode.patient.protection != Protection.NONE,
        "unread": row.unread,
        "task": text,
        "sender": task.item.by_unit.place if task.item else episode.ward.place,
        "question": next(filter(None, map(task_question, row.tasks)), ""),
        "status": status,
        "deadline": task.due_at,
        "deadline_text": "" if task.due_at else _without_deadline(row),
        "assignee": assignee(row.responsible_name, row.responsible_id, user_id=user_id, away=away),
        "can_acknowledge": any(one.kind == TaskKind.ACKNOWLEDGE for one in row.tasks),
        "version": episode.version,
    }


def marked(episode: CareEpisode) -> dict[str, Any]:
    """A case among those that something is about to be done with."""
    return {**person(episode), "id": str(episode.public_id), "version": episode.version}


def kinds_counted(kinds: Mapping[str, int]) -> list[str]:
    """ "300 inskrivningsmeddelande": what receipts are about, the most common first."""
    found = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{count} × {_inside_a_sentence(kind)}" for kind, count in found]


def hand_over(row: Any) -> dict[str, Any]:
    """A hand-over that waits to be read."""
    count = "ett ärende" if row.count == 1 else f"{row.count} ärenden"
    return {
        "title": f"{row.by.name} har lämnat över {count}" + (" till dig" if row.to_id else " till enheten"),
        "at": row.at,
        "note": row.note,
        "url": reverse("handed_over", args=[row.pk]),
    }


def _is_notice(task: Any) -> bool:
    return bool(task.item.kind == ItemKind.ADMISSION_NOTICE_SENT)


def _without_deadline(row: WorkRow) -> str:
    if row.first.kind == TaskKind.CALL_SIP:
        return "Börjar vid utskrivningsklar"
    return "Ingen tidsfrist"


def person(episode: CareEpisode) -> dict[str, Any]:
    """A hit of the search for people."""
    return {
        "url": reverse("case", args=[episode.public_id]),
        "person": episode.patient.name,
        "personal_number": formatted(episode.patient.personal_number),
        "protected": episode.patient.protection != Protection.NONE,
        "status": PHASES[Phase(episode.phase)],
        "ward": episode.ward.place,
        "admitted_at": episode.admitted_at,
    }
