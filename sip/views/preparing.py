"""Before the meeting: who prepares the person, what the person says, and which units have written (S13)."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import formats
from sip import permissions, selectors_preparing, services
from sip.forms import OwnWordsForm, PrepareForm
from sip.presenters import preparing as present
from sip.rules.preparing import Material
from sip.views.base import tabs
from sip.views.plan_base import PlanFormView, PlanPageView
from transitions.forms.base import CaseForm


class PreparationView(PlanPageView):
    """Förberedelse: the person's and next of kin's part first, then each unit's."""

    look = "sip_preparation"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page. What is protected about a person stands here only when it has been opened."""
        seen = self.seen_plan()
        row = selectors_preparing.preparation_of(sip=self.sip)
        fact = selectors_preparing.fact_of(sip=self.sip, row=row, seen=seen)
        today = formats.day_of(self.now)
        primary, actions = (
            present.buttons(row, fact, seen, self.sip, acting=self.acting) if self.opened else (None, [])
        )
        context = self.case_context() | {
            "tabs": tabs(self.sip, "sip_preparation"),
            "preparation": present.page(fact, row, seen, self.sip, acting=self.acting, today=today)
            if self.opened
            else None,
            "primary": primary,
            "actions": actions,
            "sip": self.sip,
            "consents_url": reverse("consents", args=[self.episode.public_id]),
        }
        return render(request, "sip/preparation.html", context)


class _PreparingFormView(PlanFormView):
    """A form of the preparation."""

    look = "sip_preparation"

    def success_url(self) -> str:
        """Back to the preparation."""
        return reverse("sip_preparation", args=[self.sip.public_id])

    def context(self) -> dict[str, Any]:
        """Avbryt leads back too."""
        return {"case_url": self.success_url()}


class PrepareView(_PreparingFormView):
    """Vem förbereder personen."""

    action = "sip_prepare"
    form_class: ClassVar[type[CaseForm]] = PrepareForm
    heading = "Vem förbereder personen?"
    intro = "Den som är förberedd vågar säga vad som är viktigt. Utse någon som personen känner."
    submit = "Spara"
    success = "Förberedelsen är bestämd."

    def allowed(self) -> bool:
        """Whoever has called."""
        return permissions.may_settle(self.acting, self.sip)

    def warnings(self) -> list[dict[str, str]]:
        """Who prepares may be said before the person has consented."""
        return []

    def state(self) -> object:
        """What stands."""
        row = selectors_preparing.preparation_of(sip=self.sip)
        return row and [row.unit_id, row.by_name, str(row.due_on), row.material, row.note]

    def form_kwargs(self) -> dict[str, Any]:
        """Every unit of the SIP."""
        return {"units": [(row.unit.pk, row.unit.name) for row in self.sip.participants.all() if row.unit]}

    def initial(self) -> dict[str, Any]:
        """What stands; else a talk and the three questions."""
        row = selectors_preparing.preparation_of(sip=self.sip)
        if row is None:
            return {"material": [Material.TALK, Material.QUESTIONS]}
        names = ("by_name", "due_on", "material", "note")
        return {"unit": row.unit_id, **{name: getattr(row, name) for name in names}}

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        data = form.cleaned_data
        services.plan_preparation(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            unit_id=data["unit"],
            by_name=data["by_name"],
            due_on=data["due_on"],
            material=data["material"],
            note=data["note"],
        )


class OwnWordsView(_PreparingFormView):
    """Personens och närståendes del."""

    action = "sip_own_words"
    form_class: ClassVar[type[CaseForm]] = OwnWordsForm
    heading = "Personens och närståendes del"
    intro = "Fråga i lugn och ro, gärna några dagar före mötet. Det här står först i planen."
    submit = "Spara"
    success = "Personens del är sparad, och personen är förberedd."

    def allowed(self) -> bool:
        """The unit that prepares, or that leads the meeting."""
        row = selectors_preparing.preparation_of(sip=self.sip)
        return permissions.may_prepare(self.acting, self.sip, row.unit_id if row else None)

    def about(self) -> str:
        """The person's part."""
        return f"sip {self.sip.pk} {self.action}"

    def version(self) -> int:
        """Of the common part."""
        return self.seen()

    def initial(self) -> dict[str, Any]:
        """What is stored."""
        plan = self.plan.plan
        told = {name: getattr(plan, name) for name in ("worries", "wants", "kin")} if plan else {}
        return {"matters": self.sip.matters if self.plan.consented else "", **told}

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """What the person is now said to have said."""
        plan = self.fresh().plan
        if plan is None:
            return []
        self.sip.refresh_from_db(fields=["matters"])
        text = ". ".join(filter(None, (self.sip.matters, plan.worries, plan.wants, plan.kin)))
        return self.stands("Personens del", text, plan)

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        names = ("matters", "worries", "wants", "kin")
        words = services.OwnWords(**{name: form.cleaned_data[name] for name in names})
        services.write_own_words(acting=self.acting, sip=self.sip, at=self.now, version=version, words=words)
