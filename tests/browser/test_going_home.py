"""Home with the list, the information and the trygghetskvitto: a frail person and a key that nobody has."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.helpers import HEIGHTS, WIDTHS, assert_accessible, shoot
from tests.factories.region import Region, build, send_ready
from transitions import services
from transitions.models import ChecklistPoint
from transitions.rules.kinds import ConsentForm, PointState, Scope

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]
KEY = "Nyckel eller kod finns hos den som ska in"


def _ready() -> Region:
    region = build()
    common = {"episode_id": region.episode.pk}
    ward = region.acting("ward")
    services.give_consent(
        **common, acting=ward, at=clock.now(), scopes=[Scope.INFORMATION], form=ConsentForm.ORAL
    )
    services.appoint_care_contact(
        **common, acting=region.acting("vc"), at=clock.now(), name="Siv Ek", phone="08-123 456 79"
    )
    services.report_services(
        **common, acting=region.acting("office"), at=clock.now(), providers=[region.id("home")]
    )
    send_ready(region, clock.now())
    return region


def _look(page: Page, name: str) -> None:
    """No axe violation and no sideways scroll at 1366, 390 and 320 px."""
    for width in ("desktop", "phone", "reflow"):
        page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHTS[width]})
        assert_accessible(page)
        shoot(page, f"going-home-{name}-{width}")
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": HEIGHTS["desktop"]})


def _enter(region: Region, page: Page, live_server, who: str) -> None:
    value = region.client(who).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page.context.add_cookies([cookie])


def test_home_with_a_critical_point_open(screen: Screen, live_server) -> None:
    region = _ready()
    case = [region.episode.public_id]
    page = screen("desktop", scripts=True)
    _enter(region, page, live_server, "ward")
    page.goto(reverse("going_home", args=case))
    _look(page, "empty")
    page.get_by_role("button", name="Börja hemgångslistan").click()
    expect(page.get_by_role("table")).to_contain_text(KEY)
    page.get_by_role("button", name="Klar: Hemresa beställd").click()
    expect(page.locator(".hv-messages")).to_contain_text("Punkten är klar.")
    for row in ChecklistPoint.objects.filter(critical=True).exclude(point=KEY):
        services.settle_point(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            at=clock.now(),
            point_id=row.pk,
            state=PointState.DONE,
        )
    page.reload()
    _look(page, "list")
    page.get_by_role("link", name="Skriv ut listan").click()
    _look(page, "print")

    page.goto(reverse("information", args=case))
    page.get_by_label("Läkemedel som har satts ut").fill("Metoprolol, för lågt tryck.")
    page.get_by_label("Kateter, dropp och andra infarter").fill("KAD sedan i måndags. Dras på fredag.")
    page.get_by_label("Till patienten: sammanfattning").fill(
        "Du har haft lunginflammation. Du mår bättre nu."
    )
    _look(page, "information")
    page.get_by_role("button", name="Skicka informationen").click()
    expect(page.get_by_role("main")).to_contain_text("Saknas: hälsa och vård")

    page.goto(reverse("safety_receipt_new", args=case))
    page.get_by_label("Taxi är beställd").check()
    page.get_by_label("Dina hjälpmedel finns hemma").check()
    page.get_by_role("textbox", name="Mer att veta").fill("Katten är hos grannen.")
    _look(page, "receipt-form")
    page.get_by_role("button", name="Gör trygghetskvittot").click()
    expect(page.get_by_role("heading", level=1, name="Trygghetskvitto")).to_be_visible()
    _look(page, "receipt")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator(".tk")).to_have_attribute("dir", "rtl")
    _look(page, "receipt-arabic")

    page.goto(reverse("discharge", args=case))
    page.get_by_label("Hemmet").check()
    page.get_by_role("button", name="Skriv ut", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Skriv varför personen ändå skrivs ut")
    _look(page, "discharge-why")
    page.get_by_label("Varför skrivs personen ut").fill("Dottern öppnar och lämnar nyckeln i kväll.")
    page.get_by_role("button", name="Skriv ut", exact=True).click()
    expect(page.locator(".hv-messages")).to_contain_text("Patienten är utskriven.")

    office = screen("phone")
    _enter(region, office, live_server, "office")
    office.goto(reverse("going_home", args=case))
    expect(office.get_by_role("main")).to_contain_text("Öppen vid utskrivningen: Dottern öppnar")
    office.get_by_text("Läs informationen").click()
    expect(office.get_by_role("main")).to_contain_text("Metoprolol")
    _look(office, "office")
