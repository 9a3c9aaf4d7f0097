"""Taking an inskrivningsmeddelande from another system."""

import re

from django.db import transaction
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core import idempotency
from core.idempotency import Answer
from core.invalid import Invalid
from integrations.api.base import LARGEST_BODY, SystemView, TooLarge, invalid
from integrations.api.serializers import AdmissionNoticeIn, AdmissionNoticeOut, RefusalShape
from integrations.services.notices import receive_admission_notice

_KEY = re.compile(r"[\x21-\x7e]{8,100}")


class AdmissionNotices(SystemView):
    """Inskrivningsmeddelanden to the unit's own ward."""

    @extend_schema(
        operation_id="send_admission_notice",
        summary="Skicka ett inskrivningsmeddelande",
        description=(
            "Skriver in patienten på nyckelns avdelning och skickar meddelandet, allt eller inget. Samma "
            "Idempotency-Key med samma innehåll ger samma svar och utför inget igen."
        ),
        request=AdmissionNoticeIn,
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                OpenApiTypes.STR,
                OpenApiParameter.HEADER,
                required=True,
                description="Egen nyckel för just detta meddelande, 8 till 100 tecken.",
            )
        ],
        responses={
            201: AdmissionNoticeOut,
            400: RefusalShape,
            401: RefusalShape,
            403: RefusalShape,
            409: RefusalShape,
            413: RefusalShape,
            415: RefusalShape,
            422: RefusalShape,
            429: RefusalShape,
        },
    )
    def post(self, request: Request) -> Response:
        """Take the notice once, however often it is sent."""
        key = request.headers.get("Idempotency-Key", "")
        if not _KEY.fullmatch(key):
            body = {
                "code": "no_idempotency_key",
                "message": "Skicka en egen nyckel för meddelandet i huvudet Idempotency-Key, 8 till 100 tecken.",
            }
            return Response(body, status=400)
        raw = request._request.body  # noqa: SLF001  (the bytes as they came: what the key is bound to)
        if len(raw) > LARGEST_BODY:
            raise TooLarge
        content = AdmissionNoticeIn(data=request.data)
        content.is_valid(raise_exception=True)
        answer = idempotency.once(
            scope=f"admission-notices:{self.caller.token_id}",
            key=key,
            body_hash=idempotency.hash_body(raw),
            run=lambda: self._take(content),
        )
        headers = {"Idempotency-Replayed": "true"} if answer.repeated else {}
        return Response(answer.body, status=answer.status, headers=headers)

    def _take(self, content: AdmissionNoticeIn) -> Answer:
        try:
            with transaction.atomic():
                done = receive_admission_notice(
                    acting=self.acting, at=self.received_at, content=content.validated_data
                )
        except Invalid as error:
            return Answer(422, invalid(error))
        return Answer(201, done)
