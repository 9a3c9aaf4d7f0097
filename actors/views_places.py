"""Units and organisations made, named anew and ended: the administrator's day (X9)."""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors_access, services_places
from actors.forms_places import (
    EndOrganisationForm,
    EndUnitForm,
    NewOrganisationForm,
    NewUnitForm,
    OrganisationNameForm,
    SuccessorForm,
)
from actors.presenters import ORGANISATION_KIND_LABELS, sentence
from actors.rules.kinds import OrganisationKind
from actors.views_base import ActionView
from core import clock
from core.history import changes_of
from core.invalid import Invalid


class _FormView(ActionView, ABC):
    """A page that makes a place: the form, what is wrong in it, and what came of it."""

    template_name = "actors/place_form.html"
    heading = ""
    submit = ""
    cancel: str

    @abstractmethod
    def form(self, data: Any = None) -> forms.Form:
        """The form, with the choices that the one who acts has."""

    @abstractmethod
    def make(self, content: dict[str, Any]) -> HttpResponse:
        """Make it, and show it. May raise Invalid."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.wrong(form)
        try:
            return self.make(dict(form.cleaned_data))
        except Invalid as error:
            return self.wrong(form, error)

    def page(self, form: forms.Form, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
        """The form, with what is wrong in it."""
        context = {
            "form": form,
            "heading": self.heading,
            "submit": self.submit,
            "cancel_url": reverse(self.cancel),
            **more,
        }
        return render(self.request, self.template_name, context, status=status)

    def wrong(self, form: forms.Form, error: Invalid | None = None) -> HttpResponse:
        """The same form again."""
        if error is not None:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class NewUnitView(_FormView):
    """Lägg till en enhet."""

    action = permissions.KEEP_UNITS
    heading = "Lägg till en enhet"
    submit = "Lägg till enheten"
    cancel = "directory"

    def make(self, content: dict[str, Any]) -> HttpResponse:
        """Make the unit, and show it."""
        unit = services_places.make_unit(
            acting=self.acting, organisation_id=content.pop("organisation"), **content
        )
        messages.success(self.request, f"{unit.name} finns nu. Lägg till den första administratören.")
        return redirect("unit", unit_id=unit.pk)

    def form(self, data: Any = None) -> NewUnitForm:
        """Within the organisations that may be filled."""
        return NewUnitForm(data, organisations=services_places.organisations_to_fill(self.acting).values())


class EndUnitView(ActionView):
    """A unit ends: choose who takes over, see what moves, then do it."""

    action = permissions.KEEP_UNITS

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The choice, and below it what would move."""
        unit = self._unit(unit_id)
        found = self._successors(unit)
        chooser = SuccessorForm(request.GET, found=found)
        deed = EndUnitForm(initial={"efter": request.GET.get("efter", ""), "follow": True}, found=found)
        return self._page(unit, chooser, deed, shown="efter" in request.GET and chooser.is_valid())

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """End it."""
        unit = self._unit(unit_id)
        deed = EndUnitForm(request.POST, found=self._successors(unit))
        chooser = SuccessorForm(request.POST, found=self._successors(unit))
        if unit.ended_at is None and not deed.is_valid():
            return self._page(unit, chooser, deed, shown=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            done = services_places.end_unit(
                acting=self.acting,
                unit_id=unit.pk,
                successor_id=deed.chosen() or unit.successor_id,
                people_follow=request.POST.get("follow") == "on",
            )
        except Invalid as error:
            deed.add_error(None, error.message)
            return self._page(unit, chooser, deed, shown=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, f"{unit.name} har upphört." if done else f"{unit.name} hade redan upphört.")
        return redirect("unit", unit_id=unit.pk)

    def _unit(self, unit_id: int) -> Any:
        unit = selectors_access.units_kept_by(self.acting).filter(pk=unit_id).first()
        if unit is None:
            raise Http404
        return unit

    @staticmethod
    def _successors(unit: Any) -> list[Any]:
        return list(selectors_access.successors_for(unit, on=clock.today()))

    def _page(
        self,
        unit: Any,
        chooser: SuccessorForm,
        deed: EndUnitForm,
        *,
        shown: bool,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        successor_id = chooser.chosen() if shown else None
        preview = (
            services_places.preview_end_of_unit(acting=self.acting, unit=unit, successor_id=successor_id)
            if shown
            else None
        )
        if successor_id is None:
            deed.fields.pop("follow", None)
        context = {
            "place": unit,
            "title": f"{unit.name} upphör",
            "chooser": chooser,
            "form": deed,
            "preview": preview,
            "successor": next((row for row in self._successors(unit) if row.pk == successor_id), None),
            "possible": preview is not None and (successor_id is not None or not preview.needs_successor),
            "submit": "Avsluta enheten",
            "cancel_url": reverse("unit", args=[unit.pk]),
        }
        return render(self.request, "actors/place_end.html", context, status=status)


class OrganisationsView(ActionView):
    """Every organisation, with what it belongs to."""

    action = permissions.KEEP_ORGANISATIONS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        today = clock.today()
        rows = [
            {
                "url": reverse("organisation", args=[row.pk]),
                "name": row.name,
                "code": row.code,
                "kind": sentence(ORGANISATION_KIND_LABELS[OrganisationKind(row.kind)]),
                "parent": row.parent.name if row.parent else "",
                "ended": row.valid_to if row.ended_at or (row.valid_to and row.valid_to < today) else None,
            }
            for row in selectors_access.organisations_kept_by(self.acting)
        ]
        return render(request, "actors/organisations.html", {"rows": rows})


class NewOrganisationView(_FormView):
    """Lägg till en organisation."""

    action = permissions.KEEP_ORGANISATIONS
    heading = "Lägg till en organisation"
    submit = "Lägg till organisationen"
    cancel = "organisations"

    def make(self, content: dict[str, Any]) -> HttpResponse:
        """Make the organisation, and show it."""
        row = services_places.make_organisation(
            acting=self.acting, parent_id=content.pop("parent"), **content
        )
        messages.success(self.request, f"{row.name} finns nu.")
        return redirect("organisation", organisation_id=row.pk)

    def form(self, data: Any = None) -> NewOrganisationForm:
        """Below a region or a municipality."""
        found = selectors_access.organisations_kept_by(self.acting).filter(
            kind__in=[OrganisationKind.REGION, OrganisationKind.MUNICIPALITY], ended_at__isnull=True
        )
        return NewOrganisationForm(data, parents=found)


class _OrganisationView(ActionView):
    action = permissions.KEEP_ORGANISATIONS

    def row(self, organisation_id: int) -> Any:
        """The organisation. Raises Http404."""
        found = selectors_access.organisations_kept_by(self.acting).filter(pk=organisation_id).first()
        if found is None:
            raise Http404
        return found


class OrganisationView(_OrganisationView):
    """One organisation: its name, what it belongs to, Historik."""

    def get(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        """The page."""
        row = self.row(organisation_id)
        return self._page(row, OrganisationNameForm(initial={"name": row.name}))

    def post(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        """Save the name."""
        row = self.row(organisation_id)
        form = OrganisationNameForm(request.POST)
        if not form.is_valid():
            return self._page(row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        services_places.change_organisation(
            acting=self.acting, organisation_id=row.pk, name=form.cleaned_data["name"]
        )
        messages.success(request, "Organisationen är sparad.")
        return redirect("organisation", organisation_id=row.pk)

    def _page(self, row: Any, form: OrganisationNameForm, status: int = HTTPStatus.OK) -> HttpResponse:
        until = "Tills vidare" if row.valid_to is None else f"{row.valid_to:%Y-%m-%d}"
        context = {
            "organisation": row,
            "facts": [
                {"label": "Slag", "value": sentence(ORGANISATION_KIND_LABELS[OrganisationKind(row.kind)])},
                {"label": "Kod", "value": row.code},
                {"label": "Hör till", "value": row.parent.name if row.parent else "–"},
                {"label": "Gäller till", "value": until},
                {"label": "Efterträdare", "value": row.successor.name if row.successor else "–"},
            ],
            "form": form,
            "end_url": reverse("organisation_end", args=[row.pk]) if row.ended_at is None else "",
            "history": changes_of(row),
        }
        return render(self.request, "actors/organisation.html", context, status=status)


class EndOrganisationView(_OrganisationView):
    """An organisation ends: choose who takes over, see what moves, then do it."""

    def get(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        """The choice, and below it what would move."""
        row = self.row(organisation_id)
        found = self._successors(row)
        chooser = SuccessorForm(request.GET, found=found)
        deed = EndOrganisationForm(initial={"efter": request.GET.get("efter", "")}, found=found)
        return self._page(row, chooser, deed, shown="efter" in request.GET and chooser.is_valid())

    def post(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        """End it."""
        row = self.row(organisation_id)
        found = self._successors(row)
        deed, chooser = (
            EndOrganisationForm(request.POST, found=found),
            SuccessorForm(request.POST, found=found),
        )
        if row.ended_at is None and not deed.is_valid():
            return self._page(row, chooser, deed, shown=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            services_places.end_organisation(
                acting=self.acting,
                organisation_id=row.pk,
                successor_id=deed.chosen() or row.successor_id,
            )
        except Invalid as error:
            deed.add_error(None, error.message)
            return self._page(row, chooser, deed, shown=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, f"{row.name} har upphört.")
        return redirect("organisation", organisation_id=row.pk)

    def _successors(self, row: Any) -> list[Any]:
        found = selectors_access.organisations_kept_by(self.acting).filter(
            kind=row.kind, ended_at__isnull=True
        )
        return list(found.exclude(pk=row.pk))

    def _page(
        self,
        row: Any,
        chooser: SuccessorForm,
        deed: EndOrganisationForm,
        *,
        shown: bool,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        successor_id = chooser.chosen() if shown else None
        preview = services_places.preview_end_of_organisation(acting=self.acting, row=row) if shown else None
        context = {
            "place": row,
            "title": f"{row.name} upphör",
            "chooser": chooser,
            "form": deed,
            "preview": preview,
            "successor": next((one for one in self._successors(row) if one.pk == successor_id), None),
            "possible": preview is not None and (successor_id is not None or not preview.needs_successor),
            "submit": "Avsluta organisationen",
            "cancel_url": reverse("organisation", args=[row.pk]),
        }
        return render(self.request, "actors/place_end.html", context, status=status)
