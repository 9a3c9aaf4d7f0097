"""Choosing, at log-in, for which assignment one acts."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from actors import presenters, selectors, selectors_colleagues, services_access, services_siths
from actors.middleware import SESSION_KEY
from actors.models import Assignment
from core import clock


@method_decorator(login_required, name="dispatch")
class ChooseAssignmentView(View):
    """Shows the person's assignments; with just one, that one is taken."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List what there is to choose from."""
        found = self._open(request)
        if len(found) == 1 and "byt" not in request.GET:
            return self._choose(request, found[0].pk)
        return render(
            request,
            "actors/choose_assignment.html",
            {
                "assignments": [presenters.assignment_choice(row) for row in found],
                "closed": []
                if found
                else presenters.closed_units(selectors_colleagues.closed_units_of(request.user.pk or 0)),
                "next": self._next(request),
            },
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the chosen assignment; another person's is 404."""
        wanted = _number(request.POST.get("assignment"))
        chosen = next((row for row in self._open(request) if row.pk == wanted), None)
        if chosen is None:
            raise Http404
        return self._choose(request, chosen.pk)

    @staticmethod
    def _open(request: HttpRequest) -> list[Assignment]:
        """The person's assignments of today, as far as this log-in opens them."""
        found = selectors.assignments_of(request.user.pk or 0, on=clock.local_date(clock.now()))
        return [row for row in found if services_siths.opens(request.session, row.pk)]

    def _choose(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        request.session[SESSION_KEY] = assignment_id
        request.session.cycle_key()
        first = services_access.note_use(assignment_id=assignment_id, today=clock.today())
        target = self._next(request)
        if first:
            return redirect(f"{reverse('welcome')}?{urlencode({'next': target})}" if target else "welcome")
        return redirect(target or "start")

    @staticmethod
    def _next(request: HttpRequest) -> str:
        target = request.POST.get("next") or request.GET.get("next") or ""
        allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return target if allowed else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
