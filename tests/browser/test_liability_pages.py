"""The pages of betalningsansvar in the browser: readable on a phone, clean by axe, nothing stopped by the policy."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from actors.rules.kinds import Role
from liability import services
from tests.browser.helpers import assert_accessible, shoot
from tests.liability.support import Stay, at, stay
from tests.liability.test_pages import logged_in

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]
SignedIn = Callable[..., Page]


@pytest.fixture
def told() -> Stay:
    """A stay whose result was worked out twice: the call to SIP was recorded afterwards."""
    made = stay().ready().discharged()
    services.assess_episode(episode_id=made.id, as_of=at("2022-03-20 10:00"))
    made.all_in_time()
    services.assess_episode(episode_id=made.id, as_of=at("2022-03-20 10:00"))
    return made


@pytest.fixture
def signed_in(screen: Screen, live_server) -> Callable[..., Page]:
    """A page of somebody at a unit, logged in."""

    def open_page(told: Stay, unit: str, *, width: str, role: Role | None = None) -> Page:
        value = logged_in(told, unit, role).cookies[settings.SESSION_COOKIE_NAME].value
        page = screen(width)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_page


@pytest.mark.parametrize("width", ["desktop", "phone", "reflow"])
def test_the_page_of_a_case(signed_in: SignedIn, told: Stay, width: str) -> None:
    page = signed_in(told, "office", width=width)
    page.goto(reverse("case", args=[told.episode.public_id]))
    page.get_by_role("link", name="Se hur det är räknat").click()
    page.get_by_role("heading", name="Perioder som utskrivningsklar").wait_for()
    assert page.get_by_text("Betalningsansvaret inträder torsdag 10 mars 2022").is_visible()
    assert page.get_by_text("Beräknas, ej fakturerbart").first.is_visible()
    assert_accessible(page)
    shoot(page, f"liability-case-{width}")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_terms_and_amounts(signed_in: SignedIn, told: Stay, width: str) -> None:
    page = signed_in(told, "management", width=width, role=Role.ADMINISTRATOR)
    page.goto(reverse("liability_terms"))
    page.get_by_label("År", exact=True).fill("2021")
    page.get_by_role("button", name="Spara beloppet").click()
    page.get_by_text("Ange kronor per vårddygn").first.wait_for()
    assert_accessible(page)
    page.get_by_role("spinbutton", name="Kronor per vårddygn").fill("8900")
    page.get_by_role("textbox", name="Källa").fill("HSLF-FS 2020:1")
    page.get_by_role("button", name="Spara beloppet").click()
    page.get_by_text("Beloppet för 2021 är sparat.").wait_for()
    assert_accessible(page)
    shoot(page, f"liability-terms-{width}")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_sums_of_an_organisation(signed_in: SignedIn, width: str) -> None:
    told = stay().all_in_time().ready()
    services.assess_episode(episode_id=told.id)
    page = signed_in(told, "management", width=width, role=Role.MANAGER)
    page.goto(reverse("liability_overview"))
    assert page.get_by_role("rowheader", name="Testköpings kommun").is_visible()
    assert_accessible(page)
    shoot(page, f"liability-overview-{width}")
