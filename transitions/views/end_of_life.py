"""Pages of care near the end of life, and of a death after the discharge (T31)."""

from typing import Any, ClassVar

from django.urls import reverse

from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.end_of_life import DiedAtHomeForm, EndEndOfLifeForm, EndOfLifeForm
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases
from transitions.selectors.day import told
from transitions.views.sending import SendingView


class StateEndOfLifeView(SendingView):
    """Vård i livets slutskede."""

    action = ItemKind.END_OF_LIFE_STATED
    form_class: ClassVar[type[CaseForm]] = EndOfLifeForm
    heading = "Vård i livets slutskede"
    intro = "Står först hos dem som vårdar och hjälper personen hemma, också på natten. Det senaste beskedet gäller."
    submit = "Skicka till dem som vårdar hemma"
    success = "Beskedet är skickat."
    sends: ClassVar = {
        name: name
        for name in (
            "talked_on",
            "talked_by",
            "decided_by",
            "doctor",
            "doctor_phone",
            "call_first",
            "decisions",
            "informed",
            "note",
        )
    }

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """The present providers at home, whether they have been told of anything or not."""
        found = {row.unit_id for row in cases.present_providers(self.episode.patient_id)}
        return frozenset(found - {self.acting.unit_id})

    def initial(self) -> dict[str, Any]:
        """What the unit knows already."""
        found = told(acting=self.acting, episodes=[self.episode], kinds=[ItemKind.END_OF_LIFE_STATED])
        last = found[-1].item if found else None
        return {**last.data, "note": last.note} if last is not None and not last.data.get("ended") else {}

    def perform(self, form: Any, version: int) -> None:
        """Send it."""
        services.state_end_of_life(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            known=form.known,
            to=self.named(frozenset()),
            note=form.cleaned_data["note"],
            version=version,
        )


class EndEndOfLifeView(SendingView):
    """It holds no more."""

    action = ItemKind.END_OF_LIFE_STATED
    form_class: ClassVar[type[CaseForm]] = EndEndOfLifeForm
    heading = "Vård i livets slutskede gäller inte längre"
    submit = "Ta bort märkningen"
    success = "Märkningen är borttagen. Alla som hade den får veta."
    sends: ClassVar = {"note": "note"}

    def perform(self, form: Any, version: int) -> None:
        """Take it back."""
        services.end_end_of_life(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            reason=form.cleaned_data["note"],
            version=version,
        )


class DiedAtHomeView(SendingView):
    """The person has died after the discharge."""

    action = ItemKind.DIED_AT_HOME
    form_class: ClassVar[type[CaseForm]] = DiedAtHomeForm
    heading = "Registrera dödsfall utanför sjukhus"
    intro = "Alla i ärendet får veta, och uppgifterna i ärendet tas bort."
    submit = "Registrera dödsfallet"
    success = "Dödsfallet är registrerat. Alla i ärendet får veta."
    sends: ClassVar = {"on": "on", "note": "note"}

    def perform(self, form: Any, version: int) -> None:
        """Tell it."""
        services.tell_death_at_home(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            version=version,
        )

    def success_url(self) -> str:
        """The case."""
        return reverse("case", args=[self.episode.public_id])
