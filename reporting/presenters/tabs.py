"""The parts of the follow-up, as tabs by what one wants to do, and the pages of the tab that is open."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from actors.acting import Acting
from reporting import permissions

GROUPS = (
    ("Läget nu", (("dashboard", "Läget nu"),)),
    (
        "Siffror",
        (
            ("reports", "Rapport"),
            ("sip_statistics", "SIP"),
            ("reception_effect", "Tryggt mottagande"),
            ("planning_measurement", "Planeringsmätning"),
        ),
    ),
    (
        "Mål och plan",
        (
            ("report_goals", "Effektmål"),
            ("action_plan", "Handlingsplan"),
            ("recommendations", "Rekommendationerna"),
        ),
    ),
    ("Patienter", (("patient_view", "Vad patienter säger"),)),
    ("Nämnd", (("board_reports", "Nämndrapporter"), ("letter_answer", "Svar på skrivelse"))),
)
MANAGERS = frozenset({"board_reports", "action_plan", "letter_answer", "planning_measurement"})
WITHOUT_PERIOD = frozenset({"board_reports", "action_plan"})


def tabs(acting: Acting, current: str, of: str = "", period: str = "") -> list[dict[str, Any]]:
    """The tabs, each leading to its first page, and `parts`: the pages of the open one where it has several.

    `current` is the name of the page's address. `within` says that the open page is another than the tab leads to.
    Whom and when follow along where the page asks it.
    """
    decides = permissions.may_decide(acting)
    asked = f"?{urlencode({'for': of, 'period': period})}" if of and period else ""
    found: list[dict[str, Any]] = []
    for label, pages in GROUPS:
        open_to = [page for page in pages if decides or page[0] not in MANAGERS]
        if not open_to:
            continue
        parts = _links(open_to, current, asked)
        opened = any(part["current"] for part in parts)
        found.append(
            {
                "label": label,
                "url": parts[0]["url"],
                "current": opened,
                "within": opened and not parts[0]["current"],
                "parts": parts if opened and len(parts) > 1 else [],
            }
        )
    return found


def _links(pages: Iterable[tuple[str, str]], current: str, asked: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": reverse(name) + ("" if name in WITHOUT_PERIOD else asked),
            "current": name == current,
        }
        for name, label in pages
    ]
