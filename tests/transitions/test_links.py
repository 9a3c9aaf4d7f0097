"""A unit without log-in opens a message once, with a code, and the sender sees it (T9)."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from actors import services_duty as duty
from actors.models import RegisteredPerson
from actors.rules.kinds import Role
from config import logs
from core import clock, delivery, links, relay, ways
from core.models import AccessLogRow, Delivery, DeliveryStatus, OneTimeLink
from tests.core.gateways import Server, http_server
from tests.factories.region import Region, build
from transitions import services
from transitions.models import Addressee, Item, Unreached
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.tasks import TaskKind
from transitions.selectors import worklist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path) -> None:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"


@pytest.fixture
def gateway(settings) -> Iterator[Server]:
    with http_server() as server:
        settings.SMS_GATEWAY_URL = f"{server.url}/sms"
        settings.SMS_GATEWAY_TOKEN = "known-to-the-gateway"
        yield server


@pytest.fixture
def region(gateway: Server) -> Region:
    """The night patrol does not log in: it has a link by mail, and one registered person."""
    made = build()
    boss = made.acting("night", role=Role.ADMINISTRATOR)
    ways.set_logs_in(acting=boss, recipient_id=made.id("night"), value=False)
    ways.add(
        acting=boss,
        recipient_id=made.id("night"),
        event="",
        channel="link",
        address="natt@prov.example",
        always=False,
    )
    duty.register_person(acting=boss, unit_id=made.id("night"), name="Nadja Natt", phone="070-174 06 05")
    services.report_services(
        acting=made.acting("office"),
        episode_id=made.episode.pk,
        at=clock.now(),
        providers=[made.id("home"), made.id("night")],
    )
    return made


def discharged(region: Region) -> str:
    """The ward discharges; returns the path of the link in the mail."""
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    settle()
    [sent] = [one for one in mail.outbox if one.to == ["natt@prov.example"]]
    found = re.search(r"/l/[\w-]+/", sent.body)
    assert found, sent.body
    for word in ("Elsa", "Testsson", "19380204", "Avdelning"):
        assert word not in sent.body, "a mail says nothing of whom it concerns"
    return found.group()


def settle() -> None:
    """Relay and workers do their work."""
    relay.drain(budget_seconds=20)
    for pk in Delivery.objects.queued().values_list("pk", flat=True):
        delivery.attempt(pk)
    relay.drain(budget_seconds=20)


def person() -> str:
    return str(RegisteredPerson.objects.get(name="Nadja Natt").pk)


def code_of(gateway: Server) -> str:
    found = re.search(r"\d{6}", gateway.calls[-1].json["text"])
    assert found
    return found.group()


def row(region: Region) -> Addressee:
    return Addressee.objects.get(
        unit_id=region.id("night"), item__kind=ItemKind.HOME_CARE_NOTIFIED, named=True
    )


def test_a_link_opens_one_message_once_with_a_code_and_the_sender_sees_it(
    region: Region, gateway: Server
) -> None:
    path = discharged(region)
    phone = Client()
    for _ in range(3):  # a robot that looks at what stands in a mail uses nothing up
        page = phone.get(path)
        assert page.status_code == 200
        assert "Elsa" not in page.text
        assert "Nadja Natt" in page.text
        assert "•• 05" in page.text
        assert "701740605" not in page.text
    assert phone.head(path).status_code == 405
    assert gateway.calls == []

    asked = phone.post(path, {"act": "code", "person": person()})
    assert asked.status_code == 302
    [sms] = gateway.calls
    assert sms.json["to"] == "+46701740605"
    assert sms.headers["Authorization"] == "Bearer known-to-the-gateway"
    assert "Elsa" not in sms.json["text"]

    assert phone.post(path, {"act": "open", "code": "000000"}).status_code == 422
    opened = phone.post(path, {"act": "open", "code": code_of(gateway)})
    assert opened.status_code == 200
    assert "Elsa Testsson" in opened.text
    assert "Hemtjänsten meddelad" in opened.text
    ticket = re.search(r'name="ticket" value="([\w-]+)"', opened.text)
    assert ticket
    assert phone.get(path).status_code == 410, "once"
    assert phone.post(path, {"act": "open", "code": code_of(gateway)}).status_code == 410

    look = AccessLogRow.objects.get(action="message.link")
    assert (look.user_name, look.unit_id) == ("Nadja Natt", region.id("night"))
    assert look.patient_id == region.episode.patient_id

    ward = region.client("ward")
    shown = ward.get(reverse("messages", args=[region.episode.public_id])).text
    assert "Öppnat, inte kvitterat" in shown
    done = phone.post(path, {"act": "receipt", "ticket": ticket.group(1)})
    assert "meddelandet är kvitterat" in done.text
    assert row(region).acknowledged_by == "Nadja Natt"
    shown = ward.get(reverse("messages", args=[region.episode.public_id])).text
    assert "Nadja Natt" in shown
    again = phone.post(path, {"act": "receipt", "ticket": ticket.group(1)})
    assert "kom inte fram" in again.text, "a ticket is used once"


def test_only_one_who_is_registered_gets_a_code_and_tries_are_few(region: Region, gateway: Server) -> None:
    path = discharged(region)
    phone = Client()
    stranger = duty.register_person(
        acting=region.acting("home", role=Role.ADMINISTRATOR),
        unit_id=region.id("home"),
        name="Annan Enhet",
        phone="070-174 06 06",
    )
    assert phone.post(path, {"act": "code", "person": str(stranger.pk)}).status_code == 422
    assert gateway.calls == []
    phone.post(path, {"act": "code", "person": person()})
    code = code_of(gateway)
    for _ in range(links.CODES_TRIED.times):
        assert phone.post(path, {"act": "open", "code": "12345"}).status_code == 422
    answer = phone.post(path, {"act": "open", "code": code})
    assert answer.status_code == 422
    assert "För många försök" in answer.text
    assert OneTimeLink.objects.get().opened_at is None


def test_a_code_is_short_lived_and_a_new_one_ends_the_old(region: Region, gateway: Server) -> None:
    path = discharged(region)
    phone = Client()
    phone.post(path, {"act": "code", "person": person()})
    first = code_of(gateway)
    phone.post(path, {"act": "code", "person": person()})
    second = code_of(gateway)
    if first != second:
        assert phone.post(path, {"act": "open", "code": first}).status_code == 422
    clock.set_offset(timedelta(minutes=11))
    assert phone.post(path, {"act": "open", "code": second}).status_code == 422
    clock.set_offset(timedelta(hours=25))
    assert phone.get(path).status_code == 410


def test_a_message_called_back_while_unread_cannot_be_opened(region: Region, gateway: Server) -> None:
    """Row 43: the wrong one was chosen; the sender calls it back, and the link opens nothing."""
    path = discharged(region)
    phone = Client()
    phone.post(path, {"act": "code", "person": person()})
    item = row(region).item
    ward = region.client("ward")
    address = reverse("recall_message", args=[region.episode.public_id, item.pk, region.id("night")])
    assert ward.post(address).status_code == 302
    answer = phone.post(path, {"act": "open", "code": code_of(gateway)})
    assert answer.status_code == 410
    assert "återkallat" in answer.text
    assert "Återkallat" in ward.get(reverse("messages", args=[region.episode.public_id])).text
    assert not AccessLogRow.objects.filter(action="message.link").exists(), "the list of readers is empty"


def test_what_was_opened_cannot_be_called_back(region: Region, gateway: Server) -> None:
    path = discharged(region)
    phone = Client()
    phone.post(path, {"act": "code", "person": person()})
    phone.post(path, {"act": "open", "code": code_of(gateway)})
    assert not services.recall_link(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        item_id=row(region).item_id,
        unit_id=region.id("night"),
    )


def test_a_link_that_nobody_opened_becomes_the_senders_task(region: Region) -> None:
    """After a day: the next way, print, is a person's."""
    discharged(region)
    clock.set_offset(timedelta(hours=25))
    links.give_up_unopened()
    settle()
    assert Unreached.objects.get().unit_id == region.id("night")
    tasks = worklist.tasks_of(acting=region.acting("ward"), episode=region.episode, now=clock.now())
    assert TaskKind.REACH_OTHERWISE in {task.kind for task in tasks}
    print_way = Delivery.objects.get(channel="print")
    assert print_way.status == DeliveryStatus.MANUAL


def test_nobody_finds_a_link_by_trying(region: Region) -> None:
    phone = Client(REMOTE_ADDR="203.0.113.9")
    answers = [phone.get(f"/l/{number}x/").status_code for number in range(links.LINKS_LOOKED_FOR.times + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429


def test_the_token_and_the_code_are_kept_nowhere(region: Region, gateway: Server) -> None:
    """Neither in the database nor in a log line about a request that was refused."""
    path = discharged(region)
    Client().post(path, {"act": "code", "person": person()})
    logged = logs._masked_line(None, "warning", f"Unprocessable Entity: {path}")
    assert logged == "Unprocessable Entity: /l/…/"
    stored = OneTimeLink.objects.values().get()
    token = path.split("/")[2]
    assert len(token) == 43, "32 bytes"
    assert token not in str(stored)
    assert code_of(gateway) not in str(stored)


def test_print_has_a_number_and_a_receipt_entered_afterwards_counts(region: Region) -> None:
    """Row 45: nobody logs in and no way works: the fallback is chosen and recorded, and a person gets a task."""
    discharged(region)
    item = row(region).item
    ward = region.client("ward")
    where = [region.episode.public_id, item.pk, region.id("night")]
    printed = ward.post(reverse("by_hand_print", args=where))
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    page = ward.get(reverse("by_hand", args=where))
    assert page.status_code == 200
    form = page.context["form"]
    data = {
        "version": region.episode.__class__.objects.get(pk=region.episode.pk).version,
        "key": form["key"].initial() if callable(form["key"].initial) else form["key"].initial,
        "received_by": "Nadja Natt, undersköterska",
        "received_at_day": f"{clock.local(clock.now()):%Y-%m-%d}",
        "received_at_clock": f"{clock.local(clock.now()):%H.%M}",
    }
    clock.set_offset(timedelta(minutes=2))
    saved = ward.post(reverse("by_hand", args=where), data)
    assert saved.status_code == 302, saved.context["form"].errors if saved.context else saved.text
    assert row(region).acknowledged_by == "Nadja Natt, undersköterska (på papper)"
    [handover] = item.paper_deliveries.filter(received_at__isnull=False)
    assert handover.entered_by.startswith("Person ward")
    assert item.paper_deliveries.exclude(sha256="").get().pages == 1
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED, data__entered_for=True).count() == 1
