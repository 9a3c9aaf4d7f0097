"""Hemgång: the page of a case about the home-coming, and the going-home checklist."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core.panels import Panel, PanelRequest
from transitions import permissions
from transitions.presenters import going_home as present
from transitions.presenters import information as present_information
from transitions.presenters.care_tasks import care_task_rows
from transitions.rules.chain import Phase
from transitions.rules.information import Section
from transitions.rules.kinds import ItemKind
from transitions.rules.support import help_decided
from transitions.selectors import cases, checklist, information
from transitions.selectors import safety_receipt as receipts
from transitions.selectors.care_tasks import care_task_items
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseView


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


def panel(request: PanelRequest) -> Panel | None:
    """The card on the page of the case."""
    episode = cases.by_pk(acting=request.acting, episode_id=request.episode_id)
    if episode is None or episode.at_home:
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
