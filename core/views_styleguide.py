"""The style guide: every component with realistic content, and every kind of page. Demonstration and test only.

It is what the browser tests of the components look at, so a component that is not here is not tested.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from core import clock
from core import styleguide_data as data
from core import styleguide_forms as samples
from core.ui import GROUNDS, Tone

Page = tuple[str, Callable[[], dict[str, Any]]]

CONFIRM = {
    "heading": "Makulera meddelandet?",
    "text": "Mottagaren ser att meddelandet är makulerat och varför. Det går inte att ångra.",
    "facts": [
        {"label": "Meddelande", "value": "Ändrad dag för hemgång"},
        {"label": "Skickat", "value": "20 nov"},
    ],
    "submit": "Makulera",
    "danger": True,
    "cancel_url": "/stilguide/arende/",
}


def _components() -> dict[str, Any]:
    now = clock.now()
    tabs = data.worklist(now)["tabs"]
    return {
        "tones": list(Tone),
        "grounds": list(GROUNDS),
        "tabs": tabs,
        "figures": data.figures(),
        "chart": data.chart(),
        "clocks": data.clocks(now),
        "steps": data.steps(),
        "timeline": data.timeline(now),
        "history": data.history(now),
        "case": data.case(now)["case"],
        "primary": data.case(now)["primary"],
        "actions": data.case(now)["actions"],
        "page": data.pages(),
        "conflict": data.conflict(now),
        "pages": [name for name in PAGES if name],
    }


def _form(*, with_errors: bool) -> dict[str, Any]:
    return {
        "form": samples.sample_form(with_errors=with_errors),
        "draft_url": "/stilguide/utkast/",
        "now": clock.now(),
    }


def _history() -> dict[str, Any]:
    now = clock.now()
    context = data.case(now)
    tabs = [{**tab, "current": tab["label"] == "Historik"} for tab in context["tabs"]]
    return {"case": context["case"], "tabs": tabs, "history": data.history(now)}


PAGES: dict[str, Page] = {
    "": ("styleguide/components.html", _components),
    "att-gora": ("transitions/worklist.html", lambda: data.worklist(clock.now())),
    "att-gora-tom": ("transitions/worklist.html", data.empty_worklist),
    "arende": ("transitions/case.html", lambda: data.case(clock.now())),
    "historik": ("transitions/case_history.html", _history),
    "formular": ("styleguide/form.html", lambda: _form(with_errors=False)),
    "formular-fel": ("styleguide/form.html", lambda: _form(with_errors=True)),
    "bekrafta": ("components/confirm_page.html", lambda: CONFIRM),
    "konflikt": ("409.html", lambda: data.conflict(clock.now())),
    "rapport": ("styleguide/report.html", lambda: {"figures": data.figures(), "chart": data.chart()}),
    "valj-uppdrag": ("actors/choose_assignment.html", lambda: {"assignments": data.assignments()}),
    "logga-in": (
        "account/login.html",
        lambda: {"form": samples.LoginForm(), "demo_logins": data.demo_logins(), "demo_password": ""},
    ),
    "fel-403": ("403.html", dict),
    "fel-404": ("404.html", dict),
    "fel-500": ("500.html", dict),
}


@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def styleguide(request: HttpRequest, page: str = "") -> HttpResponse:
    """Show one page of the style guide; 404 outside demonstration and test, and for a page that it lacks."""
    if not settings.HEMVAG_DEMO_LOGIN:
        raise Http404
    if page == "andringar":
        return HttpResponse(status=204)
    if page == "utkast":
        return render(request, "components/draft_status.html", {"draft_url": "", "saved_at": clock.now()})
    if page not in PAGES:
        raise Http404
    template, context = PAGES[page]
    return render(request, template, {**data.frame(), **context()})
