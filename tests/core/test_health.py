from datetime import timedelta

import pytest
from django.db import OperationalError

from core import clock, health
from core.models import OutboxMessage

pytestmark = pytest.mark.django_db


def waiting(**changes):
    now = clock.now()
    fields = {"event": "case.ready", "created_at": now, "next_attempt_at": now} | changes
    return OutboxMessage.objects.create(**fields)


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_when_database_broker_and_relay_are_well(client):
    waiting()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["database"], body["broker"]) == ("ok", "ok", "ok")
    assert body["relay"]["status"] == "ok"
    assert body["relay"]["limit_seconds"] == 60


def test_a_lagging_relay_is_told_and_takes_nothing_away(client):
    waiting(created_at=clock.now() - timedelta(seconds=61))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["relay"]["status"] == "lagging"
    assert answer.json()["relay"]["lag_seconds"] >= 61


def test_a_held_message_is_told(client):
    waiting(held_at=clock.now(), created_at=clock.now() - timedelta(days=1))
    body = client.get("/readyz").json()
    assert (body["status"], body["relay"]["status"], body["relay"]["held"]) == ("degraded", "ok", 1)


def test_a_lost_broker_is_told_without_its_address(client, settings):
    settings.REDIS_URL = "redis://:hemligt@127.0.0.1:9/0"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["broker"]) == ("degraded", "unreachable")
    assert b"hemligt" not in answer.content
    assert b"127.0.0.1" not in answer.content


def test_without_a_database_nothing_can_be_served(client, monkeypatch):
    def away():
        raise OperationalError("connection refused by db.internal")

    monkeypatch.setattr(health.connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert b"internal" not in answer.content
