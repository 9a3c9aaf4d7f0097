"""The product's addresses, and some where a client of these tests sends a message through web, key and outbox."""

import json
import os
import signal
import time
from collections.abc import Callable
from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

import config.urls
from core import idempotency, outbox, scope
from tests.core.doubles import Somebody
from tests.faults.reaction import INBOX_ONLY, POISON

handler500 = config.urls.handler500


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
        event = POISON if data.get("poison") else INBOX_ONLY
        pk = outbox.emit(event, case=data["case"], payload=payload, acting=Somebody())
        if die == "before_commit":
            os.kill(os.getpid(), signal.SIGKILL)
        return idempotency.Answer(HTTPStatus.CREATED, {"message": pk})

    return _answered(request, run)


@csrf_exempt
def cross(request: HttpRequest) -> HttpResponse:
    """Hold one case, then another, then send: two that come the other way round wait for each other for ever."""
    data = json.loads(request.body)

    def run() -> idempotency.Answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(8, %s)", [data["first"]])
            time.sleep(0.4)
            cursor.execute("SELECT pg_advisory_xact_lock(8, %s)", [data["case"]])
        payload = {"unit": 1, "number": data["number"]}
        outbox.emit(INBOX_ONLY, case=data["case"], payload=payload, acting=Somebody())
        return idempotency.Answer(HTTPStatus.CREATED, {"sent": True})

    return _answered(request, run)


@csrf_exempt
def count_and_send(request: HttpRequest) -> HttpResponse:
    """Send with the count of what the case has as number: of two at once that read the same, one must begin again."""
    data = json.loads(request.body)

    def run() -> idempotency.Answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_outboxmessage WHERE case_key = %s", [data["case"]])
            number = cursor.fetchone()[0]
        time.sleep(0.4)
        payload = {"unit": 1, "number": number}
        outbox.emit(INBOX_ONLY, case=data["case"], payload=payload, acting=Somebody())
        return idempotency.Answer(HTTPStatus.CREATED, {"number": number})

    return _answered(request, run)


def rest(request: HttpRequest) -> HttpResponse:
    """Something that takes a thread for a while: a report, a search."""
    time.sleep(0.25)
    return HttpResponse("utvilad")


def hang(request: HttpRequest) -> HttpResponse:
    """A transaction that takes case 9 000 and then does nothing for a long time."""
    with scope.system("faults"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(9, 9000)")
        time.sleep(6)
        cursor.execute("SELECT 1")
    return HttpResponse("aldrig")


def _answered(request: HttpRequest, run: Callable[[], idempotency.Answer]) -> JsonResponse:
    with scope.system("faults"):
        answer = idempotency.once(
            scope="faults",
            key=request.headers["Idempotency-Key"],
            body_hash=idempotency.hash_body(request.body),
            run=run,
        )
    return JsonResponse(answer.body, status=answer.status)


urlpatterns = [
    path("prov/skicka/", send),
    path("prov/korsa/", cross),
    path("prov/rakna/", count_and_send),
    path("prov/vila/", rest),
    path("prov/hang/", hang),
    *config.urls.urlpatterns,
]
