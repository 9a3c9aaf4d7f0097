"""Telling the other side of a deviation that belongs to no case; one of a case travels with its item."""

from collections.abc import Iterable

from actors import selectors as actors
from core import event_names, handlers
from core.handlers import Channel, Message, Recipient

NAMES = {
    "deviation.reported": "Avvikelse: rapporterad",
    "deviation.received": "Avvikelse: mottagen",
    "deviation.answered": "Avvikelse: besvarad",
    "deviation.closed": "Avvikelse: avslutad",
    "delegation.given": "Delegering: ny",
    "delegation.ends_soon": "Delegering: går snart ut",
    "delegation.ended": "Delegering: har upphört",
    "delegation.staff_new": "Delegering: ny personal hos utföraren",
    "delegation.uncovered": "Delegering: uppgift i natt utan någon med delegering",
    "delegation.stance": "Delegering: besked från utföraren",
}


def deliver(message: Message) -> Iterable[Recipient]:
    """The units that the step concerns, in the inbox and, where they want, by a mail without content."""
    found = []
    for unit in actors.units(ids=message.payload["units"]):
        found.append(Recipient(unit.id))
        if unit.notify_email:
            found.append(Recipient(unit.id, Channel.EMAIL, unit.notify_email))
    return found


def register() -> None:
    """Called when the app is ready."""
    event_names.name(NAMES)
    for event in NAMES:
        handlers.register(event, deliver)
