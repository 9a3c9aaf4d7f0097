"""Filling in a form as a browser does: what the page holds, with some fields changed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._text: str | None = None
        self._select: str | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        name = at.get("name")
        if tag == "form" and (at.get("class") or "").startswith("hv-form"):
            self._inside = True
        if not self._inside:
            return
        if tag == "input" and name and (at.get("type") not in ("radio", "checkbox") or "checked" in at):
            self.values.setdefault(name, []).append(
                at.get("value") or ("on" if at.get("type") == "checkbox" else "")
            )
        elif tag == "textarea" and name:
            self._text = name
            self.values[name] = [""]
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and "selected" in at:
            self.values.setdefault(self._select, []).append(at.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.values[self._text][0] += data.removeprefix("\n")


def fields_of(html: str) -> dict[str, list[str]]:
    """The fields of the page's form with the values that they hold."""
    parser = _Fields()
    parser.feed(html)
    return parser.values


def fill(client: Client, url: str, **changes: Any) -> Any:
    """Open a form, change some fields, send it. Returns the answer."""
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    return client.post(url, {**fields_of(page.content.decode()), **changes})
