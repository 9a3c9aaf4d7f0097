"""Utveckling: the deviations of the MAS's area over time, where they gather, who answers how soon."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.diagrams import draw
from deviations import selectors_proposals
from deviations import selectors_trends as selectors
from deviations.presenters import trends as present
from deviations.rules.trends import Per, Span, spans
from deviations.views.board import BoardView

PERIODS = {Per.MONTH: 12, Per.QUARTER: 8}


def asked(request: HttpRequest) -> tuple[Per, tuple[Span, ...]]:
    """The periods that the address asks for; what is not known counts as months."""
    chosen = request.GET.get("per", "")
    per = Per(chosen) if chosen in set(Per) else Per.MONTH
    return per, spans(clock.today(), per, PERIODS[per])


class TrendsView(BoardView):
    """The page. Sums within what the MAS sees: she may open every case behind them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Diagram, heat map and tables."""
        per, found = asked(request)
        acting = self.acting
        url = reverse("deviation_trends")
        context = {
            "tabs": self.tabs("deviation_trends"),
            "periods": [
                {
                    "label": f"{present.NAMES[one]} för {present.NAMES[one].lower()}",
                    "url": f"{url}?per={one}",
                    "current": one is per,
                }
                for one in Per
            ],
            "chart": present.chart(selectors.periods(acting=acting, spans=found), per),
            "heat": present.heat_map(selectors.cells(acting=acting, spans=found)),
            "answering": present.answering(selectors.answering(acting=acting, spans=found, now=self.now)),
            "dismissed": present.dismissed(selectors_proposals.shares(acting=acting, now=self.now)),
            "since": found[0].first,
        }
        return render(request, "deviations/trends.html", context)


class DiagramView(BoardView):
    """The drawing of the page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """SVG."""
        per, found = asked(request)
        rows = selectors.periods(acting=self.acting, spans=found)
        return HttpResponse(draw(present.diagram(rows, per)), content_type="image/svg+xml")
