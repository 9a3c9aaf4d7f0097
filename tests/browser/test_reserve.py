"""Whether everybody is reached, and what to do when nobody can be: ways, escalation, operations, and paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import Page

from actors import services_contracts as contracts
from actors.models import Duty
from actors.rules.kinds import Role
from core import clock, relay, sending, ways, webhook_keeping, webhooks
from core.models import Delivery, OutboxMessage
from tests.browser.helpers import look
from tests.core.gateways import http_server
from tests.factories.region import Region, build
from transitions import services
from transitions.exports import packs as exports
from transitions.notifications import system_acting
from transitions.services import ladder, packs

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


@pytest.fixture
def region(settings, tmp_path) -> Region:
    """A message that nobody acknowledges until the ward must telephone; a planning system that answered once."""
    settings.CLOCK_OFFSET_FILE, settings.OUTWARD_LOCAL = tmp_path / "offset", True
    made = build()
    home, office = made.id("home"), made.id("office")
    boss = made.acting("home", role=Role.ADMINISTRATOR)
    with http_server() as system:
        webhook_keeping.set_address(acting=boss, recipient_id=home, url=f"{system.url}/hemvag")
        webhooks.send_test(home)
        system.answer = 500
        webhooks.send_test(home)
    for channel, address, always in (
        ("webhook", "", True),
        ("sms", "+46701740605", False),
        ("email", "hemtjanst@prov.example", False),
    ):
        ways.add(acting=boss, recipient_id=home, event="", channel=channel, address=address, always=always)
    contracts.set_lead_hours(acting=made.acting("management", role=Role.ADMINISTRATOR), hours={home: 12})
    now = clock.now()
    Duty.objects.create(
        unit_id=office,
        name="Jo Urhavande",
        phone="070-174 06 05",
        starts_at=now,
        ends_at=now + timedelta(days=3),
    )
    services.change_expected_discharge(
        acting=made.person_acting("ward"),
        episode_id=made.episode.pk,
        at=now,
        expected_discharge=clock.today() + timedelta(days=3),
        certainty="sure",
    )
    relay.drain()
    clock.set_offset(timedelta(days=2))
    ladder.climb(acting=system_acting(), now=clock.now())
    order = packs.order_pack(acting=made.person_acting("ward"), unit_id=made.id("ward"))
    exports.make_pack(order.pk, acting=system_acting())
    _something_held(made)
    return made


def _something_held(made: Region) -> None:
    now = clock.now()
    OutboxMessage.objects.create(
        event="item.discharged",
        case_key=made.episode.pk,
        created_at=now,
        next_attempt_at=now,
        attempts=8,
        held_at=now,
        last_error="attempts_exhausted",
    )
    Delivery.objects.create(
        message=OutboxMessage.objects.exclude(done_at=None)[0],
        recipient_id=made.id("home"),
        channel="email",
        address="fel@prov.example",
        status="held",
        created_at=now,
        due_at=now,
        held_at=now,
        attempts=1,
        last_error="smtp_550",
    )
    sending.pause()


def _as(page: Page, region: Region, unit: str, live_server, role: Role | None = None) -> Page:
    value = region.client(unit, role=role).cookies[django_settings.SESSION_COOKIE_NAME].value
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def test_the_pages_of_reaching_and_of_the_reserve_can_be_used_on_every_screen(
    screen: Screen, live_server, region: Region
) -> None:
    case = [region.episode.public_id]
    home = region.id("home")
    pages = [
        ("ward", None, reverse("case", args=case), "Registrera samtal", "case"),
        ("ward", None, reverse("enter_paper", args=case), "För in från papper", "paper"),
        ("ward", None, reverse("packs"), "Reservpaket", "packs"),
        ("home", Role.ADMINISTRATOR, reverse("unit_ways", args=[home]), "Så når ni oss", "ways"),
        ("home", Role.ADMINISTRATOR, reverse("unit_system", args=[home]), "Planeringssystem", "system"),
        ("home", Role.ADMINISTRATOR, reverse("ladder", args=[home]), "Eskalering", "ladder"),
        ("management", Role.ADMINISTRATOR, reverse("lead_hours"), "Inställelsetid", "hours"),
        ("region_management", Role.ADMINISTRATOR, reverse("operations"), "Drift", "operations"),
    ]
    page = screen("desktop")
    for unit, role, where, words, name in pages:
        _as(page, region, unit, live_server, role).goto(where)
        assert page.get_by_text(words).first.is_visible(), name
        look(page, f"reserve-{name}")
