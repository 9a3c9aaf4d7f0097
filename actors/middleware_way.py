"""What a session is worth: one without enough proof is nobody's, on every address."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from actors import services_factors
from actors.rules.ways import Way
from core import clock

ENROL_VIEWS: Final = frozenset(
    {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"}
)
"""All that a password alone opens, while a second factor may be added."""
_TO_ENROLMENT: Final = frozenset({"account_login", "start", "choose_assignment"})


class WayMiddleware:
    """Before anything asks who the user is: the user of a session that does not say how it came about is nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not services_factors.opens_everything(request.session):
            enrolling = services_factors.session_way(
                request.session
            ) is Way.ENROL and services_factors.enrolment_open(request.user, clock.now())
            if not enrolling:
                logout(request)
            elif (name := _name(request)) in _TO_ENROLMENT:
                return redirect("mfa_index")
            elif name not in ENROL_VIEWS:
                request.user = AnonymousUser()
        return self.get_response(request)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
