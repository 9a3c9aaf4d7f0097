"""Lathundar: the pages on which an administrator writes and publishes them (T19)."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core.conflicts import Conflict
from core.history import changes_of
from transitions import permissions, services
from transitions.forms.routines import RoutineForm
from transitions.locks import NotFound
from transitions.presenters.history import history
from transitions.presenters.steps import routine_row
from transitions.presenters.words import conflict_text
from transitions.rules.step_values import StepCode
from transitions.selectors import routines
from transitions.views.base import ActingView


class KeeperView(ActingView):
    """A page for the administrator of the organisation."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Hold the role to what the page asks, before anything is fetched."""
        if request.user.is_authenticated:
            permissions.require_routines(self.acting)
        return super().dispatch(request, *args, **kwargs)


class RoutinesView(KeeperView):
    """All of the organisation's lathundar."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        rows = [routine_row(row) for row in routines.kept(acting=self.acting)]
        return render(request, "transitions/routines.html", {"routines": rows})


class RoutineView(KeeperView):
    """One lathund: written anew, or changed; its history below."""

    def get(self, request: HttpRequest, routine_id: int | None = None) -> HttpResponse:
        """The form."""
        row = self._row(routine_id)
        initial = {"step": row.step, "title": row.title, "text": row.text} if row else {}
        return self._page(RoutineForm(initial=initial), row)

    def post(self, request: HttpRequest, routine_id: int | None = None) -> HttpResponse:
        """Save what is written; the units read it when it is published."""
        row = self._row(routine_id)
        form = RoutineForm(request.POST)
        if not form.is_valid():
            return self._page(form, row, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        saved = services.save_routine(
            acting=self.acting,
            step=StepCode(data["step"]),
            title=data["title"],
            text=data["text"],
            routine_id=routine_id,
        )
        messages.success(request, "Sparat. Publicera när enheterna ska se det.")
        return HttpResponseRedirect(reverse("routine", args=[saved.pk]))

    def _row(self, routine_id: int | None) -> Any:
        if routine_id is None:
            return None
        row = routines.by_id(acting=self.acting, routine_id=routine_id)
        if row is None:
            raise Http404
        return row

    def _page(self, form: RoutineForm, row: Any, *, status: int = HTTPStatus.OK) -> HttpResponse:
        changes = shown_names(self.acting).history(changes_of(row)) if row else []
        context = {"form": form, "routine": routine_row(row) if row else None, "history": history(changes)}
        return render(self.request, "transitions/routine.html", context, status=status)


class PublishRoutineView(KeeperView):
    """Publicera: the next version."""

    def post(self, request: HttpRequest, routine_id: int) -> HttpResponse:
        """Publish what is written."""
        try:
            row = services.publish_routine(acting=self.acting, routine_id=routine_id, at=self.now)
            messages.success(request, f"Version {row.published_version} är publicerad.")
        except Conflict as conflict:
            messages.info(request, conflict_text(conflict.code))
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("routine", args=[routine_id]))
