"""Local agreements: the register, one with its signatures and history, and what is written in it."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from core.conflicts import Conflict
from core.history import changes_of
from deviations import permissions_meetings as permissions
from deviations import selectors_agreements as selectors
from deviations.forms_agreements import AgreementForm
from deviations.models import LocalAgreement
from deviations.presenters import agreements as present
from deviations.services import agreements as services
from deviations.views.meetings import MeetingsView
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm


class ListView(MeetingsView):
    """The agreements of the organisation."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        rows = selectors.agreements(acting=self.acting)
        shown = [present.row(one, acting=self.acting, now=self.now) for one in rows]
        context = {
            "tabs": self.tabs("local_agreements"),
            "rows": shown,
            "unsigned": sum(any(party["unsigned"] for party in one["parties"]) for one in shown),
            "keeps": permissions.keeps(self.acting),
        }
        return render(request, "deviations/agreements.html", context)


class AgreementMixin(MeetingsView):
    """A page of one agreement. 404 for one that the organisation is no party of."""

    row: LocalAgreement | None = None

    def one(self, public_id: UUID) -> LocalAgreement:
        """The agreement. Raises Http404."""
        found = selectors.by_public_id(acting=self.acting, public_id=public_id)
        if found is None:
            raise Http404
        return found


class DetailView(AgreementMixin):
    """One agreement."""

    def get(self, request: HttpRequest, agreement_id: UUID) -> HttpResponse:
        """The page, with its history."""
        row = self.one(agreement_id)
        keeps = permissions.keeps(self.acting)
        shown = present.row(row, acting=self.acting, now=self.now)
        context = {
            "agreement": shown,
            "agreement_id": row.public_id,
            "keeps": services.keeps(self.acting, row) and row.ended_on is None,
            "signs": keeps and shown["own_unsigned"] and row.ended_on is None,
            "history": sorted(changes_of(row), key=lambda entry: entry.at, reverse=True),
        }
        return render(request, "deviations/agreement.html", context)


class SignView(AgreementMixin):
    """Signera för vår organisation."""

    def post(self, request: HttpRequest, agreement_id: UUID) -> HttpResponse:
        """Sign the version that was shown; again changes nothing."""
        row = self.one(agreement_id)
        number = request.POST.get("number", "")
        try:
            services.sign(
                acting=self.acting,
                row=row,
                at=self.now,
                number=int(number) if number.isdecimal() and len(number) < 5 else 0,
            )
            messages.success(request, "Överenskommelsen är signerad för er organisation.")
        except Conflict as conflict:
            messages.info(request, conflict.message)
        return HttpResponseRedirect(reverse("agreement", args=[row.public_id]))


class EndView(AgreementMixin):
    """Avsluta överenskommelsen."""

    def post(self, request: HttpRequest, agreement_id: UUID) -> HttpResponse:
        """End it; again changes nothing."""
        row = self.one(agreement_id)
        services.end(acting=self.acting, row=row, at=self.now)
        messages.success(request, "Överenskommelsen gäller inte längre.")
        return HttpResponseRedirect(reverse("agreement", args=[row.public_id]))


class FormView(AgreementMixin, WriteView):
    """A new agreement, or a change."""

    form_class: ClassVar[type[CaseForm]] = AgreementForm
    heading = "Lokal överenskommelse"
    intro = "Parternas enheter ser den i ärendet, vid steget den gäller. Skriv inga personuppgifter."
    submit = "Spara"
    success = "Överenskommelsen är sparad."

    def fetch(self, **kwargs: Any) -> None:
        """The agreement, for its keeper."""
        permissions.require(permissions.keeps(self.acting), "agreement")
        if "agreement_id" in kwargs:
            self.row = self.one(kwargs["agreement_id"])
            permissions.require(services.keeps(self.acting, self.row), "agreement")

    def version(self) -> int:
        """Of the text."""
        return self.row.number if self.row else 0

    def state(self) -> object:
        """The versions."""
        return [[one.pk, one.number] for one in selectors.agreements(acting=self.acting)]

    def form_kwargs(self) -> dict[str, Any]:
        """Every organisation, the own first."""
        found = actors.organisations(practice=self.acting.practice)
        own = self.acting.organisation_id
        return {"organisations": [(one.id, one.name) for one in sorted(found, key=lambda one: one.id != own)]}

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        if self.row is None:
            return {"parties": [self.acting.organisation_id]}
        names = ("name", "kind", "step", "text", "revise_on", "mas_sees_delegations")
        return {
            "parties": [one.organisation_id for one in self.row.parties.all()],
            **{name: getattr(self.row, name) for name in names},
        }

    def cancel_url(self) -> str:
        """Back to the agreement, or the list."""
        return reverse("agreement", args=[self.row.public_id]) if self.row else reverse("local_agreements")

    def perform(self, form: Any) -> str:
        """Save."""
        data = form.cleaned_data
        names = ("name", "kind", "text", "parties", "step", "revise_on", "mas_sees_delegations")
        row = services.save(
            acting=self.acting,
            at=self.now,
            said=services.Text(**{name: data[name] for name in names}),
            row=self.row,
            number=data["version"] if self.row else None,
        )
        return reverse("agreement", args=[row.public_id])
