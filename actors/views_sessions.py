"""How long a log-in lasts, ending others', showing anew who one is, and what had been typed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from actors import (
    permissions,
    presenters,
    selectors_access,
    services_drafts,
    services_sessions,
    services_siths,
)
from actors.acting import Acting
from actors.views_base import ActionView
from core import clock, formats
from core.invalid import Invalid


class SessionView(View):
    """How many seconds are left; a POST stays logged in. Asked by the page itself, which is no doing of a person's."""

    background = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is left; 401 when nothing is."""
        if not request.user.is_authenticated:
            return JsonResponse({"seconds": 0}, status=401)
        left = services_sessions.left(request.session)
        return JsonResponse({"seconds": left.seconds, "by": left.by})

    def post(self, request: HttpRequest) -> HttpResponse:
        """The person answered the warning."""
        if request.user.is_authenticated:
            services_sessions.touch(request.session, exactly=True)
        return self.get(request)


class _Draft(LoginRequiredMixin, View):
    acting: Acting

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take over who acts; the page is named by its path, which holds ids only."""
        super().setup(request, *args, **kwargs)
        acting = getattr(request, "acting", None)
        if acting is not None:
            self.acting = acting
        self.page = request.GET.get("sida", "")


class DraftView(_Draft):
    """What the person had typed on a page, for the same unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The draft, or 204."""
        found = services_drafts.find(acting=self.acting, path=self.page)
        if found is None:
            return HttpResponse(status=204)
        when = formats.moment_text(found.saved_at, clock.machine_now())
        return JsonResponse({"fields": found.fields, "text": f"Du hade börjat skriva här {when}."})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it."""
        try:
            saved = services_drafts.save(acting=self.acting, path=self.page, data=request.POST)
        except services_drafts.Refused as refused:
            return JsonResponse({"code": refused.code}, status=422)
        return JsonResponse({"text": f"Utkast sparat kl. {clock.local(saved):%H.%M}."})


class DiscardDraftView(_Draft):
    """The person does not want it."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget it."""
        services_drafts.discard(acting=self.acting, path=self.page)
        return HttpResponse(status=204)


class ConfirmIdentityView(LoginRequiredMixin, View):
    """Bekräfta att det är du: asked before what must not be done from a screen that somebody left."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The ways that the person has."""
        target = _next(request)
        way = services_sessions.way_to_confirm(request)
        again = f"{reverse('account_reauthenticate')}?{urlencode({'next': target})}"
        if services_siths.came_by_card(request.session):
            # A link, since what the browser may do forbids a form to lead to another site.
            way, again = "here", f"{reverse('siths_start')}?{urlencode({'again': 1, 'next': target})}"
        context = {"next": target, "way": way, "reauthenticate_url": again}
        return render(request, "actors/confirm_identity.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """A click is enough in the demo; otherwise the log-in ends, and the person logs in the same way again."""
        target = _next(request)
        if services_sessions.confirm_by_click(request):
            return redirect(target)
        services_sessions.log_in_again(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


class LogOutEverywhereView(ActionView):
    """End every log-in of a person: a lost phone, a forgotten computer, somebody who has left."""

    action = permissions.CHANGE_ACCESS

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Ask."""
        row = self._row(assignment_id)
        context = {
            "heading": f"Logga ut {row.user.name} överallt",
            "text": "Personen loggas ut på alla datorer och telefoner vid nästa sida. Behörigheten finns kvar, så "
            "personen kan logga in igen.",
            "facts": presenters.access_facts(row, today=clock.today()),
            "submit": "Logga ut personen",
            "danger": True,
            "cancel_url": reverse("assignment", args=[row.pk]),
        }
        return render(request, "components/confirm_page.html", context)

    def post(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """End them."""
        row = self._row(assignment_id)
        try:
            services_sessions.log_out_everywhere(acting=self.acting, assignment_id=row.pk)
        except Invalid as error:
            messages.error(request, error.message)
        else:
            messages.success(request, f"{row.user.name} är utloggad överallt.")
        return redirect("assignment", assignment_id=row.pk)

    def _row(self, assignment_id: int) -> Any:
        found = selectors_access.assignment_kept_by(self.acting, assignment_id)
        if found is None:
            raise Http404
        return found


def ask_to_confirm(request: HttpRequest, acting: Acting) -> HttpResponse | None:
    """Send the person to confirm who they are and back to this page; None when that was done just now.

    What was typed is there again when they come back.
    """
    if services_sessions.recently_authenticated(request):
        return None
    target = request.path
    if request.method == "POST":
        request.keep_draft = True  # type: ignore[attr-defined]
        try:
            services_drafts.save(acting=acting, path=request.path, data=request.POST)
            target = f"{request.path}?utkast"
        except services_drafts.Refused:
            target = request.path
    return redirect(f"{reverse('confirm_identity')}?{urlencode({'next': target})}")


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if allowed else "/"
