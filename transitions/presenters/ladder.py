"""The ladder as pages show it: on the case, and where it is set."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames, shown_names
from core.panels import Panel, PanelRequest, Place
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import CareEpisode, Escalation, PhoneCall
from transitions.presenters.words import ITEMS
from transitions.rules.ladder import EFFECT, Counting, Effect, Ladder, Step, Why
from transitions.selectors import ladder as selectors
from transitions.selectors.ladder import InForce, Waiting

STEPS = {
    Step.REMIND: "Enheten påminns",
    Step.ON_DUTY: "Den som har jour får frågan",
    Step.MANAGER: "Enhetens chef får frågan",
    Step.PHONE: "Avsändaren ringer",
}

EFFECTS = {
    Effect.INFORMS: Status("Informerar", Tone.NEUTRAL, "info"),
    Effect.ASKS: Status("Ber om hjälp", Tone.WARNING, "users"),
    Effect.MOVES: Status("Flyttar ansvaret", Tone.DANGER, "phone"),
}

MEANINGS = {
    Effect.INFORMS: "Enheten har fortfarande ansvaret för att ta emot meddelandet.",
    Effect.ASKS: "Enheten har ansvaret; den som tillfrågas ska se till att någon tar emot.",
    Effect.MOVES: "Avsändaren ska ringa, och har ansvaret tills någon har tagit emot i telefon.",
}

COUNTED = {Counting.CLOCK: "Dygnet runt", Counting.STAFFED: "När enheten är bemannad"}

_STOPPED = {
    Why.ACKNOWLEDGED: "kvitterat innan dess",
    Why.CANCELLED: "inte längre aktuellt",
    Why.TAKEN_BY_PHONE: "mottaget i telefon",
}


Escalations = Mapping[tuple[int, int], dict[str, Any]]
"""What escalation has come to, by message and receiving unit."""


def escalations(request: PanelRequest, episode: CareEpisode) -> Escalations:
    """Each message of the case that waits for a receipt, the unit's own and others' to it, with its ladder."""
    acting: Acting = request.acting
    waiting = selectors.waiting_in_case(acting=acting, episode=episode)
    names = shown_names(acting) if waiting else None
    return {
        (one.item_id, one.unit_id): _row(one, request, names=names)
        for one in sorted(waiting, key=_order)
        if names is not None
    }


def ladder_panel(rows: Iterable[dict[str, Any]]) -> Panel | None:
    """What the unit has not acknowledged, and what follows; None when nothing.

    Its own messages stand with their receivers instead (presenters.messages); those of a unit whose place it has taken
    stand here.
    """
    rows = [row for row in rows if row["apart"]]
    if not rows:
        return None
    return Panel(
        "Väntar på kvittens",
        "transitions/_ladder_panel.html",
        {"rows": rows},
        icon="clock",
        id="panel-ladder",
        place=Place.ASIDE,
    )


def _order(one: Waiting) -> tuple[bool, bool, datetime]:
    return (not one.phone_due, one.taken is not None, one.sent_at)


def _row(one: Waiting, request: PanelRequest, *, names: ShownNames) -> dict[str, Any]:
    acting: Acting = request.acting
    sender = one.mine
    may_call = sender and permissions.may(acting, permissions.RECORD_CALL)
    return {
        "message": ITEMS[one.kind],
        "mine": sender,
        # The messages of a unit whose place this one has taken stand apart from its own.
        "apart": one.sender_id != acting.unit_id,
        "unit": one.unit_name if sender else "Din enhet",
        "phone": one.unit_phone if sender else "",
        "sent_at": one.sent_at,
        "status": _status(one),
        "taken": _call(one.taken, names) if one.taken else None,
        "missed_calls": sum(not call.reached for call in one.calls),
        "steps": [_step(row, sender=sender, now=request.now, names=names) for row in one.steps],
        "call_url": reverse("record_call", args=[request.episode_public_id, one.item_id, one.unit_id])
        if may_call and one.taken is None
        else "",
        "phone_due": one.phone_due and sender,
    }


def _status(one: Waiting) -> Status:
    if one.taken is not None:
        return Status("Mottaget i telefon", Tone.INFO, "phone")
    if one.phone_due:
        return Status("Ring mottagaren", Tone.DANGER, "phone")
    return Status("Inte kvitterat", Tone.WARNING)


def _call(call: PhoneCall, names: ShownNames) -> dict[str, Any]:
    return {
        "at": call.at,
        "by": names.signed(call.author_name, call.by_unit.name),
        "taken_by": call.taken_by,
        "read_back": call.read_back,
    }


def _step(row: Escalation, *, sender: bool, now: datetime, names: ShownNames) -> dict[str, Any]:
    step = Step(row.step)
    if row.done_at is None:
        state, at = ("current" if row.due_at <= now else "waiting"), row.due_at
    else:
        state, at = ("skipped" if row.why else "done"), row.done_at
    nobody = step is Step.ON_DUTY and state == "done" and not row.told
    return {
        "label": "Du ringer" if step is Step.PHONE and sender else STEPS[step],
        "state": state,
        "at": at,
        "effect": EFFECTS[EFFECT[step]],
        "who": names.of(row.told) if row.told else "",
        "note": _STOPPED[Why(row.why)] if row.why else ("ingen jour är angiven" if nobody else ""),
    }


def minutes_text(minutes: int | None) -> str:
    """ "30 min", "1 tim 30 min", "2 dygn", or that the step is left out."""
    if minutes is None:
        return "Hoppas över"
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [
        f"{days} dygn" if days else "",
        f"{hours} tim" if hours else "",
        f"{left} min" if left else "",
    ]
    return " ".join(part for part in parts if part)


def setting_rows(lines: Iterable[InForce], unit_id: int) -> list[dict[str, Any]]:
    """The table of a unit's ladders, or of everybody's."""
    return [
        {
            "message": ITEMS[line.kind],
            "steps": [minutes_text(value) for value in _minutes(line.ladder)],
            "counting": COUNTED[line.ladder.counting],
            "source": "Egen" if line.own else ("Gemensam" if line.common else "Hemvägs förval"),
            "own": line.own,
            "url": reverse("ladder_change", args=[unit_id, line.kind]),
        }
        for line in lines
    ]


def _minutes(ladder: Ladder) -> tuple[int | None, ...]:
    return (ladder.remind, ladder.on_duty, ladder.manager, ladder.phone)


def explained() -> list[dict[str, Any]]:
    """Each step with what it does to the responsibility."""
    return [
        {"step": STEPS[step], "effect": EFFECTS[EFFECT[step]], "meaning": MEANINGS[EFFECT[step]]}
        for step in Step
    ]
