"""Pages on which the tasks after discharge are classed, changed and ended (T33)."""

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from actors import selectors as actors
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.care_tasks import CareTaskForm, EndCareTaskForm
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases
from transitions.selectors.care_tasks import latest_care_task
from transitions.views.sending import SendingView


class _CareTaskView(SendingView):
    """A form on one task. Back to the home-coming, where all of them stand."""

    action = ItemKind.CARE_TASK_CLASSED

    def success_url(self) -> str:
        """The list of tasks."""
        return reverse("going_home", args=[self.episode.public_id]) + "#uppgifter"

    def context(self) -> dict[str, Any]:
        """Regret leads back there too."""
        return {**super().context(), "cancel_url": self.success_url()}

    def known(self) -> Item:
        """The task as it was sent to the unit. Raises Http404 for one that the unit does not see, or has ended."""
        found = latest_care_task(acting=self.acting, episode=self.episode, task=str(self.kwargs["task"]))
        if found is None or found.data.get("ended"):
            raise Http404
        return found


class ClassCareTaskView(_CareTaskView):
    """A task is classed for the first time."""

    form_class: ClassVar[type[CaseForm]] = CareTaskForm
    heading = "Bedöm en uppgift efter utskrivningen"
    intro = (
        "Var och en av uppgifterna bedöms för sig. De som gör den eller följer upp får veta, och kvitterar."
    )
    submit = "Spara bedömningen"
    success = "Bedömningen är sparad."
    sends: ClassVar = {
        name: name
        for name in (
            "what",
            "name",
            "care_class",
            "helper",
            "performer",
            "assessed_by",
            "profession",
            "review_on",
            "reviewer",
            "risk",
            "if_not",
            "note",
        )
    }

    def form_kwargs(self) -> dict[str, Any]:
        """The units of the case, and those who help the person at home."""
        known = {unit.id: unit for unit in cases.parties(self.episode)}
        present = {row.unit_id for row in cases.present_providers(self.episode.patient_id)}
        known |= {unit.id: unit for unit in actors.units(ids=present - known.keys())}
        return {"units": list(known.values())}

    def task(self, form: Any) -> str:
        """The id of a new task: the form's own, so that a double click is one task."""
        return str(form.cleaned_data["key"])

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        services.class_care_task(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            task=self.task(form),
            judged=form.judgement,
            note=form.cleaned_data["note"],
            version=version,
        )


class ChangeCareTaskView(ClassCareTaskView):
    """A task is judged anew."""

    heading = "Bedöm uppgiften på nytt"
    intro = "Också de som gjorde uppgiften hittills får veta att det har ändrats."
    submit = "Spara den nya bedömningen"

    def check_permission(self) -> None:
        """A task that the unit does not see is not there."""
        super().check_permission()
        self.known()

    def initial(self) -> dict[str, Any]:
        """As it stands; when it is to be followed up next is asked anew."""
        item = self.known()
        names = [*self.sends][:-1]
        found = {name: item.data[name] for name in names if name in item.data and name != "review_on"}
        return {**found, "note": item.note}

    def task(self, form: Any) -> str:
        """The same task."""
        return str(self.kwargs["task"])


class EndCareTaskView(_CareTaskView):
    """A task is no longer needed."""

    form_class: ClassVar[type[CaseForm]] = EndCareTaskForm
    heading = "Uppgiften behövs inte längre"
    intro = "De som gör uppgiften får veta det, och varför."
    submit = "Avsluta uppgiften"
    success = "Uppgiften är avslutad."
    sends: ClassVar = {"note": "note"}

    def check_permission(self) -> None:
        """A task that the unit does not see is not there."""
        super().check_permission()
        self.known()

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Those who acted on it."""
        data = self.known().data
        units = (data.get("performer"), data.get("reviewer"))
        return frozenset(int(unit) for unit in units if unit) - {self.acting.unit_id}

    def perform(self, form: Any, version: int) -> None:
        """End it."""
        services.end_care_task(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            task=str(self.kwargs["task"]),
            reason=form.cleaned_data["note"],
            version=version,
        )
