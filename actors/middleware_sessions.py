"""Each request against the log-in it comes by: still lasting, and of the assignment that its page was drawn for."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from actors import selectors, services_drafts, services_sessions
from actors.acting import Acting
from actors.middleware import SESSION_KEY
from actors.rules.sessions import Over
from core import clock, scope

BACKGROUND_HEADER: Final = "X-Hemvag-Background"
"""What a page asks by itself carries it; a view may say `background = True` for everybody who asks it."""

ASSIGNMENT_HEADER: Final = "X-Hemvag-Assignment"

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ANY_ASSIGNMENT: Final = frozenset({"choose_assignment", "session", "confirm_identity", "settings"})
"""What belongs to the person, whichever assignment is chosen."""

WITHOUT_LOGIN: Final = frozenset({"help", "fallback_routine", "accessibility", "settings", "styleguide"})

WORDS: Final = {
    Over.IDLE: "Du har loggats ut, eftersom du inte gjort något på en stund. "
    "Logga in igen, så kommer du tillbaka till samma sida.",
    Over.ABSOLUTE: "Du har varit inloggad så länge som en inloggning får vara. "
    "Logga in igen, så kommer du tillbaka till samma sida.",
    Over.ENDED: "Din inloggning har avslutats. Logga in igen för att fortsätta.",
}


class SessionMiddleware:
    """Ends what is over, refuses a page of another assignment, and notes that the person did something.

    Stands before ActingMiddleware: a log-in that is over acts for nobody. Polls and whatever a page asks by itself are
    no doing of the person's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_over = None  # type: ignore[attr-defined]
        known = request.user.is_authenticated
        if request.user.is_authenticated:
            reason = services_sessions.over(request.session, request.user)
            if reason is not None:
                request.session_over = (reason, _acting(request))  # type: ignore[attr-defined]
                services_sessions.end(request, request.user, reason.value)
                request.user = AnonymousUser()
        response = self.get_response(request)
        if known and request.path_info == reverse("account_logout") and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        acting = getattr(request, "acting", None)
        sent = request.method == "POST" and response.status_code in (302, 303)
        if acting is not None and sent and not getattr(request, "keep_draft", False):
            with scope.acting_as(acting), transaction.atomic():
                services_drafts.discard(acting=acting, path=request.path_info)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """After the token of the page was checked, before anything of the view."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.session_over is not None:  # type: ignore[attr-defined]
            return self._over(request, name, view)
        acting: Acting | None = getattr(request, "acting", None)
        if acting is not None and name not in ANY_ASSIGNMENT and not request.path_info.startswith("/konto/"):
            drawn_for = request.headers.get(ASSIGNMENT_HEADER, "")
            if request.method not in SAFE:
                drawn_for = drawn_for or request.POST.get(services_drafts.ASSIGNMENT_FIELD, "")
            if drawn_for and drawn_for != str(acting.assignment_id):
                return _other_assignment(request, acting)
        if request.user.is_authenticated and not _background(request, view):
            services_sessions.touch(request.session)
        return None

    @staticmethod
    def _over(request: HttpRequest, name: str | None, view: Callable[..., Any]) -> HttpResponse | None:
        reason, acting = request.session_over  # type: ignore[attr-defined]
        if name in WITHOUT_LOGIN or request.path_info.startswith(("/konto/", "/static/")):
            return None
        kept = request.method == "POST" and _keep(request, acting)
        if request.path_info.startswith("/api/"):
            return None  # answered as to anybody without a key
        messages.info(request, WORDS[reason] + (" Det du skrev är sparat." if kept else ""))
        if request.headers.get("HX-Request") == "true" or BACKGROUND_HEADER in request.headers:
            return JsonResponse({"seconds": 0}, status=401)  # the page goes to the log-in, which says why
        shown = kept and hasattr(getattr(view, "view_class", None), "get")
        target = f"{request.path_info}?utkast" if shown else _page_of(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def _background(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether the page asked by itself. Every fragment that htmx fetches is fetched by a timer, none by a click."""
    return (
        BACKGROUND_HEADER in request.headers
        or (request.method in SAFE and request.headers.get("HX-Request") == "true")
        or bool(getattr(getattr(view, "view_class", None), "background", False))
    )


def _acting(request: HttpRequest) -> Acting | None:
    chosen = request.session.get(SESSION_KEY)
    if chosen is None:
        return None
    return selectors.acting_for_assignment(
        assignment_id=chosen, user_id=request.user.pk or 0, on=clock.local_date(clock.now())
    )


def _keep(request: HttpRequest, acting: Acting | None) -> bool:
    """Keep what was sent too late, for the one who typed it. The page's token was right."""
    if acting is None:
        return False
    drawn_for = request.POST.get(services_drafts.ASSIGNMENT_FIELD, "")
    if drawn_for and drawn_for != str(acting.assignment_id):
        return False
    try:
        with scope.acting_as(acting), transaction.atomic():
            services_drafts.save(acting=acting, path=request.path_info, data=request.POST)
    except services_drafts.Refused:
        return False
    return True


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: what was asked for, or the page that something was sent from."""
    if request.method in SAFE:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return urlsplit(came_from).path or "/"
    return "/"


def _other_assignment(request: HttpRequest, acting: Acting) -> HttpResponse:
    """409: the page was drawn for another assignment than the one chosen now. Nothing is done."""
    if request.headers.get("HX-Request") == "true" or BACKGROUND_HEADER in request.headers:
        return JsonResponse({"code": "other_assignment", "unit": acting.unit_name}, status=409)
    return render(request, "actors/other_assignment.html", {"acting": acting}, status=409)
