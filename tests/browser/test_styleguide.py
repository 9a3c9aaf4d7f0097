"""Every component and every kind of page, as the style guide shows them."""

import re

import pytest

from core.views_styleguide import PAGES
from tests.browser.helpers import look, overflow, shoot, small_targets, tab_stops, violations

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = [f"/stilguide/{name}/" if name else "/stilguide/" for name in PAGES]
APART = ["/installningar/", "/hjalp/", "/reservrutin/", "/tillganglighet/"]


def picture_name(address: str, *parts: str) -> str:
    return "-".join([address.strip("/").replace("/", "-"), *parts])


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        ("desktop", "light"),
        pytest.param("phone", "dark", marks=pytest.mark.long),
        pytest.param("desktop", "dark", marks=pytest.mark.long),
    ],
)
def test_pages_are_accessible_and_fit(screen, width, scheme):
    page = screen(width, scheme)
    for address in [*ADDRESSES, *APART]:
        page.goto(address)
        look(page, picture_name(address, scheme))


def test_every_tab_stop_is_seen_and_uncovered(screen):
    page = screen()
    for address in ("/stilguide/att-gora/", "/stilguide/arende/", "/stilguide/formular/"):
        page.goto(address)
        stops = tab_stops(page)
        assert stops[0]["name"] == "Hoppa till innehållet"
        assert len(stops) > 15
        assert [stop for stop in stops if not stop["visible"] or stop["outline"] < 2 or stop["covered"]] == []


def test_targets_on_a_phone_are_large_enough_for_a_thumb(screen):
    page = screen("phone")
    for address in ("/stilguide/att-gora/", "/stilguide/arende/", "/stilguide/formular/"):
        page.goto(address)
        assert small_targets(page, 44 if address != "/stilguide/formular/" else 40) == []


def test_a_form_with_errors_moves_focus_to_the_summary_and_names_the_faults(screen):
    page = screen()
    page.goto("/stilguide/formular-fel/")
    assert page.title().startswith("Fel: ")
    assert page.evaluate("document.activeElement.id") == "hv-errors"
    clock = page.locator("#id_clock")
    assert clock.get_attribute("aria-invalid") == "true"
    assert clock.get_attribute("aria-describedby") == "id_clock_helptext id_clock_error"
    page.get_by_role("link", name="Välj deltagare").click()
    assert page.evaluate("document.activeElement.id") == "id_parties_0"


def test_the_summary_has_focus_without_script_too(screen):
    page = screen(scripts=False)
    page.goto("/stilguide/formular-fel/")
    assert page.locator("#hv-errors:focus").count() == 1


def test_the_bar_for_marked_rows_shows_with_the_first_mark(screen):
    page = screen()
    page.goto("/stilguide/att-gora/")
    bar = page.locator(".hv-bulk")
    assert not bar.is_visible()
    page.get_by_label("Markera Elsa Petrović").check()
    assert bar.get_by_text("1 markerad").is_visible()
    page.get_by_label("Markera Karl Åkerström").check()
    assert bar.get_by_text("2 markerade").is_visible()
    assert violations(page) == []
    shoot(page, "worklist-marked")


def test_the_bar_for_marked_rows_works_without_script(screen):
    page = screen(scripts=False)
    page.goto("/stilguide/att-gora/")
    page.get_by_label("Markera Elsa Petrović").check()
    assert page.locator(".hv-bulk").is_visible()


def test_shortcuts_are_silent_until_turned_on(screen):
    page = screen()
    page.goto("/stilguide/att-gora/")
    page.keyboard.press("j")
    assert page.locator("[data-current]").count() == 0

    page.goto("/installningar/")
    page.get_by_label("Genvägar med en tangent").check()
    page.get_by_role("button", name="Spara inställningar").click()
    page.get_by_text("Inställningarna är sparade").wait_for()

    page.goto("/stilguide/att-gora/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Elsa Petrović"
    page.keyboard.press("x")
    assert page.get_by_label("Markera Elsa Petrović").is_checked()
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Genvägar").is_visible()
    assert violations(page) == []


def test_dark_is_kept_from_page_to_page(screen):
    page = screen()
    page.goto("/installningar/")
    page.get_by_label("Mörkt").check()
    page.get_by_role("button", name="Spara inställningar").click()
    page.goto("/stilguide/")
    assert page.locator("html").get_attribute("data-color-scheme") == "dark"


def test_a_form_is_sent_once(screen):
    page = screen()
    page.goto("/stilguide/arende/")
    sent = []
    # Never answered: a second click while the first one is under way would send again.
    page.route("**/stilguide/arende/**", lambda route: sent.append(route.request.method))
    page.evaluate(
        """() => {
          const button = document.querySelector(".hv-now button");
          for (const later of [0, 150, 300]) setTimeout(() => button.click(), later);
        }"""
    )
    page.wait_for_timeout(600)
    assert sent == ["POST"]


def test_a_lost_connection_is_said(screen, console):
    page = screen()
    page.goto("/stilguide/att-gora/")
    page.route("**/andringar/**", lambda route: route.abort())
    page.evaluate("document.body.dispatchEvent(new CustomEvent('uppdatera'))")
    page.get_by_text("Ingen kontakt med Hemväg just nu").wait_for()
    console.forgive("ERR_FAILED")
    console.forgive("htmx:")


def test_a_changed_list_says_so_in_place_and_in_the_title(screen):
    page = screen()
    page.goto("/stilguide/att-gora/")
    answer = (
        '<div class="hv-changed" data-attention="7"><div class="ds-alert hv-alert" data-color="info">'
        "<p>3 ärenden har ändrats</p></div></div>"
    )
    page.route("**/andringar/**", lambda route: route.fulfill(body=answer, content_type="text/html"))
    page.evaluate("document.body.dispatchEvent(new CustomEvent('uppdatera'))")
    page.get_by_text("3 ärenden har ändrats").wait_for()
    assert re.fullmatch(r"\(7\) Att göra nu – Hemväg", page.title())


def test_forced_colours_and_print_keep_what_matters(screen):
    page = screen(forced_colors="active")
    page.goto("/stilguide/att-gora/")
    assert page.locator(".hv-dot").first.evaluate("dot => getComputedStyle(dot).borderTopWidth") != "0px"
    shoot(page, "worklist-forced-colours")
    page.emulate_media(media="print", forced_colors="none")
    assert not page.locator(".hv-menu").is_visible()
    assert page.get_by_role("link", name="Elsa Petrović").is_visible()
    assert overflow(page) == 0
    shoot(page, "worklist-print")
