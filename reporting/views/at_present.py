"""Läget nu: the dashboard of those who follow up, kept up to date by itself, and the cases for those who may (U9)."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import services_sessions
from core import polling
from reporting import permissions, polls
from reporting.forms.report import OfForm
from reporting.presenters import at_present as words
from reporting.presenters.tabs import tabs
from reporting.rules.at_present import Now
from reporting.rules.scope import Scope, ScopeKind
from reporting.selectors import at_present as selectors
from reporting.selectors.directory import scope_of
from reporting.views.base import ReportsView, drawing
from transitions.selectors import cases


class _NowView(ReportsView):
    """What the page, its changes and its cases have in common."""

    def scope(self) -> Scope:
        """Whose state. Raises Http404 for what may not be asked for."""
        of, _ = self.asked()
        return scope_of(of, self.known)

    def now_of(self, scope: Scope) -> Now:
        """The state; small numbers stand where the reader may open the cases."""
        return selectors.present(scope, self.known, now=self.now, unsuppressed=self.inside(scope.id))

    def fragment(self, scope: Scope) -> dict[str, Any]:
        """What is swapped when something has changed."""
        mark = polls.mark(self.now)
        now = self.now_of(scope)
        query = urlencode({"for": scope.id})
        polling.remember(self.request, services_sessions.left(self.request.session).seconds)
        opens = self.inside(scope.id)
        return {
            "lead": words.lead(now),
            "updated": words.updated(now),
            "figures": words.figures(now, self.links(scope), owing=self.owing(scope)),
            "tables": words.tables(now),
            "hospitals": words.hospitals(now),
            "ward_columns": words.WARD_COLUMNS,
            "why_not": "" if opens else self.why_not(),
            "hidden": "" if opens else words.HIDDEN,
            "chart": words.trend_chart(
                selectors.trend(scope, self.known, now=self.now),
                now,
                f"{reverse('dashboard_diagram')}?{query}",
            ),
            "changes_url": f"{reverse('dashboard_changes')}?{query}",
            "version": mark,
        }

    def links(self, scope: Scope) -> dict[str, str]:
        """Where each figure may be opened by this reader; empty for who sees counts alone."""
        found = {}
        if self.inside(scope.id):
            query = urlencode({"for": scope.id})
            found = {name: f"{reverse('dashboard_cases', args=[name])}?{query}" for name in words.CASES}
        if permissions.may_open_deviations(self.acting) or self.inside(scope.id):
            found["deviations"] = f"{reverse('deviation_list')}?flik=obesvarade"
        return found

    def why_not(self) -> str:
        """Why who sees counts may not open what they count."""
        return words.WHY_NOT_MAS if permissions.may_open_deviations(self.acting) else words.WHY_NOT

    def owing(self, scope: Scope) -> bool:
        """Whether betalningsansvar is told: to the two sides, never to home care or open care."""
        return scope.kind is not ScopeKind.PROVIDER and permissions.may_know_owing(self.acting)


class DashboardView(_NowView):
    """The page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The state of the organisation asked for."""
        scope = self.scope()
        context = {
            **self.fragment(scope),
            "form": OfForm({"for": scope.id}, allowed=self.allowed),
            "organisation": scope.name,
            "report_tabs": tabs(self.acting, "dashboard"),
        }
        return render(request, "reporting/dashboard.html", context)


class DashboardChangesView(_NowView):
    """The same anew, when something has changed (reporting/polls.py answers when nothing has)."""

    background = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The part of the page that changes; 204 while it is as it was drawn."""
        scope = self.scope()
        if request.GET.get("v") == polls.mark(self.now):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return render(request, "reporting/_now.html", self.fragment(scope))


class DashboardDiagramView(_NowView):
    """The two weeks as SVG."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The drawing."""
        scope = self.scope()
        chart = words.trend_chart(selectors.trend(scope, self.known, now=self.now), self.now_of(scope), "")
        return HttpResponse(drawing(chart), content_type="image/svg+xml")


class DashboardCasesView(_NowView):
    """The cases behind a figure, for those who work in them; each is logged as seen."""

    def get(self, request: HttpRequest, figure: str) -> HttpResponse:
        """The list. 403 for who sees counts alone."""
        if figure not in words.CASES:
            raise Http404
        scope = self.scope()
        if not self.inside(scope.id):
            raise PermissionDenied("dashboard_cases")
        if figure == "liability" and not self.owing(scope):
            raise PermissionDenied("dashboard_cases")
        now = self.now_of(scope)
        behind = selectors.cases_behind(now, figure)
        rows = cases.by_ids(acting=self.acting, ids=behind)
        if rows:
            self.log_look(sorted({row.patient_id for row in rows}), "dashboard")
        context = {
            "heading": words.CASES[figure],
            "organisation": scope.name,
            "rows": words.case_rows(rows, now.steps, self.now),
            "others": len(behind) - len(rows),
            "back_url": f"{reverse('dashboard')}?{urlencode({'for': scope.id})}",
            "report_tabs": tabs(self.acting, "dashboard"),
        }
        return render(request, "reporting/dashboard_cases.html", context)
