"""Protected identity and emergency opening in the browser: clear on a phone, clean by axe, redrawn while open."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from actors.rules.kinds import Role
from core import clock
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import Region, build
from transitions.rules.kinds import Protection
from transitions.services import shields

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


@pytest.fixture
def opened(screen: Screen, live_server) -> Callable[..., Page]:
    """A page of somebody at a unit, logged in."""

    def open_page(region: Region, unit: str, *, width: str, role: Role | None = None) -> Page:
        page = screen(width)
        value = region.client(unit, role=role).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return page

    return open_page


def test_from_a_mark_to_an_emergency_opening_and_its_review(opened: Callable[..., Page]) -> None:
    region = build()
    case = reverse("case", args=[region.episode.public_id])
    page = opened(region, "vc", width="desktop")
    page.goto(case)
    assert not page.get_by_text("Skyddad identitet: Sekretessmarkering").is_visible()
    shields.change_protection(
        acting=region.person_acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        protection=Protection.CONFIDENTIAL,
        explained="Uppgift från folkbokföringen.",
    )
    # What the page itself does every 25 seconds.
    page.evaluate("document.body.dispatchEvent(new CustomEvent('uppdatera'))")
    page.get_by_role("heading", name="Skyddad identitet: Sekretessmarkering").wait_for()
    shoot(page, "shields-case-desktop")
    page.get_by_role("link", name="Visa mer av vårdkedjan").click()
    shoot(page, "shields-chain-desktop")
    assert_accessible(page)

    phone = opened(region, "vc", width="phone")
    phone.goto(case)
    assert_accessible(phone)
    shoot(phone, "shields-case-phone")
    phone.get_by_role("link", name="Nödöppning").click()
    phone.get_by_label("Fara för personens liv").check()
    phone.get_by_label("Personens samtycke kan inte hämtas in nu").check()
    phone.get_by_label("Varför behöver du uppgifterna?").fill("Medvetslös, vilka insatser finns hemma?")
    assert_accessible(phone)
    shoot(phone, "shields-emergency-form-phone")
    phone.get_by_role("button", name="Öppna uppgifterna").click()
    phone.get_by_role("heading", name="Nödöppning: Elsa Testsson").wait_for()
    assert_accessible(phone)
    shoot(phone, "shields-emergency-phone")

    boss = opened(region, "region_management", width="desktop", role=Role.MANAGER)
    boss.goto(reverse("emergency_list"))
    shoot(boss, "shields-emergencies-desktop")
    boss.get_by_role("link", name="Person vc, Gröndals vårdcentral").click()
    assert_accessible(boss)
    shoot(boss, "shields-review-desktop")
