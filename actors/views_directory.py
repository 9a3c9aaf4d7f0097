"""Enheter: direct numbers, hours and who is on duty of every unit (T17), and the unit's own page."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors, selectors_access, selectors_duty, selectors_portraits, services
from actors.forms import DirectoryFilter, KeptUnitForm
from actors.names import shown_names
from actors.presenters import ORGANISATION_KIND_LABELS, UNIT_KIND_LABELS, sentence
from actors.presenters_places import (
    change_of,
    differing_days,
    directory_rows,
    duty_lines,
    staffed_status,
    week_rows,
)
from actors.rules.kinds import OrganisationKind, UnitKind
from actors.views_base import ActionView
from core import clock
from core.history import changes_of
from core.invalid import Invalid

ROWS_A_PAGE = 100
COMING = timedelta(days=14)


class DirectoryView(ActionView):
    """The list of units."""

    action = permissions.SEE_DIRECTORY

    def get(self, request: HttpRequest) -> HttpResponse:
        """Units by name, kind and organisation."""
        now = clock.now()
        today = clock.local_date(now)
        areas = selectors.organisations(
            kinds=[OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT], practice=self.acting.practice
        )
        form = DirectoryFilter(request.GET, areas=areas)
        wanted = form.cleaned_data if form.is_valid() else {}
        area = wanted.get("omrade", "")
        found = selectors.directory(
            text=wanted.get("q", "").strip(),
            kind=wanted.get("slag", ""),
            area_id=int(area) if area else None,
            on=today,
            practice=self.acting.practice,
        )
        page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        ids = [unit.pk for unit in page.object_list]
        rows = directory_rows(
            page.object_list,
            staffing=selectors_duty.staffing_of(ids),
            duty=selectors_duty.on_duty_in(ids, now),
            names=shown_names(self.acting),
            at=now,
        )
        filtered = any(wanted.get(name) for name in ("q", "slag", "omrade"))
        news = [] if filtered else selectors.announced(on=today, practice=self.acting.practice)
        context = {
            "filter_form": form,
            "filters_active": filtered,
            "news": [
                {"url": reverse("unit", args=[unit.pk]), "name": unit.name, "text": change_of(unit, today)}
                for unit in news
            ],
            "reset_url": reverse("directory"),
            "new_url": reverse("unit_new") if permissions.may(self.acting, permissions.KEEP_UNITS) else "",
            "organisations_url": reverse("organisations")
            if permissions.may(self.acting, permissions.KEEP_ORGANISATIONS)
            else "",
            "lead_hours_url": reverse("lead_hours")
            if permissions.may(self.acting, permissions.KEEP_UNITS)
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
        fields = ("name", "phone", "hsa_id", "hours", "notify_email", "valid_to")
        initial = {field: getattr(unit, field) or "" for field in fields}
        return self._page(unit, KeptUnitForm(initial=initial))

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Save it."""
        unit = self._unit(unit_id)
        if not services.keeps_unit(self.acting, unit):
            raise PermissionDenied
        form = KeptUnitForm(request.POST)
        if not form.is_valid():
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        content = dict(form.cleaned_data)
        if selectors_duty.staffing_of([unit.pk])[unit.pk].stated:
            content["hours"] = unit.hours  # said in words of what the unit keeps on its own page
        try:
            services.change_unit(acting=self.acting, unit_id=unit.pk, **content)
        except Invalid as error:
            form.add_error(error.field, error.message)
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Enheten är sparad.")
        return redirect("unit", unit_id=unit.pk)

    @staticmethod
    def _unit(unit_id: int) -> Any:
        unit = selectors.unit_row(unit_id)
        if unit is None:
            raise Http404
        return unit

    def _page(self, unit: Any, form: KeptUnitForm, status: int = HTTPStatus.OK) -> HttpResponse:
        now = clock.now()
        staffing = selectors_duty.staffing_of([unit.pk])[unit.pk]
        names = shown_names(self.acting)
        keeps = services.keeps_unit(self.acting, unit)
        stands = unit.ended_at is None
        if staffing.stated:
            form.fields.pop("hours")
        on_duty = selectors_duty.on_duty(unit.pk, now)
        coming = selectors_duty.duty_lists([unit.pk], now, now + COMING).get(unit.pk, [])
        faces = selectors_portraits.faces(self.acting, [one.user_id for one in on_duty])
        context = {
            "unit": unit,
            "closed": not stands,
            "kind": sentence(UNIT_KIND_LABELS[UnitKind(unit.kind)]),
            "facts": _facts(unit, selectors.areas_served_by(unit.pk), stated=staffing.stated),
            "status": staffed_status(staffing, now) if stands else None,
            "change": change_of(unit, clock.local_date(now)),
            "week": week_rows(staffing, now),
            "days": differing_days(staffing, now),
            "duty": duty_lines(on_duty, names, now, faces),
            "coming": duty_lines([one for one in coming if one.since > now], names, now),
            "own_pages": self._own_pages(unit) if stands else [],
            "form": form if keeps and stands else None,
            "history": names.history(changes_of(unit)),
            "access_url": reverse("unit_access", args=[unit.pk])
            if selectors_access.unit_with_access(self.acting, unit.pk) is not None
            else "",
            "end_url": reverse("unit_end", args=[unit.pk])
            if keeps and stands and permissions.may(self.acting, permissions.KEEP_UNITS)
            else "",
        }
        return render(self.request, "actors/unit.html", context, status=status)

    def _own_pages(self, unit: Any) -> list[dict[str, str]]:
        """What the one who acts keeps of the unit's page."""
        pages = []
        if selectors_access.keeps_duty_of(self.acting, unit.pk):
            pages += [
                ("unit_duty", "I tjänst och jour", "phone"),
                ("unit_hours", "Nummer och tider", "clock"),
                ("unit_days", "Dagar som avviker", "calendar-days"),
                ("unit_absence", "Frånvaro", "users"),
            ]
        if selectors_access.keeps_registered_of(self.acting, unit.pk):
            pages.append(("unit_phones", "Telefoner för kod", "key-round"))
            pages.append(("unit_ways", "Så når ni oss", "send"))
        return [
            {"url": reverse(name, args=[unit.pk]), "label": label, "icon": icon}
            for name, label, icon in pages
        ]


def _facts(unit: Any, served: list[str], *, stated: bool) -> list[dict[str, Any]]:
    organisation = unit.organisation
    kind = ORGANISATION_KIND_LABELS[OrganisationKind(organisation.kind)]
    facts: list[dict[str, Any]] = [
        # Nobody answers at the number of a unit that has ended.
        *([{"label": "Direktnummer", "phone": unit.phone}] if unit.ended_at is None else []),
        {"label": "Organisation", "value": f"{organisation.name} ({kind})"},
    ]
    if unit.hospital:
        facts.append({"label": "Sjukhus", "value": unit.hospital})
    if not stated:
        facts.append({"label": "Öppettider", "value": unit.hours})
    if served:
        facts.append({"label": "Tar emot boende i", "value": ", ".join(served)})
    facts.append({"label": "HSA-id", "value": unit.hsa_id})
    if unit.valid_to is not None:
        facts.append({"label": "Gäller till", "value": f"{unit.valid_to:%Y-%m-%d}"})
        if unit.successor is not None:
            facts.append({"label": "Efterträdare", "value": unit.successor.name})
    return facts
