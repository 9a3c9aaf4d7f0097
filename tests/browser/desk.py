"""One unit's screen with a case on it, for the stories that go from desk to desk."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.helpers import HEIGHTS, WIDTHS, assert_accessible, overflow, shoot
from tests.factories.region import Region

Screen = Callable[..., Page]


@dataclass
class Desk:
    """One unit's screen with the case on it. `story` begins the names of its pictures."""

    page: Page
    case: str
    unit: str
    story: str

    def open(self, link: str) -> None:
        """Go to the case and choose an act, unfolding what is folded in."""
        self.page.goto(self.case)
        found = self.page.get_by_role("link", name=link, exact=True)
        if not found.first.is_visible():
            self.page.get_by_text("Fler åtgärder").click()
        found.first.click()

    def send(self, button: str, said: str) -> None:
        """Send the form by the keyboard, and read that it was sent."""
        self.page.get_by_role("button", name=button, exact=True).focus()
        self.page.keyboard.press("Enter")
        self.page.get_by_text(said, exact=True).wait_for()

    def look(self, name: str, *, go: bool = True) -> None:
        """The case, or without `go` the page as it is: accessible, and within the screen at every width."""
        if go:
            self.page.goto(self.case)
        assert_accessible(self.page)
        for width in ("phone", "reflow"):
            self.page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHTS[width]})
            assert overflow(self.page) == 0, (name, width)
            shoot(self.page, f"{self.story}-{self.unit}-{name}-{width}")
        self.page.set_viewport_size({"width": WIDTHS["desktop"], "height": HEIGHTS["desktop"]})
        shoot(self.page, f"{self.story}-{self.unit}-{name}")


def desk(screen: Screen, live_server, region: Region, unit: str, *, story: str, **more) -> Desk:
    """A person of the unit at a desk. `more` is for the person: another role."""
    value = region.client(unit, **more).cookies[settings.SESSION_COOKIE_NAME].value
    page = screen("desktop")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return Desk(page, reverse("case", args=[region.episode.public_id]), unit, story)
