from datetime import timedelta

import pytest
from django.db import OperationalError

from core import clock, delivery, outbox, relay, versions
from core.handlers import Recipient
from core.models import Delivery, OutboxMessage
from core.retrying import TryAgain
from tests.core.doubles import Notes, Somebody, handling

pytestmark = pytest.mark.django_db


def send(case: int | None = 5, event: str = "case.ready") -> int:
    return outbox.emit(event, case=case, payload={}, acting=Somebody())


def later(seconds: float) -> None:
    clock.set_offset(clock.offset() + timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"


def test_each_recipient_and_channel_gets_one_delivery_from_all_handlers_together():
    one = Notes((Recipient(2), Recipient(3)))
    two = Notes((Recipient(2), Recipient(2, "email", "natt@prov.example")))
    with handling("case.ready", one), handling("case.ready", two):
        send()
        assert relay.drain() == 1
    told = set(Delivery.objects.values_list("recipient_id", "channel", "address"))
    assert told == {(2, "inbox", ""), (3, "inbox", ""), (2, "email", "natt@prov.example")}


def test_a_message_that_nobody_reacts_to_is_done():
    pk = send(event="case.unheard")
    assert relay.drain() == 1
    assert OutboxMessage.objects.get(pk=pk).done_at is not None
    assert not Delivery.objects.exists()


def test_running_again_after_a_crash_before_done_tells_nobody_twice():
    notes = Notes((Recipient(2),))
    with handling("case.ready", notes):
        pk = send()
        relay.drain()
        OutboxMessage.objects.filter(pk=pk).update(done_at=None)
        relay.drain()
    assert notes.seen == [pk, pk]
    assert Delivery.objects.count() == 1


def test_the_try_is_counted_before_the_work():
    counted = []
    pk = send()
    with handling("case.ready", lambda message: counted.append(OutboxMessage.objects.get(pk=pk).attempts)):
        relay.drain()
    assert counted == [1]


@pytest.mark.parametrize(
    "error", [TryAgain("directory_away"), OperationalError(), TimeoutError(), ConnectionError()]
)
def test_what_can_recover_is_tried_again_after_a_wait_that_doubles(error):
    notes = Notes((Recipient(2),), error=error)
    with handling("case.ready", notes):
        pk = send()
        assert relay.drain() == 1
        later(1.5)
        assert relay.drain() == 0
        later(1)
        assert relay.drain() == 1
        later(3)
        assert relay.drain() == 0
        notes.error = None
        later(1.5)
        assert relay.drain() == 1
    row = OutboxMessage.objects.get(pk=pk)
    assert (row.attempts, row.held_at, row.last_error) == (3, None, "")
    assert Delivery.objects.count() == 1


def test_a_fault_of_ours_is_held_at_once_and_its_message_is_not_stored():
    with handling("case.ready", Notes(error=KeyError("193802049811"))):
        pk = send()
        relay.drain()
    row = OutboxMessage.objects.get(pk=pk)
    assert (row.attempts, row.last_error, row.done_at) == (1, "KeyError", None)
    assert row.held_at is not None


def test_after_the_limit_it_is_held_and_later_ones_of_the_case_go_on(settings):
    settings.RELAY_ATTEMPT_LIMIT = 3
    failing, working = Notes(error=TimeoutError()), Notes((Recipient(2),))
    with handling("case.ready", failing), handling("case.left", working):
        first, second, other = send(), send(event="case.left"), send(case=6, event="case.left")
        relay.drain()
        assert working.seen == [other], "another case does not wait"
        for _ in range(2):
            later(10)
            relay.drain()
    assert failing.seen == [first] * 3
    assert working.seen == [other, second]
    assert OutboxMessage.objects.get(pk=first).held_at is not None
    assert outbox.held_in_case(5) == 1


def test_order_is_kept_within_a_case():
    notes = Notes()
    with handling("case.ready", notes):
        sent = [send() for _ in range(5)]
        relay.drain()
    assert notes.seen == sent


def test_a_message_that_kills_its_relay_is_held_after_the_limit(settings):
    """The relay dies inside the work: all that is left of the try is its count and its lease."""
    settings.RELAY_ATTEMPT_LIMIT = 3
    notes = Notes()
    with handling("case.ready", notes):
        poison, good = send(case=5), send(case=6)
        for _ in range(3):
            assert relay._claim().pk == poison
            later(16)
        relay.drain()
    assert notes.seen == [good]
    row = OutboxMessage.objects.get(pk=poison)
    assert (row.attempts, row.last_error) == (3, "attempts_exhausted")
    assert row.held_at is not None


def test_another_relay_takes_over_when_the_lease_has_run_out_and_not_before():
    pk = send()
    assert relay._claim().pk == pk
    later(14)
    assert relay._claim() is None
    later(2)
    assert relay._claim().pk == pk


def test_a_relay_that_lost_its_lease_undoes_its_work():
    def slow(message):
        OutboxMessage.objects.filter(pk=message.pk).update(attempts=message.attempts + 1)
        return (Recipient(2),)

    with handling("case.ready", slow):
        pk = send()
        assert relay.handle_one()
    assert OutboxMessage.objects.get(pk=pk).done_at is None
    assert not Delivery.objects.exists()


def test_lag_is_the_age_of_the_oldest_open_message_and_leaves_held_ones_out():
    assert outbox.lag_seconds() == 0.0
    first = send()
    later(90)
    assert 90 <= outbox.lag_seconds() < 95
    OutboxMessage.objects.filter(pk=first).update(held_at=clock.now())
    assert outbox.lag_seconds() == 0.0


def test_a_notice_lies_in_the_inbox_by_the_same_commit_that_notes_the_message_as_done(
    django_capture_on_commit_callbacks,
):
    before = versions.current(2)
    with handling("case.ready", Notes((Recipient(2), Recipient(2, "email", "a@prov.example")))):
        send()
        with django_capture_on_commit_callbacks(execute=True):
            relay.drain()
    rows = {row.channel: row for row in Delivery.objects.all()}
    done_at = OutboxMessage.objects.get().done_at
    assert (rows["inbox"].status, rows["inbox"].sent_at, rows["inbox"].attempts) == ("sent", done_at, 1)
    assert (rows["email"].status, rows["email"].sent_at) == ("queued", None)
    assert versions.current(2) != before, "open pages of the unit are told"


def test_a_notice_that_was_put_back_by_a_person_reaches_the_inbox_by_the_relay_itself():
    with handling("case.ready", Notes((Recipient(2),))):
        send()
        relay.drain()
    Delivery.objects.update(status="queued", sent_at=None)
    assert delivery.ring_unanswered() == 0, "the worker has its chance first"
    later(16)
    assert delivery.ring_unanswered() == 1
    assert Delivery.objects.get().status == "sent"
