"""Pages of next of kin, support to them, and the notice to överförmyndaren (T38)."""

from typing import Any, ClassVar

from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.next_of_kin import GuardianForm, KinSupportForm, NextOfKinForm
from transitions.rules.kinds import ItemKind
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, Offered, WantsSupport
from transitions.views.sending import SendingView


class NextOfKinView(SendingView):
    """Närstående."""

    action = ItemKind.NEXT_OF_KIN_STATED
    form_class: ClassVar[type[CaseForm]] = NextOfKinForm
    heading = "Närstående"
    intro = "Vad de närstående orkar och vill påverkar planeringen. Deras egna uppgifter hör inte hit."
    submit = "Spara"
    success = "Uppgifterna om närstående är sparade."
    sends: ClassVar = {name: name for name in ("exists", "capacity", "wants_support", "note")}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        data = form.cleaned_data
        services.state_next_of_kin(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            exists=Kin(data["exists"]),
            capacity=Capacity(data["capacity"]) if data["capacity"] else None,
            wants_support=WantsSupport(data["wants_support"] or WantsSupport.NOT_ASKED),
            note=data["note"],
            version=version,
        )


class KinSupportView(SendingView):
    """Anhörigstöd."""

    action = ItemKind.KIN_SUPPORT_ANSWERED
    form_class: ClassVar[type[CaseForm]] = KinSupportForm
    heading = "Erbjud anhörigstöd"
    intro = "De närstående vill bli kontaktade. Svaret stannar hos er."
    submit = "Spara svaret"
    success = "Svaret är sparat."
    sends: ClassVar = {"outcome": "outcome"}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        services.answer_kin_support(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            outcome=Offered(form.cleaned_data["outcome"]),
            version=version,
        )


class GuardianView(SendingView):
    """God man: the notice to överförmyndaren."""

    action = ItemKind.GUARDIAN_CONSIDERED
    form_class: ClassVar[type[CaseForm]] = GuardianForm
    heading = "God man eller förvaltare"
    intro = (
        "Den som kan behöva god man eller förvaltare ska verksamhetschefen anmäla till överförmyndaren "
        "(hälso- och sjukvårdsförordningen 4 kap. 3 §)."
    )
    submit = "Spara"
    success = "Det är sparat."
    sends: ClassVar = {name: name for name in ("outcome", "sent_on", "sent_by", "note")}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        data = form.cleaned_data
        services.consider_guardian(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            outcome=GuardianNotice(data["outcome"]),
            sent_on=data["sent_on"],
            sent_by=data["sent_by"],
            reason=data["note"],
            version=version,
        )
