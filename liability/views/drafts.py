"""Agreements: drafts of terms, what they would have cost, and how they become valid; two readings side by side."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from core import clock, formats
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import permissions
from liability.forms_terms import TermsForm
from liability.models import TermsDraft
from liability.presenters import drafts as present
from liability.presenters.tabs import tabs
from liability.selectors import drafts as selectors
from liability.selectors.comparison import compare
from liability.selectors.rulebook import rulebook
from liability.services import drafts as services
from transitions.locks import NotFound
from transitions.views.base import ActingView

READINGS = ("stockholm-2020", "stockholm-2020-average")
"""The sources of Stockholm 2020 differ: an individual start, or the month's mean (law.md 4)."""


class AgreementsView(ActingView):
    """Agreements entered here, their drafts, and a form for a new draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.page(self.form())

    def form(self, data: Any = None) -> TermsForm:
        """The form, with the agreements to choose among."""
        choices = [(row.pk, row.name) for row in selectors.agreements(acting=self.acting)]
        return TermsForm(data, agreements=choices)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a draft."""
        permissions.require(self.acting, permissions.SET_TERMS)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            row = services.add_draft(
                acting=self.acting,
                agreement_id=form.cleaned_data["agreement"],
                terms=form.as_terms(),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Utkastet är sparat. Jämför det med det som gäller.")
        return HttpResponseRedirect(reverse("terms_draft", args=[row.public_id]))

    def page(self, form: TermsForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "drafts": [present.draft_row(row) for row in selectors.drafts(acting=self.acting)],
            "ending": [present.ending_row(row) for row in selectors.versions_with_an_end(acting=self.acting)],
            "form": form,
            "liability_tabs": tabs(self.acting, "agreements"),
        }
        return render(self.request, "liability/agreements.html", context, status=status)


class ProlongView(ActingView):
    """Förläng ett halvår."""

    def post(self, request: HttpRequest, terms_id: int) -> HttpResponse:
        """Make a draft that goes on where the version ends."""
        try:
            row = services.prolong(acting=self.acting, terms_id=terms_id)
        except Invalid as error:
            messages.warning(request, error.message)
            return HttpResponseRedirect(reverse("agreements"))
        except NotFound as error:
            raise Http404 from error
        messages.success(request, "Ett utkast på sex månader till är sparat. Jämför det med det som gäller.")
        return HttpResponseRedirect(reverse("terms_draft", args=[row.public_id]))


class DraftView(ActingView):
    """One draft: its terms, the comparison, and the button that makes it valid."""

    def draft(self, public_id: UUID) -> TermsDraft:
        """The draft, or 404."""
        found = selectors.draft(acting=self.acting, public_id=public_id)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The page."""
        return self.page(public_id)

    def page(self, public_id: UUID, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        """The page, with what stood in the way."""
        found = self.draft(public_id)
        context = {
            "draft": present.draft(found, now=self.now),
            "comparison": present.comparison(found.comparison.get("rows", []), selectors.names()),
            "conflict": conflict,
        }
        return render(self.request, "liability/draft.html", context, status=status)


class CompareView(DraftView):
    """Jämför."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Work out what the draft would have cost."""
        permissions.require(self.acting, permissions.SET_TERMS)
        self.draft(public_id)
        services.compare_draft(acting=self.acting, public_id=public_id)
        return HttpResponseRedirect(reverse("terms_draft", args=[public_id]))


class MakeValidView(DraftView):
    """Gör giltigt."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Let the draft be a version; 409 with what stands in the way."""
        permissions.require(self.acting, permissions.SET_TERMS)
        self.draft(public_id)
        try:
            services.make_valid(acting=self.acting, public_id=public_id)
        except (Conflict, Invalid) as error:
            return self.page(public_id, status=HTTPStatus.CONFLICT, conflict=error.message)
        messages.success(request, "Villkoren gäller nu. Pågående ärenden räknas om i natt.")
        return HttpResponseRedirect(reverse("agreements"))


class ReadingsView(ActingView):
    """Stockholm 2020 in its two readings, side by side on last month's cases: sums alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, for the organisation and those under it."""
        permissions.require(self.acting, permissions.SEE_SUMS)
        today = clock.local_date(self.now)
        month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        terms = {each.code: each for each in rulebook().terms}
        first, second = (terms[code] for code in READINGS)
        own = actors.organisations(ids=actors.with_descendants(self.acting.organisation_id))
        found = compare(month, second, base=first, known={each.code for each in own})
        context = {
            "month": formats.month_text(month),
            "first": first.name or first.code,
            "second": second.name or second.code,
            "sources": [first.source, second.source],
            "comparison": present.comparison(
                [present.plain(each) for each in found], {each.code: each.name for each in own}
            ),
            "liability_tabs": tabs(self.acting, "liability_readings"),
        }
        return render(request, "liability/readings.html", context)
