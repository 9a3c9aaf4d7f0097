"""Skyddade personuppgifter for a colleague: asked once, holds at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors_access
from actors.models import Assignment
from actors.services_protection import is_protected, set_staff_protection
from actors.views_base import ActionView


class StaffProtectionView(ActionView):
    """Protect a person's name outside the own units, or stop protecting it."""

    action = permissions.CHANGE_ACCESS

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Ask."""
        row = self._row(assignment_id)
        protected = is_protected(row.user_id)
        context = {
            "heading": "Sluta skydda namnet" if protected else "Skydda namnet",
            "text": "Namnet visas igen för alla som ser vad personen har gjort."
            if protected
            else "Utanför personens egna enheter visas roll och enhet i stället för namnet, "
            "också i det som redan är skrivet.",
            "submit": "Sluta skydda namnet" if protected else "Skydda namnet",
            "hidden": {"protected": "no" if protected else "yes"},
            "cancel_url": reverse("assignment", args=[row.pk]),
        }
        return render(request, "components/confirm_page.html", context)

    def post(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """Do it."""
        row = self._row(assignment_id)
        protected = request.POST.get("protected") == "yes"
        set_staff_protection(acting=self.acting, assignment_id=row.pk, protected=protected)
        messages.success(request, "Namnet är skyddat." if protected else "Namnet är inte längre skyddat.")
        return redirect("assignment", assignment_id=row.pk)

    def _row(self, assignment_id: int) -> Assignment:
        found = selectors_access.assignment_kept_by(self.acting, assignment_id)
        if found is None:
            raise Http404
        return found
