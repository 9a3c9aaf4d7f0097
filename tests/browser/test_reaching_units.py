"""A unit without log-in opens a message on a phone, without script, and the sender sees it."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page

from actors import services_duty as duty
from actors.rules.kinds import Role
from core import clock, delivery, outward, relay, ways
from core.models import Delivery
from tests.browser.helpers import assert_accessible, shoot
from tests.core.gateways import Server, http_server
from tests.factories.region import Region, build
from transitions import services
from transitions.rules.kinds import DischargedTo

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


def _discharged_in_the_evening() -> Region:
    """Home care logs in, the night patrol has a link; the ward discharges."""
    region = build()
    boss = region.acting("night", role=Role.ADMINISTRATOR)
    night = region.id("night")
    ways.set_logs_in(acting=boss, recipient_id=night, value=False)
    ways.add(
        acting=boss, recipient_id=night, event="", channel="link", address="natt@prov.example", always=False
    )
    duty.register_person(acting=boss, unit_id=night, name="Nadja Natt", phone="070-174 06 05")
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        providers=[region.id("home"), night],
    )
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    relay.drain(budget_seconds=20)
    for pk in Delivery.objects.queued().values_list("pk", flat=True):
        delivery.attempt(pk)
    return region


def _as(page: Page, region: Region, unit: str, live_server, role: Role | None = None) -> Page:
    value = region.client(unit, role=role).cookies[django_settings.SESSION_COOKIE_NAME].value
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def _code(gateway: Server) -> str:
    found = re.search(r"\d{6}", gateway.calls[-1].json["text"])
    assert found
    return found.group()


def test_a_link_on_a_phone_is_seen_by_the_sender(screen: Screen, live_server, settings) -> None:
    settings.OUTWARD_LOCAL = True
    outward.forget_failures()
    with http_server() as gateway:
        settings.SMS_GATEWAY_URL = gateway.url
        region = _discharged_in_the_evening()
        found = re.search(r"/l/[\w-]+/", mail.outbox[-1].body)
        assert found
        phone = screen("phone", scripts=False)
        phone.goto(found.group())
        shoot(phone, "link-who")
        phone.get_by_role("button", name="Skicka kod till min telefon").click()
        phone.get_by_label("Koden i SMS:et").fill(_code(gateway))
        shoot(phone, "link-code")
        phone.get_by_role("button", name="Öppna meddelandet").click()
        assert phone.get_by_text("Elsa Testsson").is_visible()
        shoot(phone, "link-message")
        phone.get_by_role("button", name="Kvittera att vi har tagit emot det").click()
        phone.get_by_role("heading", name="Tack, meddelandet är kvitterat").wait_for()

        ward = _as(screen("desktop"), region, "ward", live_server)
        ward.goto(reverse("case", args=[region.episode.public_id]))
        sent = ward.locator("details.hv-sent", has_text="Nadja Natt").first
        sent.locator("summary").first.click()
        assert sent.get_by_text("Nadja Natt").is_visible()
        assert_accessible(ward)
        shoot(ward, "messages-case")
        for width in ("desktop", "phone", "reflow"):
            page = ward if width == "desktop" else _as(screen(width), region, "ward", live_server)
            page.goto(reverse("messages", args=[region.episode.public_id]))
            assert_accessible(page)
            shoot(page, f"messages-{width}")
