"""Drift: what waits, what is held, what the night found, and what sounds the alarm."""

from datetime import timedelta

import pytest
from django.urls import reverse

from actors.rules.kinds import Role
from core import alarms, clock, reconciling
from core.models import Delivery, OutboxMessage
from tests.factories.region import Region, build
from tests.pages.support import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


def message(**more: object) -> OutboxMessage:
    now = clock.now()
    more = {"created_at": now, **more}
    return OutboxMessage.objects.create(event="item.x", next_attempt_at=now, **more)


def test_the_page_tells_each_channel_with_what_waits_and_how_long_it_took(region: Region) -> None:
    now = clock.now()
    done = message(done_at=now)
    for number in range(20):
        # From the commit of what is told, however late the relay came to it.
        Delivery.objects.create(
            message=message(done_at=now, created_at=now - timedelta(seconds=number + 1)),
            recipient_id=number,
            channel="email",
            address="a@prov.example",
            created_at=now,
            due_at=now,
            status="sent",
            sent_at=now,
        )
    Delivery.objects.create(
        message=done, recipient_id=1, channel="inbox", created_at=now - timedelta(hours=2), due_at=now
    )
    page = text_of(region.client("region_management", role=Role.ADMINISTRATOR).get(reverse("operations")))
    assert "E-post 0 – 0 20 19,1 s" in page
    assert "Inkorg 1" in page


def test_what_the_night_found_is_handed_out_again_from_the_page(region: Region) -> None:
    client = region.client("region_management", role=Role.ADMINISTRATOR)
    assert "Ingen avstämning är gjord ännu" in text_of(client.get(reverse("operations")))
    old = message(done_at=clock.now())
    reconciling._keep("inbox_missing", [reconciling.Finding(7, old.pk, 3)], clock.now())
    [finding] = reconciling.standing()
    assert "Mottagare utan rad i inkorgen" in text_of(client.get(reverse("operations")))
    client.post(reverse("operations"), {"kind": "finding", "id": finding.pk})
    old.refresh_from_db()
    assert old.done_at is None


def test_clocks_that_differ_and_a_relay_that_stands_still_sound_the_alarm(
    region: Region, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    assert alarms.sounding(clock.now()) == []
    assert abs(alarms.clocks_differ_by()) < alarms.CLOCKS_DIFFER_SECONDS
    monkeypatch.setattr(clock, "machine_now", lambda: clock._machine_now() + timedelta(hours=1))
    row = message()
    OutboxMessage.objects.open().exclude(pk=row.pk).delete()
    OutboxMessage.objects.filter(pk=row.pk).update(created_at=clock.now() - timedelta(minutes=10))
    settings.REDIS_URL = "unix:///nobody.sock"
    sentences = " ".join(alarms.sounding(clock.now()))
    for words in ("klocka och serverns skiljer 3600 sekunder", "väntat 10 minuter", "Redis svarar inte"):
        assert words in sentences


def test_what_was_stopped_stands_by_its_cause_in_words_and_is_sent_again_at_once(region: Region) -> None:
    now = clock.now()
    held = message(held_at=now, last_error="attempts_exhausted", attempts=8)
    done = message(done_at=now)
    rows = [
        Delivery.objects.create(
            message=done,
            recipient_id=number,
            channel="email",
            address="a@prov.example",
            created_at=now,
            due_at=now,
            status="held",
            held_at=now,
            last_error="smtp_550",
        )
        for number in range(5)
    ]
    client = region.client("region_management", role=Role.ADMINISTRATOR)
    page = text_of(client.get(reverse("operations")))
    assert "smtp_550" not in page
    assert "attempts_exhausted" not in page
    assert page.index("E-postadressen finns inte (svar 550)") < page.index("Alla försök är gjorda")
    assert "Skicka alla 5 igen" in page
    chosen = [f"delivery-{row.pk}" for row in rows] + ["delivery-x", "case-1", "message-0"]
    client.post(reverse("operations"), {"act": "all_again", "rows": chosen})
    assert set(Delivery.objects.values_list("status", flat=True)) == {"queued"}
    held.refresh_from_db()
    assert held.held_at is not None, "of another cause"
