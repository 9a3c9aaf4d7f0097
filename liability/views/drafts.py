"""Agreements: drafts of terms, what they would have cost, and how they become valid; two readings side by side."""

from datetime import date, datetime
from http import HTTPStatus
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
from liability.forms_terms import TermsForm, initial_of, terms_labels
from liability.models import Terms as TermsRow
from liability.models import TermsDraft
from liability.presenters import drafts as present
from liability.presenters.tabs import tabs
from liability.rules.periods import month_before
from liability.rules.terms import Terms
from liability.rules.terms_form import terms_from_json
from liability.selectors import drafts as selectors
from liability.selectors.comparison import compare
from liability.selectors.parties import Parties, parties_of
from liability.selectors.rulebook import rulebook
from liability.services import drafts as services
from liability.services.agreements import ended_by
from transitions.locks import NotFound
from transitions.views.base import ActingView

READINGS = ("stockholm-2020", "stockholm-2020-average")
"""The sources of Stockholm 2020 differ: an individual start, or the month's mean (law.md 4)."""


class AgreementsView(ActingView):
    """The own organisation's agreements: versions of their terms, drafts, and the way to a new draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        permissions.require(self.acting, permissions.SET_TERMS)
        parties = parties_of(self.acting)
        rows = selectors.versions(acting=self.acting, parties=parties)
        context = {
            "drafts": [
                present.draft_row(row) for row in selectors.drafts(acting=self.acting, parties=parties)
            ],
            "versions": [
                present.version_row(row, last=row in selectors.last_versions(rows), today=_today(self.now))
                for row in rows
            ],
            "parties": [{"value": each.key, "label": each.name} for each in parties],
            "liability_tabs": tabs(self.acting, "agreements"),
        }
        return render(request, "liability/agreements.html", context)


class NewDraftView(ActingView):
    """A new draft: the form begins with what holds between the parties today."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        permissions.require(self.acting, permissions.SET_TERMS)
        parties = parties_of(self.acting)
        wanted = request.GET.get("mellan", "")
        chosen = next((each for each in parties if each.key == wanted), None)
        if chosen is None:
            return self.page(TermsForm(agreements=_choices(parties)), None)
        terms = selectors.terms_to_start_from(chosen, today=_today(self.now))
        begins = present.first_day(terms, today=_today(self.now))
        initial = initial_of(
            terms, agreement=chosen.key, code=present.code_for(terms, chosen, begins), valid_from=begins
        )
        return self.page(TermsForm(initial=initial, agreements=_choices(parties)), terms)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft."""
        permissions.require(self.acting, permissions.SET_TERMS)
        parties = parties_of(self.acting)
        form = TermsForm(request.POST, agreements=_choices(parties))
        if not form.is_valid():
            return self.page(form, None, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        chosen = next(each for each in parties if each.key == form.cleaned_data["agreement"])
        try:
            row = services.draft_between(acting=self.acting, parties=chosen, terms=form.as_terms())
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, None, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Utkastet är sparat. Jämför det med det som gäller.")
        return HttpResponseRedirect(reverse("terms_draft", args=[row.public_id]))

    def page(self, form: TermsForm, base: Terms | None, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form; `base` is what it begins with."""
        context = {"form": form, "base": "" if base is None else base.name or base.code}
        return render(self.request, "liability/terms_new.html", context, status=status)


def _choices(parties: list[Parties]) -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in parties]


def _today(now: datetime) -> date:
    return clock.local_date(now)


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
            "differences": self.differences(found),
            "ends": [present.ended_version(row, found) for row in self.ended(found)],
            "comparison": present.comparison(found.comparison.get("rows", []), selectors.names()),
            "conflict": conflict,
        }
        return render(self.request, "liability/draft.html", context, status=status)

    def differences(self, found: TermsDraft) -> list[dict[str, str]]:
        """What of the terms is another than what holds between the parties today."""
        terms = terms_from_json(found.terms)
        agreement = found.agreement
        parties = Parties(agreement.region, agreement.municipality, agreement.name)
        return present.differences(
            terms, selectors.terms_to_start_from(parties, today=_today(self.now)), terms_labels()
        )

    def ended(self, found: TermsDraft) -> list[TermsRow]:
        """The versions that end when the draft is made valid."""
        if found.made_valid_id is not None:
            return []
        return ended_by(found.agreement_id, terms_from_json(found.terms))


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
        month = month_before(today)
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
