"""Liknande avvikelser: what a worker has found to be alike in the MAS's area, and how."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core import throttle
from deviations import selectors_grouping as selectors
from deviations import selectors_meetings
from deviations.presenters import board as present_board
from deviations.presenters import grouping as present
from deviations.services import grouping as services
from deviations.views.board import BoardView

GROUPS_A_PAGE = 20


class AlikeView(BoardView):
    """The groups, the largest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, also while a new grouping is made: the former one stands."""
        row = selectors.latest(acting=self.acting)
        page = Paginator(selectors.groups_of(row) if row else [], GROUPS_A_PAGE).get_page(
            request.GET.get("sida")
        )
        found = selectors.members(acting=self.acting, groups=list(page.object_list))
        context = {
            "tabs": self.tabs("deviation_alike"),
            "state": present.state(row),
            "groups": [
                present.group(one, number=number, now=self.now) for number, one in enumerate(found, 1)
            ],
            "page": page,
            "meetings": present_board.meetings(
                selectors_meetings.open_meetings(acting=self.acting), now=self.now
            ),
            "lift_url": reverse("deviation_board_lift"),
            "days": services.BACK.days,
        }
        return render(request, "deviations/alike.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for a new one; a second click asks for nothing more."""
        throttle.count("file", self.acting)
        services.order(acting=self.acting, at=self.now)
        messages.success(request, "Grupperingen görs. Den brukar vara klar på några sekunder.")
        return redirect("deviation_alike")
