"""The page of the cause of a readmission (T14)."""

from typing import Any, ClassVar

from django.http import Http404

from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.readmission import CauseForm
from transitions.rules.kinds import ItemKind
from transitions.rules.readmission import earlier_for
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class RecordCauseView(SendingView):
    """The unit's own word on why the person came back."""

    action = ItemKind.READMISSION_CAUSE_RECORDED
    form_class: ClassVar[type[CaseForm]] = CauseForm
    sends: ClassVar = {"cause": "cause", "note": "note"}
    heading = "Varför är personen tillbaka?"
    intro = (
        "Svara som ni ser det. Den andra sidan svarar för sig, och svaren behöver inte stämma överens. "
        "Orsaken räknas i uppföljningen."
    )
    submit = "Spara orsaken"
    success = "Orsaken är sparad."

    def check_permission(self) -> None:
        """Only a unit that was on both chains; to others there is no such page."""
        super().check_permission()
        if earlier_for(chain_of(self.episode), self.acting.unit_id) is None:
            raise Http404

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.record_cause(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            cause=form.cleaned_data["cause"],
            note=form.cleaned_data["note"],
            version=version,
        )
