"""The telephone call of the last step, and where the steps' times are set."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions as actor_permissions
from actors import selectors as actors
from actors import selectors_access
from actors.acting import Acting
from actors.views_base import ActionView
from core import ways
from core.history import changes_of
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.ladder import CallForm, LadderForm
from transitions.presenters import ladder as present
from transitions.presenters.words import ITEMS
from transitions.rules import ladder as rules
from transitions.rules.kinds import ItemKind
from transitions.selectors import ladder as selectors
from transitions.selectors.ladder import Waiting
from transitions.services import ladder
from transitions.views.base import CaseFormView

EVERYBODY = 0
"""Stands in the address for what holds in every unit that has nothing of its own."""


class RecordCallView(CaseFormView):
    """The sender has telephoned about a message that a unit has not acknowledged."""

    action: ClassVar[str] = permissions.RECORD_CALL
    form_class: ClassVar[type[CaseForm]] = CallForm
    template_name = "transitions/record_call.html"
    heading = "Registrera telefonsamtal"
    submit = "Spara samtalet"
    success = "Samtalet är registrerat."
    look = "record_call"

    def check_permission(self) -> None:
        """The message is the unit's own; for the empty form it also waits. Else there is no such page."""
        super().check_permission()
        item, unit = self.kwargs["item_id"], self.kwargs["unit_id"]
        own = selectors.own_message(acting=self.acting, episode=self.episode, item_id=item)
        found = [
            row
            for row in selectors.waiting_in_case(acting=self.acting, episode=self.episode)
            if own is not None and (row.item_id, row.unit_id) == (item, unit)
        ]
        if own is None or (self.request.method == "GET" and not found):
            raise Http404
        self.waiting: Waiting | None = found[0] if found else None

    def context(self) -> dict[str, Any]:
        """Whom to call about what."""
        return {
            "waiting": self.waiting,
            "message": ITEMS[self.waiting.kind] if self.waiting else "",
            "logs_in": ways.logs_in(self.kwargs["unit_id"]),
        }

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        data = form.cleaned_data
        services.record_call(
            acting=self.acting,
            episode_id=self.episode.pk,
            item_id=self.kwargs["item_id"],
            unit_id=self.kwargs["unit_id"],
            at=min(data["at"], self.now),
            reached=data["reached"],
            taken_by=data["taken_by"],
            read_back=data["read_back"],
            note=data["note"],
        )


class LadderView(ActionView):
    """The ladders of a unit, or of every unit: a line for each kind of message."""

    action = actor_permissions.CHANGE_UNIT

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The table, and what each step means."""
        lines = selectors.all_in_force(unit_id or None)
        context = {
            "unit": _unit(self.acting, unit_id),
            "rows": present.setting_rows(lines, unit_id),
            "explained": present.explained(),
            "all_url": reverse("ladder_change", args=[unit_id, "alla"]),
            "common_url": reverse("ladder", args=[EVERYBODY])
            if unit_id and actor_permissions.may(self.acting, actor_permissions.OPERATE)
            else "",
        }
        return render(request, "transitions/ladder.html", context)


class ChangeLadderView(ActionView):
    """The times of one kind of message, or of all (`alla`), for a unit or for every unit."""

    action = actor_permissions.CHANGE_UNIT

    def get(self, request: HttpRequest, unit_id: int, kind: str) -> HttpResponse:
        """What holds now."""
        unit = _unit(self.acting, unit_id)
        now = self._in_force(unit_id, kind)
        names = ("remind", "on_duty", "manager", "phone", "counting")
        form = LadderForm(initial={name: getattr(now, name) for name in names})
        return self._page(unit, unit_id, kind, form)

    def post(self, request: HttpRequest, unit_id: int, kind: str) -> HttpResponse:
        """Save, or go back to what holds for everybody."""
        unit = _unit(self.acting, unit_id)
        stored = _stored(kind)
        if request.POST.get("act") == "remove":
            ladder.remove_setting(acting=self.acting, unit_id=unit_id or None, kind=stored)
            messages.success(request, "Den egna trappan är borttagen.")
            return redirect("ladder", unit_id=unit_id)
        form = LadderForm(request.POST)
        if not form.is_valid():
            return self._page(unit, unit_id, kind, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        ladder.save_setting(
            acting=self.acting, unit_id=unit_id or None, kind=stored, ladder=form.cleaned_data["ladder"]
        )
        messages.success(request, "Trappan är sparad. Den gäller meddelanden som skickas från och med nu.")
        return redirect("ladder", unit_id=unit_id)

    @staticmethod
    def _in_force(unit_id: int, kind: str) -> rules.Ladder:
        stored = _stored(kind)
        if stored:
            lines = selectors.all_in_force(unit_id or None)
            return next(line.ladder for line in lines if line.kind == stored)
        row = selectors.setting(unit_id or None, "")
        if row is None:
            return rules.ORDINARY
        return rules.Ladder(row.remind, row.on_duty, row.manager, row.phone, rules.Counting(row.counting))

    def _page(
        self, unit: str, unit_id: int, kind: str, form: LadderForm, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        row = selectors.setting(unit_id or None, _stored(kind))
        context = {
            "unit": unit,
            "message": ITEMS[ItemKind(kind)] if _stored(kind) else "Alla meddelanden",
            "form": form,
            "submit": "Spara trappan",
            "back_url": reverse("ladder", args=[unit_id]),
            "own": row is not None,
            "explained": present.explained(),
            "history": changes_of(row, exclude=("unit", "kind")) if row else [],
        }
        return render(self.request, "transitions/ladder_change.html", context, status=status)


def _stored(kind: str) -> str:
    """As the setting stores it. Raises Http404 for a kind that nobody acknowledges."""
    if kind == "alla":
        return ""
    if kind not in selectors.kinds_with_ladder():
        raise Http404
    return kind


def _unit(acting: Acting, unit_id: int) -> str:
    """The unit's name, or that it is everybody's. Raises Http404 for a unit that the one who acts does not keep."""
    if unit_id == EVERYBODY:
        actor_permissions.require(acting, actor_permissions.OPERATE)
        return "Alla enheter"
    if not selectors_access.units_kept_by(acting).filter(pk=unit_id).exists():
        raise Http404
    return actors.units(ids=[unit_id])[0].name
