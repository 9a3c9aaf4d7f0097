"""Telling the other side of a deviation that belongs to no case; one of a case travels with its item."""

from collections.abc import Iterable

from actors import selectors as actors
from core import clock, event_names, handlers
from core.handlers import Channel, Message, Recipient
from deviations import services
from deviations.services.table import CHANGED as CHANGED_TABLE
from transitions.notifications import system_acting

NAMES = {
    "deviation.reported": "Avvikelse: rapporterad",
    "deviation.received": "Avvikelse: mottagen",
    "deviation.answered": "Avvikelse: besvarad",
    "deviation.closed": "Avvikelse: avslutad",
    "delegation.given": "Delegering: ny",
    "agreement.revise": "Överenskommelse: ska revideras",
    "meeting.called": "Samverkansmöte: kallelse",
    "meeting.decided": "Samverkansmöte: beslut",
    "delegation.ends_soon": "Delegering: går snart ut",
    "delegation.ended": "Delegering: har upphört",
    "delegation.staff_new": "Delegering: ny personal hos utföraren",
    "delegation.uncovered": "Delegering: uppgift i natt utan någon med delegering",
    "delegation.stance": "Delegering: besked från utföraren",
    "deviation.investigated": "Avvikelse: under utredning",
    "deviation.reopened": "Avvikelse: öppnad igen",
    "deviation.message": "Avvikelse: fråga eller svar",
    "deviation.action_due": "Avvikelse: en åtgärd ska vara klar",
    "deviation.effect_due": "Avvikelse: kontrollera om åtgärden hjälpte",
    "deviation.thanked": "Bra överlämning",
    "deviation.moved": "Avvikelse: skickad till rätt mottagare",
    "deviation.asked_remind": "Avvikelse: påminnelse om svar",
    "deviation.asked_manager": "Avvikelse utan svar: till chefen",
    "deviation.asked_chief": "Avvikelse utan svar: till MAS eller verksamhetschef",
    "deviation.asked_forum": "Avvikelse utan svar: till samverkansforum",
    "deviation.asked_steering": "Avvikelse utan svar: till styrgruppen",
}
CHANGED = {CHANGED_TABLE: "Mottagare av avvikelser ändrade"}


def deliver(message: Message) -> Iterable[Recipient]:
    """The units that the step concerns, in the inbox and, where they want, by a mail without content."""
    found = []
    for unit in actors.units(ids=message.payload["units"]):
        found.append(Recipient(unit.id))
        if unit.notify_email:
            found.append(Recipient(unit.id, Channel.EMAIL, unit.notify_email))
    return found


def reroute(message: Message) -> None:
    """The routing table has changed: open ones go to whom it now names."""
    services.reroute(acting=system_acting(), now=clock.now())


def register() -> None:
    """Called when the app is ready."""
    event_names.name(NAMES | CHANGED)
    handlers.register(CHANGED_TABLE, reroute)
    for event in NAMES:
        handlers.register(event, deliver)
