"""Receipts from a unit's planning system: received, acknowledged, refused and why. Each once, whatever the envelope."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from actors.acting import Acting
from core import tracking
from core.conflicts import Conflict
from integrations.models import InboundReceipt
from transitions import services as transitions
from transitions.rules.kinds import ItemKind
from transitions.selectors import addressed

VERSION = 1
KINDS = ("received", "acknowledged", "rejected", "wrong_recipient")
REASONS = ("unknown_person", "not_ours", "unreadable", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the system is told. `repeated`: it is the first answer to the same message."""

    status: int
    body: Mapping[str, Any]
    repeated: bool = False


@transaction.atomic
def take(*, acting: Acting, reference: UUID, content: Mapping[str, Any], at: datetime) -> Answer:
    """Take a receipt about the message of a reference.

    A version that we do not know is answered in the negative (422 `unknown_version`) and changes nothing, so is a
    reference of another unit (404). 409 `envelope_reused` when the envelope came before with another message.
    """
    if content["version"] != VERSION:
        said = "Versionen stöds inte. Skicka version 1."
        return Answer(422, {"status": "negative", "code": "unknown_version", "message": said})
    envelope, message = content["envelope_id"], content["message_id"]
    known = InboundReceipt.objects.filter(unit_id=acting.unit_id, message_id=message).first()
    if known is not None:
        return Answer(known.status, known.answer, repeated=True)
    if InboundReceipt.objects.filter(unit_id=acting.unit_id, envelope_id=envelope).exists():
        said = "Kuvertet har redan använts med ett annat meddelande. Ta ett nytt id för kuvertet."
        return Answer(409, {"status": "negative", "code": "envelope_reused", "message": said})
    told = tracking.by_reference(reference, recipient_id=acting.unit_id)
    if told is None:
        return Answer(404, {"status": "negative", "code": "not_found", "message": "Meddelandet finns inte."})
    body = {"status": "positive", "message_id": str(message), **_do(acting, told, content, at)}
    InboundReceipt.objects.create(
        unit_id=acting.unit_id, envelope_id=envelope, message_id=message, at=at, status=200, answer=body
    )
    return Answer(200, body)


def _do(acting: Acting, told: tracking.Told, content: Mapping[str, Any], at: datetime) -> dict[str, str]:
    tracking.fetched(told.delivery_id)
    kind = content["kind"]
    if kind == "received":
        return {"receipt": "received"}
    found = addressed.by_delivery(acting, told)
    if kind == "rejected" or found is None:
        tracking.refuse(told.delivery_id, code=content.get("reason") or "other")
        return {"receipt": "rejected"}
    person = content.get("by", "").strip()
    acting = replace(acting, user_name=f"{person} via {acting.user_name}"[:150]) if person else acting
    if kind == "wrong_recipient":
        transitions.comment_message(
            acting=acting,
            episode_id=found.episode.pk,
            at=at,
            kind=ItemKind.WRONG_RECIPIENT,
            of=ItemKind(found.item.kind),
            of_at=found.item.at,
        )
        tracking.refuse(told.delivery_id, code="not_ours")
        return {"receipt": "wrong_recipient"}
    try:
        transitions.acknowledge(acting=acting, episode_id=found.episode.pk, item_id=found.item.pk, at=at)
    except Conflict:
        return {"receipt": "already_acknowledged"}
    return {"receipt": "acknowledged"}
