"""March between a region and a municipality, from proposal to a downloaded file, in two browsers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from actors.rules.kinds import Role
from liability import tasks
from liability.models import StatementFile
from tests.browser.helpers import look
from tests.liability.statement_support import Month, march

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(screen: Callable[..., Page], live_server) -> Callable[..., Page]:
    """A browser of somebody at a unit."""

    def open_page(month: Month, unit: str, role: Role) -> Page:
        client = month.told.region.client(unit, role=role)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = screen("desktop")
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_page


def test_a_month_from_proposal_to_file(opened: Callable[..., Page], tmp_path: Path) -> None:
    month = march()
    region = opened(month, "region_management", Role.REGION_CONTROLLER)
    town = opened(month, "management", Role.MANAGER)
    region.goto(reverse("statements"))
    region.get_by_role("link", name="mars 2022").click()
    region.get_by_role("button", name="Föreslå underlaget").click()
    region.get_by_text("Underlaget är föreslaget. Kommunen ser det nu.").wait_for()

    address = reverse("statement", args=[month.statement.public_id])
    town.goto(address)
    town.get_by_role("link", name="Rad 1").click()
    look(town, "statement-row")
    town.get_by_role("link", name="Bestrid raden").click()
    town.get_by_role("button", name="Bestrid raden").click()
    town.get_by_text("Välj ett skäl.").first.wait_for()
    look(town, "statement-dispute-errors")
    town.get_by_label("Skäl").select_option("days")
    town.get_by_label("Varför bestrids raden?").fill("Personen åkte hem den 14 mars.")
    proof = tmp_path / "journal.pdf"
    proof.write_bytes(b"%PDF-1.7 journal")
    town.get_by_label("Bifoga en fil").set_input_files(str(proof))
    town.get_by_role("button", name="Bestrid raden").click()
    town.get_by_text("Raden är bestridd. Regionen ser det nu.").wait_for()

    region.goto(address)
    look(region, "statement-disputed")
    region.get_by_role("link", name="Rad 1").click()
    region.get_by_role("link", name="Svara").click()
    region.get_by_label("Dagarna ändras").check()
    region.get_by_label("Antal dagar, om de ändras").fill("4")
    region.get_by_label("Svar", exact=True).fill("Ni har rätt, vi ändrar till fyra dagar.")
    region.get_by_role("button", name="Skicka svaret").click()
    region.get_by_text("Svaret är skickat till kommunen.").wait_for()

    town.goto(reverse("statement_row", args=[month.statement.public_id, 1]))
    town.get_by_role("button", name="Godta svaret").click()
    town.get_by_text("Rad 1 är uppgjord.").wait_for()
    town.get_by_role("button", name="Godkänn underlaget").click()
    town.get_by_text("Ni har godkänt underlaget.").wait_for()
    region.goto(address)
    region.get_by_role("button", name="Godkänn underlaget").click()
    region.get_by_role("button", name="Lås underlaget").click()
    region.get_by_text("Underlaget är låst.").first.wait_for()
    look(region, "statement-locked")

    town.goto(address)
    town.get_by_role("button", name="Fil till ekonomisystemet").click()
    town.get_by_text("Filen görs i bakgrunden").wait_for()
    tasks.make_statement_file(StatementFile.objects.get().pk)
    with town.expect_download() as download:
        town.get_by_role("link", name="Hämta filen").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert ";4;9300;37200;" in text
    assert text.splitlines()[-1].startswith("KONTROLL;1;37200;")
    town.goto(address)
    town.get_by_text("Hämtad").first.wait_for()
