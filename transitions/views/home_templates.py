"""Rutiner: what the administrator of an organisation has decided, version by version (T11, T12)."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.invalid import Invalid
from transitions import permissions, services
from transitions.forms.checklist import TemplateForm, rows_for, template_initial
from transitions.forms.reception import ReceptionTermsForm, terms_initial
from transitions.presenters import going_home as present
from transitions.presenters.reception import terms_facts
from transitions.rules.checklist import MOST_POINTS, TemplatePoint
from transitions.rules.kinds import CareForm
from transitions.rules.reception_values import ReceptionTerms
from transitions.selectors import home_templates
from transitions.selectors.home_templates import Kind
from transitions.views.base import ActingView

EVERY = "alla"


class HomeTemplatesView(ActingView):
    """What holds, for each care form, and every earlier version."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        permissions.require_home_templates(self.acting)
        organisation = self.acting.organisation_id
        today = clock.local_date(self.now)
        forms = ["", *CareForm]
        standing = []
        for form in forms:
            versions = [
                row
                for row in home_templates.versions_of(organisation, Kind.CHECKLIST)
                if row.care_form == form
            ]
            current = next((row for row in versions if row.valid_from <= today), None)
            standing.append(
                {
                    "name": present.care_form_name(form),
                    "url": reverse("home_template_checklist", args=[form or EVERY]),
                    "rows": [
                        present.template_row(row, today=today, current=row == current) for row in versions
                    ],
                }
            )
        kept = home_templates.versions_of(organisation, Kind.HOME_RECEPTION)
        current = next((row for row in kept if row.valid_from <= today), None)
        routine = home_templates.template_of(organisation, CareForm.SOMATIC, Kind.HOME_RECEPTION, on=today)
        context = {
            "checklists": standing,
            "reception": {
                "holds": home_templates.routine_name(routine),
                "facts": terms_facts(home_templates.reception_terms(routine)),
                "url": reverse("home_template_reception"),
                "rows": [present.template_row(row, today=today, current=row == current) for row in kept],
            },
        }
        return render(request, "transitions/home_templates.html", context)


class ChecklistTemplateView(ActingView):
    """A new version of a checklist's template."""

    def get(self, request: HttpRequest, care_form: str) -> HttpResponse:
        """The form, filled in with what holds today."""
        permissions.require_home_templates(self.acting)
        points = self._points(care_form)
        today = clock.local_date(self.now)
        form = TemplateForm(rows=rows_for(len(points)), initial=template_initial(points, valid_from=today))
        return self._page(form, care_form)

    def post(self, request: HttpRequest, care_form: str) -> HttpResponse:
        """Save the version."""
        permissions.require_home_templates(self.acting)
        self._points(care_form)
        rows = sum(name.startswith("text_") for name in request.POST)
        form = TemplateForm(request.POST, rows=min(max(rows, 1), MOST_POINTS))
        if not form.is_valid():
            return self._page(form, care_form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services.save_home_template(
                acting=self.acting,
                kind=Kind.CHECKLIST,
                care_form="" if care_form == EVERY else care_form,
                valid_from=form.cleaned_data["valid_from"],
                content={"points": form.points},
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, care_form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Mallen är sparad som en ny version. Påbörjade listor ändras inte.")
        return HttpResponseRedirect(reverse("home_templates"))

    def _points(self, care_form: str) -> tuple[TemplatePoint, ...]:
        if care_form != EVERY and care_form not in set(CareForm):
            raise Http404
        form = CareForm.SOMATIC if care_form == EVERY else CareForm(care_form)
        routine = home_templates.template_of(
            self.acting.organisation_id, form, Kind.CHECKLIST, on=clock.local_date(self.now)
        )
        return home_templates.template_points(routine)

    def _page(self, form: TemplateForm, care_form: str, *, status: int = HTTPStatus.OK) -> HttpResponse:
        name = present.care_form_name("" if care_form == EVERY else care_form)
        context: dict[str, Any] = {
            "form": form,
            "care_form": name,
            "home_templates_url": reverse("home_templates"),
        }
        return render(self.request, "transitions/home_template_checklist.html", context, status=status)


class ReceptionTermsView(ActingView):
    """A new version of what the organisation has decided of tryggt mottagande (T12)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, filled in with what holds today."""
        permissions.require_home_templates(self.acting)
        today = clock.local_date(self.now)
        routine = home_templates.template_of(
            self.acting.organisation_id, CareForm.SOMATIC, Kind.HOME_RECEPTION, on=today
        )
        terms = home_templates.reception_terms(routine)
        return self._page(ReceptionTermsForm(initial={**terms_initial(terms), "valid_from": today}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the version."""
        permissions.require_home_templates(self.acting)
        form = ReceptionTermsForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        try:
            services.save_home_template(
                acting=self.acting,
                kind=Kind.HOME_RECEPTION,
                care_form="",
                valid_from=data["valid_from"],
                content={name: value for name, value in data.items() if name != "valid_from"},
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(
            request, "Villkoren är sparade som en ny version. Det som redan är beställt ändras inte."
        )
        return HttpResponseRedirect(reverse("home_templates"))

    def _page(self, form: ReceptionTermsForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {"form": form, "home_templates_url": reverse("home_templates")}
        return render(self.request, "transitions/home_template_reception.html", context, status=status)


class VersionView(ActingView):
    """One version, to read."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; 404 for another organisation's."""
        permissions.require_home_templates(self.acting)
        row = home_templates.version_by_id(self.acting.organisation_id, pk)
        if row is None:
            raise Http404
        of_list = row.kind == Kind.CHECKLIST
        points = [TemplatePoint.of(values) for values in row.content["points"]] if of_list else []
        context = {
            "title": present.version_title(row),
            "row": present.template_row(row, today=clock.local_date(self.now), current=False),
            "points": present.template_rows(points),
            "facts": [] if of_list else terms_facts(ReceptionTerms.of(row.content)),
            "home_templates_url": reverse("home_templates"),
        }
        return render(request, "transitions/home_template_version.html", context)
