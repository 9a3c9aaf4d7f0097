"""How far messages have come, as the sender reads it: panel, page and list."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors import selectors_contracts as contracts
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from core.panels import Panel, Place
from core.tracking import Channel, DeliveryStatus, Told
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import CareEpisode, HomeCareService
from transitions.personal_numbers import formatted
from transitions.presenters.ladder import Escalations
from transitions.presenters.words import ITEMS
from transitions.rules.chain import Chain
from transitions.rules.everybody import Part, PartState, everybody, home_coming, missing, told_of_day
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.lead_time import DEFAULT_HOURS, Lead, LeadState, lead
from transitions.rules.message_states import STOPPED, MessageState
from transitions.selectors import messages as selectors
from transitions.selectors.cases import VisibleItem
from transitions.selectors.messages import Receiver, SentMessage

STATES = {
    MessageState.SENT: Status("Skickat", Tone.NEUTRAL, "send"),
    MessageState.DELIVERED: Status("Levererat", Tone.INFO, "mail"),
    MessageState.OPENED: Status("Öppnat, inte kvitterat", Tone.INFO, "eye"),
    MessageState.ACKNOWLEDGED: Status("Kvitterat", Tone.SUCCESS, "check"),
    MessageState.ACTED_ON: Status("Åtgärdat", Tone.SUCCESS, "circle-check"),
    MessageState.BY_HAND: Status("Lämnas för hand", Tone.WARNING, "printer"),
    MessageState.HELD: Status("Inte framme", Tone.DANGER),
    MessageState.REFUSED: Status("Avvisat", Tone.DANGER, "ban"),
    MessageState.WRONG_RECIPIENT: Status("Felsänt", Tone.DANGER, "undo-2"),
    MessageState.RECALLED: Status("Återkallat", Tone.NEUTRAL, "undo-2"),
}

CHANNELS = {
    Channel.INBOX: "inkorgen",
    Channel.EMAIL: "e-post",
    Channel.SMS: "SMS",
    Channel.WEBHOOK: "planeringssystemet",
    Channel.LINK: "länk med kod",
    Channel.PRINT: "utskrift",
}

REASONS = {
    "never_fetched": "Deras planeringssystem tog emot men hämtade inte meddelandet.",
    "never_opened": "Ingen öppnade länken innan den slutade gälla.",
    "unknown_person": "De känner inte till personen.",
    "not_ours": "De har inte uppdraget.",
    "unreadable": "Deras system kunde inte läsa meddelandet.",
    "other": "De har svarat att de inte tar emot meddelandet.",
    "by_hand": "Mottagaren loggar inte in. Ring, eller lämna meddelandet på papper.",
    "NoGateway": "SMS kan inte skickas härifrån.",
    "number": "Telefonnumret finns inte.",
    "gone": "Deras planeringssystem finns inte längre på adressen.",
    "system_away": "Deras planeringssystem svarar inte. Nya försök görs.",
}
"""Why a message is not through, by the codes of deliveries."""

PARTS = {
    "day": "Dag",
    "evening": "Kväll",
    "night": "Natt",
    "alarm": "Trygghetslarm",
    "delegated": "Delegerade insatser",
    "reception": "Tryggt mottagande",
}

SHOWN_IN_PANEL = 4


def messages_panels(
    episode: CareEpisode,
    chain: Chain,
    items: Iterable[VisibleItem],
    providers: list[HomeCareService],
    *,
    acting: Acting,
    now: datetime,
    escalated: Escalations,
) -> list[Panel]:
    """On the page of a case: how the unit's messages arrive, and everybody who must know. What is empty is left out."""
    found = []
    sent = selectors.of_case(acting=acting, episode=episode, chain=chain, items=items)
    if sent:
        context = {
            "messages": [message(one, episode, now, escalated) for one in _first(sent, escalated)],
            "url": reverse("messages", args=[episode.public_id]),
            "more": max(len(sent) - SHOWN_IN_PANEL, 0),
        }
        template = "transitions/_messages_panel.html"
        found.append(
            Panel(
                "Så når meddelandena fram",
                template,
                context,
                icon="send",
                id="panel-messages",
                place=Place.MAIN,
            )
        )
    if acting.unit_kind in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE) and (
        chain.providers_known or providers
    ):
        found.append(_everybody_panel(episode, chain, providers, acting=acting, now=now))
    return found


def _first(sent: list[SentMessage], escalated: Escalations) -> list[SentMessage]:
    """Those that the unit must telephone about come first, then those that somebody has not got, each newest first."""
    phoning = {item for (item, _), row in escalated.items() if row["phone_due"]}
    return sorted(sent, key=lambda one: (one.item.pk not in phoning, one.waiting == 0))[:SHOWN_IN_PANEL]


def message(one: SentMessage, episode: CareEpisode, now: datetime, escalated: Escalations) -> dict[str, Any]:
    """A message with its receivers. `attention`: one of them must be telephoned, or the way to it has stopped."""
    receivers = [receiver(each, one, episode, now, escalated) for each in one.receivers]
    return {
        "attention": any(each["call_first"] or each["hand_first"] for each in receivers),
        "status": Status(f"{one.waiting} har inte kvitterat", Tone.WARNING)
        if one.waiting
        else Status("Alla har kvitterat", Tone.SUCCESS),
        "id": one.item.pk,
        "title": ITEMS[ItemKind(one.item.kind)],
        "at": one.item.at,
        "waiting": one.waiting,
        "receivers": receivers,
    }


def receiver(
    one: Receiver, sent: SentMessage, episode: CareEpisode, now: datetime, escalated: Escalations
) -> dict[str, Any]:
    """A receiver: the state, since when, by which way, what follows while nobody acknowledges, and what may be done."""
    state = one.standing.state
    ladder = None if one.standing.done else escalated.get((sent.item.pk, one.unit_id))
    ladder = ladder if ladder and ladder["mine"] else None
    stopped = state in STOPPED
    link = next((way for way in one.ways if _recallable(way)), None)
    case = [episode.public_id, sent.item.pk, one.unit_id]
    return {
        "unit": one.unit_name,
        "status": STATES[state],
        "since": one.standing.since,
        "by": one.acknowledged_by if state in (MessageState.ACKNOWLEDGED, MessageState.ACTED_ON) else "",
        "why": why(one) if stopped else "",
        "steps": [
            {"label": STATES[step].label.partition(",")[0], "at": at} for step, at in one.standing.steps
        ],
        "ways": [way(each, now) for each in one.ways],
        "via": via(one),
        "hand_url": reverse("by_hand", args=case) if not one.standing.done else "",
        "hand_first": stopped,
        "ladder": ladder,
        "call_url": ladder["call_url"] if ladder else "",
        "call_first": bool(ladder and ladder["phone_due"]),
        "recall_url": reverse("recall_message", args=case) if link and not one.standing.done else "",
    }


def _recallable(way: Told) -> bool:
    return way.channel == Channel.LINK and way.opened_at is None and way.status in ("sent", "queued")


def why(one: Receiver) -> str:
    """Why it is not through, in a sentence."""
    if one.standing.state is MessageState.WRONG_RECIPIENT:
        return "Enheten säger att meddelandet inte är till dem."
    if one.standing.state is MessageState.BY_HAND:
        return REASONS["by_hand"]
    code = next((each.refused_code for each in one.ways if each.refused_code), "")
    code = code or next((each.last_error for each in one.ways if each.last_error), "")
    return REASONS.get(code, "Inget av enhetens sätt att ta emot har fungerat.")


def via(one: Receiver) -> str:
    """By which ways it got through, in words: "inkorgen, SMS"."""
    names = [CHANNELS[Channel(each.channel)] for each in one.ways if each.status == DeliveryStatus.SENT]
    return ", ".join(dict.fromkeys(names))


def way(one: Told, now: datetime) -> dict[str, Any]:
    """One way with what came of it."""
    at = one.sent_at or one.held_at or one.recalled_at
    words = _WAYS[DeliveryStatus(one.status)]
    if one.status == DeliveryStatus.STANDBY and one.due_at is not None:
        words = f"i reserv till {formats.moment_text(one.due_at, now)}"
    if one.fetched_at:
        words = "hämtat av systemet"
    if one.refused_at:
        words = "avvisat"
    return {
        "name": CHANNELS[Channel(one.channel)],
        "words": words,
        "at": one.refused_at or one.fetched_at or at,
        "reference": one.reference,
    }


_WAYS = {
    DeliveryStatus.QUEUED: "väntar",
    DeliveryStatus.STANDBY: "i reserv",
    DeliveryStatus.MANUAL: "lämnas för hand",
    DeliveryStatus.SENT: "framme",
    DeliveryStatus.SPARED: "behövdes inte",
    DeliveryStatus.HELD: "gick inte fram",
    DeliveryStatus.GIVEN_UP: "avskrivet",
    DeliveryStatus.RECALLED: "återkallat",
}


def in_list(one: SentMessage, now: datetime) -> dict[str, Any]:
    """A row of the list over all cases: the receivers that are waited for."""
    assert one.episode is not None
    patient = one.episode.patient
    waiting = [receiver(each, one, one.episode, now, {}) for each in one.receivers if not each.standing.done]
    return {
        "url": reverse("messages", args=[one.episode.public_id]),
        "person": patient.name,
        "personal_number": formatted(patient.personal_number),
        "protected": patient.protection != Protection.NONE,
        "title": ITEMS[ItemKind(one.item.kind)],
        "at": one.item.at,
        "waiting": waiting,
        "stopped": any(each["hand_first"] for each in waiting),
    }


def _everybody_panel(
    episode: CareEpisode, chain: Chain, providers: list[HomeCareService], *, acting: Acting, now: datetime
) -> Panel:
    names = {row.unit_id: row.unit.name for row in providers}
    parts = everybody(chain, [(row.slot, row.unit_id) for row in providers])
    hours = contracts.lead_hours(names, episode.registered_in_id) if names else {}
    context = {
        "parts": [_part(one, chain, names, hours) for one in parts if one.state is not PartState.NOBODY],
        "nobody": formats_list([PARTS[one.part] for one in parts if one.state is PartState.NOBODY]),
        "missing": formats_list([formats.in_sentence(PARTS[part]) for part in missing(parts)]),
        "name_url": reverse("report_services", args=[episode.public_id])
        if permissions.may(acting, ItemKind.SERVICES_REPORTED)
        else "",
    }
    return Panel(
        "Alla som måste veta om hemgången",
        "transitions/_everybody_panel.html",
        context,
        icon="house",
        id="panel-everybody",
        place=Place.MAIN,
    )


def _part(one: Part, chain: Chain, names: dict[int, str], hours: dict[int, int]) -> dict[str, Any]:
    row: dict[str, Any] = {"part": PARTS[one.part], "unit": names.get(one.unit_id or 0, ""), "status": None}
    if one.state is PartState.UNKNOWN:
        return row | {"status": Status("Ingen har sagt vem", Tone.WARNING, "circle-question-mark")}
    if one.acknowledged_at:
        row["status"] = Status("Kvitterat", Tone.SUCCESS, "check")
    elif one.told_at:
        row["status"] = Status("Meddelad, inte kvitterat", Tone.INFO, "mail")
    else:
        row["status"] = Status("Inte meddelad ännu", Tone.NEUTRAL, "clock")
    row["at"] = one.acknowledged_at or one.told_at
    row["lead"] = lead_words(_lead(one, chain, hours))
    return row


def _lead(one: Part, chain: Chain, hours: dict[int, int]) -> Lead | None:
    home_at, home_on = home_coming(chain)
    if one.unit_id is None or home_on is None:
        return None
    told_at = told_of_day(chain, one.unit_id, home_on)
    if told_at is None:
        return None
    return lead(
        told_at=told_at, home_at=home_at, home_on=home_on, hours=hours.get(one.unit_id, DEFAULT_HOURS)
    )


def lead_words(one: Lead | None) -> dict[str, Any] | None:
    """The lead time in words: what the provider got, and what its contract says."""
    if one is None or one.state is LeadState.NO_HOME_COMING:
        return None
    about = "" if one.exact else "cirka "
    given = f"{about}{formats.duration_text(one.given.total_seconds())}"
    wanted = int(one.wanted.total_seconds() // 3600)
    if one.state is LeadState.KEPT:
        return {"text": f"Fick {given} på sig, avtalet säger {wanted} timmar.", "short": False}
    lacking = formats.duration_text(one.short_by.total_seconds())
    return {
        "text": f"Fick {given} på sig, {about}{lacking} för lite mot avtalets {wanted} timmar.",
        "short": True,
    }


def formats_list(words: list[str]) -> str:
    """ "dag, kväll och natt"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"
