"""How a unit wants to be reached, and how soon its contracts let it be told: kept on pages of their own."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors, selectors_access, selectors_contracts, selectors_duty
from actors import services_contracts as contracts
from actors.forms_ways import CHANNELS, LeadHoursForm, WayForm
from actors.models import Unit
from actors.views_base import ActionView
from core import clock, ways
from core.invalid import Invalid


class WaysView(ActionView):
    """Så når ni oss: whether the unit logs in, and its ways in its own order."""

    action = permissions.KEEP_REGISTERED

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The ways and the form that adds one."""
        return self._page(self._unit(unit_id), WayForm())

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Add, move, take away or mend a way; or say whether the unit logs in."""
        unit = self._unit(unit_id)
        act, number = request.POST.get("act", "add"), request.POST.get("way", "")
        if act == "add":
            return self._add(unit)
        if act in ("logs_in", "logs_out"):
            ways.set_logs_in(acting=self.acting, recipient_id=unit.pk, value=act == "logs_in")
            messages.success(request, "Sparat.")
            return redirect("unit_ways", unit_id=unit.pk)
        do = {"up": ways.move_up, "remove": ways.remove, "mend": ways.mend}.get(act)
        if do is None or not (number.isascii() and number.isdigit() and len(number) < 18):
            raise Http404
        if do(acting=self.acting, recipient_id=unit.pk, way_id=int(number)):
            messages.success(request, "Sparat.")
        else:
            messages.info(request, "Det var redan ändrat.")
        return redirect("unit_ways", unit_id=unit.pk)

    def _add(self, unit: Unit) -> HttpResponse:
        form = WayForm(self.request.POST)
        if not form.is_valid():
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        chosen = form.cleaned_data
        try:
            ways.add(
                acting=self.acting,
                recipient_id=unit.pk,
                event=chosen["event"],
                channel=chosen["channel"],
                address=chosen["address"],
                always=chosen["always"] == "always",
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(self.request, "Sättet är tillagt sist i ordningen.")
        return redirect("unit_ways", unit_id=unit.pk)

    def _unit(self, unit_id: int) -> Unit:
        unit = selectors.unit_row(unit_id)
        if unit is None:
            raise Http404
        if not selectors_access.keeps_registered_of(self.acting, unit_id):
            raise PermissionDenied(self.action)
        return unit

    def _page(self, unit: Unit, form: WayForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        rows = ways.of_party(unit.pk)
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            line = {
                "id": row.pk,
                "name": CHANNELS[row.channel].partition(" med påminnelse")[0],
                "address": row.address,
                "always": row.always,
                "first": not groups.get(row.event),
                "failed_at": row.failed_at,
            }
            groups.setdefault(row.event, []).append(line)
        logs_in = ways.logs_in(unit.pk)
        uses_link = any(row.channel == "link" for row in rows)
        context = {
            "unit": unit,
            "groups": [
                {"title": ways.EVENTS.get(event, event), "ways": lines} for event, lines in groups.items()
            ],
            "logs_in": logs_in,
            "mail": unit.notify_email if logs_in and not rows else "",
            "no_phones": uses_link and not selectors_duty.registered_people(unit.pk),
            "phones_url": reverse("unit_phones", args=[unit.pk]),
            "system_url": reverse("unit_system", args=[unit.pk]),
            "form": form,
            "back_url": reverse("unit", args=[unit.pk]),
        }
        return render(self.request, "actors/unit_ways.html", context, status=status)


class LeadHoursView(ActionView):
    """Inställelsetider: what the organisation's contracts with providers say."""

    action = permissions.KEEP_UNITS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The hours of each provider."""
        return self._page(LeadHoursForm(providers=self._providers()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store what was changed."""
        form = LeadHoursForm(request.POST, providers=self._providers())
        if not form.is_valid():
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        changed = contracts.set_lead_hours(acting=self.acting, hours=form.hours())
        messages.success(request, "Inställelsetiderna är sparade." if changed else "Inget var ändrat.")
        return redirect("lead_hours")

    def _providers(self) -> list[selectors_contracts.ProviderHours]:
        return selectors_contracts.providers_of(self.acting, on=clock.today())

    def _page(self, form: LeadHoursForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {
            "form": form,
            "organisation": self.acting.organisation_name,
            "cancel_url": reverse("directory"),
        }
        return render(self.request, "actors/lead_hours.html", context, status=status)
