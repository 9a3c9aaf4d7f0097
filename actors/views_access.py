"""Behörigheter: who has access to a unit, given and ended by the unit's own administrator."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, presenters, selectors_access, services_access
from actors.forms_access import AccessForm
from actors.presenters import ROLE_LABELS
from actors.rules.kinds import Role
from actors.views_base import ActionView
from core import clock
from core.history import changes_of
from core.invalid import Invalid


class OwnAccessView(ActionView):
    """The menu's way in: the own unit."""

    action = permissions.SEE_ACCESS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there."""
        return redirect("unit_access", unit_id=self.acting.unit_id)


class _UnitAccess(ActionView):
    def unit(self, unit_id: int) -> Any:
        """The unit, when its access is kept by the one who acts. Raises Http404."""
        found = selectors_access.unit_with_access(self.acting, unit_id)
        if found is None:
            raise Http404
        return found


class UnitAccessView(_UnitAccess):
    """Who has access, since when, last used; and whose has ended."""

    action = permissions.SEE_ACCESS

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The list."""
        unit, today = self.unit(unit_id), clock.today()
        rows = [
            presenters.access_row(row, today=today)
            for row in selectors_access.assignments_in(unit.pk, on=today)
        ]
        context = {
            "unit": unit,
            "rows": rows,
            "unused": [row for row in rows if row["unused"]],
            "ended": [
                presenters.access_row(row, today=today)
                for row in selectors_access.ended_in(unit.pk, on=today)
            ],
            "new_url": reverse("access_new", args=[unit.pk])
            if services_access.roles_to_give(self.acting, unit) and unit.ended_at is None
            else "",
        }
        return render(request, "actors/access.html", context)


class GiveAccessView(_UnitAccess):
    """Give a person a role in the unit."""

    action = permissions.CHANGE_ACCESS

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The form."""
        unit = self.unit(unit_id)
        return self._page(unit, AccessForm(roles=services_access.roles_to_give(self.acting, unit)))

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Give it."""
        unit = self.unit(unit_id)
        form = AccessForm(request.POST, roles=services_access.roles_to_give(self.acting, unit))
        if not form.is_valid():
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            row, new = services_access.give_access(acting=self.acting, unit_id=unit.pk, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field or None, error.message)
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        label = ROLE_LABELS[Role(row.role)]
        if new:
            messages.success(request, f"{row.user.name} har fått behörighet som {label}.")
        else:
            messages.info(request, f"{row.user.name} hade redan behörighet som {label}.")
        return redirect("unit_access", unit_id=unit.pk)

    def _page(self, unit: Any, form: AccessForm, status: int = HTTPStatus.OK) -> HttpResponse:
        context = {"unit": unit, "form": form, "cancel_url": reverse("unit_access", args=[unit.pk])}
        return render(self.request, "actors/access_new.html", context, status=status)


class _AssignmentView(ActionView):
    def row(self, assignment_id: int) -> Any:
        """The assignment, when its unit's access is kept by the one who acts. Raises Http404."""
        found = selectors_access.assignment_kept_by(self.acting, assignment_id)
        if found is None:
            raise Http404
        return found


class AssignmentView(_AssignmentView):
    """One person's access to one unit, with Historik."""

    action = permissions.SEE_ACCESS

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """The page."""
        row, today = self.row(assignment_id), clock.today()
        shown = presenters.access_row(row, today=today)
        context = {
            "row": shown,
            "unit": row.unit,
            "facts": presenters.access_facts(row, today=today),
            "end_url": reverse("access_end", args=[row.pk])
            if shown["stands"] and row.pk != self.acting.assignment_id
            else "",
            "log_out_url": reverse("log_out_everywhere", args=[row.pk])
            if row.user_id != self.acting.user_id
            else "",
            "open_login_url": reverse("open_login", args=[row.pk])
            if shown["stands"] and row.user_id != self.acting.user_id
            else "",
            "protection_url": reverse("staff_protection", args=[row.pk]) if shown["stands"] else "",
            "history": changes_of(row),
        }
        return render(request, "actors/assignment.html", context)


class EndAccessView(_AssignmentView):
    """End it: asked once, and holds at the next request."""

    action = permissions.CHANGE_ACCESS

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Ask."""
        row = self.row(assignment_id)
        context = {
            "heading": f"Avsluta behörigheten för {row.user.name}",
            "text": "Den slutar gälla genast: nästa sida som personen öppnar nekas. "
            "Det personen har skrivit finns kvar.",
            "facts": presenters.access_facts(row, today=clock.today()),
            "submit": "Avsluta behörigheten",
            "danger": True,
            "cancel_url": reverse("assignment", args=[row.pk]),
        }
        return render(request, "components/confirm_page.html", context)

    def post(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """End it."""
        row = self.row(assignment_id)
        try:
            services_access.end_access(acting=self.acting, assignment_id=row.pk)
        except Invalid as error:
            messages.error(request, error.message)
            return redirect("assignment", assignment_id=row.pk)
        messages.success(
            request, f"Behörigheten är avslutad: {row.user.name}, {ROLE_LABELS[Role(row.role)]}."
        )
        return redirect("unit_access", unit_id=row.unit_id)
