"""A MAS follows up the log and hands a patient hers, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from actors.rules.kinds import Role
from core.models import LogVerdict
from tests.browser.helpers import assert_accessible, shoot
from tests.factories.region import build

pytestmark = pytest.mark.django_db(transaction=True)

Screen = Callable[..., Page]


def test_from_a_flag_to_a_verdict_and_the_patients_own_log(
    screen: Screen, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = build()
    monkeypatch.setattr(settings, "LOOK_LIMITS", {"*": (60, 20), "night_patrol": (1, 1)})
    for who, role in (("office", None), ("ward", None), ("office", Role.NIGHT_PATROL)):
        region.client(who, role=role).get(reverse("case", args=[region.episode.public_id]))
    value = region.client("mas").cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page = screen("desktop")
    page.context.add_cookies([cookie])
    page.goto(reverse("log_reviews"))
    assert_accessible(page)
    shoot(page, "log-reviews-desktop")
    page.get_by_role("button", name="Dra stickprov för Biståndsenheten").click()
    page.get_by_label("Bedömning").nth(0).select_option("ask")
    page.get_by_role("button", name="Spara bedömningarna").click()
    page.get_by_text("Skriv vad som ska utredas.").first.wait_for()
    page.get_by_label("Anteckning").nth(0).fill("Var personen med i teamet?")
    page.get_by_label("Bedömning").nth(1).select_option("justified")
    shoot(page, "log-sample-desktop")
    assert_accessible(page)
    page.get_by_role("button", name="Spara bedömningarna").click()
    page.get_by_text("2 bedömningar sparade.").wait_for()
    assert LogVerdict.objects.count() == 2

    phone = screen("phone")
    phone.context.add_cookies([cookie])
    phone.goto(reverse("log_reviews"))
    shoot(phone, "log-reviews-phone")
    assert_accessible(phone)
    phone.get_by_role("link", name="Biståndsenheten").first.click()
    shoot(phone, "log-sample-phone")
    assert_accessible(phone)
    phone.goto(reverse("log_extracts"))
    phone.get_by_label("Personnummer").fill("19380204-9811")
    phone.get_by_role("button", name="Ta ut loggutdrag").click()
    phone.get_by_role("heading", name="Loggutdrag").wait_for()
    assert "9811" not in phone.url
    shoot(phone, "log-extract-phone")
    assert_accessible(phone)
    page.goto(phone.url)
    shoot(page, "log-extract-desktop")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta som PDF").click()
    assert download.value.suggested_filename == "loggutdrag.pdf"
