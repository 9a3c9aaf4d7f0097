"""Naming the coordinator of a person with many care givers (S12)."""

from typing import Any, ClassVar

from actors import selectors as actors
from sip import services
from sip.forms import CoordinatorForm
from transitions.forms.base import CaseForm
from transitions.rules.coordinator import coordinator, givers
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseFormView


class CoordinatorView(CaseFormView):
    """Utse samordnare."""

    action = ItemKind.COORDINATOR_NAMED
    form_class: ClassVar[type[CaseForm]] = CoordinatorForm
    look = "sip_coordinator"
    heading = "Utse samordnare"
    intro = (
        "Den som har tre eller fler vård- och omsorgsgivare ska ha en samordnare. Alla i ärendet ser numret."
    )
    submit = "Spara samordnaren"
    success = "Samordnaren är sparad."

    def initial(self) -> dict[str, Any]:
        """Who it is now, else oneself."""
        now = coordinator(chain_of(self.episode))
        if now is not None:
            return {"name": now.data.get("name", ""), "phone": now.data.get("phone", "")}
        unit = actors.units_by_id([self.acting.unit_id])[self.acting.unit_id]
        return {"name": self.acting.user_name, "phone": unit.phone}

    def warnings(self) -> list[dict[str, str]]:
        """How many care givers there are."""
        count = len(givers(chain_of(self.episode)))
        text = f"I ärendet finns {count} enheter som ger personen vård eller hjälp."
        return [{"tone": "info", "title": "", "text": text}]

    def perform(self, form: Any, version: int) -> None:
        """Save."""
        services.name_coordinator(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            version=version,
        )
