"""One Chromium for all browser tests; every page watched for script errors, for anything the policy stopped and for
requests to any other host.

`screen` gives a page of a width and a scheme: `screen()` is 1366 px and light. After the test the console is clean.
`SCREENSHOTS=1` saves what `shoot` is asked to, below screenshots/.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.helpers import HEIGHTS, WIDTHS, Console

# Playwright's synchronous interface runs an event loop in this thread, which Django takes for an asynchronous view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Screen = Callable[..., Page]


def chromium_path() -> str:
    """Return where Chromium is; CHROMIUM names another."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise pytest.UsageError(
            "Chromium saknas: kör `apt-get install chromium`, eller ange CHROMIUM=/sökväg"
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    # Chromium's own sandbox refuses to start as root.
    arguments = [*ARGUMENTS, *(("--no-sandbox",) if os.geteuid() == 0 else ())]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield started
        started.close()


@pytest.fixture
def console(live_server) -> Console:
    """What the pages of this test said on the console, and whom else they asked."""
    return Console(live_server.url)


@pytest.fixture
def screen(browser: Browser, live_server, console: Console) -> Iterator[Screen]:
    """A function that opens a page: width ("desktop", "phone", "reflow"), scheme, javaScript on or off."""
    contexts: list[BrowserContext] = []

    def open_page(width: str = "desktop", scheme: str = "light", *, scripts: bool = True, **more) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": WIDTHS[width], "height": HEIGHTS[width]},
            has_touch=width != "desktop",
            java_script_enabled=scripts,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",  # nothing to wait for; what moves is decoration (style sheets ask for leave)
            **more,
        )
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "hv_appearance", "value": f"{scheme}.off", "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        console.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert console.faults() == []


@pytest.fixture
def log_in(screen: Screen, live_server, region) -> Screen:
    """A window in which a person at one of the units of the file's `region` is logged in."""

    def open_for(name: str, width: str = "desktop", **more) -> Page:
        session = region.client(name, **more).cookies[settings.SESSION_COOKIE_NAME].value
        page = screen(width)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return page

    return open_for
