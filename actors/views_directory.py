"""Enheter: direct numbers and hours of every unit (T17), and the page where the administrator keeps them."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from actors import permissions, selectors, services
from actors.acting import Acting
from actors.forms import DirectoryFilter, UnitForm
from actors.presenters import ORGANISATION_KIND_LABELS, UNIT_KIND_LABELS
from actors.rules.kinds import OrganisationKind, UnitKind
from core import clock, outbox, tracking
from core.history import changes_of

ROWS_A_PAGE = 100


class _ActingView(LoginRequiredMixin, View):
    acting: Acting
    action = permissions.SEE_DIRECTORY

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to what the page asks."""
        acting = getattr(request, "acting", None)
        if acting is not None:
            self.acting = acting
            permissions.require(acting, self.action)
        return super().dispatch(request, *args, **kwargs)


class DirectoryView(_ActingView):
    """The list of units."""

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
            "rows": rows,
            "page": page if page.paginator.num_pages > 1 else None,
        }
        return render(request, "actors/directory.html", context)


class UnitView(_ActingView):
    """One unit: what the directory says, its history, and the form for whoever keeps it."""

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
        kind = ORGANISATION_KIND_LABELS[OrganisationKind(organisation.kind)]
        context = {
            "unit": unit,
            "facts": [
                {"label": "Slag", "value": UNIT_KIND_LABELS[UnitKind(unit.kind)]},
                {"label": "Organisation", "value": f"{organisation.name} ({kind})"},
                {"label": "Sjukhus", "value": unit.hospital or "–"},
                {"label": "Direktnummer", "phone": unit.phone},
                {"label": "Öppettider", "value": unit.hours},
            ],
            "form": form if services.keeps_unit(self.acting, unit) else None,
            "history": changes_of(unit),
        }
        return render(self.request, "actors/unit.html", context, status=status)


class OperationsView(_ActingView):
    """Drift: what could not be delivered and waits for a person, and how long the oldest message waits."""

    action = permissions.OPERATE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list. It holds reference numbers and codes, nothing of a patient."""
        held = list(outbox.held())
        context = {
            "lag_seconds": round(outbox.lag_seconds()),
            "messages_held": [
                {
                    "id": row.pk,
                    "event": row.event,
                    "since": row.held_at,
                    "error": row.last_error,
                    "tries": row.attempts,
                }
                for row in held
            ],
            "deliveries_held": tracking.held_deliveries(),
        }
        return render(request, "actors/operations.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try again what was stopped."""
        number = request.POST.get("id", "")
        chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        release = tracking.release_delivery if request.POST.get("kind") == "delivery" else outbox.release
        if release(chosen, acting=self.acting):
            messages.success(request, "Meddelandet skickas igen.")
        else:
            messages.info(request, "Meddelandet väntar inte längre på åtgärd.")
        return redirect("operations")
