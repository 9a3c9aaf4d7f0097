"""The administrator's day in the browser, on a phone and at a desk: access, an ended unit, a message, a file."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from actors.models import Assignment, Unit
from actors.rules.kinds import Role
from core import clock
from core.models import OutboxMessage
from integrations.models import EventLoad
from integrations.tasks import load_events
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import Region, build

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


def as_administrator(screen: Screen, live_server, region: Region, unit: str, width: str) -> Page:
    """A page of the unit's administrator, logged in."""
    client = region.client(unit, role=Role.ADMINISTRATOR)
    page = screen(width)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return page


def look(page: Page, name: str) -> None:
    """Readable by everybody, and a picture of it."""
    assert_accessible(page)
    shoot(page, f"administrator-{name}")


def test_a_unit_gives_and_ends_access_on_a_phone(screen: Screen, live_server) -> None:
    region = build()
    _, old = region.person("ward")
    long_ago = clock.today() - timedelta(days=140)
    Assignment.objects.filter(pk=old.pk).update(valid_from=long_ago, last_used_on=long_ago)
    page = as_administrator(screen, live_server, region, "ward", "phone")
    page.goto(reverse("access"))
    page.get_by_role("heading", name="1 behörighet har inte använts på 90 dagar").wait_for()
    look(page, "access-phone")
    page.get_by_role("link", name="Ge behörighet").click()
    page.get_by_label("HSA-id eller användarnamn").fill("SE2321000016-4F2K")
    page.get_by_role("button", name="Ge behörighet").click()
    page.get_by_text("Välj roll").first.wait_for()
    look(page, "access-new-phone")
    page.get_by_role("textbox", name="Namn (frivilligt)").fill("Nora Ny")
    page.get_by_label("Sjuksköterska på avdelning").check()
    page.get_by_role("button", name="Ge behörighet").click()
    page.get_by_text("Nora Ny har fått behörighet som sjuksköterska på avdelning.").wait_for()
    page.get_by_role("rowheader").get_by_role("link", name="Nora Ny").click()
    page.get_by_role("link", name="Avsluta behörigheten").click()
    page.get_by_role("button", name="Avsluta behörigheten").click()
    page.get_by_role("heading", name="Avslutade").wait_for()
    look(page, "access-ended-phone")
    page.goto(reverse("welcome"))
    look(page, "welcome-phone")


def test_the_operators_day(screen: Screen, live_server, tmp_path) -> None:
    region = build()
    now = clock.now()
    office = region.units["office"]
    heir = Unit.objects.create(
        code="T-NY", organisation=office.organisation, kind=office.kind, name="Biståndsenheten Väst"
    )
    OutboxMessage.objects.create(
        event="item.discharged",
        created_at=now,
        next_attempt_at=now,
        held_at=now,
        attempts=8,
        last_error="TimeoutError",
    )
    page = as_administrator(screen, live_server, region, "region_management", "desktop")
    page.goto(reverse("operations"))
    page.get_by_text("Skriv av").first.click()
    look(page, "operations")
    page.get_by_label("Varför ska det inte skickas?").select_option("no_longer_true")
    page.get_by_role("button", name="Skriv av meddelandet").click()
    page.get_by_text("Meddelandet är avskrivet och skickas inte.").wait_for()

    page.get_by_role("link", name="Läs in händelsefiler").click()
    file = tmp_path / "handelser.ndjson"
    file.write_text(
        '{"type": "organisation", "id": "77", "kind": "region", "name": "Region Ny"}\n{"type": "x"}\n'
    )
    page.get_by_label("Händelsefil").set_input_files(file)
    page.get_by_role("button", name="Provkör filen").click()
    page.get_by_text("Provkörningen pågår").wait_for()
    load_events(EventLoad.objects.get().pk)
    page.reload()
    page.get_by_role("button", name="Läs in filen").wait_for()
    look(page, "load")

    page.goto(reverse("unit_end", args=[office.pk]))
    page.get_by_label("Efterträdare").select_option(str(heir.pk))
    page.get_by_role("button", name="Visa vad som flyttas").click()
    page.get_by_role("row", name="Öppna ärenden 1").wait_for()
    look(page, "unit-end")
    page.get_by_role("button", name="Avsluta enheten").click()
    page.get_by_text("Biståndsenheten har upphört.").wait_for()
    look(page, "unit-ended")
    page.goto(reverse("organisations"))
    look(page, "organisations")
