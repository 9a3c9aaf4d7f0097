"""Out of the list: one's own deadlines for a calendar program, and the list for a spreadsheet program."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from core import clock, scope, throttle
from transitions import permissions, services
from transitions.exports.deadlines import calendar_file
from transitions.exports.worklist import worklist_file
from transitions.presenters import worklist as present
from transitions.selectors import worklist as selectors
from transitions.views.base import ActingView, require_role
from transitions.views.filtering import SEARCH_KEY, narrowing, require_worklist

SHOWN_ONCE = "calendar_secret"


class ListFileView(ActingView):
    """The list as it is narrowed, as CSV. Every person in it is logged as taken out."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """The file. Sent for by a button, so that nobody is led to it by a link."""
        require_worklist(self.acting)
        require_role(self.acting, permissions.TAKE_LIST_OUT)
        throttle.count("file", self.acting)
        acting, now = self.acting, self.now
        narrow = narrowing(request.POST, text=request.session.get(SEARCH_KEY, ""))
        ids = selectors.work_cases(acting=acting, now=now, narrow=narrow)
        rows = selectors.work_rows(acting=acting, now=now, narrow=narrow, cases=ids)
        self.log_look(sorted({row.episode.patient_id for row in rows}), "worklist_file")
        groups = present.groups(
            rows, now=now, user_id=acting.user_id, away=selectors.away(acting=acting, now=now)
        )
        name = f"att-gora-{clock.local_date(now)}.csv"
        return HttpResponse(
            worklist_file(groups),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class CalendarView(ActingView):
    """Tidsfrister i kalendern: the address for a calendar program, made and ended by the person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What it is, and whether there is one. A new address is shown once."""
        require_worklist(self.acting)
        token = request.session.pop(SHOWN_ONCE, "")
        context = {
            "address": f"{settings.PUBLIC_URL}{reverse('deadline_feed', args=[token])}" if token else "",
            "feed": services.standing_feed(acting=self.acting),
        }
        return render(request, "transitions/calendar.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a new address, or end the one there is."""
        require_worklist(self.acting)
        if request.POST.get("revoke"):
            services.revoke_feed(acting=self.acting, at=self.now)
            messages.success(request, "Kalenderadressen är avslutad. Kalendern slutar uppdateras.")
        else:
            request.session[SHOWN_ONCE] = services.make_feed(acting=self.acting, at=self.now)
        return redirect("deadline_calendar")


class FeedView(View):
    """What a calendar program fetches. The secret is the key: no log-in, nothing personal in the answer."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The person's own deadlines; 404 for a secret that opens nothing."""
        now: Any = request.received_at  # type: ignore[attr-defined]
        acting = services.open_feed(token, on=clock.local_date(now))
        if acting is None or not permissions.may(acting, permissions.SEE_CASE):
            raise Http404
        scope.switch(acting)
        content = calendar_file(
            selectors.own_deadlines(acting=acting, now=now),
            case_url=lambda episode: f"{settings.PUBLIC_URL}{reverse('case', args=[episode.public_id])}",
            now=now,
        )
        return HttpResponse(content, content_type="text/calendar; charset=utf-8")
