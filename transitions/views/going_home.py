"""Hemgång: the page of a case about the home-coming, and the going-home checklist."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from actors.selectors import UnitRef
from core.conflicts import Conflict
from core.panels import Panel, PanelRequest
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.checklist import NewPointForm, PointForm, SettleForm
from transitions.locks import NotFound
from transitions.models import ChecklistPoint
from transitions.presenters import going_home as present
from transitions.presenters import information as present_information
from transitions.presenters.care_tasks import care_task_rows
from transitions.presenters.words import conflict_text
from transitions.rules.chain import Phase
from transitions.rules.information import Section
from transitions.rules.kinds import ItemKind, PointState
from transitions.rules.support import help_decided
from transitions.selectors import cases, checklist, information
from transitions.selectors import safety_receipt as receipts
from transitions.selectors.care_tasks import care_task_items
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseFormView, CaseView


class GoingHomeView(CaseView):
    """Everything about the home-coming that the unit may see: the list, and what else is arranged."""

    look = "going_home"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, "transitions/going_home.html", self.page_context())

    def page_context(self) -> dict[str, Any]:
        """The list and its buttons."""
        points = checklist.points(acting=self.acting, episode=self.episode)
        may_start = permissions.may(self.acting, permissions.START_CHECKLIST)
        case = [self.episode.public_id]
        primary, actions = None, []
        if may_start and not points and self.episode.phase != Phase.DECEASED:
            primary = {
                "label": "Börja hemgångslistan",
                "url": reverse("checklist_start", args=case),
                "method": "post",
                "fields": {"version": self.episode.version},
                "icon": "clipboard-list",
            }
        elif may_start:
            actions.append(
                {"label": "Lägg till en punkt", "url": reverse("point_add", args=case), "icon": "plus"}
            )
        if points:
            actions.append(
                {"label": "Skriv ut listan", "url": reverse("checklist_print", args=case), "icon": "printer"}
            )
        return {
            **self.case_context(),
            "primary": primary,
            "actions": actions,
            "may_start": may_start,
            **self.receipt_context(),
            **self.information_context(),
            **self.care_tasks_context(),
            "checklist": present.checklist(
                points,
                episode=self.episode,
                acting=self.acting,
                now=self.now,
                names=shown_names(self.acting),
                may_change=may_start,
            ),
        }

    @cached_property
    def unit_names(self) -> dict[int, str]:
        """The units of the case."""
        return {unit.id: unit.name for unit in cases.parties(self.episode)}

    def care_tasks_context(self) -> dict[str, Any]:
        """Who does what at home, and the button to class one more."""
        may = (
            permissions.may(self.acting, ItemKind.CARE_TASK_CLASSED) and self.episode.phase != Phase.DECEASED
        )
        found = care_task_items(acting=self.acting, episode=self.episode)
        return {
            "care_tasks": care_task_rows(
                found,
                acting=self.acting,
                now=self.now,
                units=self.unit_names if found else {},
                decided=help_decided(chain_of(self.episode), self.acting.unit_kind) if found else True,
                opened=self.opened,
            ),
            "care_task_url": reverse("class_care_task", args=[self.episode.public_id]) if may else "",
        }

    def information_context(self) -> dict[str, Any]:
        """The information at discharge as it was sent to the unit, or the button to write it."""
        item = information.latest(acting=self.acting, episode=self.episode)
        case = [self.episode.public_id]
        may_write = (
            permissions.may(self.acting, ItemKind.DISCHARGE_INFORMATION_SENT)
            and self.episode.ward_id == self.acting.unit_id
            and self.episode.phase != Phase.DECEASED
        )
        return {
            "information": item,
            "information_rows": present_information.rows(item, now=self.now, units=self.unit_names)
            if item and self.opened
            else [],
            "information_missing": present_information.missing_text(item.data.get("missing", ()))
            if item
            else "",
            "information_url": reverse("information", args=case) if may_write else "",
            "patient_url": (
                reverse("patient_information", args=case)
                if item and item.data.get(Section.PATIENT_SUMMARY)
                else ""
            ),
        }

    def receipt_context(self) -> dict[str, Any]:
        """The trygghetskvitto: the latest, or the button to make one."""
        row = receipts.latest(acting=self.acting, episode=self.episode)
        case = self.episode.public_id
        return {
            "receipt": row,
            "receipt_url": reverse("safety_receipt", args=[case, receipts.SWEDISH]) if row else "",
            "receipt_new_url": (
                reverse("safety_receipt_new", args=[case])
                if permissions.may(self.acting, ItemKind.SAFETY_RECEIPT_GIVEN)
                else ""
            ),
        }


class ChecklistPrintView(GoingHomeView):
    """The list on paper: boxes to tick, who is responsible, whom to phone."""

    look = "checklist_print"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page to print."""
        context = self.page_context() | {"units": cases.parties(self.episode), "printed_at": self.now}
        return render(request, "transitions/checklist_print.html", context)


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


def panel(request: PanelRequest) -> Panel | None:
    """The card on the page of the case."""
    episode = cases.by_pk(acting=request.acting, episode_id=request.episode_id)
    if episode is None:
        return None
    points = checklist.of_panel(acting=request.acting, episode=episode)
    may_start = permissions.may(request.acting, permissions.START_CHECKLIST)
    if not points and (not may_start or episode.phase == Phase.DECEASED):
        return None
    context = {
        "points": present.panel_facts(points, now=request.now),
        "summary": present.summary(points),
        "url": reverse("going_home", args=[episode.public_id]),
    }
    return Panel("Hemgång", "transitions/_going_home_panel.html", context, icon="house")
