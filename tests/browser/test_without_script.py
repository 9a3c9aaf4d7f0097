"""The main flows work with JavaScript off: log in, acknowledge in the list, send a form with an error and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walking import Walk, follow, open_case, press
from tests.factories.region import build
from transitions.models import Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db(transaction=True)


def test_list_case_and_form_without_script(screen) -> None:
    """From log-in to a sent form."""
    region = build()
    walk = Walk(region, lambda width: screen(width, scripts=False))
    office = walk.person("office", width="phone")
    row = office.get_by_role("row", name=re.compile("Elsa Testsson"))
    row.get_by_role("button", name=re.compile("^Kvittera")).click()
    expect(office.get_by_text("Kvitterat: 1 ärende.")).to_be_visible()
    open_case(office, "Elsa Testsson")
    follow(office, "Registrera kontakt")
    office.get_by_role("button", name="Spara kontakten").click()
    expect(office.get_by_role("link", name="Välj vad personen har svarat")).to_be_visible()
    office.get_by_label("Inte ännu").check()
    press(office, "Spara kontakten")
    assert Item.objects.filter(kind=ItemKind.CONTACT_TAKEN, data__applies="not_yet").count() == 1
