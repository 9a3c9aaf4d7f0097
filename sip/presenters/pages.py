"""One SIP, and the rows of the list, as the templates take them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from core.history import FieldChange, HistoryEntry
from core.ui import Status, Tone
from sip import permissions
from sip.models import Sip, SipParticipant
from sip.presenters.words import (
    ASKED_BY,
    CALLERS,
    GUESTS,
    KINDS,
    MODES,
    NEEDS,
    STATES,
    TOOK_PART,
    missing_text,
    unit_label,
)
from sip.rules.calls import CallClock, CallState, fulfils_statute
from sip.rules.evaluation import may_evaluate
from sip.rules.invitations import missing
from sip.rules.kinds import AskedBy, Caller, Guest, Mode, PlanKind, SipState, TookPart
from sip.rules.life import SipFact, can
from sip.selectors import ToCall
from sip.services.meeting import fact_of

DIED = Status("Personen har avlidit", Tone.DANGER)

STEP_BUTTONS = (
    (SipState.HELD, "Registrera mötet", "sip_meeting", "check"),
    (SipState.AGREED, "Planen är överenskommen", "sip_agreed", "handshake"),
    (SipState.FOLLOWED_UP, "Registrera uppföljning", "sip_followed_up", "calendar-clock"),
    (SipState.CLOSED, "Avsluta SIP", "sip_close", "x"),
)


def clock_text(clock: CallClock, now: datetime) -> str:
    """The three-day clock in one sentence."""
    called = formats.moment_text(clock.called_at, now) if clock.called_at else ""
    return {
        CallState.NOT_STARTED: "Tre dagar börjar vid utskrivningsklar",
        CallState.NOT_NEEDED: "SIP behövs inte",
        CallState.RUNNING: formats.countdown_text(clock.due_at, now) if clock.due_at else "",
        CallState.IN_TIME: f"Vårdcentralen kallade i tid, {called}",
        CallState.LATE: f"Vårdcentralen kallade för sent, {called}",
        CallState.MISSED: "Vårdcentralen har inte kallat inom tre dagar",
    }[clock.state]


def card(
    sip: Sip, *, acting: Acting, now: datetime, opened: bool = False, answered: frozenset[int] | None = None
) -> dict[str, Any]:
    """One SIP for its own page and for the panel of the case.

    Of a protected person whom the reader has not `opened`: neither place nor relatives, nor text that may tell them.
    `answered`: the participants who said something of the time; None when nobody has asked.
    """
    whole = permissions.content_visible(acting, sip)
    told = whole and opened
    calls_by = {call.called_by_id for call in sip.calls.all()}
    calls = [
        {
            "who": call.called_by.name,
            "as": CALLERS[Caller(call.caller)],
            "at": call.called_at,
            "statutory": not calls_freely(sip) and fulfils_statute(Caller(call.caller)),
        }
        for call in sip.calls.all()
    ]
    return {
        "words": KINDS[sip.plan_kind],
        "url": reverse("sip_detail", args=[sip.public_id]),
        "calendar_url": reverse("sip_calendar", args=[sip.public_id]),
        "status": STATES[SipState(sip.state)],
        "meeting_at": sip.meeting_at,
        "minutes": sip.minutes,
        "waiting": sip.state == SipState.CALLED,
        "overdue": sip.state == SipState.CALLED and sip.meeting_at < now,
        "mode": MODES[Mode(sip.mode)],
        "place": sip.place if told else "",
        "calls": calls,
        # Outside discharge, and to a samordnad vårdplan, no statute says that the vårdcentral calls.
        "statutory": calls_freely(sip) or any(call["statutory"] for call in calls),
        "asked_by": ASKED_BY[AskedBy(sip.asked_by)] if sip.asked_by else "",
        "whole": whole,
        "why": sip.why if told else "",
        "matters": sip.matters if told else "",
        "needs": [NEEDS[need] for need in sip.needs_of_person] if whole else [],
        "participants": [_participant(row, opened, answered, calls_by) for row in _in_order(sip)]
        if whole
        else [],
        "missing": _missing(sip) if whole else [],
        "held": _held(sip) if sip.held_at else None,
        "held_note": sip.held_note if told else "",
        "agreed_at": sip.agreed_at,
        "follow_up_on": sip.follow_up_on,
        "followed_up_at": sip.followed_up_at,
        "closed_at": sip.closed_at,
        "close_reason": sip.close_reason if told else "",
    }


def calls_freely(sip: Sip) -> bool:
    """LUS 4:3 does not ask for a call: made outside discharge, or in open compulsory care."""
    return sip.at_home or sip.plan_kind is not PlanKind.SIP


def _in_order(sip: Sip) -> list[SipParticipant]:
    rows = list(sip.participants.all())
    return sorted(rows, key=lambda row: (row.guest != Guest.PATIENT, row.unit_id is not None, row.pk))


def _participant(
    row: SipParticipant, opened: bool, answered: frozenset[int] | None, calls_by: set[int]
) -> dict[str, Any]:
    if row.unit is not None:
        name, what = row.unit.name, unit_label("", UnitKind(row.unit.kind)).strip(", ")
    elif not opened:
        name, what = GUESTS[Guest(row.guest)], ""
    else:
        name, what = (row.name or GUESTS[Guest(row.guest)]), (GUESTS[Guest(row.guest)] if row.name else "")
    status = Status("Inbjuden", Tone.INFO) if row.invited else Status("Ej inbjuden", Tone.NEUTRAL)
    if row.attended is not None:
        status = (
            Status("Deltog", Tone.SUCCESS)
            if row.attended
            else Status("Deltog inte", Tone.WARNING, "circle-minus")
        )
    silent = answered is not None and row.pk not in answered and row.unit_id not in calls_by
    if row.attended is False and row.invited and row.unit is not None and silent:
        status = Status("Svarade inte och kom inte", Tone.DANGER, "circle-minus")
    return {"name": name, "what": what, "contact": row.contact if opened else "", "status": status}


def _missing(sip: Sip) -> list[str]:
    if sip.state == SipState.CLOSED:
        return []
    kinds = [UnitKind(row.unit.kind) for row in sip.participants.all() if row.unit is not None]
    return [missing_text(one) for one in missing(sip.needs_of_person, kinds)]


def _held(sip: Sip) -> dict[str, Any]:
    return {
        "at": sip.held_at,
        "patient": TOOK_PART[TookPart(sip.patient_took_part)],
        "without_patient": sip.patient_took_part == TookPart.NO,
        "relative": sip.relative_took_part,
    }


def buttons(
    sip: Sip, *, acting: Acting, now: datetime, plan: bool, died_at: datetime | None = None
) -> tuple[dict[str, str] | None, list[dict[str, str]]]:
    """The next step as the primary button, and the others; the same rules as the services ask.

    `plan`: the unit has the plan to read and write in.
    """
    fact: SipFact = fact_of(sip, died_at=died_at)
    found = [
        {"label": label, "url": reverse(name, args=[sip.public_id]), "icon": icon}
        for step, label, name, icon in STEP_BUTTONS
        if permissions.may_record(acting, step) and can(step, fact, now, reason="?").allowed
    ]
    if plan:
        # Once they have met, writing the plan is what comes next.
        link = {
            "label": "Öppna planen",
            "url": reverse("sip_plan", args=[sip.public_id]),
            "icon": "clipboard-list",
        }
        first = sip.state == SipState.HELD or not found or found[0]["label"] == STEP_BUTTONS[-1][1]
        found.insert(0 if first and sip.state != SipState.CLOSED else min(1, len(found)), link)
    if permissions.may_write_part(acting, sip) and may_evaluate(fact).allowed:
        url = reverse("sip_evaluation", args=[sip.public_id])
        found.append({"label": "Utvärdera", "url": url, "icon": "message-square"})
    close = next((one for one in found if one["label"] == STEP_BUTTONS[-1][1]), None)
    if died_at is not None and close is not None:
        return close, [one for one in found if one is not close]
    if not found or found[0] is close:
        return None, found
    return found[0], found[1:]


def to_call_row(row: ToCall) -> dict[str, Any]:
    """A case in which the unit is to call."""
    return {
        "url": reverse("case", args=[row.episode_public_id]),
        "call_url": reverse("sip_call", args=[row.episode_public_id]),
        "person": row.patient_name,
        "personal_number": row.personal_number,
        "ward": row.ward,
        "instead": row.instead,
        "due_at": row.due_at,
        "last_day": formats.day_of(row.due_at - timedelta(seconds=1)) if row.due_at else None,
        "text": "" if row.due_at else "Börjar vid utskrivningsklar",
    }


def list_row(sip: Sip, *, now: datetime, page: str = "sip_detail") -> dict[str, Any]:
    """A SIP in the list, linked to one of its pages."""
    patient = sip.episode.patient
    calls = list(sip.calls.all())
    return {
        "url": reverse(page, args=[sip.public_id]),
        "person": patient.name,
        "personal_number": patient.personal_number,
        "meeting_at": sip.meeting_at,
        "passed": sip.state == SipState.CALLED and sip.meeting_at < now,
        "waits": sip.state == SipState.CALLED,
        "dead": getattr(sip, "dead", False),
        "mode": MODES[Mode(sip.mode)],
        "called_by": calls[0].called_by.name if calls else "",
        "statutory": calls_freely(sip) or any(fulfils_statute(Caller(call.caller)) for call in calls),
        "kind": KINDS[sip.plan_kind].name if sip.plan_kind is not PlanKind.SIP else "",
        "at_home": sip.at_home,
        "status": DIED
        if getattr(sip, "dead", False) and sip.closed_at is None
        else STATES[SipState(sip.state)],
        "held": _held(sip) if sip.held_at else None,
        "follow_up_on": sip.follow_up_on,
        "follow_up_late": bool(
            sip.follow_up_on and sip.closed_at is None and sip.follow_up_on < formats.day_of(now)
        ),
    }


_WORDS: dict[str, dict[str, str]] = {
    "Planens slag": {str(code): words.name for code, words in KINDS.items()},
    "Läge": {str(code): status.label for code, status in STATES.items()},
    "Mötesform": {str(code): word for code, word in MODES.items()},
    "Hur personen deltog": {str(code): word for code, word in TOOK_PART.items()},
}
"""Words by field: the same code says one thing of the meeting and another of the person."""


def history(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Historik, newest first, each code in its Swedish word."""
    worded = [replace(entry, changes=tuple(_worded(change) for change in entry.changes)) for entry in entries]
    return sorted(worded, key=lambda entry: entry.at, reverse=True)


def _worded(change: FieldChange) -> FieldChange:
    words = _WORDS.get(change.field, {})
    return FieldChange(
        change.field, words.get(change.before, change.before), words.get(change.after, change.after)
    )
