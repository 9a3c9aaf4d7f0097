"""The parts of the follow-up, as tabs: what the acting one may open."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from actors.acting import Acting
from reporting import permissions

EVERYBODY = (
    ("dashboard", "Läget nu"),
    ("reports", "Siffror"),
    ("sip_statistics", "SIP"),
    ("report_goals", "Effektmål"),
    ("patient_view", "Vad patienter säger"),
    ("reception_effect", "Tryggt mottagande"),
    ("recommendations", "Rekommendationerna"),
)
MANAGERS = (
    ("board_reports", "Nämndrapporter"),
    ("action_plan", "Handlingsplan"),
    ("letter_answer", "Svar på skrivelse"),
    ("planning_measurement", "Planeringsmätning"),
)
OF_A_PERIOD = frozenset({*(name for name, _ in EVERYBODY), "letter_answer", "planning_measurement"})


def tabs(acting: Acting, current: str, of: str = "", period: str = "") -> list[dict[str, Any]]:
    """The tabs; `current` is the name of the page's address. Whom and when follow along where the page asks it."""
    shown = [*EVERYBODY, *(MANAGERS if permissions.may_decide(acting) else ())]
    asked = f"?{urlencode({'for': of, 'period': period})}" if of and period else ""
    return [
        {
            "label": label,
            "url": reverse(name) + (asked if name in OF_A_PERIOD else ""),
            "current": name == current,
        }
        for name, label in shown
    ]
