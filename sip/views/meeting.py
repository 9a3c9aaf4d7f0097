"""Recording the meeting that was held, and the milestones after it."""

from typing import Any, ClassVar

from actors.rules.kinds import UnitKind
from core import formats
from sip import selectors, services
from sip.forms import AgreedForm, CloseForm, FollowedUpForm, MeetingForm
from sip.forms.meeting import YES
from sip.presenters.words import unit_label
from sip.views.base import SipStepView
from transitions.forms.base import CaseForm
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import chain as chain_of


class MeetingView(SipStepView):
    """Registrera mötet."""

    action = ItemKind.SIP_HELD
    form_class: ClassVar[type[CaseForm]] = MeetingForm
    heading = "Registrera SIP-mötet"
    submit = "Spara mötet"
    success = "Mötet är registrerat."

    def form_kwargs(self) -> dict[str, Any]:
        """Who may have come: the invited, then the others on the chain and those who serve the area."""
        invited = {row.unit_id: row.unit for row in self.sip.participants.all() if row.unit is not None}
        others = selectors.invitable(
            chain=chain_of(self.episode),
            registered_in_id=self.episode.registered_in_id,
            own_unit_id=0,
            on=formats.day_of(self.now),
        )
        units = [(unit.pk, unit_label(unit.name, UnitKind(unit.kind))) for unit in invited.values()]
        units += [
            (one.unit.id, unit_label(one.unit.name, one.unit.kind))
            for one in others
            if one.unit.id not in invited
        ]
        return {"units": units}

    def initial(self) -> dict[str, Any]:
        """The time that was called to, when it has passed."""
        held_at = min(self.sip.meeting_at, self.now)
        return {"held_at": held_at, "matters": self.sip.matters}

    def perform(self, form: Any, version: int) -> None:
        """Record the meeting."""
        data = form.cleaned_data
        services.record_held(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            sip_ref=self.sip.ref,
            held_at=data["held_at"],
            attended=data["attended"],
            patient_took_part=data["patient_took_part"],
            relative_took_part=data["relative_took_part"] == YES,
            matters=data["matters"],
            note=data["note"],
            version=version,
        )


class _MilestoneView(SipStepView):
    """A milestone with a note, and perhaps a date."""

    def perform(self, form: Any, version: int) -> None:
        """Record the milestone."""
        services.record_milestone(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            kind=ItemKind(self.action),
            sip_ref=self.sip.ref,
            note=form.cleaned_data["note"],
            follow_up_on=form.cleaned_data.get("follow_up_on"),
            version=version,
        )


class AgreedView(_MilestoneView):
    """Planen är överenskommen."""

    action = ItemKind.SIP_PLAN_AGREED
    form_class: ClassVar[type[CaseForm]] = AgreedForm
    heading = "Planen är överenskommen"
    intro = "Personen och alla enheter är överens om vem som gör vad."
    submit = "Spara"
    success = "Planen är överenskommen."


class FollowedUpView(_MilestoneView):
    """Registrera uppföljning."""

    action = ItemKind.SIP_FOLLOWED_UP
    form_class: ClassVar[type[CaseForm]] = FollowedUpForm
    heading = "Registrera uppföljning av SIP"
    submit = "Spara uppföljningen"
    success = "Uppföljningen är sparad."


class CloseView(_MilestoneView):
    """Avsluta SIP."""

    action = ItemKind.SIP_CLOSED
    form_class: ClassVar[type[CaseForm]] = CloseForm
    heading = "Avsluta SIP"
    submit = "Avsluta SIP"
    success = "SIP är avslutad."
