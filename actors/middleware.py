"""Who acts: the assignment that the person chose at log-in, checked again at every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from actors import selectors, services_siths
from core import clock

SESSION_KEY = "assignment_id"

OPEN_VIEWS = frozenset(
    {
        "choose_assignment",
        "account_logout",
        "healthz",
        "readyz",
        "styleguide",
        "help",
        "fallback_routine",
        "accessibility",
        "settings",
        "session",
        "confirm_identity",
        "link",
    }
)
"""Views that a logged-in person reaches before an assignment is chosen."""


class ActingMiddleware:
    """Sets `request.acting`; sends a logged-in person without an assignment to choose one.

    An assignment that has ended since it was chosen no longer counts: it bites at the next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            chosen = request.session.get(SESSION_KEY)
            today = clock.local_date(clock.now())
            if chosen is not None and services_siths.opens(request.session, chosen):
                request.acting = selectors.acting_for_assignment(  # type: ignore[attr-defined]
                    assignment_id=chosen, user_id=request.user.pk, on=today
                )
            if request.acting is None and not self._is_open(request):  # type: ignore[attr-defined]
                return redirect("choose_assignment")
        return self.get_response(request)

    @staticmethod
    def _is_open(request: HttpRequest) -> bool:
        path = request.path_info
        if path.startswith(("/static/", "/konto/", "/api/", "/admin/", "/__debug")):
            return True
        try:
            return resolve(path).url_name in OPEN_VIEWS
        except Resolver404:
            return True  # an unknown address gets its 404
