"""Läs in händelsefiler: send a file, see what would happen, load it, see what was refused."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions
from actors.views_base import ActionView
from core.invalid import Invalid
from integrations.forms import EventFileForm
from integrations.presenters_loads import load_row
from integrations.services import event_loads

SHOWN = 50


class EventLoadsView(ActionView):
    """The files, and the form that sends one."""

    action = permissions.LOAD_FILES

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self._page(EventFileForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the file and order its trial run."""
        form = EventFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            row = event_loads.receive(acting=self.acting, file=form.cleaned_data["file"])
        except Invalid as error:
            form.add_error("file", error.message)
            return self._page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.info(request, "Filen provkörs. Ingenting sparas förrän du läser in den.")
        return redirect("event_load", public_id=row.public_id)

    def _page(self, form: EventFileForm, status: int = HTTPStatus.OK) -> HttpResponse:
        rows = [load_row(row) for row in event_loads.loads_visible_to(self.acting)[:SHOWN]]
        return render(self.request, "integrations/loads.html", {"form": form, "rows": rows}, status=status)


class EventLoadView(ActionView):
    """One file: how far it has come, what was refused and why, and what to do next."""

    action = permissions.LOAD_FILES

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The page. Without script it is loaded again to see progress."""
        row = self._row(public_id)
        shown = load_row(row)
        context = {
            "row": shown,
            "facts": [
                {"label": "Skickad av", "value": row.ordered_by.name},
                {"label": "Rader i filen", "value": str(row.lines)},
                {"label": "Lästa", "value": str(row.read)},
                {"label": "Skapade", "value": str(row.created)},
                {"label": "Redan kända", "value": str(row.known)},
                {"label": "Avvisade", "value": str(row.refused)},
                {"label": "Kontrollsumma", "value": f"{row.sha256[:16]}…"},
            ],
            "refusals": [
                {"line": line, "code": code, "message": message} for line, code, message in row.refusals
            ],
            "more": row.refused - len(row.refusals),
            "back_url": reverse("event_loads"),
        }
        return render(request, "integrations/load.html", context)

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Load it, or remove the file."""
        row = self._row(public_id)
        if request.POST.get("act") == "load":
            if event_loads.load_for_real(acting=self.acting, load_id=row.pk):
                messages.success(request, "Filen läses in.")
            else:
                messages.info(request, "Filen går inte att läsa in nu: den läses redan, eller är borttagen.")
        elif request.POST.get("act") == "discard":
            if event_loads.discard(acting=self.acting, load_id=row.pk):
                messages.success(request, "Filen är borttagen.")
            else:
                messages.info(request, "Filen var redan borttagen, eller läses just nu.")
        return redirect("event_load", public_id=row.public_id)

    def _row(self, public_id: UUID) -> Any:
        row = event_loads.loads_visible_to(self.acting).filter(public_id=public_id).first()
        if row is None:
            raise Http404
        return row
