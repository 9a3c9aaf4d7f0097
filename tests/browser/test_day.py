"""A night patrol in a stairwell: from the link two taps on a phone, also without script, and fit to carry on paper."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actors import services_duty
from core import clock
from tests.browser.helpers import assert_accessible, shoot
from tests.browser.walking import Walk
from tests.factories.region import build
from transitions import services
from transitions.models import Addressee
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db(transaction=True)


def test_night_patrol_acknowledges_in_two_taps(screen) -> None:
    """The link opens the day; one tap to acknowledge, at 390 and 320 px; the other roles' days hold too."""
    region = build(to=("office", "vc", "rehab"))
    now = clock.now()
    services_duty.add_duty(
        acting=region.acting("ward"),
        unit_id=region.id("ward"),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=9),
        name="Kim Jour",
        phone="08-465 004 01",
        title="Sjuksköterska natt",
    )
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=now,
        providers=[region.id("home"), region.id("night")],
    )
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("night")],
        starts_at=clock.now() + timedelta(hours=6),
        meets="Dottern",
        key="Hos nattpatrullen",
        medicines="Dosett för tre dagar",
    )
    walk = Walk(region, lambda width: screen(width, scripts=False))
    page = walk.person("night", width="phone")
    page.goto(reverse("day"))
    for told in ("Dottern", "Hos nattpatrullen", "Dosett för tre dagar"):
        expect(page.get_by_text(told).first).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name=re.compile("^Kvittera")).tap()
    expect(page.get_by_text("Kvitterat: 1 ärende.")).to_be_visible()
    assert page.url.endswith(reverse("day"))
    told_rows = Addressee.objects.filter(unit_id=region.id("night"), item__kind=ItemKind.HOME_CARE_NOTIFIED)
    assert told_rows.exists()
    assert not told_rows.filter(acknowledged_at__isnull=True).exists()
    looks = Walk(region, screen)
    for name, addresses in {
        "night": ["day"],
        "ward": ["ward_wall", "day_holiday"],
        "vc": ["day"],
    }.items():
        window = looks.person(name)
        for address in addresses:
            window.goto(reverse(address))
            assert_accessible(window)
            shoot(window, f"{address}-{name}")
    ward = looks.windows["ward"]
    ward.emulate_media(media="print")
    expect(ward.get_by_text("Kan innehålla personuppgifter")).to_be_visible()
    expect(ward.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
