"""The timeline: each item as a sentence of who did what."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core import formats
from core.ui import Status, Tone
from transitions.models import Item
from transitions.presenters import reception, said_of
from transitions.presenters.care_tasks import care_task_text
from transitions.presenters.consulting import consulted_text
from transitions.presenters.end_of_life import died_text, end_of_life_text
from transitions.presenters.information import missing_text
from transitions.presenters.next_of_kin import guardian_text, kin_text, offer_text
from transitions.presenters.readmission import CAUSES
from transitions.presenters.requests import WANTED, taken_text
from transitions.presenters.sending import unsent
from transitions.presenters.started import not_started
from transitions.presenters.steps import TRACKS
from transitions.presenters.support import decision_text
from transitions.presenters.timeline_acts import acts_of
from transitions.presenters.words import APPLIES, CERTAINTIES, ITEMS
from transitions.presenters.words_notice import QUESTIONS
from transitions.presenters.words_sip import signal_answered, signalled, times_proposed
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.kinds import Applies, Certainty, ItemKind
from transitions.rules.notice import BEYOND_THE_ACT, is_answered
from transitions.rules.requests import Wanted
from transitions.rules.tracks import Track
from transitions.selectors.cases import VisibleItem

_HIDDEN = frozenset({ItemKind.ACKNOWLEDGED, ItemKind.HAND_OVER_NOTE})
"""Receipts are shown at what they acknowledge, notes to the next shift in a section of their own."""

_CAUSES = {
    ItemKind.EXPECTED_DISCHARGE_CHANGED: "Beräknad utskrivning har ändrats",
    ItemKind.DISCHARGE_READY_SENT: "Personen är utskrivningsklar",
    ItemKind.DISCHARGE_READY_WITHDRAWN: "Utskrivningsklar har återkallats",
    ItemKind.DISCHARGED: "Personen är utskriven",
}

_SIP_MODES = {"room": "på plats", "video": "på video", "phone": "på telefon"}
_SIP_CALLERS = {"care_contact": "Fast vårdkontakt", "municipality": "Kommunen", "hospital": "Sjukhuset"}
_SIP_REASONS = {
    "no_consent": "Personen samtycker inte till SIP.",
    "single_principal": "Bara en huvudman behöver ge insatser.",
    "open_compulsory_care": "Samordnad vårdplan görs i stället (öppen tvångsvård).",
}


def timeline(
    items: list[VisibleItem],
    *,
    acting: Acting,
    now: datetime,
    version: int,
    names: ShownNames,
    opened: bool = True,
) -> list[dict[str, Any]]:
    """Newest first, receipts folded into what they acknowledge.

    `opened`: what is protected about the person may be shown (`presenters.protected`).
    """
    shown = [
        _event(found, acting, now, version, names, opened)
        for found in items
        if found.item.kind not in _HIDDEN
    ]
    shown = _folded(shown)
    return (
        sorted(shown, key=lambda event: event["at"], reverse=True)
        if any(found.opened for found in items)
        else list(reversed(shown))
    )


def _folded(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A list that was begun with many points at once is one event that counts them."""
    begun: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for event in events:
        if event["title"] == ITEMS[ItemKind.CHECKLIST_POINT]:
            begun.setdefault((event["at"], event["by"]), []).append(event)
    folded = {id(event) for found in begun.values() if len(found) > 1 for event in found[1:]}
    for found in begun.values():
        if len(found) > 1:
            found[0]["text"] = f"{len(found)} punkter på en gång. Alla står under Hemgång."
            found[0]["unsent"] = []
    return [event for event in events if id(event) not in folded]


def _event(
    found: VisibleItem, acting: Acting, now: datetime, version: int, names: ShownNames, opened: bool
) -> dict[str, Any]:
    item = found.item
    receipts = []
    if needs_receipt(ItemKind(item.kind)):
        for row in found.receipts:
            if row.unit_id == item.by_unit_id or _informed_only(item, row.named):
                continue
            receipts.append(
                {
                    "unit": row.unit.name,
                    "at": row.acknowledged_at,
                    "who": names.of(row.acknowledged_by) or None,
                }
            )
    own = found.own
    waiting = (
        own is not None
        and own.acknowledged_at is None
        and needs_receipt(ItemKind(item.kind))
        and not _informed_only(item, own.named)
        and item.cancelled_at is None
    )
    return {
        "at": item.at,
        "title": ITEMS[ItemKind(item.kind)],
        "text": names.of(item_text(item, now, opened=opened)),
        "by": names.signed(item.author_name, item.by_unit.name),
        "mine": item.by_unit_id == acting.unit_id,
        "receipts": receipts,
        "unsent": _unsent(found, acting),
        "acknowledge_url": (
            reverse("acknowledge", args=[item.episode.public_id, item.pk]) if waiting else None
        ),
        "version": version,
        **_link(item),
        "acts": acts_of(item, acting, opened=found.opened),
        "cancelled": item.cancelled_at is not None,
        "status": Status("Öppnad uppgift", Tone.INFO, "eye") if found.opened else None,
    }


_NOTICES = frozenset({ItemKind.ADMISSION_NOTICE_SENT, ItemKind.NOTICE_COMPLETED})


def _link(item: Item) -> dict[str, str]:
    """Where all of it stands, of what is too long for a sentence."""
    if item.kind not in _NOTICES or getattr(item, "admission_notice", None) is None:
        return {}
    return {"url": reverse("notice", args=[item.episode.public_id]), "link": "Läs hela meddelandet"}


def _unsent(found: VisibleItem, acting: Acting) -> list[str]:
    if found.item.by_unit_id != acting.unit_id:
        return []
    return unsent(ItemKind(found.item.kind), {row.unit.name: row.withheld for row in found.receipts})


def _informed_only(item: Item, named: bool) -> bool:
    return informs_only(ItemKind(item.kind), named=named)


PROTECTED = "Mer än så är skyddat."
_TOLD_OF_PROTECTED = frozenset(
    {
        ItemKind.EXPECTED_DISCHARGE_CHANGED,
        ItemKind.CONTACT_TAKEN,
        ItemKind.DISCHARGE_READY_SENT,
        ItemKind.CARE_CONTACT_APPOINTED,
        ItemKind.SIP_NOT_REQUIRED,
    }
)
"""Kinds whose sentence can tell neither where the person lives or goes, nor who is near."""


def item_text(item: Item, now: datetime, *, opened: bool = True) -> str:
    """What the item says, in a sentence or two, with the writer's own words last.

    Of a protected person that nobody has `opened`: neither what the person's relatives or place are, nor free text,
    which may tell either.
    """
    if opened:
        said = _said(item, now)
        return " ".join(part for part in (said, item.note) if part)
    said = _said(item, now) if item.kind in _TOLD_OF_PROTECTED else ""
    if item.kind == ItemKind.ADMISSION_NOTICE_SENT:
        said = _expected(item, now)
    withheld = PROTECTED if item.note or _said(item, now) != said else ""
    return " ".join(part for part in (said, withheld) if part)


def _said(item: Item, now: datetime) -> str:
    said = _SAID.get(ItemKind(item.kind))
    return said(item, now) if said else ""


def _expected(item: Item, now: datetime) -> str:
    data = item.data
    text = data.get("expected_discharge")
    if not text:
        return ""
    certainty = data.get("certainty")
    sure = f" ({formats.in_sentence(CERTAINTIES[Certainty(certainty)])})" if certainty else ""
    return f"Beräknad utskrivning {formats.day_text(date.fromisoformat(text), now)}{sure}."


def _notice(item: Item) -> str:
    notice = getattr(item, "admission_notice", None)
    if notice is None:
        return ""
    alone = {True: "Bor ensam.", False: "Bor inte ensam.", None: ""}[notice.lives_alone]
    parts = [
        f"Behandlande läkare: {notice.doctor_name}." if notice.doctor_name else "",
        f"Funktion: {notice.function}" if notice.function else "",
        f"Boende: {notice.housing}." if notice.housing else "",
        alone,
        f"Hjälpmedel: {notice.aids}." if notice.aids else "",
        f"Närstående: {notice.next_of_kin}." if notice.next_of_kin else "",
        f"Tolk: {notice.interpreter}." if notice.interpreter else "",
    ]
    return "".join(f" {part}" for part in parts if part)


def _completed(item: Item) -> str:
    """Which questions were answered; the answers stand on the page of the notice."""
    notice = getattr(item, "admission_notice", None)
    if notice is None:
        return ""
    named = [
        formats.in_sentence(QUESTIONS[name]) for name in BEYOND_THE_ACT if is_answered(getattr(notice, name))
    ]
    return f"Nytt om {', '.join(named)}." if named else ""


def _home_care(item: Item, now: datetime) -> str:
    data = item.data
    cause = data.get("cause", "")
    said = _CAUSES.get(ItemKind(cause), "") if cause in set(ItemKind) else "Beställning av insatser"
    day = data.get("cause_expected_discharge")
    when = f": {formats.day_text(date.fromisoformat(day), now)}" if day else ""
    starts = data.get("starts_at")
    start = f" Insatser från {formats.moment_text(datetime.fromisoformat(starts), now)}." if starts else ""
    brought = "".join(
        f" {label}: {data[name]}."
        for name, label in (("meets", "Möter"), ("key", "Nyckel"), ("medicines", "Läkemedel med hem"))
        if data.get(name)
    )
    return f"{said}{when}.{start}{brought}" if said else f"{start}{brought}".strip()


def _sip_call(item: Item, now: datetime) -> str:
    data = item.data
    caller = _SIP_CALLERS.get(data.get("caller", ""), "")
    meeting = data.get("meeting_at")
    when = f" till möte {formats.moment_text(datetime.fromisoformat(meeting), now)}" if meeting else ""
    mode = _SIP_MODES.get(data.get("mode", ""), "")
    return f"{caller} kallar{when}{' ' + mode if mode else ''}." if caller else ""


def _care_contact(item: Item, now: datetime) -> str:
    return f"{', '.join(filter(None, (item.data.get('name'), item.data.get('phone'))))}."


_POINTS = {"referrals": "remisser", "medicines": "läkemedel", "aids": "hjälpmedel"}


def _ready(item: Item, now: datetime) -> str:
    data = item.data
    judged = data.get("judged_at")
    when = f" {formats.moment_text(datetime.fromisoformat(judged), now)}" if judged else ""
    said = [f"{data['doctor']} har bedömt det{when}."] if data.get("doctor") else []
    if data.get("under") == "lpt_7a":
        said.append("Lämnas enligt LPT 7 a § tredje stycket.")
    points = data.get("points") or {}
    still = [_POINTS[name] for name, answer in points.items() if answer == "open" and name in _POINTS]
    if still:
        said.append(f"Inte klart än: {', '.join(still)}.")
    if data.get("paper_at"):
        handed = formats.moment_text(datetime.fromisoformat(data["paper_at"]), now)
        by = (
            f", mottaget av {data['receipt_by']}" if data.get("receipt_by") else ", utan kvittens på papperet"
        )
        said.append(f"Lämnades på papper {handed}{by}.")
    return " ".join(said)


def _paper(item: Item, now: datetime) -> str:
    if item.data.get("accepted"):
        return "Tiden på papperet godtas. Dagarna räknas från den."
    return "Tiden på papperet godtas inte. Dagarna räknas från när underrättelsen skickades här."


def _checklist(item: Item, now: datetime) -> str:
    states = {"open": "öppen", "done": "klar", "not_needed": "behövs inte"}
    return f"{item.data.get('point', '')}: {states.get(item.data.get('state', ''), '')}."


def _answer(item: Item, now: datetime) -> str:
    data = item.data
    missing = data.get("missing") or ""
    if data.get("answer") == "questions_readiness":
        return f"Ifrågasätter att personen är utskrivningsklar: {missing}"
    if data.get("answer") == "cannot":
        return f"Kan inte. Saknas: {missing}" if missing else "Kan inte."
    day = data.get("from_when")
    return f"Kan, från {formats.day_text(date.fromisoformat(day[:10]), now)}." if day else "Kan."


def _readiness(item: Item, now: datetime) -> str:
    stands = "Bedömningen står fast." if item.data.get("stands") else "Utskrivningsklar återkallas."
    return f"{stands} Läkare: {item.data.get('doctor', '')}."


def _competence(item: Item, now: datetime) -> str:
    data = item.data
    if data.get("enough"):
        return "Kompetens och utrustning räcker."
    day = data.get("until")
    till = f" till {formats.day_text(date.fromisoformat(day), now)}" if day else ""
    return f"Saknas{till}: {data.get('missing', '')}"


def _judged(item: Item, now: datetime) -> str:
    said = "rehabilitering behövs" if item.data.get("outcome") == "yes" else "rehabilitering behövs inte"
    return f"{WANTED[Wanted(item.data['what'])]}: {said}. Läkare: {item.data.get('doctor', '')}."


def _request_decided(item: Item, now: datetime) -> str:
    said = "beviljas" if item.data.get("outcome") == "yes" else "beviljas inte"
    return f"{WANTED[Wanted(item.data['what'])]} {said}."


_SAID: dict[ItemKind, Callable[[Item, datetime], str]] = {
    ItemKind.ADMISSION_NOTICE_SENT: lambda item, now: _expected(item, now) + _notice(item),
    ItemKind.NOTICE_COMPLETED: lambda item, _: _completed(item),
    ItemKind.EXPECTED_DISCHARGE_CHANGED: _expected,
    ItemKind.CARE_CONTACT_APPOINTED: _care_contact,
    ItemKind.CONTACT_TAKEN: lambda item, _: f"{APPLIES[Applies(item.data['applies'])]}.",
    ItemKind.DISCHARGE_READY_SENT: _ready,
    ItemKind.DISCHARGED: said_of.discharged,
    ItemKind.HOME_CARE_NOTIFIED: _home_care,
    ItemKind.SIP_CALLED: _sip_call,
    ItemKind.SIP_NOT_REQUIRED: lambda item, _: _SIP_REASONS.get(item.data.get("reason", ""), ""),
    ItemKind.COORDINATOR_NAMED: _care_contact,
    ItemKind.SIP_SIGNALLED: signalled,
    ItemKind.SIP_TIMES_PROPOSED: times_proposed,
    ItemKind.SIP_SIGNAL_ANSWERED: signal_answered,
    ItemKind.SERVICES_REPORTED: said_of.services,
    ItemKind.QUESTION_ASKED: said_of.question,
    ItemKind.QUESTION_ANSWERED: said_of.answer,
    ItemKind.MESSAGE_CANCELLED: said_of.cancelled,
    ItemKind.MESSAGE_CORRECTED: lambda item, _: f"{said_of.about(item)}.",
    ItemKind.WRONG_RECIPIENT: said_of.wrong,
    ItemKind.LEAVE_STARTED: said_of.leave_until,
    ItemKind.INTERRUPTED: said_of.interrupted,
    ItemKind.SENT_IN_REPORTED: said_of.sent_in,
    ItemKind.EMERGENCY_VISIT: said_of.visited,
    ItemKind.LEGAL_FORM_CHANGED: lambda item, _: f"{said_of.legal_form(item)}.",
    ItemKind.CHECKLIST_POINT: _checklist,
    ItemKind.DISCHARGE_INFORMATION_SENT: lambda item, _: missing_text(item.data.get("missing", ())),
    ItemKind.ANSWER_GIVEN: _answer,
    ItemKind.READINESS_ANSWERED: _readiness,
    ItemKind.COMPETENCE_STATED: _competence,
    ItemKind.PAPER_TIME_DECIDED: _paper,
    ItemKind.REQUEST_MADE: lambda item, _: f"{WANTED[Wanted(item.data['what'])]}.",
    ItemKind.REQUEST_JUDGED: _judged,
    ItemKind.REQUEST_DECIDED: _request_decided,
    ItemKind.CONSULTED: lambda item, _: consulted_text(item),
    ItemKind.DECISION_MADE: lambda item, now: decision_text(item.data, now),
    ItemKind.SUPPORT_NOT_STARTED: not_started,
    ItemKind.READMISSION_CAUSE_RECORDED: lambda item, _: f"{CAUSES.get(item.data.get('cause', ''), '')}.",
    ItemKind.CARE_TASK_CLASSED: care_task_text,
    ItemKind.END_OF_LIFE_STATED: end_of_life_text,
    ItemKind.NEXT_OF_KIN_STATED: kin_text,
    ItemKind.KIN_SUPPORT_ANSWERED: offer_text,
    ItemKind.GUARDIAN_CONSIDERED: guardian_text,
    ItemKind.REQUEST_TAKEN: taken_text,
    ItemKind.DIED_AT_HOME: died_text,
    ItemKind.HOME_RECEPTION_ORDERED: reception.ordered_text,
    ItemKind.HOME_RECEPTION_DECLINED: reception.declined_text,
    ItemKind.HOME_RECEPTION_PLANNED: reception.planned_text,
    ItemKind.HOME_RECEPTION_VISITED: reception.visited_text,
    ItemKind.HOME_RECEPTION_HANDED_OVER: reception.handed_over_text,
    ItemKind.HOME_RECEPTION_FOLLOWED_UP: reception.followed_up_text,
    ItemKind.TRACK_SET: lambda item, _: f"{TRACKS[Track(item.data['track'])]}.",
}
"""What each kind says, when it says more than its title."""
