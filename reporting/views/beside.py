"""Beside the report: effect of tryggt mottagande (U11), and the file for Storsthlm's planning measurement (U13)."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from core import throttle
from reporting.exports import planning
from reporting.forms.report import ReportForm
from reporting.presenters import reception_effect as words
from reporting.presenters.tabs import tabs
from reporting.rules.formats import CONTENT_TYPES, Format
from reporting.rules.periods import PeriodError, parse_period
from reporting.selectors.directory import scope_of
from reporting.selectors.reception_effect import reception_effect
from reporting.views.base import ReportsView
from reporting.views.goals import DecidingView


class ReceptionEffectView(ReportsView):
    """Those who came home with a team, and those without."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; 422 with the reason at the field when the period cannot be read."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        context: dict[str, Any] = {
            "form": form,
            "report_tabs": tabs(self.acting, "reception_effect", of, period),
        }
        if not form.is_valid():
            return render(
                request, "reporting/reception_effect.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        scope, asked = scope_of(of, self.known), parse_period(period)
        context |= words.present(reception_effect(scope, self.known, asked, now=self.now))
        context |= {"organisation": scope.name, "period_name": asked.name}
        return render(request, "reporting/reception_effect.html", context)


class PlanningView(DecidingView):
    """What the file holds, and the file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        self.require()
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.keeps(), now=self.now)
        context: dict[str, Any] = {
            "form": form,
            "of": of,
            "period": period,
            "columns": planning.columns(),
            "note": planning.note(),
            "version": planning.version(),
            "report_tabs": tabs(self.acting, "planning_measurement", of, period),
        }
        status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "reporting/planning.html", context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The file of an organisation that is kept, and its districts. Raises Http404."""
        self.require()
        of, period = self.asked()
        if of not in self.own:
            raise Http404
        throttle.count("file", self.acting)
        try:
            found = planning.rows(self.those(of), period, self.known, now=self.now)
        except PeriodError as error:
            raise Http404 from error
        answer = HttpResponse(planning.planning_csv(found), content_type=CONTENT_TYPES[Format.CSV])
        name = slugify(f"planeringsmatning {self.known.organisations[of].name} {period}")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer

    def keeps(self) -> list[Any]:
        """The choices among what is kept."""
        return [choice for choice in self.allowed if choice.of in self.own]

    def those(self, of: str) -> list[str]:
        """The organisation, and its districts."""
        return [of, *(each for each in self.own if self.known.organisations[each].parent == of)]
