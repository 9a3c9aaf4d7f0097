"""What every browser test asks of a page: accessible, fitting at 320 px, with visible focus, with a clean console."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

from tests import canary

HERE = Path(__file__).parent
SHOTS = HERE.parent.parent / "screenshots"

WIDTHS = {"desktop": 1366, "phone": 390, "reflow": 320}
HEIGHTS = {"desktop": 800, "phone": 844, "reflow": 700}

EVERY_WIDTH = os.environ.get("HYPOTHESIS_PROFILE") == "long"

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# The browser's own advice and the answers that a test asks for (404, 409, 422) are no faults of the page.
ADVICE = ("[DOM]", "Failed to load resource: the server responded with a status of 4")


class Console:
    """Gathers console messages and script errors of the pages it watches, and requests to any other host."""

    def __init__(self, own: str = "") -> None:
        self._said: list[str] = []
        self._own = urlsplit(own).netloc

    def watch(self, page: Page) -> None:
        """Listen to a page and to every page that it opens."""
        page.on("console", self._hear)
        page.on("request", lambda request: canary.WATCH.saw("address in the browser", request.url))
        page.on("pageerror", lambda error: self._said.append(f"script error: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def forgive(self, part: str) -> None:
        """Drop what the test itself caused: messages that hold `part`."""
        self._said = [text for text in self._said if part not in text]

    def faults(self) -> list[str]:
        """Return what should not have been said; messages of the content security policy are among it."""
        return [text for text in self._said if not text.startswith(ADVICE)]

    def _asked(self, address: str) -> None:
        """Nothing is fetched from elsewhere (WEB-9); `data:` and `blob:` are no requests."""
        parts = urlsplit(address)
        if self._own and parts.netloc and parts.netloc != self._own:
            self._said.append(f"asked another host: {parts.netloc}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append(message.text)


@functools.cache
def _axe() -> str:
    return (HERE / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return axe-core's violations, one line each: the rule, where, why."""
    # By evaluate, which the content security policy of the page does not stop; a script element it would.
    page.evaluate(_axe())
    # What passed is neither gathered nor sent here: on a long page that is most of the time.
    options = {"runOnly": {"type": "tag", "values": list(AXE_TAGS)}, "resultTypes": ["violations"]}
    result: list[dict[str, Any]] = page.evaluate(
        "async options => (await axe.run(document, options)).violations", options
    )
    return [
        f"{found['id']}: {node['html'][:160]} – {node['failureSummary']}"
        for found in result
        for node in found["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window (WCAG 1.4.10)."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))


TAB_STOP = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const ring = getComputedStyle(element.closest(".ds-field") ?? element);
  const box = element.getBoundingClientRect();
  const inside = box.top >= 0 && box.bottom <= innerHeight;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: (element.getAttribute("aria-label") || element.textContent || element.id).trim().slice(0, 60),
    html: element.outerHTML.slice(0, 120),
    outline: Math.max(parseFloat(style.outlineWidth) || 0, parseFloat(ring.outlineWidth) || 0),
    visible: style.outlineStyle !== "none" || ring.outlineStyle !== "none",
    covered: inside && top !== null && !(element.contains(top) || top.contains(element)),
  };
}
"""


def tab_stops(page: Page, limit: int = 80) -> list[dict[str, Any]]:
    """Press Tab through the page and return each stop: its name, its outline in px, whether something covers it."""
    stops: list[dict[str, Any]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(TAB_STOP)
        if stop is None or (stops and stop["html"] == stops[0]["html"] and stop["name"] == stops[0]["name"]):
            break
        stops.append(stop)
    return stops


SMALL = """
least => [...document.querySelectorAll("button, a.ds-button, .hv-menu a, .hv-tabs a, summary")]
  .filter(element => element.checkVisibility({visibilityProperty: true}))
  .map(element => ({text: element.textContent.trim(), height: element.getBoundingClientRect().height}))
  .filter(found => found.height > 1 && found.height < least)
"""


def small_targets(page: Page, least: int) -> list[dict[str, Any]]:
    """Return buttons, tabs and menu entries lower than `least` pixels."""
    found: list[dict[str, Any]] = page.evaluate(SMALL, least)
    return found


def assert_accessible(page: Page, *, reflow: bool = True) -> None:
    """Fail on any axe violation and, unless told otherwise, on sideways scroll."""
    found = violations(page)
    assert not found, found
    if reflow:
        assert overflow(page) == 0, f"{page.url} is {overflow(page)} px too wide"


def look(page: Page, name: str) -> None:
    """The page as it is: no axe violation at its user's width, no sideways scroll at any; a picture of each.

    `make test-long` asks axe at every width.
    """
    before = page.viewport_size or {}
    for width, pixels in WIDTHS.items():
        page.set_viewport_size({"width": pixels, "height": HEIGHTS[width]})
        if EVERY_WIDTH or pixels == before.get("width"):
            found = violations(page)
            assert not found, found
        assert overflow(page) == 0, f"{page.url} is too wide at {pixels} px"
        shoot(page, f"{name}-{width}")
    page.set_viewport_size(before)


def shoot(page: Page, name: str, widths: Sequence[str] = ()) -> None:
    """Save a picture of the whole page as screenshots/<name>.png, when SCREENSHOTS is set."""
    if not os.environ.get("SCREENSHOTS"):
        return
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    for width in widths:
        page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHTS[width]})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
