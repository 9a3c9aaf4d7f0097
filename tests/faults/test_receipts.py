"""Receipts from a unit's system, and receivers that are not there any more (rows 36, 37, 39, 41, 42)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from actors.acting import Acting
from actors.models import Unit
from core import clock, delivery, relay, ways
from core.models import AccessLogRow, Delivery, DeliveryStatus
from integrations.services.tokens import make_token
from tests.factories.region import Region, build
from transitions import services
from transitions.models import Addressee, Unreached
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.tasks import TaskKind
from transitions.selectors import worklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """Home care has a system of its own, and has been told of a discharge."""
    made = build()
    ways.add(
        acting=made.acting("home"),
        recipient_id=made.id("home"),
        event="",
        channel="webhook",
        address="",
        always=True,
    )
    services.report_services(
        acting=made.acting("office"), episode_id=made.episode.pk, at=clock.now(), providers=[made.id("home")]
    )
    return made


def discharge(region: Region) -> None:
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    settle()


def settle() -> None:
    relay.drain(budget_seconds=20)
    for pk in Delivery.objects.queued().exclude(channel="webhook").values_list("pk", flat=True):
        delivery.attempt(pk)
    relay.drain(budget_seconds=20)


def told(region: Region) -> Delivery:
    """The call about the home-coming, as if the system had taken it."""
    found = Delivery.objects.get(
        recipient_id=region.id("home"), channel="webhook", message__event="item.home_care_notified"
    )
    Delivery.objects.filter(pk=found.pk).update(status="sent", sent_at=clock.now())
    return found


def key(region: Region, unit: str = "home") -> str:
    acting: Acting = region.acting("region_management")
    return make_token(acting=acting, unit_code=region.units[unit].code, name="Planering")[1]


def send(token: str, reference: object, **content: object) -> tuple[int, dict, bool]:
    body = {
        "version": 1,
        "envelope_id": str(uuid4()),
        "message_id": str(uuid4()),
        "kind": "received",
    } | content
    answer = Client().post(
        reverse("api_message_receipts", args=[reference]),
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code, answer.json(), "Idempotency-Replayed" in answer.headers


def test_the_four_combinations_of_envelope_and_message(region: Region) -> None:
    """MSG-6: rows 36 and 37."""
    discharge(region)
    reference, token = told(region).reference, key(region)
    ids = {"envelope_id": str(uuid4()), "message_id": str(uuid4())}
    first = send(token, reference, **ids, kind="acknowledged", by="Hanna Hem")
    assert first[:2] == (
        200,
        {"status": "positive", "message_id": ids["message_id"], "receipt": "acknowledged"},
    )
    assert send(token, reference, **ids, kind="acknowledged") == (*first[:2], True), "the same again"
    new_envelope = ids | {"envelope_id": str(uuid4())}
    assert send(token, reference, **new_envelope, kind="acknowledged") == (*first[:2], True), "row 36"
    reused = send(token, reference, **(ids | {"message_id": str(uuid4())}), kind="received")
    assert reused[0] == 409
    assert (reused[1]["status"], reused[1]["code"]) == ("negative", "envelope_reused"), "row 37"
    assert send(token, reference, kind="acknowledged")[1]["receipt"] == "already_acknowledged"
    row = Addressee.objects.get(unit_id=region.id("home"), item__kind=ItemKind.HOME_CARE_NOTIFIED, named=True)
    assert row.acknowledged_by == "Hanna Hem via Planering"


def test_an_unknown_version_is_answered_in_the_negative_and_changes_nothing(region: Region) -> None:
    """Row 41."""
    discharge(region)
    status, body, _ = send(key(region), told(region).reference, version=2, kind="acknowledged")
    assert (status, body["status"], body["code"]) == (422, "negative", "unknown_version")
    assert not Addressee.objects.filter(
        unit_id=region.id("home"), acknowledged_at__isnull=False, item__kind=ItemKind.HOME_CARE_NOTIFIED
    ).exists()


def test_a_negative_receipt_is_told_to_the_sender_with_its_reason(region: Region) -> None:
    """Row 39."""
    discharge(region)
    assert send(key(region), told(region).reference, kind="rejected", reason="unknown_person")[0] == 200
    settle()
    missing = Unreached.objects.get()
    assert (missing.unit_id, missing.code) == (region.id("home"), "unknown_person")
    ward = region.acting("ward")
    tasks = worklist.tasks_of(acting=ward, episode=region.episode, now=clock.now())
    assert TaskKind.REACH_OTHERWISE in {task.kind for task in tasks}
    told_ward = Delivery.objects.get(
        recipient_id=region.id("ward"), message__event="delivery.refused", channel="inbox"
    )
    assert told_ward.sent_at is not None
    assert told_ward.sent_at - missing.since < timedelta(minutes=5)
    page = region.client("ward").get(reverse("messages", args=[region.episode.public_id])).text
    assert "Avvisat" in page
    assert "De känner inte till personen." in page


def test_the_content_is_fetched_with_the_units_own_key_and_logged(region: Region) -> None:
    discharge(region)
    found, address = told(region), ""
    address = reverse("api_message", args=[found.reference])
    headers = {"Authorization": f"Bearer {key(region)}"}
    body = Client().get(address, headers=headers).json()
    assert (body["person"], body["kind"]) == ("Elsa Testsson", "home_care_notified")
    look = AccessLogRow.objects.get(action="message.read")
    assert (look.unit_id, look.user_name) == (region.id("home"), "Planering")
    found.refresh_from_db()
    assert found.fetched_at is not None
    assert found.opened_at is None, "a system is no person"
    others = {"Authorization": f"Bearer {key(region, 'night')}"}
    assert Client().get(address, headers=others).status_code == 404
    assert Client().get(address).status_code == 401


def test_a_receiver_that_has_ended_is_told_through_its_successor_or_the_sender_is_asked(
    region: Region,
) -> None:
    """Row 42: merged into another unit, then closed with nobody in its place. Never lost."""
    Unit.objects.filter(pk=region.id("home")).update(ended_at=clock.now(), successor_id=region.id("night"))
    discharge(region)
    event = "item.home_care_notified"
    reached = Delivery.objects.filter(message__event=event, recipient_id=region.id("night"))
    assert {row.channel for row in reached} == {"inbox"}
    assert not Delivery.objects.filter(message__event=event, recipient_id=region.id("home")).exists()


def test_a_receiver_that_was_closed_without_successor_becomes_the_senders_task(region: Region) -> None:
    Unit.objects.filter(pk=region.id("home")).update(ended_at=clock.now())
    discharge(region)
    left = Delivery.objects.get(message__event="item.home_care_notified", recipient_id=region.id("home"))
    assert (left.channel, left.status) == ("print", DeliveryStatus.MANUAL)
    assert Unreached.objects.get().code == "by_hand"
