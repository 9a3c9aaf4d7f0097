"""A no, a weighing and a yes in the browser: the register and the send pages, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from core import clock
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import Region, build
from transitions import services
from transitions.rules.kinds import ConsentForm, Scope
from transitions.rules.representation import Mandate, RepresentativeKind

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


def _told() -> Region:
    region = build()
    common = {"acting": region.acting("ward"), "episode_id": region.episode.pk}
    services.give_consent(
        **common,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.WRITTEN,
        units=[region.id("office")],
        what="inte om ekonomin",
    )
    services.add_representative(
        **common,
        kind=RepresentativeKind.GOD_MAN,
        name="Kim Ek",
        phone="08-123 456 78",
        mandates=[Mandate.RIGHTS, Mandate.PERSON],
        seen="Registerutdrag 2026-01-10",
        valid_from=clock.today(),
    )
    return region


def test_from_the_register_to_what_is_sent(screen: Screen, live_server) -> None:
    region = _told()
    value = region.client("ward").cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    case = [region.episode.public_id]
    page = screen("desktop")
    page.context.add_cookies([cookie])
    page.goto(reverse("consents", args=case))
    page.get_by_role("link", name="Gör menprövning").click()
    page.get_by_label("Personen kan inte ta ställning").check()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Grund", exact=True).select_option("25:13")
    page.get_by_label("Vilka uppgifter").fill("Funktion och hjälpmedel")
    page.get_by_role("checkbox", name="Gröndals vårdcentral").check()
    page.get_by_role("textbox", name="Bedömning", exact=True).fill("Behövs för hjälpen hemma.")
    shoot(page, "consent-harm-desktop")
    page.get_by_role("button", name="Spara menprövningen").click()
    page.get_by_text("Menprövningen är sparad.").wait_for()
    for width in ("desktop", "phone"):
        shown = page if width == "desktop" else screen(width)
        if width == "phone":
            shown.context.add_cookies([cookie])
        shown.goto(reverse("consents", args=case))
        assert shown.get_by_text("Kim Ek").first.is_visible()
        assert_accessible(shown)
        shoot(shown, f"consent-register-{width}")
        shown.goto(reverse("change_date", args=case))
        assert shown.get_by_text("Så skickas uppgifterna").is_visible()
        assert_accessible(shown)
        shoot(shown, f"consent-sending-{width}")
        shown.goto(reverse("give_consent", args=case))
        shoot(shown, f"consent-answer-{width}")
        shown.goto(reverse("send_notice", args=case))
        shoot(shown, f"consent-notice-{width}")
