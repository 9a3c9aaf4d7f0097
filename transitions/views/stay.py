"""What happens during a stay: leave, interruption, legal form, move, death (T15, T16, T21)."""

from typing import Any, ClassVar

from actors import selectors as actors
from actors.rules.kinds import UnitKind
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.messages import (
    DeathForm,
    EmergencyVisitForm,
    InterruptForm,
    LeaveForm,
    LegalFormForm,
    ReturnForm,
    SentInForm,
    TransferForm,
)
from transitions.rules.kinds import ItemKind, LegalForm
from transitions.rules.messages import InterruptReason
from transitions.rules.sent_in import told_of_visit
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class _StayView(SendingView):
    """A `SendingView` that sends a note, and perhaps more."""

    sends: ClassVar = {"note": "note"}

    def common(self, form: Any, version: int) -> dict[str, Any]:
        """What every service takes."""
        return {
            "acting": self.acting,
            "episode_id": self.episode.pk,
            "at": self.now,
            "note": form.cleaned_data["note"],
            "version": version,
        }


class StartLeaveView(_StayView):
    """Permission begins."""

    action = ItemKind.LEAVE_STARTED
    form_class: ClassVar[type[CaseForm]] = LeaveForm
    sends: ClassVar = {"until": "back_at", "note": "note"}
    heading = "Registrera permission"
    intro = "Patienten är fortfarande inskriven. Alla enheter i ärendet får veta det."
    submit = "Registrera permission"
    success = "Permissionen är registrerad."

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.start_leave(until=form.cleaned_data["until"], **self.common(form, version))


class EndLeaveView(_StayView):
    """Permission ends."""

    action = ItemKind.LEAVE_ENDED
    form_class: ClassVar[type[CaseForm]] = ReturnForm
    heading = "Registrera återkomst"
    submit = "Registrera återkomst"
    success = "Återkomsten är registrerad."

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.end_leave(**self.common(form, version))


class InterruptView(_StayView):
    """Avbrott."""

    action = ItemKind.INTERRUPTED
    form_class: ClassVar[type[CaseForm]] = InterruptForm
    sends: ClassVar = {"reason": "reason", "note": "note"}
    heading = "Avbryt planeringen"
    intro = "Ingen planerar vidare förrän du skickar ett nytt datum. Alla enheter får veta det och kvitterar."
    submit = "Avbryt planeringen"
    success = "Planeringen är avbruten."

    def perform(self, form: Any, version: int) -> None:
        """Interrupt."""
        services.interrupt(reason=InterruptReason(form.cleaned_data["reason"]), **self.common(form, version))


class LegalFormView(_StayView):
    """The legal form of the care."""

    action = ItemKind.LEGAL_FORM_CHANGED
    form_class: ClassVar[type[CaseForm]] = LegalFormForm
    sends: ClassVar = {"form": "form", "note": "note"}
    heading = "Ange vårdens rättsliga form"
    intro = "Sekretess hindrar inte att uppgiften lämnas mellan vården och socialtjänsten (OSL 25 kap. 12 §)."
    submit = "Spara rättslig form"
    success = "Vårdens rättsliga form är sparad."

    def initial(self) -> dict[str, Any]:
        """The form in force."""
        return {"form": chain_of(self.episode).legal_form}

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.change_legal_form(form=LegalForm(form.cleaned_data["form"]), **self.common(form, version))


class SentInView(_StayView):
    """The report of whoever sends the person in."""

    action = ItemKind.SENT_IN_REPORTED
    form_class: ClassVar[type[CaseForm]] = SentInForm
    sends: ClassVar = {name: name for name in ("note", "usual", "done", "sent_with", "phone")}
    heading = "Rapportera att ni skickar in personen"
    intro = "Rapporten når avdelningen som vårdar personen, eller den som skriver in personen inom tre dygn."
    submit = "Skicka rapporten"
    success = "Rapporten är skickad."

    def perform(self, form: Any, version: int) -> None:
        """Send it."""
        said = {name: form.cleaned_data[name] for name in ("usual", "done", "sent_with", "phone")}
        common = self.common(form, version)
        services.report_sent_in(reason=common.pop("note"), **said, **common)


class EmergencyVisitView(_StayView):
    """Akutbesök utan inskrivning."""

    action = ItemKind.EMERGENCY_VISIT
    form_class: ClassVar[type[CaseForm]] = EmergencyVisitForm
    sends: ClassVar = {"visited_at": "visited_at", "note": "note"}
    heading = "Registrera akutbesök utan inskrivning"
    intro = "Vårdcentralen och den som skickade in personen får veta det och kvitterar."
    submit = "Registrera akutbesöket"
    success = "Akutbesöket är registrerat."

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """The vårdcentral where the person is listed, and the sender."""
        listed = self.episode.patient.listed_at_id
        return told_of_visit(chain_of(self.episode), listed_at=listed, by_id=self.acting.unit_id)

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.record_emergency_visit(
            visited_at=form.cleaned_data["visited_at"], **self.common(form, version)
        )


class TransferView(_StayView):
    """Move to another ward, in this hospital or another: one chain goes on."""

    action = ItemKind.TRANSFERRED
    form_class: ClassVar[type[CaseForm]] = TransferForm
    heading = "Flytta till annan avdelning"
    intro = "Ärendet följer med. En underrättelse om utskrivningsklar upphör (LUS 1 kap. 3 §)."
    submit = "Flytta patienten"
    success = "Patienten är flyttad."

    def form_kwargs(self) -> dict[str, Any]:
        """Every other ward, of every hospital: also in another region (X10)."""
        wards = actors.units(kinds=[UnitKind.WARD])
        return {"wards": [ward for ward in wards if ward.id != self.episode.ward_id]}

    def perform(self, form: Any, version: int) -> None:
        """Move."""
        services.transfer(ward_id=form.cleaned_data["ward"], **self.common(form, version))


class DeathView(_StayView):
    """Death."""

    action = ItemKind.DIED
    form_class: ClassVar[type[CaseForm]] = DeathForm
    heading = "Registrera dödsfall"
    intro = "Alla enheter i ärendet får veta det, och planeringen upphör."
    submit = "Registrera dödsfall"
    success = "Dödsfallet är registrerat."

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        services.record_death(**self.common(form, version))
