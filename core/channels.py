"""The ways out. An adapter hands one delivery over or raises; it knows no retry and no status."""

from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from core import versions
from core.models import Channel, Delivery


class Adapter(Protocol):
    """Hands a delivery over. Returns when the other side has taken it, raises otherwise."""

    def __call__(self, delivery: Delivery) -> None: ...


def to_inbox(delivery: Delivery) -> None:
    """The row itself is the notice in the inbox: only the open pages of the party are told that there is
    news.
    """
    versions.bump([delivery.recipient_id])


def to_email(delivery: Delivery) -> None:
    """A fixed text with a link and a reference number: no name, no number, no unit, no matter.

    The Message-ID is made from the delivery, so that a second copy, sent because a worker died between the
    mail server's yes and our note of it, is known as the same mail by the receiving system.
    """
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail = EmailMessage(
        subject="Nytt meddelande i Hemväg",
        body=render_to_string(
            "email/notice.txt",
            {"reference": reference_number(delivery), "link": settings.PUBLIC_URL.rstrip("/") + "/"},
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        headers={"Message-ID": f"<{delivery.reference}@{sender.rpartition('@')[2] or 'localhost'}>"},
        connection=get_connection(fail_silently=False),
    )
    mail.send()


def reference_number(delivery: Delivery) -> str:
    """What a person reads out on the telephone: eight signs of the random reference."""
    return str(delivery.reference)[:8].upper()


_adapters: dict[str, Adapter] = {Channel.INBOX: to_inbox, Channel.EMAIL: to_email}


def adapter(channel: str) -> Adapter:
    """The adapter of a channel; KeyError for a channel that does not exist."""
    return _adapters[channel]


def replace(channel: str, new: Adapter) -> Adapter:
    """Put another adapter in place (another gateway, a test); returns the one that was there."""
    before = _adapters[channel]
    _adapters[channel] = new
    return before
