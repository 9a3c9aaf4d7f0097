"""A person's way home in the browser: one window, passed from unit to unit, and looked at on the way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.helpers import HEIGHTS, WIDTHS, overflow, shoot, violations
from tests.factories.region import Region, personal_number
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.kinds import CareForm, Sex

TURNS = ("desktop", "phone", "reflow")


@dataclass
class Journey:
    """The window, the case on its way, and whose turn it is to be asked by axe: each width in turns."""

    name: str
    page: Page
    region: Region
    episode: CareEpisode
    address: str
    width: str = "desktop"
    scripts: bool = True
    """Without them axe cannot be asked: it never answers."""
    _cookies: dict[str, str] = field(default_factory=dict)
    _looked: int = 0

    def turn_to(self, unit: str) -> None:
        """Somebody at the unit sits down at the window, and opens the case."""
        if unit not in self._cookies:
            self._cookies[unit] = self.region.client(unit).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self._cookies[unit], "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        self.open()

    def open(self, view: str = "case") -> None:
        """A page of the case."""
        self.page.goto(reverse(view, args=[self.episode.public_id]))

    def act(self, link: str) -> None:
        """Choose an act on the case, unfolding what is folded in."""
        self.open()
        found = self.page.get_by_role("link", name=link, exact=True)
        if not found.first.is_visible():
            self.page.locator("summary", has_text="Fler åtgärder").click()
        found.first.click()

    def press(self, button: str, said: str = "") -> None:
        """Press a button, and read what it led to."""
        self.page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
        if said:
            expect(self.page.locator(".hv-messages")).to_contain_text(said)

    def send_ready(self, doctor: str) -> None:
        """Utskrivningsklar, with what must be done before it."""
        self.act("Skicka utskrivningsklar")
        for label in ("Remiss till annan slutenvård avslutad", "Läkemedel säkrade"):
            self.page.get_by_role("group", name=label).get_by_label("Klart", exact=True).check()
        self.page.get_by_label("Behandlande läkare som har gjort bedömningen").fill(doctor)
        self.press("Skicka utskrivningsklar", "Utskrivningsklar är skickat.")

    def look(self, name: str) -> None:
        """No sideways scroll at any width, no axe violation at one of them, a picture of each."""
        asked = TURNS[self._looked % len(TURNS)]
        self._looked += 1
        for width in TURNS:
            self.page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHTS[width]})
            assert overflow(self.page) == 0, (name, width)
            if self.scripts and width == asked:
                found = violations(self.page)
                assert found == [], (name, width, found)
            shoot(self.page, f"{self.name}-{self._looked:02}-{name}-{width}")
        self.page.set_viewport_size({"width": WIDTHS[self.width], "height": HEIGHTS[self.width]})

    def by(self, unit: str) -> dict[str, Any]:
        """What a service wants of every act, for what happens behind the scene."""
        return {"acting": self.region.acting(unit), "episode_id": self.episode.pk, "at": clock.now()}


def admitted(region: Region, *, name: str, born: date, care_form: CareForm = CareForm.SOMATIC) -> CareEpisode:
    """A person just admitted to the ward, of whom nobody has been told."""
    ward = region.acting("ward")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=personal_number(born, 984),
        name=name,
        sex=Sex.FEMALE,
        registered_in_id=region.organisations["municipality"].pk,
        listed_at_id=region.id("vc"),
        address="Björkvägen 4, 199 31 Testköping",
    )
    return services.register_admission(
        acting=ward,
        patient_id=patient.pk,
        # A form speaks of whole minutes: what happens in the minute of the admission would come before it.
        admitted_at=clock.now() - timedelta(minutes=1),
        care_form=care_form,
    )
