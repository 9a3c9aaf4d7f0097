"""The pages of tryggt mottagande on a case (T12)."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from actors.selectors import UnitRef
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.reception import (
    AnswerReceptionForm,
    FollowUpReceptionForm,
    HandOverReceptionForm,
    OrderReceptionForm,
    PlanVisitForm,
    RecordVisitForm,
)
from transitions.presenters.reception import ordered_text
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.reception import reception
from transitions.rules.reception_values import (
    Continues,
    Declined,
    Outcome,
    Safe,
)
from transitions.selectors import cases, home_templates
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.home_templates import Kind
from transitions.views.sending import SendingView

_TEAM = frozenset({UnitKind.HOME_RECEPTION_TEAM})


class OrderReceptionView(SendingView):
    """The office orders, by the terms of the person's municipality."""

    action = permissions.ORDER_HOME_CARE
    kind = ItemKind.HOME_RECEPTION_ORDERED
    form_class: ClassVar[type[CaseForm]] = OrderReceptionForm
    sends: ClassVar = {"criteria": "criteria", "weeks": "weeks", "note": "note"}
    heading = "Beställ tryggt mottagande"
    intro = "Teamet möter personen hemma, och får veta varje ändrat datum fram till överlämningen."
    submit = "Skicka beställningen"
    success = "Beställningen är skickad till teamet."

    def _teams(self) -> list[UnitRef]:
        if not hasattr(self, "_found"):
            self._found = cases.home_providers(
                organisation_id=self.episode.registered_in_id, at=self.now, kinds=_TEAM
            )
        return self._found

    def _routine(self) -> home_templates.Routine:
        if not hasattr(self, "_terms"):
            self._terms = home_templates.template_for(
                self.episode, Kind.HOME_RECEPTION, on=local_date(self.now)
            )
        return self._terms

    def receivers(self) -> dict[int, str]:
        """Those who can be chosen."""
        return {unit.id: unit.name for unit in self._teams()}

    def warnings(self) -> list[dict[str, str]]:
        """Nobody to order from."""
        if self._teams():
            return []
        text = "Personens kommun har inget team i Hemväg. Beställ ordinarie insatser i stället."
        return [{"tone": "warning", "title": "Inget team", "text": text}]

    def form_kwargs(self) -> dict[str, Any]:
        """The teams, and what the municipality has decided."""
        routine = self._routine()
        return {
            "units": self._teams(),
            "criteria": home_templates.reception_terms(routine).criteria,
            "terms": f"Enligt {home_templates.routine_name(routine)}.",
        }

    def initial(self) -> dict[str, Any]:
        """As long as the municipality has decided."""
        return {"weeks": home_templates.reception_terms(self._routine()).weeks}

    def perform(self, form: Any, version: int) -> None:
        """Order."""
        data = form.cleaned_data
        services.order_reception(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            team_id=data["team"],
            weeks=data["weeks"],
            criteria=data.get("criteria", ()),
            note=data["note"],
            version=version,
        )


class _TeamView(SendingView):
    """A step of the team that has the order."""

    def check_permission(self) -> None:
        """Nobody else's; before there is an order the rule answers."""
        super().check_permission()
        found = reception(chain_of(self.episode))
        if found is None or found.team_id != self.acting.unit_id:
            raise PermissionDenied(self.action)


class AnswerReceptionView(_TeamView):
    """Kan teamet ta emot?"""

    action = ItemKind.HOME_RECEPTION_DECLINED
    form_class: ClassVar[type[CaseForm]] = AnswerReceptionForm
    sends: ClassVar = {"reason": "reason", "note": "note"}
    heading = "Svara på beställningen av tryggt mottagande"
    submit = "Skicka svaret"
    success = "Svaret är skickat till biståndsenheten."

    def warnings(self) -> list[dict[str, str]]:
        """What was ordered."""
        found = reception(chain_of(self.episode))
        item = (
            cases.visible_item(acting=self.acting, episode=self.episode, item_id=found.order.id)
            if found
            else None
        )
        if item is None:
            return []
        said = " ".join(
            part for part in (ordered_text(item, self.now), item.note if self.opened else "") if part
        )
        return [{"tone": "info", "title": "Beställningen", "text": said}]

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        data = form.cleaned_data
        accepts = data["accepts"] == "ja"
        services.answer_reception(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            accepts=accepts,
            reason=Declined(data["reason"]) if data["reason"] and not accepts else None,
            visit_at=data["visit_at"] if accepts else None,
            who=data["who"] if accepts else "",
            note=data["note"],
            version=version,
        )


class PlanVisitView(_TeamView):
    """When the first visit is."""

    action = ItemKind.HOME_RECEPTION_PLANNED
    form_class: ClassVar[type[CaseForm]] = PlanVisitForm
    sends: ClassVar = {"visit_at": "visit_at", "who": "who"}
    heading = "Planera första besöket"
    intro = "Avdelningen och biståndsenheten ser när ni kommer."
    submit = "Spara besöket"
    success = "Första besöket är planerat."

    def initial(self) -> dict[str, Any]:
        """As it is planned."""
        found = reception(chain_of(self.episode))
        if found is None or found.planned is None:
            return {}
        return {"visit_at": found.first_visit_due, "who": found.planned.data.get("who", "")}

    def perform(self, form: Any, version: int) -> None:
        """Plan."""
        services.plan_visit(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            visit_at=form.cleaned_data["visit_at"],
            who=form.cleaned_data["who"],
            version=version,
        )


class RecordVisitView(_TeamView):
    """A visit was made."""

    action = ItemKind.HOME_RECEPTION_VISITED
    form_class: ClassVar[type[CaseForm]] = RecordVisitForm
    sends: ClassVar = {"visited_at": "visited_at", "who": "who", "note": "note"}
    heading = "Registrera besök"
    submit = "Spara besöket"
    success = "Besöket är sparat."

    def perform(self, form: Any, version: int) -> None:
        """Record."""
        services.record_visit(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            visited_at=form.cleaned_data["visited_at"],
            who=form.cleaned_data["who"],
            note=form.cleaned_data["note"],
            version=version,
        )


class HandOverReceptionView(_TeamView):
    """The ordinary providers take over."""

    action = ItemKind.HOME_RECEPTION_HANDED_OVER
    form_class: ClassVar[type[CaseForm]] = HandOverReceptionForm
    sends: ClassVar = {"continues": "continues", "note": "note"}
    heading = "Lämna över"
    intro = "De som tar över kvitterar. Biståndsenheten ser det också."
    submit = "Lämna över"
    success = "Överlämningen är skickad."

    def _units(self) -> list[UnitRef]:
        if not hasattr(self, "_found"):
            self._found = cases.home_providers(
                organisation_id=self.episode.registered_in_id, at=self.now, kinds=HOME_PROVIDERS - _TEAM
            )
        return self._found

    def receivers(self) -> dict[int, str]:
        """The office, and those who can be chosen."""
        return super().receivers() | {unit.id: unit.name for unit in self._units()}

    def form_kwargs(self) -> dict[str, Any]:
        """The providers who serve where the person lives."""
        return {"units": self._units()}

    def initial(self) -> dict[str, Any]:
        """Those who help already."""
        present = cases.present_providers(self.episode.patient_id)
        return {"to": [row.unit_id for row in present if row.unit_id != self.acting.unit_id]}

    def perform(self, form: Any, version: int) -> None:
        """Hand over."""
        data = form.cleaned_data
        services.hand_over_reception(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            continues=Continues(data["continues"]),
            to=data["to"],
            note=data["note"],
            version=version,
        )


class FollowUpReceptionView(_TeamView):
    """How it went."""

    action = ItemKind.HOME_RECEPTION_FOLLOWED_UP
    form_class: ClassVar[type[CaseForm]] = FollowUpReceptionForm
    sends: ClassVar = {"outcome": "outcome", "safe": "safe", "note": "note"}
    heading = "Följ upp tryggt mottagande"
    intro = "Ring personen eller gör ett besök. Svaret räknas i uppföljningen."
    submit = "Spara uppföljningen"
    success = "Uppföljningen är sparad."

    def perform(self, form: Any, version: int) -> None:
        """Follow up."""
        data = form.cleaned_data
        services.follow_up_reception(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            outcome=Outcome(data["outcome"]),
            safe=Safe(data["safe"]),
            note=data["note"],
            version=version,
        )
