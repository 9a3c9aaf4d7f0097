"""The page on which a provider confirms that the support at home has started (T34)."""

from typing import Any, ClassVar

from actors.rules.kinds import UnitKind
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.started import StartedForm
from transitions.rules.kinds import ItemKind
from transitions.rules.started import NotStarted, unconfirmed
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class ConfirmSupportView(SendingView):
    """Har insatserna börjat?"""

    action = ItemKind.SUPPORT_STARTED
    kind = ItemKind.SUPPORT_NOT_STARTED
    form_class: ClassVar[type[CaseForm]] = StartedForm
    sends: ClassVar = {"reason": "reason", "hinder": "hinder", "from_when": "from_when"}
    heading = "Har insatserna börjat?"
    intro = "Biståndsenheten ser svaret. Ett nej blir en uppgift där och ligger kvar hos er tills insatserna börjar."
    submit = "Spara svaret"
    success = "Svaret är sparat."

    def form_kwargs(self) -> dict[str, Any]:
        """The office says whose word it writes down."""
        if self.acting.unit_kind is not UnitKind.ASSESSMENT_OFFICE:
            return {}
        waiting = {one.unit_id for one in unconfirmed(chain_of(self.episode))}
        return {"units": {unit.id: unit.name for unit in cases.parties(self.episode) if unit.id in waiting}}

    def perform(self, form: Any, version: int) -> None:
        """Say so."""
        data = form.cleaned_data
        started = data["started"] == "ja"
        services.confirm_support(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            started=started,
            unit_id=data.get("unit"),
            reason=NotStarted(data["reason"]) if data["reason"] and not started else None,
            hinder="" if started else data["hinder"],
            from_when=None if started else data["from_when"],
            version=version,
        )
