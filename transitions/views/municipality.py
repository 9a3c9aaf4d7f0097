"""Pages of the assessment office and of the open care."""

from typing import Any, ClassVar

from actors.rules.kinds import HOME_PROVIDERS
from actors.selectors import UnitRef
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.municipality import (
    CareContactForm,
    ContactForm,
    OpenCareForm,
    OrderForm,
    ProvidersForm,
)
from transitions.forms.support import DecisionForm
from transitions.presenters.support import insatser_text
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.present_support import Support
from transitions.rules.support import Granted, decision
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class TakeContactView(SendingView):
    """Contact taken, and whether the person applies."""

    action = ItemKind.CONTACT_TAKEN
    form_class: ClassVar[type[CaseForm]] = ContactForm
    sends: ClassVar = {"applies": "applies", "note": "note"}
    heading = "Registrera kontakt med personen"
    intro = "Att inte ansöka är inte att motsätta sig: vägen mellan sjukhus och kommun finns kvar."
    submit = "Spara kontakten"
    success = "Kontakten är registrerad."

    def perform(self, form: Any, version: int) -> None:
        """Record the contact."""
        services.take_contact(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            applies=Applies(form.cleaned_data["applies"]),
            note=form.cleaned_data["note"],
            version=version,
        )


class DecideSupportView(SendingView):
    """The decision."""

    action = ItemKind.DECISION_MADE
    form_class: ClassVar[type[CaseForm]] = DecisionForm
    sends: ClassVar = {"granted": "granted", "what_1": "insatser", "note": "note"}
    heading = "Registrera beslut om insatser"
    intro = (
        "Avdelningen ser att det finns ett beslut och från vilken dag. Insatserna når den bara med samtycke."
    )
    submit = "Spara beslutet"
    success = "Beslutet är sparat. Beställ insatserna av utföraren."

    def perform(self, form: Any, version: int) -> None:
        """Record the decision."""
        services.decide_support(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            granted=Granted(form.cleaned_data["granted"]),
            insatser=form.insatser,
            note=form.cleaned_data["note"],
            version=version,
        )


class AppointContactView(SendingView):
    """Fast vårdkontakt."""

    action = ItemKind.CARE_CONTACT_APPOINTED
    form_class: ClassVar[type[CaseForm]] = CareContactForm
    sends: ClassVar = {"name": "name", "phone": "phone"}
    heading = "Utse fast vårdkontakt"
    intro = "Ska vara utsedd innan patienten skrivs ut (LUS 2 kap. 5 §)."
    submit = "Utse fast vårdkontakt"
    success = "Den fasta vårdkontakten är utsedd."

    def perform(self, form: Any, version: int) -> None:
        """Appoint."""
        services.appoint_care_contact(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            version=version,
        )


class OpenCareView(SendingView):
    """Whether the open care can do its part."""

    action = ItemKind.OPEN_CARE_UNAVAILABLE
    form_class: ClassVar[type[CaseForm]] = OpenCareForm
    sends: ClassVar = {"note": "note"}
    heading = "Ange om öppenvården är redo"
    intro = "Om öppenvårdens insatser inte finns börjar inte kommunens betalningsansvar (LUS 5 kap. 5 §)."
    submit = "Spara svaret"
    success = "Svaret är sparat."

    def perform(self, form: Any, version: int) -> None:
        """Record the answer."""
        services.record_open_care(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            kind=ItemKind(form.cleaned_data["kind"]),
            note=form.cleaned_data["note"],
            version=version,
        )


class ProvidersView(SendingView):
    """The present providers at home."""

    action = ItemKind.SERVICES_REPORTED
    form_class: ClassVar[type[CaseForm]] = ProvidersForm
    sends: ClassVar = {"support": "support", "extent": "extent", "aids": "aids"}
    heading = "Ange insatser och utförare i hemmet"
    intro = "De får veta varje ändrat datum, utskrivningsklar och utskrivning, också när insatserna är oförändrade."
    submit = "Spara utförare"
    success = "Utförarna är sparade."

    def form_kwargs(self) -> dict[str, Any]:
        """Who there is to choose from, and who helps now."""
        present = cases.present_providers(self.episode.patient_id)
        return {
            "units": cases.home_providers(
                organisation_id=self.episode.registered_in_id, at=self.now, kinds=HOME_PROVIDERS
            ),
            "present": {row.slot: row.unit_id for row in present},
        }

    def initial(self) -> dict[str, Any]:
        """What the unit said last of the person, in this case or an earlier one: filled once (T24)."""
        said = cases.last_report(acting=self.acting, patient_id=self.episode.patient_id)
        return {name: said[name] for name in ("support", "extent", "aids") if said.get(name)}

    def perform(self, form: Any, version: int) -> None:
        """Save, and let those who were not told be told."""
        services.report_services(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            providers=form.slots,
            slots=form.slots,
            asked=form.asked,
            extent=form.cleaned_data["extent"],
            support=[Support(code) for code in form.cleaned_data["support"]],
            aids=form.cleaned_data["aids"],
            version=version,
        )


class OrderView(SendingView):
    """An order to home care when insatser change."""

    action = permissions.ORDER_HOME_CARE
    form_class: ClassVar[type[CaseForm]] = OrderForm
    heading = "Beställ insatser"
    intro = "Behövs bara när insatserna ändras. Nuvarande utförare har redan fått veta datumet."
    submit = "Skicka beställningen"
    success = "Beställningen är skickad."
    kind = ItemKind.HOME_CARE_NOTIFIED
    sends: ClassVar = {
        "starts_at": "starts_at",
        "meets": "meets",
        "door_key": "key",
        "medicines": "medicines",
        "note": "note",
    }

    def receivers(self) -> dict[int, str]:
        """Those who can be chosen."""
        return {unit.id: unit.name for unit in self._units()}

    def _units(self) -> list[UnitRef]:
        if not hasattr(self, "_found"):
            self._found = cases.home_providers(
                organisation_id=self.episode.registered_in_id, at=self.now, kinds=HOME_PROVIDERS
            )
        return self._found

    def form_kwargs(self) -> dict[str, Any]:
        """The providers who serve where the person lives."""
        return {"units": self._units()}

    def initial(self) -> dict[str, Any]:
        """The present providers are chosen beforehand, and what was decided stands in the order."""
        decided = decision(chain_of(self.episode))
        return {
            "to": [row.unit_id for row in cases.present_providers(self.episode.patient_id)],
            "note": insatser_text(decided.data, self.now) if decided else "",
        }

    def perform(self, form: Any, version: int) -> None:
        """Send the order."""
        services.order_home_care(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=form.cleaned_data["to"],
            starts_at=form.cleaned_data["starts_at"],
            meets=form.cleaned_data["meets"],
            key=form.cleaned_data["door_key"],
            medicines=form.cleaned_data["medicines"],
            note=form.cleaned_data["note"],
            version=version,
        )
