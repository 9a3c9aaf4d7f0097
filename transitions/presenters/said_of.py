"""What questions, cancellations, leave and the like say on the timeline."""

from datetime import datetime

from core import formats
from transitions.models import Item
from transitions.presenters.words import DISCHARGED_TO, ITEMS
from transitions.presenters.words_messages import (
    ANSWERS,
    CANCEL_REASONS,
    INTERRUPT_REASONS,
    LEGAL_FORMS,
    SENT_IN,
    TOPICS,
)
from transitions.presenters.words_notice import SUPPORT
from transitions.rules.kinds import DischargedTo, ItemKind, LegalForm
from transitions.rules.messages import AnswerKind, CancelReason, InterruptReason, Topic
from transitions.rules.present_support import Support


def question(item: Item, now: datetime) -> str:
    """What the question is about."""
    topic = item.data.get("topic")
    return f"{TOPICS[Topic(topic)]}:" if topic else ""


def answer(item: Item, now: datetime) -> str:
    """How it was answered, when not in words."""
    answer = item.data.get("answer")
    return f"{ANSWERS[AnswerKind(answer)]}." if answer and answer != AnswerKind.TEXT else ""


def about(item: Item) -> str:
    """The message that it is said of."""
    of, of_at = item.data.get("of"), item.data.get("of_at")
    return ITEMS[ItemKind(of)] if of and of_at else ""


def cancelled(item: Item, now: datetime) -> str:
    """Which message, and why."""
    reason = item.data.get("reason")
    why = f": {formats.in_sentence(CANCEL_REASONS[CancelReason(reason)])}" if reason else ""
    return f"{about(item)}{why}."


def wrong(item: Item, now: datetime) -> str:
    """Which unit left, who had read, and who may be the right one."""
    data = item.data
    if not data.get("unit_name"):
        return f"{about(item)}."
    read = ", ".join(data.get("readers") or []) or "ingen"
    right = ", ".join(data.get("proposed") or [])
    return f"{data['unit_name']} har lämnat ärendet. Läst av: {read}." + (
        f" Rätt mottagare kan vara: {right}." if right else ""
    )


def leave_until(item: Item, now: datetime) -> str:
    """When the person is back."""
    until = item.data.get("back_at")
    return f"Åter {formats.moment_text(datetime.fromisoformat(until), now)}." if until else ""


def interrupted(item: Item, now: datetime) -> str:
    """Why the planning is interrupted."""
    reason = item.data.get("reason")
    return f"{INTERRUPT_REASONS[InterruptReason(reason)]}." if reason else ""


def legal_form(item: Item) -> str:
    """The legal form of the care."""
    return LEGAL_FORMS[LegalForm(item.data["form"])]


def services(item: Item, now: datetime) -> str:
    """The present insatser, and whether anybody helps at home."""
    data = item.data
    known = "Utförare är angivna." if data.get("providers") else "Personen har inga utförare."
    kinds = ", ".join(SUPPORT[Support(code)] for code in data.get("support") or [])
    extent = data.get("extent", "")
    aids = f"Hjälpmedel: {data['aids']}." if data.get("aids") else ""
    support = f"Insatser i dag: {kinds}." if kinds else ""
    return " ".join(part for part in (known, support, extent, aids) if part)


def sent_in(item: Item, now: datetime) -> str:
    """What the one who sent the person in tells, before the reason in its own words."""
    said = [f"{label}: {item.data[name]}." for name, label in SENT_IN.items() if item.data.get(name)]
    return " ".join([*said, "Orsak:"] if item.note else said)


def visited(item: Item, now: datetime) -> str:
    """When the person was at the emergency department."""
    at = item.data.get("visited_at")
    return f"Besöket: {formats.moment_text(datetime.fromisoformat(at), now)}." if at else ""


def discharged(item: Item, now: datetime) -> str:
    """Where to, and why nobody was named who answers round the clock (T31)."""
    to = f"Till: {formats.in_sentence(DISCHARGED_TO[DischargedTo(item.data['to'])])}."
    why = item.data.get("without_doctor")
    return f"{to} Läkare dygnet runt var inte namngiven: {why}" if why else to
