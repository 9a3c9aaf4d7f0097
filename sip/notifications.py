"""The calendar file that goes with the mail of a call: a meeting and its time, nothing of the person (S5)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from core import channels, clock, event_names, handlers
from core.channels import Enclosure
from core.handlers import Message, Recipient
from sip import selectors
from sip.exports import calendar_file
from sip.rules.reminding import Reminds
from sip.services.reminding import EVENTS
from transitions.rules.kinds import ItemKind
from transitions.services.reaching import recipients


def calendar_of_call(*, item_id: int, unit_id: int) -> Enclosure | None:
    """The meeting that a call is to, with the unit's own slot when it has one; None of a SIP that has gone on.

    The worker that delivers sees every case: it works in the name of the system.
    """
    sip = selectors.called_by_item(item_id=item_id)
    if sip is None:
        return None
    url = settings.PUBLIC_URL.rstrip("/") + reverse("sip_detail", args=[sip.public_id])
    content = calendar_file(sip, url=url, now=clock.now(), unit_id=unit_id)
    return Enclosure("kallelse.ics", content, "text/calendar")


NAMES = {
    EVENTS[Reminds.FOLLOW_UP]: "SIP: uppföljning närmar sig",
    EVENTS[Reminds.PREPARE]: "SIP: skriv er del före mötet",
}


def deliver(message: Message) -> Iterable[Recipient]:
    """The units that are reminded, by the ways they have chosen; a mail says only that there is something."""
    return recipients(message.event, message.payload["units"])


def register() -> None:
    """Called when the app is ready."""
    event_names.name(NAMES)
    for event in NAMES:
        handlers.register(event, deliver)
    channels.enclose(
        f"item.{ItemKind.SIP_CALLED}",
        lambda delivery: calendar_of_call(
            item_id=int(str(delivery.message.payload["item"])), unit_id=delivery.recipient_id
        ),
    )
