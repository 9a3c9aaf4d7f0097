"""The tabs of betalningsansvar: what the acting one may open, in the order that the work is done."""

from typing import Any

from django.urls import reverse

from actors.acting import Acting
from liability import permissions

PAGES = (
    ("liability_overview", "Översikt", permissions.SEE_SUMS),
    ("decisions", "Bedömningar", permissions.SEE),
    ("statements", "Underlag", permissions.SEE_STATEMENTS),
    ("liability_terms", "Villkor och belopp", permissions.SEE_TERMS),
    ("agreements", "Överenskommelser", permissions.SET_TERMS),
    ("statement_deadlines", "Frister", permissions.SET_DEADLINES),
    ("finance_layout", "Ekonomifil", permissions.SET_LAYOUT),
    ("liability_readings", "Två läsningar", permissions.SEE_SUMS),
)


FORECAST = "liability_forecast"


def tabs(acting: Acting, current: str) -> list[dict[str, Any]]:
    """The tabs; `current` is the name of the page's address."""
    shown = [(name, label) for name, label, action in PAGES if permissions.may(acting, action)]
    if permissions.may_see_forecast(acting):
        shown.insert(1 if shown and shown[0][0] == "liability_overview" else 0, (FORECAST, "Prognos"))
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in shown]
