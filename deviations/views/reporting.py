"""Rapportera avvikelse: from a case, prefilled, or free-standing."""

from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from actors.presenters import UNIT_KIND_LABELS
from actors.rules.kinds import UnitKind
from core import idempotency
from core.forms import content
from core.invalid import Invalid
from deviations import permissions, selectors_proposals, services
from deviations.forms import CaseReportForm, FreeReportForm, split, usual_law
from deviations.models import Proposal
from deviations.presenters.proposals import fact_text
from deviations.rules.kinds import Category
from deviations.rules.suggestions import Suggestion, suggestions
from transitions.forms.base import CaseForm
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.services.state import limits
from transitions.views.base import ActingView, CaseFormView, already_sent

INTRO = "Avvikelsen går till den som ansvarar hos den andra parten. Du får alltid svar."


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """What a report may hold beside the five fields."""
    return {
        "own_words": data["own_words"],
        "own_words_by": data["own_words_by"],
        "anonymous": data.get("anonymous", False),
    }


class NewView(ActingView):
    """`/avvikelser/ny/`: with `?arende=` from a case, else free-standing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Choose the form; an id that is none is no case."""
        if "arende" not in request.GET:
            return FreeReportView.as_view()(request)
        try:
            public_id = UUID(request.GET["arende"])
        except ValueError as error:
            raise Http404 from error
        return CaseReportView.as_view()(request, public_id=public_id)


class CaseReportView(CaseFormView):
    """A report from a case. Missed clocks come first among the categories."""

    action = ItemKind.DEVIATION_REPORTED
    form_class: ClassVar[type[CaseForm]] = CaseReportForm
    template_name = "deviations/report.html"
    look = "deviation_report"
    heading = "Rapportera avvikelse"
    intro = INTRO
    submit = "Skicka avvikelsen"
    success = "Avvikelsen är skickad. Du ser svaret under Avvikelser."

    def check_permission(self) -> None:
        """Anybody in the chain may; then see what the case suggests."""
        super().check_permission()
        permissions.require_report(self.acting)
        self.proposal = self._proposal()
        self.suggested = suggestions(
            chain_of(self.episode),
            limits(),
            self.now,
            unit_kind=self.acting.unit_kind,
            unit_id=self.acting.unit_id,
        )

    def form_kwargs(self) -> dict[str, Any]:
        """The other units on the chain, and what the clocks say."""
        units = [unit for unit in cases.parties(self.episode) if unit.id != self.acting.unit_id]
        return {
            "units": [(unit.id, f"{unit.name}, {UNIT_KIND_LABELS[unit.kind]}") for unit in units],
            "suggested": list(dict.fromkeys(one.category for one in self.suggested)),
            "anonymity": services.may_be_anonymous(self.acting.unit_id),
        }

    def page(self, form: Any, **kwargs: Any) -> HttpResponse:
        """With the fields that are seldom touched folded."""
        self.fields_of = split(form)
        return super().page(form, **kwargs)

    def context(self) -> dict[str, Any]:
        """The fields in two parts."""
        return self.fields_of

    def initial(self) -> dict[str, Any]:
        """What was asked for in the address, else the first suggestion."""
        law = usual_law(self.acting.unit_kind, self.acting.organisation_kind)
        if self.proposal is not None:
            return {
                "category": self.proposal.category,
                "about": self.proposal.about_id,
                "happened_at": self.proposal.since,
                "text": fact_text(self.proposal),
                "law": law,
            }
        chosen = self._chosen()
        return {
            "category": chosen.category if chosen else self.request.GET.get("kategori", ""),
            "about": chosen.about_id if chosen else self._usual(),
            "happened_at": (chosen.since if chosen else None) or self.now,
            "law": law,
        }

    def _proposal(self) -> Proposal | None:
        """The unit's draft that the form is filled in from; one that is settled fills in nothing. Raises Http404."""
        asked = self.request.GET.get("forslag", "")
        if not asked:
            return None
        try:
            found = selectors_proposals.by_public_id(acting=self.acting, public_id=UUID(asked))
        except ValueError as error:
            raise Http404 from error
        if found is None or found.episode_id != self.episode.pk:
            raise Http404
        return found if found.settled_at is None else None

    def _usual(self) -> int | str:
        """The ward, which most reports are about."""
        ward = self.episode.ward_id
        return ward if ward is not None and ward != self.acting.unit_id else ""

    def _chosen(self) -> Suggestion | None:
        asked = self.request.GET.get("kategori", "")
        if asked and asked in set(Category):
            fitting = [one for one in self.suggested if one.category == asked]
            about = self.request.GET.get("om", "")
            named = [one for one in fitting if about and str(one.about_id) == about]
            return next(iter([*named, *fitting]), None)
        return self.suggested[0] if self.suggested else None

    def perform(self, form: Any, version: int) -> None:
        """Send the report."""
        data = form.cleaned_data
        services.report(
            acting=self.acting,
            at=self.now,
            episode_id=self.episode.pk,
            category=data["category"],
            about_id=data["about"],
            severity=data["severity"],
            outcome=data["outcome"],
            law=data["law"],
            text=data["text"],
            happened_at=data["happened_at"],
            measure=data["measure"],
            person_agrees=data["person_agrees"],
            **_told(data),
            proposal=self.proposal.public_id if self.proposal else None,
            version=version,
        )


class FreeReportView(ActingView):
    """A report that belongs to no case."""

    def _form(self, data: Any = None) -> FreeReportForm:
        return FreeReportForm(
            data,
            units=self._units(),
            anonymity=services.may_be_anonymous(self.acting.unit_id),
            initial={
                "happened_at": self.now,
                "law": usual_law(self.acting.unit_kind, self.acting.organisation_kind),
            },
        )

    def _units(self) -> dict[str, int]:
        """Every unit but the reporter's own, by the words of the list."""
        found: dict[str, int] = {}
        for unit in actors.units(practice=self.acting.practice):
            if unit.id == self.acting.unit_id or unit.kind is UnitKind.ADMINISTRATION:
                continue
            label = f"{unit.name}, {unit.organisation_name}"
            found[label if label not in found else f"{label}, {unit.code}"] = unit.id
        return found

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        permissions.require_report(self.acting)
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Report, once."""
        permissions.require_report(self.acting)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        key = str(form.cleaned_data["key"])
        try:
            answer = idempotency.once(
                scope=f"web:{self.acting.user_id}:deviation",
                key=key,
                body_hash=idempotency.hash_body(key.encode()),
                run=lambda: idempotency.unless_just_done(
                    about=f"deviations of {self.acting.user_id} {self.acting.unit_id}",
                    content=content(request.POST, request.FILES, without=("key", *CaseReportForm.CLOCKED)),
                    state=str,
                    run=lambda: self._report(form.cleaned_data),
                ),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        said = already_sent(answer, self.now) if answer.repeated else "Avvikelsen är skickad."
        messages.success(request, said)
        return HttpResponseRedirect(reverse("deviation_detail", args=[answer.body["deviation"]]))

    def _report(self, data: dict[str, Any]) -> idempotency.Answer:
        made = services.report(
            acting=self.acting,
            at=self.now,
            category=data["category"],
            about_id=data["about"],
            severity=data["severity"],
            outcome=data["outcome"],
            law=data["law"],
            text=data["text"],
            happened_at=data["happened_at"],
            measure=data["measure"],
            **_told(data),
        )
        return idempotency.Answer(HTTPStatus.OK, {"deviation": str(made.public_id)})

    def _page(self, form: FreeReportForm, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {"form": form, "intro": INTRO, "units": list(form.units), **split(form)}
        return render(self.request, "deviations/new.html", context, status=status)
