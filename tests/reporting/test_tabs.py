"""The tabs of the follow-up: few, and every page still within two steps for those who may open it."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from actors.acting import Acting
from reporting.presenters.tabs import GROUPS, MANAGERS, tabs
from tests.factories.region import Region
from tests.pages.support import text_of

EVERY = {name for _, pages in GROUPS for name, _ in pages}


def reached(acting: Acting, start: str) -> set[str]:
    """The addresses that can be come to from a page by following tabs and parts alone."""
    known: set[str] = set()
    left = [start]
    names = {reverse(name): name for name in EVERY}
    while left:
        name = left.pop()
        if name in known:
            continue
        known.add(name)
        shown = tabs(acting, name)
        assert [tab["label"] for tab in shown if tab["current"]], name
        left += [names[each["url"]] for tab in shown for each in (tab, *tab["parts"])]
    return known


def test_every_page_is_reached_from_every_other(region: Region) -> None:
    manager, ward = region.acting("management"), region.acting("ward")
    for start in EVERY:
        assert reached(manager, start) == EVERY
    assert reached(ward, "dashboard") == EVERY - MANAGERS
    assert len(tabs(manager, "dashboard")) == 5
    assert [tab["label"] for tab in tabs(ward, "dashboard")] == [
        "Läget nu",
        "Siffror",
        "Mål och plan",
        "Patienter",
    ]


@pytest.mark.parametrize(
    ("current", "said", "parts"),
    [
        ("reports", "page", ["Rapport", "SIP", "Tryggt mottagande", "Planeringsmätning"]),
        ("sip_statistics", "true", ["Rapport", "SIP", "Tryggt mottagande", "Planeringsmätning"]),
        ("patient_view", "page", []),
        ("letter_answer", "true", ["Nämndrapporter", "Svar på skrivelse"]),
    ],
)
def test_the_open_tab_shows_its_pages(region: Region, current: str, said: str, parts: list[str]) -> None:
    answer = region.client("management").get(reverse(current))
    page = answer.content.decode()
    assert page.count(f'aria-current="{said}"') >= 1
    head = text_of(answer)
    assert head.count("Läget nu") >= 1
    assert ("hv-parts" in page) is bool(parts)
    opened = next(tab for tab in tabs(region.acting("management"), current) if tab["current"])
    assert [part["label"] for part in opened["parts"]] == parts


def test_whom_and_when_follow_along_where_the_page_asks_it(region: Region) -> None:
    shown = tabs(region.acting("management"), "report_goals", "0199", "2026-09")
    asked = urlencode({"for": "0199", "period": "2026-09"})
    links = {part["label"]: part["url"] for tab in shown for part in (*tab["parts"], tab)}
    assert links["Rekommendationerna"] == f"{reverse('recommendations')}?{asked}"
    assert links["Siffror"] == f"{reverse('reports')}?{asked}"
    assert links["Handlingsplan"] == reverse("action_plan")
    assert links["Nämnd"] == reverse("board_reports")
