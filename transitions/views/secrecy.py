"""The forms of the consent register that are not the person's own word: representatives, harm assessment."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse

from actors import selectors as actors
from core import clock
from core.formats import in_sentence
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.consent import EndRepresentativeForm, HarmForm, RepresentativeForm
from transitions.presenters.words_consent import REPRESENTATIVES
from transitions.rules.consulting import ASKED
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import ItemKind, Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.selectors import cases, consents
from transitions.views.base import CaseFormView


class RegisterForm(CaseFormView):
    """A form of the register; afterwards one is back in it."""

    def success_url(self) -> str:
        """The register."""
        return reverse("consents", args=[self.episode.public_id])

    def context(self) -> dict[str, Any]:
        """Cancelling leads back to the register."""
        return {"cancel_url": self.success_url()}

    def units(self) -> list[actors.UnitRef]:
        """The other units of the case, and those whom the unit can ask for advice: they are not on it yet."""
        found = {unit.id: unit for unit in cases.parties(self.episode)}
        if permissions.may(self.acting, ItemKind.CONSULTED):
            found |= {unit.id: unit for unit in cases.own_units(self.acting, kinds=ASKED)}
        return [unit for unit in found.values() if unit.id != self.acting.unit_id]

    def representatives(self, *kinds: RepresentativeKind) -> dict[int, str]:
        """Those of these kinds whose mandate has not ended, by id."""
        today = clock.local_date(self.now)
        return {
            row.pk: f"{row.name} ({in_sentence(REPRESENTATIVES[RepresentativeKind(row.kind)])})"
            for row in consents.representatives_of(self.episode.patient_id)
            if row.kind in kinds and (row.valid_to is None or today <= row.valid_to)
        }


class AddRepresentativeView(RegisterForm):
    """Who speaks for the person."""

    action = permissions.RECORD_REPRESENTATIVE
    form_class: ClassVar[type[CaseForm]] = RepresentativeForm
    heading = "Lägg till ställföreträdare"
    intro = (
        "En god man eller förvaltare ersätter inte personens samtycke. Registrera uppdraget, fråga, och skriv "
        "svaret i en menprövning. En vårdnadshavare svarar för ett barn som inte är moget nog, men kan inte spärra."
    )
    submit = "Lägg till"
    success = "Ställföreträdaren är registrerad."

    def initial(self) -> dict[str, Any]:
        """From today; of a child a guardian."""
        kind = RepresentativeKind.GUARDIAN if self.episode.child else None
        return {"valid_from": clock.local_date(self.now), "kind": kind}

    def perform(self, form: Any, version: int) -> None:
        """Record."""
        data = form.cleaned_data
        services.add_representative(
            acting=self.acting,
            episode_id=self.episode.pk,
            kind=RepresentativeKind(data["kind"]),
            name=data["name"],
            phone=data["phone"],
            mandates=[Mandate(mandate) for mandate in data["mandates"]],
            seen=data["document"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )


class EndRepresentativeView(RegisterForm):
    """A mandate that ends."""

    action = permissions.RECORD_REPRESENTATIVE
    form_class: ClassVar[type[CaseForm]] = EndRepresentativeForm
    heading = "Avsluta uppdraget"
    submit = "Avsluta"
    success = "Uppdraget är avslutat."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Which representative."""
        self.representative_id: int = kwargs["representative_id"]
        return super().dispatch(request, *args, **kwargs)

    def check_permission(self) -> None:
        """The role, and that the representative is this patient's. Raises PermissionDenied, Http404."""
        super().check_permission()
        known = consents.representatives_of(self.episode.patient_id)
        if self.representative_id not in {row.pk for row in known}:
            raise Http404

    def perform(self, form: Any, version: int) -> None:
        """End."""
        services.end_representative(
            acting=self.acting,
            episode_id=self.episode.pk,
            representative_id=self.representative_id,
            last_day=form.cleaned_data["last_day"],
        )


class AssessHarmView(RegisterForm):
    """Menprövning."""

    action = permissions.ASSESS_HARM
    form_class: ClassVar[type[CaseForm]] = HarmForm
    heading = "Gör menprövning"
    intro = "När samtycke inte kan fås. En namngiven person väger vad som får lämnas till vem, på en namngiven grund."
    submit = "Spara menprövningen"
    success = "Menprövningen är sparad."

    def form_kwargs(self) -> dict[str, Any]:
        """The units of the case, and those who may be asked."""
        return {"units": self.units(), "representatives": self.representatives(*RepresentativeKind)}

    def initial(self) -> dict[str, Any]:
        """Oneself."""
        return {"assessed_by": self.acting.user_name}

    def perform(self, form: Any, version: int) -> None:
        """Record."""
        data = form.cleaned_data
        services.assess_harm(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            scope=Scope(data["scope"]),
            discloses=data["discloses"],
            ground=OslGround(data["ground"]),
            why=WhyNoConsent(data["why"]),
            what=data["what"],
            reason=data["reason"],
            assessed_by=data["assessed_by"],
            units=data["units"],
            until=form.ends(),
            vulnerable=data["vulnerable"],
            representative_id=data.get("representative"),
        )
