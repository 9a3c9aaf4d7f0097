"""The ways out. An adapter hands one delivery over or raises; it knows no retry and no status."""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from core import links, sms, versions
from core.models import Channel, Delivery


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a mail: its name, what it holds, its media type."""

    name: str
    content: bytes
    kind: str


class Adapter(Protocol):
    """Hands a delivery over. Returns when the other side has taken it, raises otherwise."""

    def __call__(self, delivery: Delivery) -> None: ...


def to_inbox(delivery: Delivery) -> None:
    """The row itself is the notice in the inbox: only the open pages of the party are told that there is
    news.
    """
    versions.bump([delivery.recipient_id])


_enclosures: dict[str, Callable[[Delivery], Enclosure | None]] = {}


def enclose(event: str, make: Callable[[Delivery], Enclosure | None]) -> None:
    """Have mails of an event carry a file that an upper app makes. It may hold nothing of any person."""
    _enclosures[event] = make


def to_email(delivery: Delivery) -> None:
    """A fixed text with a link and a reference number: no name, no number, no unit, no matter.

    The Message-ID is made from the delivery, so that a second copy, sent because a worker died between the
    mail server's yes and our note of it, is known as the same mail by the receiving system.
    """
    link = settings.PUBLIC_URL.rstrip("/") + "/"
    text = render_to_string("email/notice.txt", {"reference": reference_number(delivery), "link": link})
    make = _enclosures.get(delivery.message.event)
    _mail(delivery, text, message_id=str(delivery.reference), enclosed=make(delivery) if make else None)


def to_sms(delivery: Delivery) -> None:
    """That there is something, and its number; the same reference at every try."""
    text = f"Nytt meddelande till er i Hemväg. Logga in för att läsa. Nummer {reference_number(delivery)}."
    sms.send(delivery.address, text, reference=str(delivery.reference))


def to_link(delivery: Delivery) -> None:
    """A link that opens this message once, by mail or SMS to the party's own address. It shows nothing by itself.

    Each try makes a new link and ends the one before: of two copies the latest opens.
    """
    token = links.make(delivery)
    link = f"{settings.PUBLIC_URL.rstrip('/')}/l/{token}/"
    if "@" in delivery.address:
        body = render_to_string("email/link.txt", {"reference": reference_number(delivery), "link": link})
        _mail(delivery, body, message_id=f"{delivery.reference}.{delivery.attempts}")
    else:
        text = f"Meddelande till er från Hemväg, nummer {reference_number(delivery)}. Öppnas en gång: {link}"
        sms.send(delivery.address, text, reference=f"{delivery.reference}.{delivery.attempts}")


def _mail(delivery: Delivery, text: str, *, message_id: str, enclosed: Enclosure | None = None) -> None:
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail = EmailMessage(
        subject="Nytt meddelande i Hemväg",
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        headers={"Message-ID": f"<{message_id}@{sender.rpartition('@')[2] or 'localhost'}>"},
        connection=get_connection(fail_silently=False),
    )
    if enclosed is not None:
        mail.attach(enclosed.name, enclosed.content, enclosed.kind)
    mail.send()


def reference_number(delivery: Delivery) -> str:
    """What a person reads out on the telephone: eight signs of the random reference."""
    return str(delivery.reference)[:8].upper()


_adapters: dict[str, Adapter] = {
    Channel.INBOX: to_inbox,
    Channel.EMAIL: to_email,
    Channel.SMS: to_sms,
    Channel.LINK: to_link,
}
"""Print is handed over by a person, and a party's own system is called in order (`core.webhooks`)."""


def adapter(channel: str) -> Adapter:
    """The adapter of a channel; KeyError for a channel that does not exist."""
    return _adapters[channel]


def replace(channel: str, new: Adapter) -> Adapter:
    """Put another adapter in place (another gateway, a test); returns the one that was there."""
    before = _adapters[channel]
    _adapters[channel] = new
    return before
