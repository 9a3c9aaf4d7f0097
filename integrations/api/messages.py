"""Messages to a unit's planning system: the content, fetched with the unit's own key, and the receipts."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from actors.names import shown_names
from core import access_log, tracking
from integrations.api.base import SystemView
from integrations.api.serializers import RefusalShape, Shape
from integrations.services import receipts
from transitions.presenters.message_content import content
from transitions.selectors import addressed

GROUND = "unit"


class MessageOut(Shape):
    """Ett meddelande som det skickades till enheten."""

    reference = serializers.UUIDField()
    kind = serializers.CharField(help_text="Slag, som i händelsefiler.")
    case = serializers.UUIDField(help_text="Ärendets id.")
    sent_at = serializers.DateTimeField()
    sender = serializers.CharField()
    sender_phone = serializers.CharField()
    person = serializers.CharField()
    personal_number = serializers.CharField()
    protected = serializers.BooleanField(
        help_text="Skyddade personuppgifter: platser och fritext är borttagna."
    )
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(help_text="Innehållets kontrollsumma.")
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class ReceiptIn(Shape):
    """En kvittens. Samma message_id ger samma svar igen; ett kuvert används en gång."""

    version = serializers.IntegerField(min_value=0, max_value=1000)
    envelope_id = serializers.UUIDField()
    message_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in receipts.KINDS])
    reason = serializers.ChoiceField(
        choices=[(code, code) for code in receipts.REASONS], required=False, help_text="Varför ett nej."
    )
    by = serializers.CharField(
        max_length=80, required=False, default="", allow_blank=True, help_text="Vem som kvitterade."
    )


class MessageReceiptOut(Shape):
    """Svaret på en kvittens."""

    status = serializers.ChoiceField(choices=[("positive", "positive"), ("negative", "negative")])
    code = serializers.CharField(required=False)
    message = serializers.CharField(required=False)
    message_id = serializers.UUIDField(required=False)
    receipt = serializers.CharField(required=False)


class MessageDetail(SystemView):
    """The content of one message."""

    @extend_schema(
        operation_id="read_message",
        summary="Innehållet i ett meddelande",
        responses={200: MessageOut, 401: RefusalShape, 404: RefusalShape, 429: RefusalShape},
    )
    def get(self, request: Request, reference: UUID) -> Response:
        """What the unit was sent. Another unit's message is as if it did not exist. The look is logged."""
        told = tracking.by_reference(reference, recipient_id=self.acting.unit_id)
        found = addressed.by_delivery(self.acting, told) if told else None
        if told is None or found is None:
            raise Http404
        access_log.record_look(
            self.acting,
            patient_ids=[found.episode.patient_id],
            case_id=found.episode.pk,
            action="message.read",
            ground=GROUND,
        )
        tracking.fetched(told.delivery_id)
        message = content(
            found.item,
            to=found.own,
            episode=found.episode,
            names=shown_names(self.acting),
            now=self.received_at,
        )
        body: dict[str, Any] = {
            **message.as_context(),
            "reference": reference,
            "kind": found.item.kind,
            "case": found.episode.public_id,
            "acknowledged_at": found.own.acknowledged_at if found.own else None,
        }
        return Response(MessageOut(body).data)


class MessageReceipts(SystemView):
    """Receipts of one message."""

    @extend_schema(
        operation_id="send_receipt",
        summary="Skicka en kvittens",
        request=ReceiptIn,
        responses={
            200: MessageReceiptOut,
            400: RefusalShape,
            401: RefusalShape,
            404: MessageReceiptOut,
            409: MessageReceiptOut,
            413: RefusalShape,
            415: RefusalShape,
            422: MessageReceiptOut,
            429: RefusalShape,
        },
    )
    def post(self, request: Request, reference: UUID) -> Response:
        """Take it once, whatever envelope it comes in."""
        sent = ReceiptIn(data=request.data)
        sent.is_valid(raise_exception=True)
        answer = receipts.take(
            acting=self.acting, reference=reference, content=sent.validated_data, at=self.received_at
        )
        headers = {"Idempotency-Replayed": "true"} if answer.repeated else {}
        return Response(dict(answer.body), status=HTTPStatus(answer.status), headers=headers)
