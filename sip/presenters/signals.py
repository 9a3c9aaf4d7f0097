"""Signals of need, as the pages show them (S10)."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core.ui import Status, Tone
from sip.selectors_coordinator import Coordinated
from sip.selectors_signals import Signal
from transitions.presenters.words_sip import WISHES, answer_text, reasons_text
from transitions.rules.chain import Chain
from transitions.rules.coordinator import coordinator, entitled, givers
from transitions.rules.kinds import ItemKind
from transitions.rules.sip_signals import SignalAnswer, Wish, open_signals

WAITS = Status("Väntar på svar", Tone.WARNING)
ANSWERED = {
    SignalAnswer.CALLS: Status("Vårdcentralen kallar", Tone.SUCCESS),
    SignalAnswer.CALLED: Status("Vårdcentralen har kallat", Tone.SUCCESS),
    SignalAnswer.NOT_NOW: Status("Inte nu", Tone.NEUTRAL),
}


def _status(signal: Signal) -> Status:
    return ANSWERED[SignalAnswer(signal.answer.data["answer"])] if signal.answer is not None else WAITS


def card(signal: Signal, *, acting: Acting, opened: bool) -> dict[str, Any]:
    """One signal on its case. Of a protected person nobody has opened: no free text."""
    item, answer = signal.item, signal.answer
    wish = Wish(item.data.get("wish", Wish.UNIT))
    return {
        "by": item.by_unit.name,
        "own": item.by_unit_id == acting.unit_id,
        "at": item.at,
        "reasons": reasons_text(item),
        "wish": "" if wish is Wish.UNIT else WISHES[wish],
        "note": item.note if opened else "",
        "status": _status(signal),
        "answer": answer
        and {
            "by": answer.by_unit.name,
            "at": answer.at,
            "text": answer_text(answer),
            "note": answer.note if opened else "",
        },
    }


def row(signal: Signal, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """A signal in the list of the unit: whom it is about, who signals, why, and how it stands."""
    item = signal.item
    patient = item.episode.patient
    mine = item.by_unit_id == acting.unit_id
    answers = signal.waits and not mine
    return {
        "url": reverse("sip_signals", args=[item.episode.public_id]),
        "answer_url": reverse("sip_signal_answer", args=[item.episode.public_id]) if answers else "",
        "person": patient.name,
        "personal_number": patient.personal_number,
        "by": "Vi" if mine else item.by_unit.name,
        "at": item.at,
        "reasons": reasons_text(item),
        "status": _status(signal),
        "due_at": signal.due_at if answers else None,
        "late": bool(mine and signal.waits and signal.due_at and signal.due_at <= now),
    }


def coordinated_row(row: Coordinated) -> dict[str, Any]:
    """A person with many care givers in the list of coordinators: who, at which number, or that it is vacant."""
    episode, named = row.episode, row.named
    return {
        "url": reverse("case", args=[episode.public_id]),
        "name_url": reverse("sip_coordinator", args=[episode.public_id]),
        "person": episode.patient.name,
        "personal_number": episode.patient.personal_number,
        "name": named.data.get("name", "") if named else "",
        "phone": named.data.get("phone", "") if named else "",
        "by": named.by_unit.name if named else "",
    }


def panel_coordinator(chain: Chain) -> dict[str, Any] | None:
    """Who coordinates, or that nobody does although the person has three care givers; None when neither."""
    named = coordinator(chain)
    if named is None:
        return {"count": len(givers(chain)), "name": ""} if entitled(chain) else None
    return {"name": named.data.get("name", ""), "phone": named.data.get("phone", "")}


def panel_lines(chain: Chain, *, acting: Acting) -> list[dict[str, Any]]:
    """The signals that the unit sent or received, for the panel of the case: the chain is there already."""
    waiting = {fact.id for fact in open_signals(chain)}
    answers = {
        number: fact
        for fact in chain.of_kind(ItemKind.SIP_SIGNAL_ANSWERED)
        for number in fact.data.get("of_items", ())
    }
    found = []
    for fact in chain.of_kind(ItemKind.SIP_SIGNALLED):
        own = fact.by_id == acting.unit_id
        if not own and acting.unit_id not in fact.to:
            continue
        answer = answers.get(fact.id)
        status = ANSWERED[SignalAnswer(answer.data["answer"])] if answer else WAITS
        found.append({"own": own, "at": fact.at, "waits": fact.id in waiting, "status": status})
    return found
