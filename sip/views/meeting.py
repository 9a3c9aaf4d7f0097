"""Recording the meeting that was held, and the milestones after it."""

from typing import Any, ClassVar

from actors.rules.kinds import UnitKind
from core import formats
from sip import selectors, selectors_plan, services
from sip.forms import AgreedForm, CloseForm, FollowedUpForm, MeetingForm
from sip.forms.meeting import YES
from sip.presenters.plan import lacks
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


class AgreedView(SipStepView):
    """Planen är överenskommen; en ändrad plan börjar gälla."""

    action = ItemKind.SIP_PLAN_AGREED
    form_class: ClassVar[type[CaseForm]] = AgreedForm
    heading = "Planen är överenskommen"
    intro = "Personen och alla enheter är överens om vem som gör vad."
    submit = "Låt planen gälla"
    success = "Planen gäller."

    def warnings(self) -> list[dict[str, str]]:
        """What the plan lacks, before it is asked for."""
        seen = selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)
        told = lacks(seen, self.sip)
        if not told:
            return []
        title = "Planen är inte hel"
        return [
            {
                "tone": "warning",
                "title": title,
                "text": f"{'. '.join(one[0].upper() + one[1:] for one in told)}.",
            }
        ]

    def initial(self) -> dict[str, Any]:
        """The day that stands in the plan."""
        return {"follow_up_on": self.sip.follow_up_on}

    def perform(self, form: Any, version: int) -> None:
        """Make it valid."""
        services.agree_plan(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            note=form.cleaned_data["note"],
            follow_up_on=form.cleaned_data["follow_up_on"],
            version=version,
        )


class FollowedUpView(SipStepView):
    """Registrera uppföljning."""

    action = ItemKind.SIP_FOLLOWED_UP
    form_class: ClassVar[type[CaseForm]] = FollowedUpForm
    heading = "Registrera uppföljning av SIP"
    intro = "Följ upp tillsammans med personen, på möte eller i telefon."
    submit = "Spara uppföljningen"
    success = "Uppföljningen är sparad."

    def form_kwargs(self) -> dict[str, Any]:
        """Each goal is asked about."""
        seen = selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)
        shown = seen.goals if self.opened else []
        return {"goals": [(goal.pk, goal.text) for goal in shown]}

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.follow_up(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            outcomes=form.outcomes,
            how=form.cleaned_data["how"],
            note=form.cleaned_data["note"],
            follow_up_on=form.cleaned_data["follow_up_on"],
            version=version,
        )


class CloseView(SipStepView):
    """Avsluta SIP."""

    action = ItemKind.SIP_CLOSED
    form_class: ClassVar[type[CaseForm]] = CloseForm
    heading = "Avsluta SIP"
    submit = "Avsluta SIP"
    success = "SIP är avslutad."

    def perform(self, form: Any, version: int) -> None:
        """Close it."""
        services.record_milestone(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            kind=ItemKind.SIP_CLOSED,
            sip_ref=self.sip.ref,
            note=form.cleaned_data["note"],
            version=version,
        )
