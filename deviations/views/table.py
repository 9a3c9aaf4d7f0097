"""Mottagare och svarstider: kept by a MAS and by the region, for their own organisation (A2)."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from actors.presenters import UNIT_KIND_LABELS
from actors.selectors import UnitRef
from core import clock
from core.history import changes_of, changes_of_many
from core.invalid import Invalid
from deviations import permissions, selectors_table, services
from deviations.forms import RouteForm, TermsForm
from deviations.models import Route
from deviations.presenters import table as present
from deviations.rules.limits import DeviationLimits
from deviations.services.common import usual_limits
from transitions.locks import NotFound
from transitions.views.base import ActingView


class _KeeperView(ActingView):
    """A page for those who keep the table."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to it before anything is fetched."""
        if request.user.is_authenticated and hasattr(self, "acting"):
            permissions.require_keep(self.acting)
        return super().dispatch(request, *args, **kwargs)


class RoutesView(_KeeperView):
    """The table, what holds above it, what holds without it, and where nobody is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        day = clock.local_date(self.now)
        names = shown_names(self.acting)
        units = selectors_table.own_units(acting=self.acting, on=day)
        terms = selectors_table.terms_of(organisation_id=self.acting.organisation_id)
        limits = DeviationLimits.of(terms.days if terms else {}, usual_limits())
        rows = selectors_table.routes_of(acting=self.acting)
        history = request.GET.get("flik") == "historik"
        here = reverse("deviation_routes")
        kept = list(selectors_table.history_rows(acting=self.acting)) if history else []
        context = {
            "organisation": self.acting.organisation_name,
            "rows": present.rows(rows, names=names, own=True),
            "above": present.rows(selectors_table.inherited(acting=self.acting), names=names, own=False),
            "usual": present.usual_rows(self.acting),
            "vacant": selectors_table.vacant(units=units, on=day),
            "terms": present.terms(limits),
            "units": selectors_table.recipients(acting=self.acting, on=day),
            "tabs": [
                {"label": "Mottagare", "url": here, "current": not history},
                {"label": "Historik", "url": f"{here}?flik=historik", "current": history},
            ],
            "show_history": history,
            "history": names.history([entry for _, entry in changes_of_many(kept)]),
        }
        return render(request, "deviations/routes.html", context)


class _RouteFormView(_KeeperView):
    """The form of a row."""

    route: Route | None = None

    def form(self, unit: UnitRef, data: Any = None, initial: dict[str, Any] | None = None) -> RouteForm:
        """With the people of the recipient and the units that the table is about."""
        day = clock.local_date(self.now)
        units = selectors_table.own_units(acting=self.acting, on=day)
        kinds = sorted({one.kind for one in units}, key=lambda kind: UNIT_KIND_LABELS[kind])
        return RouteForm(
            data,
            initial=initial,
            units=[(one.id, one.name) for one in units],
            kinds=[(kind, UNIT_KIND_LABELS[kind]) for kind in kinds],
            people=[(one.id, one.name) for one in selectors_table.people_of(unit_id=unit.id, on=day)],
        )

    def unit(self, unit_id: int | None) -> UnitRef:
        """The recipient. Raises Http404 for one that the table cannot name."""
        found = selectors_table.recipients(acting=self.acting, on=clock.local_date(self.now))
        for one in found:
            if one.id == unit_id:
                return one
        raise Http404

    def page(self, unit: UnitRef, form: RouteForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """The form, with the people to choose among."""
        context = {
            "unit": unit,
            "form": form,
            "route": self.route,
            "back_url": reverse("deviation_routes"),
            "history": shown_names(self.acting).history(changes_of(self.route)) if self.route else [],
        }
        return render(self.request, "deviations/route_form.html", context, status=status)

    def save(self, unit: UnitRef) -> HttpResponse:
        """Store it."""
        form = self.form(unit, self.request.POST)
        if not form.is_valid():
            return self.page(unit, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        try:
            services.save_route(
                acting=self.acting,
                at=self.now,
                route_id=self.route.pk if self.route else None,
                unit_id=unit.id,
                function=data["function"],
                holder_id=data["holder"],
                substitute_id=data["substitute"],
                about_unit_id=data["about_unit"],
                about_kind=data["about_kind"],
                category=data["category"],
                rung=data["rung"],
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(unit, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        except NotFound as error:
            raise Http404 from error
        messages.success(self.request, "Mottagaren är sparad. Öppna avvikelser flyttas dit de ska.")
        return HttpResponseRedirect(reverse("deviation_routes"))


class NewRouteView(_RouteFormView):
    """A new row; the recipient is chosen on the page of the table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form; without a recipient back to the table."""
        asked = request.GET.get("enhet", "")
        if not asked.isdecimal() or len(asked) > 12:
            return HttpResponseRedirect(reverse("deviation_routes"))
        unit = self.unit(int(asked))
        return self.page(unit, self.form(unit))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it."""
        asked = request.GET.get("enhet", "")
        if not asked.isdecimal() or len(asked) > 12:
            return HttpResponseRedirect(reverse("deviation_routes"))
        return self.save(self.unit(int(asked)))


class RouteView(_RouteFormView):
    """A row that is there: changed, or ended."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch it."""
        if request.user.is_authenticated and hasattr(self, "acting"):
            permissions.require_keep(self.acting)
            self.route = selectors_table.route_of(acting=self.acting, route_id=kwargs["route_id"])
            if self.route is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, route_id: int) -> HttpResponse:
        """What holds now."""
        assert self.route is not None
        names = ("about_kind", "category", "rung", "function")
        initial = {name: getattr(self.route, name) for name in names} | {
            "about_unit": self.route.about_unit_id,
            "holder": self.route.holder_id,
            "substitute": self.route.substitute_id,
        }
        unit = self.unit(self.route.unit_id)
        return self.page(unit, self.form(unit, initial=initial))

    def post(self, request: HttpRequest, route_id: int) -> HttpResponse:
        """Store it, or end it."""
        assert self.route is not None
        if request.POST.get("act") == "end":
            services.end_route(acting=self.acting, at=self.now, route_id=route_id)
            messages.success(request, "Mottagaren är borttagen. Öppna avvikelser flyttas dit de ska.")
            return HttpResponseRedirect(reverse("deviation_routes"))
        return self.save(self.unit(self.route.unit_id))


class TermsView(_KeeperView):
    """Svarstider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What holds now."""
        terms = selectors_table.terms_of(organisation_id=self.acting.organisation_id)
        limits = DeviationLimits.of(terms.days if terms else {}, usual_limits())
        initial = {**asdict(limits), "anonymous": bool(terms and terms.anonymous)}
        return self._page(TermsForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store them."""
        form = TermsForm(request.POST)
        if not form.is_valid():
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            days = {name: value for name, value in form.cleaned_data.items() if name != "anonymous"}
            services.save_terms(acting=self.acting, days=days, anonymous=form.cleaned_data["anonymous"])
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, "Svarstiderna är sparade. De gäller från nästa steg i varje avvikelse.")
        return HttpResponseRedirect(reverse("deviation_routes"))

    def _page(self, form: TermsForm, status: int = HTTPStatus.OK) -> HttpResponse:
        terms = selectors_table.terms_of(organisation_id=self.acting.organisation_id)
        context = {
            "form": form,
            "organisation": self.acting.organisation_name,
            "back_url": reverse("deviation_routes"),
            "history": shown_names(self.acting).history(changes_of(terms)) if terms else [],
        }
        return render(self.request, "deviations/terms.html", context, status=status)
