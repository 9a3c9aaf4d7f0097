"""A handläggare's day, its steps counted: keys, clicks, seconds; and what goes wrong in it."""

import re
import time
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from core import clock
from tests.browser.helpers import look, overflow, shoot, tab_stops
from tests.browser.walking import Walk, follow, open_case
from tests.factories.region import Region, add_cases, build, send_ready
from transitions.models import HandOver, Item
from transitions.rules.kinds import ItemKind

THIRD_GENERATION = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Milliseconds and bytes a second, as the browser's own tools have "3G"."""

pytestmark = pytest.mark.django_db(transaction=True)


def said(page: Page, text: str) -> None:
    """What was done is said on the page that comes."""
    expect(page.locator(".hv-messages")).to_contain_text(text, timeout=30_000)


def a_person_in_three_steps(page: Page) -> None:
    """From the list to a person's case: open the search, write and press Enter, choose."""
    steps = 0
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Personer").click()
    steps += 1
    page.get_by_role("searchbox").fill("els tes")
    page.keyboard.press("Enter")
    steps += 1
    page.get_by_role("main").get_by_role("link", name="Elsa Testsson").click()
    steps += 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Elsa Testsson")
    assert steps <= 3


def twelve_cases_handed_over(page: Page) -> None:
    """The end of a shift: twelve cases to the unit with a note, and what is to be known of one of them."""
    page.goto("/att-gora/")
    began = time.perf_counter()
    for _ in range(12):
        page.keyboard.press("x")
    page.keyboard.press("l")
    page.get_by_label("Vem tar över?").select_option("unit")
    page.locator('[name="note"]').fill("Lugn eftermiddag. Ring dottern före 17.")
    page.locator('[name^="note-"]').first.fill("Ska ha svar i dag")
    page.get_by_role("button", name="Lämna över").click()
    said(page, "12 ärenden")
    assert time.perf_counter() - began < 30
    assert HandOver.objects.get().cases.count() == 12


def a_slow_network_sends_once(page: Page) -> Page:
    """On 3G a second press sends nothing (fault row 28). Returns another window with the same form, from before."""
    open_case(page, "Elsa Testsson")
    follow(page, "Registrera kontakt")
    second = page.context.new_page()
    second.goto(page.url)
    page.get_by_label("Inte ännu").check()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", THIRD_GENERATION)
    page.get_by_role("button", name="Spara kontakten").dblclick(no_wait_after=True)
    said(page, "Kontakten är registrerad.")
    network.detach()
    assert contacts() == 1
    return second


def an_answer_that_takes_its_time_is_said(page: Page) -> None:
    """A link that has not brought its page: the browser is kept from following it."""
    page.evaluate("addEventListener('click', event => event.preventDefault(), {once: true})")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Personer").click()
    expect(page.locator(".hv-waiting")).to_have_text("Hämtar …")
    shoot(page, "day-waiting")


def back_and_a_second_window(page: Page, second: Page) -> None:
    """Back in the browser and the same again: told, not done twice (fault row 31). A window that was open already,
    with another answer, is told what has changed and keeps what was chosen.
    """
    page.go_back()
    page.get_by_label("Inte ännu").check()
    page.get_by_role("button", name="Spara kontakten").click()
    said(page, "Det var redan skickat")
    second.get_by_label("Ja, ansöker om insatser").check()
    second.get_by_role("button", name="Spara kontakten").click()
    expect(second.get_by_text("Ärendet har ändrats sedan du öppnade sidan")).to_be_visible()
    expect(second.get_by_label("Ja, ansöker om insatser")).to_be_checked()
    assert contacts() == 1
    second.close()


def contacts() -> int:
    return Item.objects.filter(kind=ItemKind.CONTACT_TAKEN).count()


def whatever_the_clock_and_the_paper(page: Page) -> None:
    """A computer whose clock is years ahead shows the same list and logs nobody out; paper has no buttons."""
    page.goto("/att-gora/")
    an_answer_that_takes_its_time_is_said(page)
    people = page.locator(".hv-worklist th[scope=row] a")
    shown = people.all_inner_texts()
    assert shown
    page.clock.set_fixed_time("2031-02-03T04:05:06Z")
    page.goto("/att-gora/")
    assert people.all_inner_texts() == shown
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Kan innehålla personuppgifter")).to_be_visible()
    for gone in (".hv-menu", ".hv-bulk", ".hv-filter", ".ds-button"):
        expect(page.locator(gone).first).to_be_hidden()
    assert overflow(page) == 0
    first = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    assert shown[0] in " ".join(first.extract_text().split()), "the list begins on the first sheet"
    assert first.mediabox.width > first.mediabox.height


@pytest.fixture
def region() -> Region:
    """Some thirty cases in every state."""
    made = build(start=clock.now() - timedelta(days=2, hours=3))
    add_cases(made, 30)
    send_ready(made, clock.now() - timedelta(hours=3))
    return made


def test_a_day_of_few_steps(screen, region: Region) -> None:
    """Shortcuts turned on, five receipts by six keys, a person in three steps, a shift handed over; a slow network,
    Back, a second window, a wrong clock, and the list on paper.
    """
    walk = Walk(region, screen)
    page = walk.person("office")
    shortcuts_are_chosen(page)
    five_receipts_by_keys(page, region)
    a_person_in_three_steps(page)
    twelve_cases_handed_over(page)
    back_and_a_second_window(page, a_slow_network_sends_once(page))
    whatever_the_clock_and_the_paper(page)


def shortcuts_are_chosen(page: Page) -> None:
    """Off until the person turns them on (WCAG 2.1.4)."""
    page.goto("/att-gora/")
    page.keyboard.press("x")
    assert page.locator('[name="ids"]:checked').count() == 0
    page.goto("/installningar/")
    page.get_by_label("Genvägar med en tangent").check()
    page.get_by_label("Större", exact=True).check()
    page.get_by_role("button", name="Spara inställningar").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18px"
    page.get_by_label("Vanlig").check()
    page.get_by_role("button", name="Spara inställningar").click()


def five_receipts_by_keys(page: Page, region: Region) -> None:
    """Five notices from the list with at most seven key presses."""
    page.goto("/att-gora/?uppgift=acknowledge")
    assert all(stop["visible"] and not stop["covered"] for stop in tab_stops(page, limit=14))
    page.locator("body").press("Escape")
    page.evaluate("document.activeElement.blur()")
    keys = ["x"] * 5 + ["e"]
    assert len(keys) <= 7
    for key in keys[:-1]:
        page.keyboard.press(key)
    look(page, "day-marked")
    page.keyboard.press(keys[-1])
    said(page, "Kvitterat: 5 ärenden.")
    receipts = Item.objects.filter(kind=ItemKind.ACKNOWLEDGED, by_unit=region.units["office"])
    assert receipts.values("episode").distinct().count() == 5


def test_the_day_without_script_and_in_forced_colours(screen, region: Region) -> None:
    """The main flows need no script; the unread mark and the tabs are seen without colours of our own."""
    walk = Walk(region, lambda width="desktop": screen(width, scripts=False, forced_colors="active"))
    page = walk.person("office")
    page.goto("/att-gora/")
    page.locator('.hv-worklist [name="ids"]').first.check()
    page.locator(".hv-bulk .hv-more > summary").click()
    expect(page.get_by_role("button", name="Till i morgon")).to_be_visible(timeout=30_000)
    shoot(page, "day-forced-colours")
    page.locator('.hv-bulk button[value="assign"]').click()
    said(page, "Du ansvarar nu för 1 ärende.")
    page.get_by_role("button", name="Ångra").click()
    said(page, "Ångrat: 1 ärende.")
    page.get_by_role("button", name="Kvittera allt i listan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kvittera", timeout=30_000)
    page.get_by_role("button", name=re.compile("^Kvittera \\d+ ärenden")).click()
    said(page, "Kvitterat:")
