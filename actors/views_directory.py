"""Enheter: direct numbers and hours of every unit (T17), and the page where the administrator keeps them."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors, selectors_access, services
from actors.forms import DirectoryFilter, UnitForm
from actors.presenters import ORGANISATION_KIND_LABELS, UNIT_KIND_LABELS
from actors.rules.kinds import OrganisationKind, UnitKind
from actors.views_base import ActionView
from core import clock
from core.history import changes_of

ROWS_A_PAGE = 100


class DirectoryView(ActionView):
    """The list of units."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest) -> HttpResponse:
        """Units by name, kind and organisation."""
        form = DirectoryFilter(request.GET)
        wanted = form.cleaned_data if form.is_valid() else {}
        found = selectors.directory(
            text=wanted.get("q", ""), kind=wanted.get("slag", ""), on=clock.local_date(clock.now())
        )
        page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        rows = [
            {
                "url": reverse("unit", args=[unit.pk]),
                "name": unit.name,
                "kind": UNIT_KIND_LABELS[UnitKind(unit.kind)],
                "organisation": unit.organisation.name,
                "phone": unit.phone,
                "hours": unit.hours,
            }
            for unit in page.object_list
        ]
        context = {
            "filter_form": form,
            "filters_active": bool(wanted.get("q") or wanted.get("slag")),
            "reset_url": reverse("directory"),
            "new_url": reverse("unit_new") if permissions.may(self.acting, permissions.KEEP_UNITS) else "",
            "organisations_url": reverse("organisations")
            if permissions.may(self.acting, permissions.KEEP_ORGANISATIONS)
            else "",
            "rows": rows,
            "page": page if page.paginator.num_pages > 1 else None,
        }
        return render(request, "actors/directory.html", context)


class UnitView(ActionView):
    """One unit: what the directory says, its history, and the form for whoever keeps it."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Show it."""
        unit = self._unit(unit_id)
        fields = ("name", "phone", "hours", "notify_email")
        form = UnitForm(initial={field: getattr(unit, field) for field in fields})
        return self._page(unit, form)

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Save it."""
        unit = self._unit(unit_id)
        if not services.keeps_unit(self.acting, unit):
            raise PermissionDenied
        form = UnitForm(request.POST)
        if not form.is_valid():
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        services.change_unit(acting=self.acting, unit_id=unit.pk, **form.cleaned_data)
        messages.success(request, "Enheten är sparad.")
        return redirect("unit", unit_id=unit.pk)

    @staticmethod
    def _unit(unit_id: int) -> Any:
        unit = selectors.unit_row(unit_id)
        if unit is None:
            raise Http404
        return unit

    def _page(self, unit: Any, form: UnitForm, status: int = HTTPStatus.OK) -> HttpResponse:
        organisation = unit.organisation
        keeps = services.keeps_unit(self.acting, unit)
        kind = ORGANISATION_KIND_LABELS[OrganisationKind(organisation.kind)]
        context = {
            "unit": unit,
            "facts": [
                {"label": "Slag", "value": UNIT_KIND_LABELS[UnitKind(unit.kind)]},
                {"label": "Organisation", "value": f"{organisation.name} ({kind})"},
                {"label": "Sjukhus", "value": unit.hospital or "–"},
                {"label": "Direktnummer", "phone": unit.phone},
                {"label": "Öppettider", "value": unit.hours},
                *_end_of(unit),
            ],
            "form": form if keeps and unit.ended_at is None else None,
            "history": changes_of(unit),
            "access_url": reverse("unit_access", args=[unit.pk])
            if selectors_access.unit_with_access(self.acting, unit.pk) is not None
            else "",
            "end_url": reverse("unit_end", args=[unit.pk])
            if keeps and unit.ended_at is None and permissions.may(self.acting, permissions.KEEP_UNITS)
            else "",
        }
        return render(self.request, "actors/unit.html", context, status=status)


def _end_of(unit: Any) -> list[dict[str, str]]:
    if unit.valid_to is None:
        return []
    facts = [{"label": "Gäller till", "value": f"{unit.valid_to:%Y-%m-%d}"}]
    if unit.successor is not None:
        facts.append({"label": "Efterträdare", "value": unit.successor.name})
    return facts
