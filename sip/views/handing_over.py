"""A unit that leaves hands over its part, and another answers (S6)."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest

from sip import selectors_plan, selectors_preparing, services
from sip.forms import HandOverForm, TakeOverForm
from sip.forms.preparing import YES
from sip.models import PartHandOver
from sip.presenters import plan as present
from sip.presenters.versions import part_stands_now
from sip.views.plan_base import PlanFormView
from transitions.forms.base import CaseForm


class HandOverView(PlanFormView):
    """Lämna över er del."""

    action = "sip_hand_over"
    form_class: ClassVar[type[CaseForm]] = HandOverForm
    heading = "Lämna över er del i planen"
    intro = "Ni ansvarar för er del tills den andra enheten har svarat ja."
    submit = "Lämna över"
    success = "Den andra enheten är tillfrågad. Ni ansvarar tills den har svarat ja."

    def form_kwargs(self) -> dict[str, Any]:
        """The other units that the consent reaches."""
        reached = selectors_plan.covered(sip=self.sip, at=self.now) - {self.acting.unit_id}
        rows = [row.unit for row in self.sip.participants.all() if row.unit is not None]
        return {"units": [(unit.pk, unit.name) for unit in rows if unit.pk in reached]}

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """The own part as it stands."""
        own = self.fresh().own(self.acting.unit_id)
        return self.stands("Er del", part_stands_now(own, self.now), own) if own is not None else []

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        services.hand_over_part(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            to_unit=form.cleaned_data["to_unit"],
            note=form.cleaned_data["note"],
            version=version,
        )


class TakeOverView(PlanFormView):
    """Svara på en överlämning."""

    action = "sip_take_over"
    form_class: ClassVar[type[CaseForm]] = TakeOverForm
    template_name = "sip/take_over.html"
    heading = "Ta över en del i planen"
    submit = "Spara svaret"
    success = "Svaret är sparat."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The hand-over is named by the address."""
        self.hand_over_id: int = kwargs.pop("hand_over_id")
        return super().dispatch(request, *args, **kwargs)

    def check_permission(self) -> None:
        """The unit that is asked. Raises Http404 for another hand-over."""
        super().check_permission()
        rows = selectors_preparing.hand_overs(plan=self.plan.plan)
        found = next((row for row in rows if row.pk == self.hand_over_id), None)
        if found is None or found.to_unit_id != self.acting.unit_id:
            raise Http404
        self.hand_over: PartHandOver = found

    def about(self) -> str:
        """The hand-over."""
        return f"sip {self.sip.pk} {self.action} {self.hand_over_id}"

    def context(self) -> dict[str, Any]:
        """What it is about: who asks, why, and what there is to do."""
        part = next((one for one in self.plan.parts if one.unit_id == self.hand_over.from_unit_id), None)
        return {
            "case_url": self.success_url(),
            "hand_over": self.hand_over,
            "handed": present.part_actions(part, self.now),
        }

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """The page below shows what stands."""
        self.fresh()
        return []

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        data = form.cleaned_data
        services.answer_hand_over(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            hand_over_id=self.hand_over.pk,
            accept=data["accept"] == YES,
            responsible=data["responsible"],
            answer=data["answer"],
        )
