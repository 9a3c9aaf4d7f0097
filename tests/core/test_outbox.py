import pytest
from django.db import transaction

from core import outbox
from core.models import AuditRow, OutboxMessage
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db


def test_emit_stores_ids_only_in_the_callers_transaction():
    pk = outbox.emit(
        "case.ready", case=5, payload={"item": 9, "units": [2, 3], "kind": "sent"}, acting=Somebody()
    )
    row = OutboxMessage.objects.get(pk=pk)
    assert (row.event, row.case_key, row.payload) == (
        "case.ready",
        5,
        {"item": 9, "units": [2, 3], "kind": "sent"},
    )
    assert (row.attempts, row.done_at, row.held_at) == (0, None, None)


@pytest.mark.parametrize(
    "payload", [{"number": "193802049811"}, {"note": "föll i natt"}, {"units": [1, "Eva Prov"]}]
)
def test_emit_refuses_personal_data_and_stores_nothing(payload):
    with pytest.raises(ValueError, match="neither an id"):
        outbox.emit("case.ready", case=5, payload=payload, acting=Somebody())
    assert not OutboxMessage.objects.exists()


def test_importing_history_sends_nothing():
    assert outbox.emit("case.ready", case=5, payload={}, acting=Somebody(source="import")) is None
    assert not OutboxMessage.objects.exists()


def test_importing_history_is_checked_all_the_same():
    with pytest.raises(ValueError, match="neither an id"):
        outbox.emit("case.ready", case=5, payload={"x": "Eva Prov"}, acting=Somebody(source="import"))


@pytest.mark.django_db(transaction=True)
def test_emit_outside_a_transaction_is_refused():
    with pytest.raises(outbox.OutsideTransaction):
        outbox.emit("case.ready", case=5, payload={}, acting=Somebody())


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told():
    def emit_and_fail():
        with transaction.atomic():
            outbox.emit("case.ready", case=5, payload={}, acting=Somebody())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        emit_and_fail()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_not_the_writers_trouble(valkeys, monkeypatch):
    monkeypatch.setattr("core.doorbell._Rest.until", 0.0)
    broker, _ = valkeys
    broker.stop()
    try:
        with transaction.atomic():
            outbox.emit("case.ready", case=5, payload={}, acting=Somebody())
    finally:
        broker.start()
        monkeypatch.setattr("core.doorbell._Rest.until", 0.0)
    assert OutboxMessage.objects.count() == 1


def test_release_puts_a_held_message_back_and_says_who_did():
    pk = outbox.emit("case.ready", case=5, payload={}, acting=Somebody())
    assert not outbox.release(pk, acting=Somebody())
    OutboxMessage.objects.filter(pk=pk).update(held_at="2026-11-22T10:00Z", attempts=8, last_error="KeyError")
    assert outbox.held_in_case(5) == 1
    assert [row.pk for row in outbox.held()] == [pk]
    assert outbox.release(pk, acting=Somebody())
    row = OutboxMessage.objects.get(pk=pk)
    assert (row.held_at, row.attempts, outbox.held_in_case(5)) == (None, 0, 0)
    assert AuditRow.objects.get().action == "outbox.release"
