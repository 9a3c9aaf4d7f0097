"""The walk through the whole chain: people who log in, pages that are looked at in both widths, a worker that works."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from actors import services as actors
from actors.rules.kinds import Role
from core import clock
from core.models import OutboxMessage
from tests.browser.helpers import look
from tests.factories.region import Region

PASSWORD = "vandring"
PEOPLE = {
    "ward": Role.WARD_NURSE,
    "office": Role.ASSESSOR,
    "vc": Role.CARE_CONTACT,
    "home": Role.HOME_CARE_COORDINATOR,
    "night": Role.NIGHT_PATROL,
    "mas": Role.MAS,
    "management": Role.MANAGER,
}


@dataclass
class Walk:
    """The people of the walk, each with a window of their own, and what has been looked at."""

    region: Region
    open_page: Callable[..., Page]
    windows: dict[str, Page] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)

    def person(self, name: str, *, width: str = "desktop") -> Page:
        """The person's window, logged in through the log-in page at the first call."""
        if name not in self.windows:
            self._hire(name)
            page = self.windows[name] = self.open_page(width)
            page.goto("/", timeout=120_000)  # the first page of a process loads everything
            page.get_by_label("Användarnamn").fill(f"demo-{name}")
            page.get_by_label("Lösenord").fill(PASSWORD)
            page.get_by_role("button", name="Logga in", exact=True).click()
            expect(page.locator(".hv-header")).to_contain_text(self.region.units[name].name)
            page.goto("/")  # past the newcomer's page, which is shown once
        return self.windows[name]

    def _hire(self, name: str) -> None:
        actors.add_person(
            username=f"demo-{name}",
            name=f"Test {name}",
            password_hash=make_password(PASSWORD),
            unit_code=self.region.units[name].code,
            role=PEOPLE[name],
            valid_from=clock.today() - timedelta(days=30),
        )

    def look(self, page: Page, name: str) -> None:
        """The page as it is (`helpers.look`)."""
        look(page, f"walk-{name}")
        self.looked.append(name)


def open_case(page: Page, person: str) -> None:
    """From *Att göra* to the person's case."""
    page.goto("/att-gora/")
    page.get_by_role("link", name=person).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person)


def follow(page: Page, link: str) -> None:
    """From the case to one of its forms."""
    page.get_by_role("region", name="Gör nu").get_by_role("link", name=link).click()


def press(page: Page, button: str) -> None:
    """Press a button of the page and wait for the message that it is done."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
    expect(page.locator(".hv-messages")).to_be_visible()


def say(page: Page) -> str:
    """The messages of the page."""
    return page.locator(".hv-messages").inner_text()


def type_moment(page: Page, legend: str, day: str, clock_time: str) -> None:
    """Fill in the day and the clock time of a field."""
    group = page.get_by_role("group", name=legend)
    group.get_by_label("Dag").fill(day)
    group.get_by_label("Klockslag").fill(clock_time)


def wait_for_the_worker(page: Page, seconds: int = 60) -> None:
    """Until the outbox is empty: the relay and the worker have done what the pages set off."""
    for _ in range(seconds * 10):
        if not OutboxMessage.objects.open().exists():
            held = list(OutboxMessage.objects.held().values_list("event", "last_error"))
            assert held == [], held
            return
        page.wait_for_timeout(100)
    raise AssertionError("the outbox was not emptied")
