"""För in från papper: what was done while Hemväg was down."""

from typing import Any, ClassVar

from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.paper import PaperForm
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.selectors import ladder
from transitions.views.base import CaseFormView


class EnterPaperView(CaseFormView):
    """One row of the evening pack at a time, in any order: each takes its place by its own time."""

    action: ClassVar[str] = permissions.ENTER_PAPER
    form_class: ClassVar[type[CaseForm]] = PaperForm
    heading = "För in från papper"
    intro = (
        "För in det som gjordes på papper medan Hemväg inte fungerade. Ange tiden då det hände. "
        "Utskrivningsklar på papper förs in där utskrivningsklar skickas."
    )
    submit = "För in raden"
    success = "Raden är införd."

    def form_kwargs(self) -> dict[str, Any]:
        """What the unit waits to acknowledge, and whether it is the present ward."""
        return {
            "awaited": ladder.awaited_kinds(acting=self.acting, episode=self.episode),
            "ward": self.episode.ward_id == self.acting.unit_id
            and permissions.may(self.acting, ItemKind.DISCHARGED),
        }

    def perform(self, form: Any, version: int) -> None:
        """Enter it."""
        data = form.cleaned_data
        what, _, of = data["what"].partition(":")
        kinds = {
            "ack": ItemKind.ACKNOWLEDGED,
            "date": ItemKind.EXPECTED_DISCHARGE_CHANGED,
            "discharge": ItemKind.DISCHARGED,
        }
        services.enter_from_paper(
            acting=self.acting,
            episode_id=self.episode.pk,
            row=data["row"],
            at=data["at"],
            kind=kinds[what],
            of=ItemKind(of) if of else None,
            expected_discharge=data.get("expected_discharge"),
            to=DischargedTo(data["to"]) if data.get("to") else None,
            note=data["note"],
        )
