"""One fault at a time on a whole system of its own: in the middle of a write, and at the broker.

The numbers are rows of the fault table (security note, section 12)."""

import http.client
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import redis

from config.embedded.session import Session
from tests import database
from tests.faults.stack import Stack, stack

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def system(django_db_setup: None, embedded: Session) -> Iterator[Stack]:
    with stack(database.Administrator(embedded.postgres)) as one:
        yield one


def send(system: Stack, case: int, number: int, **more: object) -> tuple[int, dict[str, object]]:
    """A client that tries with the same key until it is answered."""
    key = uuid4().hex
    until = time.monotonic() + 60
    while True:
        try:
            answer = system.post(case, number, key=key, **more)
        except (OSError, http.client.HTTPException):
            answer = (0, {})
        if answer[0] == 201:
            return answer
        assert time.monotonic() < until, "no answer within a minute"
        time.sleep(0.2)


def inbox_rows(system: Stack, case: int) -> list[tuple[int, int]]:
    """(number, rows in the inbox) of a case's messages."""
    return system.query(
        "SELECT (m.payload->>'number')::int, count(d.id) FROM core_outboxmessage m "
        "LEFT JOIN core_delivery d ON d.message_id = m.id AND d.status = 'sent' WHERE m.case_key = %s "
        "GROUP BY m.id ORDER BY m.id",
        case,
    )


def test_web_is_killed_before_the_commit_and_the_client_tries_again(system: Stack) -> None:
    """Row 6: nothing is stored, and the retry with the same key stores it once."""
    key = uuid4().hex
    with pytest.raises((OSError, http.client.HTTPException)):
        system.post(202, 1, key=key, die="before_commit")
    assert inbox_rows(system, 202) == []
    until = time.monotonic() + 60
    while system.answers() != 200:
        assert time.monotonic() < until
        time.sleep(0.2)
    status, body = system.post(202, 1, key=key)
    assert status == 201
    assert system.post(202, 1, key=key) == (status, body), "the same answer each time"
    system.calm(60)
    assert inbox_rows(system, 202) == [(1, 1)]


def test_a_full_broker_stops_no_message(system: Stack) -> None:
    """Row 9: noeviction answers with errors; the database sends."""
    client = redis.Redis(unix_socket_path=str(system.broker.socket))
    client.config_set("maxmemory", "1")
    try:
        for number in range(5):
            send(system, 203, number)
        system.calm(60)
    finally:
        client.config_set("maxmemory", "0")
    assert inbox_rows(system, 203) == [(number, 1) for number in range(5)]


def test_a_wiped_broker_and_a_thousand_messages(system: Stack) -> None:
    """MSG-2, row 8: none lost, each once."""
    system.query(
        "INSERT INTO core_outboxmessage (event, case_key, payload, created_at, attempts, next_attempt_at, last_error) "
        "SELECT 'faults.inbox', 1000 + n %% 50, jsonb_build_object('unit', 1, 'number', n), now(), 0, now(), '' "
        "FROM generate_series(1, %s) n",
        1000,
    )
    redis.Redis(unix_socket_path=str(system.broker.socket)).flushall()
    system.calm(300)
    rows = [row for case in range(1000, 1050) for row in inbox_rows(system, case)]
    assert sorted(rows) == [(number, 1) for number in range(1, 1001)]


def test_a_broker_that_is_away_delays_nothing(system: Stack) -> None:
    """MSG-3: sending works while it is away, and everything is there within 30 seconds of its return."""
    process = system.broker
    process.stop()
    try:
        for number in range(10):
            send(system, 204, number)
    finally:
        process.start()
    assert system.calm(30) <= 30
    assert inbox_rows(system, 204) == [(number, 1) for number in range(10)]
