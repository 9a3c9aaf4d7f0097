"""The worker is killed and the broker wiped in the middle of 200 messages: none lost, none twice.

What "none twice" means here. In the inbox it is exact: one row a message and unit, by a unique key. A mail server's
yes and our note of it cannot be one transaction, so a worker that dies between the two leaves a mail that is sent again
(a lost one would be worse). Both copies carry one Message-ID, by which the receiving system knows them as one mail;
and there can be no more of them than mails that the killed worker had in hand, two here.
"""

from datetime import datetime
from itertools import pairwise

import pytest
import redis
from django.conf import settings
from django.db import transaction

from core import outbox
from core.models import Delivery, OutboxMessage
from tests.core.doubles import Somebody
from tests.faults import processes
from tests.faults.reaction import EVENT

# The soak kills the same, and more, in every run; here it is counted to the last mail.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

CASES, UNITS, MESSAGES = 20, 7, 200
WORKER_CONCURRENCY = 2


def emit(first: int, last: int) -> None:
    for number in range(first, last):
        with transaction.atomic():
            payload = {"unit": number % UNITS + 1, "number": number}
            outbox.emit(EVENT, case=number % CASES + 1, payload=payload, acting=Somebody())


def all_sent() -> bool:
    return (
        OutboxMessage.objects.exclude(done_at=None).count() == MESSAGES
        and Delivery.objects.filter(status="sent").count() == 2 * MESSAGES
    )


def test_killed_worker_and_wiped_broker_lose_nothing_and_double_nothing(valkeys, tmp_path):
    broker = redis.Redis.from_url(settings.REDIS_URL)
    with (
        processes.mail_server(seconds_a_mail=0.01) as (mailbox, port),
        processes.processes(tmp_path / "processes.log", port) as running,
    ):
        worker = running.start(*processes.WORKER)
        relays = [running.start(*processes.RELAY) for _ in range(2)]
        emit(0, 100)
        processes.wait_for("the worker is in the middle of it", lambda: mailbox.copies.total() >= 20, 60)

        running.kill(worker)
        lost_doorbells = broker.llen("celery")
        broker.flushall()
        running.kill(relays[0])
        in_the_middle = len(mailbox.copies)
        emit(100, MESSAGES)
        broker.flushall()
        running.start(*processes.WORKER)
        processes.wait_for("everything is sent", all_sent, 60)

    assert 20 <= in_the_middle < 100
    assert lost_doorbells > 0, "the wipe took something away"
    _assert_inboxes_hold_each_message_once()
    _assert_mails_are_the_same_as_the_deliveries(mailbox)
    _assert_order_within_each_case()


def _assert_inboxes_hold_each_message_once() -> None:
    told = sorted(
        Delivery.objects.filter(channel="inbox").values_list("message__payload__number", "recipient_id")
    )
    assert told == [(number, number % UNITS + 1) for number in range(MESSAGES)]
    assert not OutboxMessage.objects.held().exists()


def _assert_mails_are_the_same_as_the_deliveries(mailbox: processes.Mailbox) -> None:
    expected = {f"<{row.reference}@hemvag.example>": row for row in Delivery.objects.filter(channel="email")}
    assert set(mailbox.copies) == set(expected), "none lost, none invented"
    again = {message_id for message_id, copies in mailbox.copies.items() if copies > 1}
    assert len(again) <= WORKER_CONCURRENCY
    assert all(mailbox.copies[message_id] == 2 and expected[message_id].attempts == 2 for message_id in again)


def _assert_order_within_each_case() -> None:
    for case in range(1, CASES + 1):
        done: list[datetime | None] = list(
            OutboxMessage.objects.filter(case_key=case).order_by("pk").values_list("done_at", flat=True)
        )
        assert len(done) == MESSAGES // CASES
        assert all(earlier < later for earlier, later in pairwise(done))
