"""Ways that fail, one by one: gateways down, mail that bounces, systems away for hours (rows 38, 46, 47, 98)."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from core import clock, delivery, lines, outward, ways, webhook_keeping, webhook_signing, webhooks
from core.models import (
    Channel,
    Delivery,
    DeliveryStatus,
    OutboxMessage,
    Way,
    WebhookCall,
    WebhookEndpoint,
    WebhookSecret,
)
from tests.core.doubles import Somebody
from tests.core.gateways import Server, http_server, mail_server
from tests.faults.proxy import proxy

pytestmark = pytest.mark.django_db

NIGHT = 42


@pytest.fixture(autouse=True)
def _local(settings, tmp_path) -> None:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    settings.OUTWARD_LOCAL = True
    outward.forget_failures()


def later(**amount: float) -> None:
    clock.set_offset(clock.offset() + timedelta(**amount))
    outward.forget_failures()  # its clock is the machine's


def told(*chosen: tuple[str, str, bool], logs_in: bool = False, number: int = 1) -> list[Delivery]:
    """A message to the night patrol by the ways it has chosen."""
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="case.ready", case_key=number, created_at=now, next_attempt_at=now, done_at=now
    )
    for channel, address, always in chosen:
        if not Way.objects.filter(recipient_id=NIGHT, channel=channel).exists():
            ways.add(
                acting=Somebody(),
                recipient_id=NIGHT,
                event="",
                channel=channel,
                address=address,
                always=always,
            )
    if not logs_in:
        ways.set_logs_in(acting=Somebody(), recipient_id=NIGHT, value=False)
    lines.start(message, ways.recipients("case.ready", {NIGHT: ""}), now)
    return list(Delivery.objects.filter(message=message).order_by("rank", "pk"))


def work() -> None:
    """A round of relay and workers: those of one system are rung for once."""
    delivery.ring_unanswered()
    due = Delivery.objects.due(clock.now()).order_by("pk")
    first = due.filter(channel=Channel.WEBHOOK).values_list("pk", flat=True)[:1]
    for pk in [*due.exclude(channel=Channel.WEBHOOK).values_list("pk", flat=True), *first]:
        delivery.attempt(pk)


def states(rows: list[Delivery]) -> dict[str, str]:
    found = Delivery.objects.filter(pk__in=[row.pk for row in rows])
    return {row.channel: row.status for row in found}


@pytest.mark.parametrize("fault", ["closed", "busy"])
def test_a_gateway_that_is_down_lets_the_next_way_go_within_five_minutes(settings, fault: str) -> None:
    """Row 46: the SMS gateway's port is closed, or it says 503; mail comes in its place."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with http_server(503) as busy, mail_server() as (mailbox, port):
        settings.SMS_GATEWAY_URL = closed if fault == "closed" else busy.url
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        rows = told(("sms", "+46701740605", False), ("email", "natt@prov.example", False))
        work()
        assert states(rows) == {"sms": "queued", "email": "standby", "print": "standby"}
        waited = 0
        while not mailbox.taken:
            later(seconds=30)
            waited += 30
            assert waited <= 300, "the next way goes within five minutes"
            work()
        assert mailbox.taken[0][0] == "natt@prov.example"
        assert states(rows)["print"] == "spared"


def test_a_gateway_that_answers_late_does_not_hold_the_worker(settings) -> None:
    settings.OUTWARD_SECONDS = 0.3
    with http_server() as server:
        settings.SMS_GATEWAY_URL = server.url
        server.hold = threading.Event()
        [sms, *_] = told(("sms", "+46701740605", False))
        started = time.monotonic()
        assert delivery.attempt(sms.pk) is delivery.Outcome.LATER
        assert time.monotonic() - started < 5


def test_a_mail_that_bounces_marks_the_address_and_asks_a_person(settings) -> None:
    """Row 47: 550. The way is left out from now on, until somebody has mended it."""
    with mail_server(unknown=frozenset({"fel@prov.example"})) as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        rows = told(("email", "fel@prov.example", False))
        work()
        work()
        assert mailbox.taken == []
        assert states(rows) == {"email": "held", "print": "manual"}
        way = Way.objects.get()
        assert (way.failed_code, way.failed_at is not None) == ("smtp_550", True)
        asked = OutboxMessage.objects.filter(event=lines.UNREACHED)
        assert [one.payload["unit"] for one in asked] == [NIGHT]
        again = told(number=2)
        assert {row.channel for row in again} == {Channel.PRINT}
        assert ways.mend(acting=Somebody(), recipient_id=NIGHT, way_id=way.pk)
        assert {row.channel for row in told(number=3)} == {Channel.EMAIL, Channel.PRINT}


def test_what_got_through_spares_the_rest_and_a_second_sweep_adds_nothing(settings) -> None:
    with http_server() as server:
        settings.SMS_GATEWAY_URL = server.url
        rows = told(("sms", "+46701740605", False), ("email", "natt@prov.example", False))
        work()
        later(seconds=400)
        work()
        work()
        assert states(rows) == {"sms": "sent", "email": "spared", "print": "spared"}
        [call] = server.calls
        assert set(call.json) == {"to", "from", "text", "reference"}
        assert call.headers["Idempotency-Key"] == str(rows[0].reference)


# --- A party's own system -----------------------------------------------------------------------------------


@pytest.fixture
def system() -> Iterator[Server]:
    with http_server() as server:
        secret = webhook_keeping.set_address(
            acting=Somebody(), recipient_id=NIGHT, url=f"{server.url}/hemvag"
        )
        assert secret
        server.secret = secret  # type: ignore[attr-defined]
        yield server


def queue_for_system(number: int) -> Delivery:
    [row] = [
        row
        for row in told(("webhook", "", True), logs_in=True, number=number)
        if row.channel == Channel.WEBHOOK
    ]
    return row


def test_a_call_is_signed_says_nothing_and_is_the_same_event_when_it_comes_again(system: Server) -> None:
    row = queue_for_system(1)
    work()
    assert Delivery.objects.get(pk=row.pk).status == DeliveryStatus.SENT
    [call] = system.calls
    assert call.path == "/hemvag"
    assert set(call.json) == {"version", "id", "kind", "reference", "sent_at"}
    assert (call.json["kind"], call.json["reference"]) == ("case.ready", str(row.reference))
    header, now = call.headers[webhook_signing.HEADER], int(clock.now().timestamp())
    key = system.secret  # type: ignore[attr-defined]
    assert webhook_signing.verify(header, call.body, key, now)
    assert not webhook_signing.verify(header, call.body + b" ", key, now), "changed on the way"
    assert not webhook_signing.verify(header, call.body, "hvsec_other", now), "another's secret"
    assert not webhook_signing.verify(header, call.body, key, now + 301), "played again later"
    assert not webhook_signing.verify("v1=00", call.body, key, now)
    stored = WebhookSecret.objects.get()
    assert key not in stored.sealed
    Delivery.objects.filter(pk=row.pk).update(status="queued", sent_at=None)
    work()
    assert system.calls[1].json["id"] == call.json["id"], "a copy is known by its id"


def test_two_secrets_hold_while_one_replaces_the_other_never_three(system: Server) -> None:
    old = system.secret  # type: ignore[attr-defined]
    new = webhook_keeping.rotate(acting=Somebody(), recipient_id=NIGHT)
    queue_for_system(1)
    work()
    call, now = system.calls[0], int(clock.now().timestamp())
    header = call.headers[webhook_signing.HEADER]
    assert new
    assert all(webhook_signing.verify(header, call.body, key, now) for key in (old, new))
    third = webhook_keeping.rotate(acting=Somebody(), recipient_id=NIGHT)
    assert webhook_keeping.end_old_secret(acting=Somebody(), recipient_id=NIGHT)
    queue_for_system(2)
    work()
    header, body = system.calls[1].headers[webhook_signing.HEADER], system.calls[1].body
    assert third
    assert [webhook_signing.verify(header, body, key, now) for key in (old, new, third)] == [
        False,
        False,
        True,
    ]


def test_a_network_cut_for_eight_hours_gives_everything_in_order_without_a_storm(
    system: Server, settings
) -> None:
    """Row 98: 20 messages wait behind a cable that is out, then in again but silent, then busy, then well."""
    settings.OUTWARD_SECONDS = 0.2
    with proxy(int(system.url.rpartition(":")[2])) as network:
        webhook_keeping.set_address(
            acting=Somebody(), recipient_id=NIGHT, url=f"http://127.0.0.1:{network.port}/hemvag"
        )
        rows = [queue_for_system(number) for number in range(1, 21)]
        network.cut()
        tries_when_cut = _eight_hours(rounds=8)
        network.mend()
        network.silent = True
        _eight_hours(rounds=8)
        network.cut()
        network.mend()
        system.answer = 503
        _eight_hours(rounds=8)
        away = len(system.calls)
        assert (tries_when_cut, away <= 8) == (0, True), "one try at a time, never one for each message"
        assert Delivery.objects.filter(channel=Channel.WEBHOOK, status="queued").count() == 20, (
            "none given up"
        )
        settings.OUTWARD_SECONDS, system.answer = 5, 200
        later(minutes=6)
        started = time.monotonic()
        work()
        took = time.monotonic() - started
    references = [call.json["reference"] for call in system.calls[away:]]
    assert references == [str(row.reference) for row in rows], "in order, each once"
    assert took * 1000 / 20 < 300, "a thousand within five minutes"
    assert WebhookEndpoint.objects.get().failures == 0


def _eight_hours(rounds: int) -> int:
    """A third of them; how many deliveries got through."""
    for _ in range(rounds):
        later(minutes=20)
        work()
    return Delivery.objects.filter(channel=Channel.WEBHOOK, status="sent").count()


def test_a_system_that_is_gone_or_refuses_one_lets_the_next_way_go(system: Server) -> None:
    system.answer = lambda call: 400 if len(system.calls) == 1 else 410
    first = told(("webhook", "", False), ("email", "natt@prov.example", False))
    work()
    assert states(first)["webhook"] == "held"
    assert states(first)["email"] in ("queued", "sent")
    told(number=2)
    work()
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.stopped_code == "gone"
    calls = len(system.calls)
    work()
    assert len(system.calls) == calls, "a system that said goodbye is left alone"
    assert webhook_keeping.standing(NIGHT)


def test_what_is_taken_and_never_fetched_is_sent_again_at_agreed_times_then_a_person_is_asked(
    system: Server,
) -> None:
    """Row 38: the receipt never comes."""
    row = queue_for_system(1)
    work()
    sent = []
    for minutes in (14, 2, 45, 170, 20):
        later(minutes=minutes)
        webhooks.resend_unfetched()
        webhooks.resend_unfetched()
        sent.append(len(system.calls))
    assert sent == [1, 2, 3, 3, 3]
    row.refresh_from_db()
    assert row.refused_code == "never_fetched"
    assert OutboxMessage.objects.filter(event=lines.REFUSED).count() == 1


def test_the_test_button_calls_at_once_and_stands_in_the_list(system: Server) -> None:
    call = webhooks.send_test(NIGHT)
    assert call
    assert (call.kind, call.status_code, call.error) == ("test", 200, "")
    assert json.loads(system.calls[0].body)["reference"] is None
    system.answer = 500
    failed = webhooks.send_test(NIGHT)
    assert failed
    assert failed.error == "http_500"
    assert webhook_keeping.calls(NIGHT) == [failed, call]
    assert WebhookCall.objects.count() == 2
    assert webhooks.send_test(7) is None
