"""The points of the going-home checklist: begin it, settle, change, add (T11)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from actors.names import shown_names
from actors.selectors import UnitRef
from core.conflicts import Conflict
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.checklist import NewPointForm, PointForm, SettleForm
from transitions.locks import NotFound
from transitions.models import ChecklistPoint
from transitions.presenters.words import conflict_text
from transitions.rules.kinds import ItemKind, PointState
from transitions.selectors import cases, checklist
from transitions.views.base import CaseFormView, CaseView


class StartView(CaseView):
    """Börja hemgångslistan."""

    look = "checklist_start"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the template's points. A second click is told that it is done."""
        try:
            services.start_checklist(acting=self.acting, episode_id=self.episode.pk, at=self.now)
            messages.success(request, "Hemgångslistan är påbörjad. Varje enhet ser sina punkter.")
        except Conflict as conflict:
            messages.info(request, conflict_text(conflict.code))
        return HttpResponseRedirect(reverse("going_home", args=[self.episode.public_id]))


class PointDoneView(CaseView):
    """Klar: one click for the most common answer."""

    look = "point_done"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say that the point is done. A second click changes nothing and says who was first."""
        try:
            services.settle_point(
                acting=self.acting,
                episode_id=self.episode.pk,
                at=self.now,
                point_id=kwargs["point_id"],
                state=PointState.DONE,
            )
            messages.success(request, "Punkten är klar.")
        except Conflict as conflict:
            by = shown_names(self.acting).of(conflict.params.get("by") or "")
            messages.info(
                request, f"Punkten var redan klar. {by} gjorde det." if by else conflict_text(conflict.code)
            )
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("going_home", args=[self.episode.public_id]))


class _PointView(CaseFormView):
    """A form about the list."""

    action = ItemKind.CHECKLIST_POINT

    def success_url(self) -> str:
        """Back to the list."""
        return reverse("going_home", args=[self.episode.public_id])

    def context(self) -> dict[str, Any]:
        """Regret leads back to the list too."""
        return {**super().context(), "cancel_url": self.success_url()}

    def units(self) -> list[UnitRef]:
        """Who may own a point: the units of the case."""
        return cases.parties(self.episode)

    @property
    def point(self) -> ChecklistPoint:
        """The point, when the unit sees it. Raises Http404."""
        found = checklist.point(acting=self.acting, episode=self.episode, point_id=self.kwargs["point_id"])
        if found is None:
            raise Http404
        return found


class SettleView(_PointView):
    """Done, not needed with the reason, or open again."""

    form_class: ClassVar[type[CaseForm]] = SettleForm
    heading = "Punkt på hemgångslistan"
    submit = "Spara punkten"
    success = "Punkten är sparad."

    def check_permission(self) -> None:
        """A point that the unit does not see is not there."""
        super().check_permission()
        self.intro = self.point.point  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        """As it stands, when somebody has answered."""
        point = self.point
        return {"state": point.state, "reason": point.reason} if point.state != PointState.OPEN else {}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        services.settle_point(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            point_id=self.kwargs["point_id"],
            state=PointState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            version=version,
        )


class _KeepListView(_PointView):
    """What the ward and the office decide about the list."""

    def check_permission(self) -> None:
        """The ward or the office."""
        super().check_permission()
        permissions.require(self.acting, permissions.START_CHECKLIST, self.episode)

    def form_kwargs(self) -> dict[str, Any]:
        """The units of the case."""
        return {"units": self.units()}


class ChangePointView(_KeepListView):
    """Another owner or day."""

    form_class: ClassVar[type[CaseForm]] = PointForm
    heading = "Ändra ansvarig och dag"
    submit = "Spara ändringen"
    success = "Punkten är ändrad."

    def check_permission(self) -> None:
        """A point that the unit does not see is not there."""
        super().check_permission()
        self.intro = self.point.point  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        point = self.point
        return {"owner": point.owner_id, "due": point.due, "critical": point.critical}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        data = form.cleaned_data
        services.change_point(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            point_id=self.kwargs["point_id"],
            owner_id=data["owner"],
            critical=data["critical"],
            due=data["due"],
            version=version,
        )


class AddPointView(_KeepListView):
    """A point of the case's own."""

    form_class: ClassVar[type[CaseForm]] = NewPointForm
    heading = "Lägg till en punkt på hemgångslistan"
    submit = "Lägg till punkten"
    success = "Punkten är tillagd."

    def initial(self) -> dict[str, Any]:
        """Due on the day when the person is expected home."""
        return {"due": self.episode.expected_discharge, "owner": self.acting.unit_id}

    def perform(self, form: Any, version: int) -> None:
        """Add it."""
        data = form.cleaned_data
        services.add_point(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            point=data["point"],
            owner_id=data["owner"],
            critical=data["critical"],
            due=data["due"],
            version=version,
        )
