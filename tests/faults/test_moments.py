"""Whose clock and which order decide: the cut-off race, the browser's clock, events out of order (rows 25, 26, 35)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.urls import reverse

from core import clock, outbox, relay
from core.handlers import Recipient
from core.models import AuditRow, OutboxMessage
from liability import services as liability
from tests.core.doubles import Notes, Somebody, handling
from tests.factories.region import build
from tests.liability.support import ADMITTED, Stay, at
from tests.pages.support import fill, text_of
from transitions.models import DischargeReadyNotice, Item
from transitions.rules.kinds import ItemKind
from transitions.services import writing

pytestmark = pytest.mark.django_db


class Watch:
    """A clock that stands still until it is set."""

    def __init__(self, shows: datetime) -> None:
        self.shows = shows

    def __call__(self) -> datetime:
        return self.shows.astimezone(UTC)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch(at("2022-03-07 11:50"))
    monkeypatch.setattr(clock, "_machine_now", made)
    return made


def _slow(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """The write waits for a lock that somebody else holds, and time passes."""
    lock = writing.lock_episode

    def wait(*args: object) -> object:
        then()
        return lock(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "lock_episode", wait)


@pytest.mark.parametrize(
    ("begins", "ends", "starts_on", "reason"),
    [
        ("11:59:59", "12:00:01", "2022-03-10", "notice_before_cutoff"),
        ("12:00:01", "12:00:03", "2022-03-11", "notice_after_cutoff"),
    ],
)
def test_when_noon_passes_during_the_request_the_time_of_receipt_decides(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, begins: str, ends: str, starts_on: str, reason: str
) -> None:
    """Row 25: the same moment on the chain, in the log, to sender and receiver, and in what is owed."""
    stay = Stay(build(start=at(ADMITTED))).all_in_time()
    ward, office = (stay.region.client(unit) for unit in ("ward", "office"))
    case = [stay.region.episode.public_id]
    where = reverse("send_ready", args=case)
    typed = fill(ward, where, doctor_name="Dr Ek")
    received, committed = at(f"2022-03-07 {begins}"), at(f"2022-03-07 {ends}")
    watch.shows = received
    _slow(monkeypatch, lambda: setattr(watch, "shows", committed))
    assert ward.post(where, typed).status_code == 302

    item = Item.objects.get(kind=ItemKind.DISCHARGE_READY_SENT)
    assert (item.at, item.recorded_at) == (received, committed)
    assert DischargeReadyNotice.objects.get().sent_at == received
    logged = AuditRow.objects.get(action="item.discharge_ready_sent")
    assert logged.at == committed
    assert logged.changes["at"] == [None, item.at.isoformat()]
    shown = f"kl. {clock.local(received):%H.%M}"
    for client in (ward, office):
        assert shown in text_of(client.get(reverse("case", args=case)))
    result = liability.assess_episode(episode_id=stay.id, as_of=at("2022-03-16 10:00"))
    assert result.spells[0]["starts_on"] == starts_on
    assert reason in {one["code"] for one in result.reasons}


def test_what_a_browser_says_of_the_time_is_not_asked(watch: Watch) -> None:
    """Row 26: a Date header and a field of three hours ahead change nothing."""
    stay = Stay(build(start=at(ADMITTED)))
    ward = stay.region.client("ward")
    where = reverse("change_date", args=[stay.region.episode.public_id])
    typed = fill(ward, where, expected_discharge="2022-03-12", certainty="sure")
    ahead = watch.shows + timedelta(hours=3)
    forged = {**typed, "at": ahead.isoformat(), "received_at": ahead.isoformat(), "now": ahead.isoformat()}
    answer = ward.post(where, forged, headers={"Date": f"{ahead:%a, %d %b %Y %H:%M:%S GMT}"})
    assert answer.status_code == 302
    item = Item.objects.get(kind=ItemKind.EXPECTED_DISCHARGE_CHANGED)
    assert item.at == item.recorded_at == watch.shows


def _emit(event: str) -> int:
    pk = outbox.emit(event, case=5, payload={}, acting=Somebody())
    assert pk is not None
    return pk


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_an_event_that_comes_before_its_predecessor_waits_for_it(
    watch: Watch, order: tuple[int, ...]
) -> None:
    """Row 35: whichever is due first, each is told after those before it."""
    notes = Notes((Recipient(2),))
    with handling("case.moved", notes):
        sent = [_emit("case.moved") for _ in range(3)]
        for place, number in enumerate(order):
            due = watch.shows + timedelta(seconds=20 * place)
            OutboxMessage.objects.filter(pk=sent[number]).update(next_attempt_at=due)
        for _ in range(7):
            relay.drain()
            watch.shows += timedelta(seconds=10)
    assert notes.seen == sent


def test_a_predecessor_that_never_comes_is_a_persons_within_ten_minutes(watch: Watch) -> None:
    """Row 35: until then the later ones of the case are parked; afterwards they go on, and the case says so."""
    failing, working = Notes(error=TimeoutError()), Notes((Recipient(2),))
    began = watch.shows
    with handling("case.first", failing), handling("case.later", working):
        first, *later = _emit("case.first"), _emit("case.later"), _emit("case.later")
        while not outbox.held_count():
            assert working.seen == [], "parked"
            relay.drain()
            watch.shows += timedelta(seconds=5)
            assert watch.shows - began <= timedelta(minutes=10)
        relay.drain()
        assert working.seen == later
        assert [message.pk for message in outbox.held()] == [first]
        assert outbox.held_in_case(5) == 1
        failing.error = None
        outbox.release(first, acting=Somebody())
        relay.drain()
    assert OutboxMessage.objects.get(pk=first).done_at is not None
