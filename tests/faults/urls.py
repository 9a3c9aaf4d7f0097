"""The product's addresses, and one where a client of these tests sends a message through web, key and outbox."""

import json
import os
import signal
from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import urlpatterns as product
from core import idempotency, outbox, scope
from tests.core.doubles import Somebody
from tests.faults.reaction import INBOX_ONLY


@csrf_exempt
def send(request: HttpRequest) -> HttpResponse:
    """`{case, number}` once for each key, as every write does it. `X-Die` kills this web process before the commit."""
    data = json.loads(request.body)
    die = request.headers.get("X-Die", "")

    def run() -> idempotency.Answer:
        with connection.cursor() as cursor:
            # Whoever writes holds the case: ids rise in the order of commit.
            cursor.execute("SELECT pg_advisory_xact_lock(9, %s)", [data["case"]])
        payload = {"unit": 1, "number": data["number"]}
        pk = outbox.emit(INBOX_ONLY, case=data["case"], payload=payload, acting=Somebody())
        if die == "before_commit":
            os.kill(os.getpid(), signal.SIGKILL)
        return idempotency.Answer(HTTPStatus.CREATED, {"message": pk})

    with scope.system("faults"):
        answer = idempotency.once(
            scope="faults",
            key=request.headers["Idempotency-Key"],
            body_hash=idempotency.hash_body(request.body),
            run=run,
        )
    return JsonResponse(answer.body, status=answer.status)


urlpatterns = [path("prov/skicka/", send), *product]
