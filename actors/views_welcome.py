"""Ny i Hemväg: what the role can do, the first steps, whom to ask. Shown at the first log-in; linked from Hjälp."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from actors import selectors_access
from actors.newcomers import GUIDES
from actors.presenters import ROLE_LABELS
from core import clock, preferences


class WelcomeView(LoginRequiredMixin, View):
    """The page of the role that one acts in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it. `next` is where the log-in was heading."""
        acting: Any = getattr(request, "acting", None)
        guide = GUIDES[acting.role]
        preferences.offer_tour(request)
        target = request.GET.get("next", "")
        inside = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        context = {
            "role": ROLE_LABELS[acting.role],
            "guide": guide,
            "administrators": selectors_access.administrators_of(
                acting.unit_id, acting.organisation_id, on=clock.today()
            ),
            "next": target if inside else "/",
        }
        return render(request, "actors/welcome.html", context)
