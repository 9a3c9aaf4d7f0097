"""What the pages of the reports have in common: who may ask for whose figures."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.diagrams import draw
from reporting import permissions
from reporting.forms.report import latest_whole_month
from reporting.presenters.charts import Chart
from reporting.rules.periods import PeriodError
from reporting.selectors.directory import Choice, Directory, choices, directory
from reporting.selectors.figures import Figures, figures
from transitions.views.base import ActingView

KEEP_DRAWING_SECONDS = 600


class ReportsView(ActingView):
    """What the report pages have in common: who may ask for what. 404 for anybody else's figures."""

    known: Directory
    allowed: list[Choice]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find what may be asked for; 403 for a role that reads no reports."""
        if request.user.is_authenticated:
            permissions.require_reader(self.acting)
            self.known = directory()
            self.allowed = choices(self.acting, self.known)
        return super().dispatch(request, *args, **kwargs)

    def asked(self) -> tuple[str, str]:
        """The organisation and the period of the address; the first that may be seen, and the last whole month."""
        data = self.request.GET if self.request.method == "GET" else self.request.POST
        of = data.get("for") or (self.allowed[0].of if self.allowed else "")
        if of not in {choice.of for choice in self.allowed}:
            raise Http404
        return of, data.get("period") or latest_whole_month(self.now)

    def figures(self) -> Figures:
        """The figures asked for. 404 for what may not be seen, and for a period that cannot be read."""
        of, period = self.asked()
        try:
            return figures(of, period, now=self.now, unsuppressed=self.inside(of), known=self.known)
        except PeriodError as error:
            raise Http404 from error

    def inside(self, of: str) -> bool:
        """Whether small numbers are shown: on the own unit's page, to those who may open its cases."""
        unit = self.known.unit_codes.get(self.acting.unit_id, "")
        return permissions.may_see_small_numbers(self.acting, unit=unit, of=of)


def with_sources(charts: Iterable[Chart], of: str, period: str) -> list[Chart]:
    """The diagrams with the addresses of their drawings."""
    query = urlencode({"for": of, "period": period})
    return [replace(one, src=f"{reverse('report_diagram', args=[one.id])}?{query}") for one in charts]


def drawing(chart: Chart) -> str:
    """A diagram as SVG; kept for some minutes, since the same one stands on the page and in the PDF."""
    key = f"diagram:{hashlib.sha256(repr(chart.diagram).encode()).hexdigest()}"
    found: str | None = cache.get(key)
    if found is None:
        found = draw(chart.diagram)
        cache.set(key, found, KEEP_DRAWING_SECONDS)
    return found
