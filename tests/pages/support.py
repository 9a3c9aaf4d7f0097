"""Reading a page as a person does: its text, its forms, what a form would send."""

import re
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


def text_of(response: HttpResponse) -> str:
    """The page without its tags, runs of space made one."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._select = self._textarea = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = "hv-form" in given.get("class", "")
        if not self._inside:
            return
        box = given.get("type") in {"checkbox", "radio"}
        if tag == "input" and name and ("checked" in given or not box):
            self.found.setdefault(name, []).append(given.get("value", "on" if box else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            # Of a list where nothing is chosen a browser sends the first.
            if "selected" in given or self._select not in self.found:
                self.found[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._textarea = name
            self.found[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.found[self._textarea][0] += data


def fields_of(response: HttpResponse) -> dict[str, list[str]]:
    """What the form of the page (class `hv-form`) would send as it stands, hidden fields too."""
    parser = _Fields()
    parser.feed(response.content.decode())
    parser.found.pop("csrfmiddlewaretoken", None)
    return parser.found


def typed_moment(field: str, text: str) -> dict[str, str]:
    """A day and a clock time in the two boxes of a field: `2026-11-24 13.00`."""
    day, _, clock_time = text.partition(" ")
    return {f"{field}_day": day, f"{field}_clock": clock_time}


def fill(client: Client, address: str, **values: object) -> dict[str, object]:
    """Open a page and fill in its form: what a browser would send, with or without script."""
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, address)
    return {**fields_of(response), **values}
