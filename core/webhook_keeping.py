"""What a party keeps of its system: the address, the secrets, and a page with how it answers."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from core import audit, clock, conf, outward, sealing
from core.acting import Actor
from core.invalid import Invalid
from core.models import Channel, Delivery, WebhookCall, WebhookEndpoint, WebhookSecret

PURPOSE: Final = "webhook"
"""What the secrets are sealed for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party's system answers, for its page."""

    endpoint_id: int
    url: str
    made_at: datetime
    failures: int
    retry_at: datetime | None
    stopped_at: datetime | None
    stopped_code: str
    secrets: tuple[WebhookSecret, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Call:
    """One call to a party's system and what it answered, for its page."""

    event_id: UUID
    kind: str
    at: datetime
    status_code: int | None
    error: str
    milliseconds: int
    fetched_at: datetime | None
    """When the party fetched what it was told of. None until then, and for a test."""


def set_address(*, acting: Actor, recipient_id: int, url: str) -> str | None:
    """Give or change the address of a party's system. The first time a secret is made; it is returned, once.

    Raises Invalid with what is wrong with the address.
    """
    url = url.strip()
    try:
        outward.check(url)
    except outward.NotAllowed as error:
        raise Invalid(error.code, ADDRESS_ERRORS[error.code], "url") from error
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.select_for_update().filter(recipient_id=recipient_id).first()
        if endpoint is None:
            endpoint = WebhookEndpoint.objects.create(recipient_id=recipient_id, url=url, made_at=clock.now())
            audit.record(acting, "webhook.made", endpoint, {"url": (None, url)})
            return _new_secret(endpoint)
        endpoint.url = url
        endpoint.failures, endpoint.retry_at = 0, None
        endpoint.stopped_at, endpoint.stopped_code = None, ""
        endpoint.save()
        audit.record(acting, "webhook.changed", endpoint, {"url": ("", url)})
        # What waited for the old address goes to the new one.
        Delivery.objects.queued().filter(recipient_id=recipient_id, channel=Channel.WEBHOOK).update(
            due_at=clock.now()
        )
    outward.forget_failures()
    return None


@transaction.atomic
def rotate(*, acting: Actor, recipient_id: int) -> str | None:
    """Make a new secret; the old one holds beside it for some days. Returns the new one, once; None without one."""
    endpoint = WebhookEndpoint.objects.select_for_update().filter(recipient_id=recipient_id).first()
    if endpoint is None:
        return None
    now = clock.now()
    # Two at most: one that was on its way out already ends now.
    endpoint.secrets.filter(ends_at__gt=now).update(ends_at=now)
    overlap = timedelta(hours=conf.value("WEBHOOK_SECRET_OVERLAP_HOURS"))
    endpoint.secrets.filter(ends_at=None).update(ends_at=now + overlap)
    audit.record(acting, "webhook.secret_rotated", endpoint)
    return _new_secret(endpoint)


@transaction.atomic
def end_old_secret(*, acting: Actor, recipient_id: int) -> bool:
    """The system has its new secret, or the old one has leaked: the old one ends now. False when there is none."""
    now = clock.now()
    ended = WebhookSecret.objects.filter(endpoint__recipient_id=recipient_id, ends_at__gt=now)
    endpoint = WebhookEndpoint.objects.filter(recipient_id=recipient_id).first()
    if endpoint is None or not ended.update(ends_at=now):
        return False
    audit.record(acting, "webhook.secret_ended", endpoint)
    return True


def standing(recipient_id: int) -> Standing | None:
    """How a party's system answers; None without one. Three queries."""
    endpoint = WebhookEndpoint.objects.filter(recipient_id=recipient_id).first()
    if endpoint is None:
        return None
    queued = Delivery.objects.queued().filter(recipient_id=recipient_id, channel=Channel.WEBHOOK)
    return Standing(
        endpoint_id=endpoint.pk,
        url=endpoint.url,
        made_at=endpoint.made_at,
        failures=endpoint.failures,
        retry_at=endpoint.retry_at,
        stopped_at=endpoint.stopped_at,
        stopped_code=endpoint.stopped_code,
        secrets=tuple(holding(endpoint)),
        waiting=queued.count(),
    )


def calls(recipient_id: int, limit: int = 50) -> list[Call]:
    """The last calls, newest first. One query."""
    found = WebhookCall.objects.filter(endpoint__recipient_id=recipient_id).select_related("delivery")
    return [as_shown(row) for row in found.order_by("-pk")[:limit]]


def as_shown(row: WebhookCall) -> Call:
    """A call as its page and a test show it."""
    return Call(
        event_id=row.event_id,
        kind=row.kind,
        at=row.at,
        status_code=row.status_code,
        error=row.error,
        milliseconds=row.milliseconds,
        fetched_at=row.delivery.fetched_at if row.delivery else None,
    )


ADDRESS_ERRORS: Final = {
    "address": "Ange en hel webbadress, till exempel https://planering.example.se/hemvag.",
    "not_https": "Adressen ska börja med https://.",
    "with_login": "Ta bort användarnamn och lösenord ur adressen. Anropen är signerade i stället.",
    "number": "Ange ett värdnamn i stället för en IP-adress.",
    "port": "Använd port 443 eller 8443.",
    "host": "Adressen finns inte bland dem som Hemväg får anropa. Be den som driver Hemväg att lägga till den.",
}
"""What is wrong with an address, and what to do, by the code of `outward.NotAllowed`."""


def holding(endpoint: WebhookEndpoint) -> list[WebhookSecret]:
    """The secrets that hold now, the newest first. One query."""
    now = clock.now()
    return [row for row in endpoint.secrets.all() if row.ends_at is None or row.ends_at > now]


def _new_secret(endpoint: WebhookEndpoint) -> str:
    secret = f"hvsec_{secrets.token_urlsafe(32)}"
    WebhookSecret.objects.create(
        endpoint=endpoint,
        sealed=sealing.seal(secret, purpose=PURPOSE),
        hint=secret[-4:],
        made_at=clock.now(),
    )
    return secret
