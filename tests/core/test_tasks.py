from datetime import timedelta

import pytest
from django.core.management import call_command

from config.celery import app
from core import clock, doorbell, tasks
from core.handlers import Recipient
from core.models import Delivery, IdempotencyKey, OutboxMessage
from tests.core.doubles import Notes, handling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"


@pytest.fixture
def message() -> OutboxMessage:
    now = clock.now()
    return OutboxMessage.objects.create(event="case.ready", created_at=now, next_attempt_at=now)


def test_the_doorbell_rings_for_tasks_that_exist():
    app.loader.import_default_modules()
    assert {doorbell.RELAY, doorbell.DELIVER} <= set(app.tasks)


def test_beat_sweeps_the_outbox_each_minute():
    app.loader.import_default_modules()
    sweep = app.conf.beat_schedule["sweep-outbox"]
    assert sweep["task"] in app.tasks
    assert sweep["schedule"] == 60.0


def test_a_worker_that_is_rung_for_relays_and_delivers(message):
    with handling("case.ready", Notes((Recipient(2, "email", "a@prov.example"),))):
        assert tasks.relay_once() == 1
    row = Delivery.objects.get()
    assert tasks.deliver(row.pk) == "sent"
    assert tasks.deliver(row.pk) == "not_now"
    assert tasks.relay_once() == 0


def test_the_sweep_finishes_what_no_doorbell_was_heard_for(message):
    with handling("case.ready", Notes((Recipient(2),))):
        assert tasks.sweep_outbox() == 1
    assert Delivery.objects.get().status == "sent"


def test_the_relay_process_does_one_round_on_request(message):
    with handling("case.ready", Notes((Recipient(2),))):
        call_command("relay", once=True)
    assert Delivery.objects.count() == 1


def test_old_idempotency_keys_are_forgotten(settings):
    settings.IDEMPOTENCY_KEEP_DAYS = 30
    now = clock.now()
    for key, age in (("old", 31), ("new", 29)):
        IdempotencyKey.objects.create(scope="s", key=key, body_hash="h", created_at=now - timedelta(days=age))
    assert tasks.forget_idempotency_keys() == 1
    assert IdempotencyKey.objects.get().key == "new"
