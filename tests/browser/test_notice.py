"""The inskrivningsmeddelande of a child with two guardians: sent as the act's minimum, completed by section, read."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from core import clock
from tests.browser.helpers import WIDTHS, assert_accessible, shoot
from tests.factories.region import Region, build, personal_number
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.kinds import CareForm, Sex

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


def _admitted(region: Region) -> CareEpisode:
    ward = region.acting("ward")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=personal_number(date(2017, 5, 4), 984),
        name="Alva Testsson",
        sex=Sex.FEMALE,
        registered_in_id=region.organisations["municipality"].pk,
        listed_at_id=region.id("vc"),
    )
    return services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.SOMATIC
    )


def _looked_at(page: Page, name: str) -> None:
    for width, pixels in WIDTHS.items():
        page.set_viewport_size({"width": pixels, "height": 800})
        assert_accessible(page)
        shoot(page, f"{name}-{width}")
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": 800})


def test_a_child_with_two_guardians(screen: Screen, live_server) -> None:
    region = build()
    episode = _admitted(region)
    page = screen("desktop")

    def as_unit(name: str) -> None:
        value = region.client(name).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )

    as_unit("ward")
    case = [episode.public_id]
    page.goto(reverse("send_notice", args=case))
    assert page.get_by_text("0 av 16 frågor besvarade").is_visible()
    page.get_by_label("Beräknad utskrivning", exact=False).first.fill(f"{clock.today()}")
    page.get_by_label("Behandlande läkare").fill("Lena Hallström")
    page.get_by_role("checkbox", name="Rehabilitering i öppenvård").check()
    page.get_by_role("button", name="Föreslå mottagare").click()
    assert page.get_by_role("checkbox", name="Gröndals rehab").is_checked()
    assert page.get_by_text("Behovet talar för det").is_visible()
    page.get_by_text("Barnet och familjen").click()
    _looked_at(page, "notice-send")
    page.get_by_role("checkbox", name="Rehabilitering i öppenvård").uncheck()
    page.get_by_role("button", name="Skicka inskrivningsmeddelande").click()
    page.get_by_text("Inskrivningsmeddelandet är skickat.").wait_for()
    page.get_by_role("link", name="Komplettera inskrivningsmeddelandet").click()
    page.get_by_label("Muntligt samtycke").check()
    page.get_by_text("Barnet och familjen").click()
    page.get_by_role("textbox", name="Vårdnadshavare").fill("Kim Testsson och Mio Testsson, nås på kvällar")
    page.get_by_role("textbox", name="Syskon").fill("En bror, 3 år, hos mormor")
    page.get_by_role("checkbox", name="Vet ej om förskola eller skola").check()
    page.get_by_text("3 av 16 frågor besvarade").wait_for()
    _looked_at(page, "notice-complete")
    page.get_by_role("button", name="Skicka kompletteringen").click()
    page.get_by_text("Kompletteringen är skickad.").wait_for()
    as_unit("office")
    page.goto(reverse("notice", args=case))
    assert page.get_by_text("Kim Testsson och Mio Testsson").is_visible()
    _looked_at(page, "notice-read")
    page.goto(reverse("case", args=case))
    page.get_by_text("Mer", exact=False).last.click()
    shoot(page, "notice-case")
