"""The forecast of a unit or an organisation, and what-if: one fact changed, nothing saved."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import formats
from liability import permissions
from liability.forms import WhatIfForm
from liability.presenters import forecast as present
from liability.presenters.tabs import FORECAST, tabs
from liability.rules.what_if import Change, Supposed
from liability.selectors import forecast as selectors
from liability.selectors import statements, what_if
from liability.selectors.assessments import current
from liability.selectors.rulebook import rulebook
from liability.views.statements import StatementView
from transitions.views.base import ActingView, CaseView


class ForecastView(ActingView):
    """Who passes into liability when: the unit's own cases by name, an organisation's by ward and number."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; whoever is named is logged as seen."""
        if not permissions.may_see_forecast(self.acting):
            raise PermissionDenied(FORECAST)
        today = formats.day_of(self.now)
        context: dict[str, Any] = {"liability_tabs": tabs(self.acting, FORECAST)}
        if permissions.may_see_results(self.acting):
            found = selectors.passing(acting=self.acting, today=today)
            if found:
                self.log_look(sorted({each.patient_id for each in found}), "liability_forecast")
            rules = rulebook()
            context["figures"] = present.passing_figures(found)
            context["rows"] = [present.passing_row(each, rules, now=self.now) for each in found]
            context["own"] = True
        else:
            costs = selectors.costs(acting=self.acting, today=today)
            context["figures"] = present.cost_figures(costs)
            context["basis"] = present.cost_basis(costs)
            context["columns"] = present.ALERT_COLUMNS
            context["alerts"] = [
                present.alert_row(each) for each in selectors.alerts(acting=self.acting, today=today)
            ]
        return render(request, "liability/forecast.html", context)


def _answer(request: HttpRequest, facts: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    """The form, and after a post the effect. The change travels in the body: no address tells of a patient."""
    form = WhatIfForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            change = Supposed(Change(form.cleaned_data["change"]), form.cleaned_data["at"])
            before, after = what_if.compare(facts, change)
            context["comparison"] = present.comparison(before, after)
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "liability/what_if.html", {**context, "form": form}, status=status)


class CaseWhatIfView(CaseView):
    """What if a fact of the case were another. For the two sides of the case."""

    look = "liability"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        if not permissions.may_see_results(self.acting):
            raise Http404
        row = current(acting=self.acting, episode_id=self.episode.pk)
        if row is None:
            raise Http404
        back = reverse("liability", args=[self.episode.public_id])
        return _answer(
            request, present.shown_facts(row), {"back_url": back, "back_label": "Till betalningsansvaret"}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The effect."""
        return self.get(request, *args, **kwargs)


class RowWhatIfView(StatementView):
    """What if a fact of a row were another. For both sides of the month; nobody is named."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        number: int = kwargs["number"]
        row = statements.row(self.statement, number)
        if row is None or not row.facts:
            raise Http404
        back = reverse("statement_row", args=[self.statement.public_id, number])
        # A notice that stands is asked about as the row was: on the day that the month was worked out.
        facts = {**row.facts, "as_of": self.statement.computed_at.isoformat()}
        return _answer(request, facts, {"back_url": back, "back_label": f"Till rad {number}"})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The effect."""
        return self.get(request, *args, **kwargs)
