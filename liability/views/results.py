"""Pages of betalningsansvar: a case's result with its reasons; terms and amounts."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.invalid import Invalid
from liability import permissions, services
from liability.forms import DayRateForm
from liability.presenters import results as presenters
from liability.presenters import strip as strips
from liability.presenters.tabs import tabs
from liability.selectors.assessments import versions
from liability.selectors.decisions import open_questions, proposals_of
from liability.selectors.overview import overview
from liability.selectors.owing import owing_names
from liability.selectors.rulebook import amounts, rulebook, terms_in_use
from transitions.views.base import ActingView, CaseView


class LiabilityView(CaseView):
    """One case: the result, every day counted, every reason with its paragraph, and earlier results."""

    look = "liability"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 404 for a unit that the result is not addressed to."""
        if not permissions.may_see_results(self.acting):
            raise Http404
        rows = versions(acting=self.acting, episode_id=self.episode.pk)
        standing = next((row for row in rows if row.superseded_at is None), None)
        context: dict[str, Any] = {
            **self.case_context(),
            "result": None,
            "spells": [],
            "earlier": presenters.earlier(rows, now=self.now),
        }
        if standing is not None:
            context["result"] = presenters.result(standing, owed_by=owing_names(standing), now=self.now)
            rules = rulebook()
            context["spells"] = presenters.spells(standing, now=self.now)
            context["strips"] = strips.strips(standing, rules, now=self.now)
            context["missing"] = strips.missing(standing, rules, now=self.now)
            context["whatif_url"] = reverse("liability_what_if", args=[self.episode.public_id])
            side = permissions.side_of(self.acting)
            context["questions"] = [
                strips.question(each, side=side, public_id=self.episode.public_id, now=self.now)
                for each in open_questions(standing)
            ]
            context["decided"] = [
                strips.proposal(row, now=self.now) for row in proposals_of(self.episode.pk) if row.answered_at
            ]
        return render(request, "liability/case.html", context)


class OverviewView(ActingView):
    """What is owed by the organisation, or by the region's municipalities: sums, nobody named."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        permissions.require(self.acting, permissions.SEE_SUMS)
        found = overview(acting=self.acting, now=self.now)
        context = {
            "month": found.month,
            "figures": presenters.overview_figures(found),
            "rows": [presenters.overview_row(row) for row in found.rows],
            "liability_tabs": tabs(self.acting, "liability_overview"),
        }
        return render(request, "liability/overview.html", context)


class TermsView(ActingView):
    """Terms and amounts: what holds, where it is written, and what is not confirmed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        permissions.require(self.acting, permissions.SEE_TERMS)
        return self._page(request, DayRateForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter the amount of a year."""
        permissions.require(self.acting, permissions.SET_RATE)
        form = DayRateForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.set_day_rate(acting=self.acting, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field or None, error.message)
            return self._page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, f"Beloppet för {form.cleaned_data['year']} är sparat.")
        return HttpResponseRedirect(reverse("liability_terms"))

    def _page(self, request: HttpRequest, form: DayRateForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {
            "terms": [presenters.terms_row(entry) for entry in terms_in_use()],
            "amounts": amounts(),
            "liability_tabs": tabs(self.acting, "liability_terms"),
            "form": form if permissions.may(self.acting, permissions.SET_RATE) else None,
        }
        return render(request, "liability/terms.html", context, status=status)
