"""What is written about delegations: the decision, follow-up, withdrawal, the provider's word, the list of tasks."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import selectors_staff
from actors.names import shown_names
from actors.presenters import UNIT_KIND_LABELS
from actors.selectors import UnitRef
from core import clock, formats
from deviations import permissions_delegations as permissions
from deviations import selectors_delegations as selectors
from deviations.forms_delegations import (
    FOR_UNIT,
    DelegationForm,
    FollowUpForm,
    StanceForm,
    TaskListForm,
    WithdrawForm,
)
from deviations.models import Delegation
from deviations.rules.delegations import DOES, last_allowed
from deviations.services import delegation_terms as terms
from deviations.services import delegations as services
from deviations.views.delegations import DelegationMixin, RegisterView
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm
from transitions.selectors import delegated

RECENT = timedelta(days=180)


class NewView(WriteView):
    """Ny delegering: first the provider, then the decision. `?fran=` begins from an earlier one."""

    form_class: ClassVar[type[CaseForm]] = DelegationForm
    template_name = "deviations/delegation_new.html"
    heading = "Ny delegering"
    intro = "Beslutet är personligt. Du ansvarar för att personen kan göra uppgiften säkert (PSL 6 kap. 3 §)."
    submit = "Skriv under delegeringen"
    success = "Delegeringen är underskriven. Mottagarens enhet har fått besked."

    def fetch(self, **kwargs: Any) -> None:
        """The units to which one delegates, the chosen one, and the earlier decision."""
        permissions.require(permissions.may_give(self.acting), "delegate")
        self.today = clock.local_date(self.now)
        self.units = selectors.receiving_units(acting=self.acting, on=self.today)
        self.before = self._before()
        asked = self.request.GET.get("enhet", "")
        wanted = self.before.receiver_unit_id if self.before else int(asked) if asked.isdecimal() else 0
        self.unit: UnitRef | None = next((one for one in self.units if one.id == wanted), None)
        self.stance = selectors.stance(self.unit.id) if self.unit else None

    def _before(self) -> Delegation | None:
        try:
            public_id = UUID(self.request.GET.get("fran", ""))
        except ValueError:
            return None
        return selectors.by_public_id(acting=self.acting, public_id=public_id, on=self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Which provider, or the form for the one chosen."""
        if self.unit is None:
            said = selectors.stances(unit.id for unit in self.units)
            choices = [
                {
                    "name": unit.name,
                    "kind": UNIT_KIND_LABELS[unit.kind],
                    "url": f"{reverse('delegation_new')}?enhet={unit.id}",
                    "declines": said[unit.id].reason if unit.id in said else "",
                }
                for unit in self.units
            ]
            return render(request, "deviations/delegation_unit.html", {"units": choices})
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign, once. Without a unit in the address there is nothing to sign for."""
        if self.unit is None:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        """The people of the unit, the tasks that may be delegated, the unit's own patients."""
        assert self.unit is not None
        names = shown_names(self.acting)
        people = selectors_staff.staff([self.unit.id], on=self.today, roles=DOES)
        patients = delegated.patients_of_unit(acting=self.acting, since=self.today - RECENT)
        self.log_look([one.pk for one in patients], "delegation_form")
        return {
            "people": [
                (one.assignment_id, names.of(one.name))
                for one in people
                if one.user_id != self.acting.user_id
            ],
            "tasks": [
                (one.code, f"{one.name} ({one.needs})" if one.needs else one.name)
                for one in selectors.tasks(on=self.today)
            ],
            "patients": [
                (one.pk, f"{one.name}, {formats.personal_number_text(one.personal_number)}")
                for one in patients
            ],
            "unit_name": self.unit.name,
        }

    def initial(self) -> dict[str, Any]:
        """A year from today; of an earlier decision what is the same, but never how the knowledge was proved."""
        found: dict[str, Any] = {
            "valid_from": self.today,
            "valid_to": last_allowed(self.today) - timedelta(days=1),
            "receiver": self.request.GET.get("person", ""),
        }
        if self.before is None:
            return found
        first = (
            max(self.today, self.before.valid_to + timedelta(days=1))
            if not self.before.ended_on
            else self.today
        )
        people = selectors_staff.staff([self.before.receiver_unit_id], on=self.today, roles=DOES)
        same = next((one for one in people if one.user_id == self.before.receiver_id), None)
        return found | {
            "valid_from": first,
            "valid_to": last_allowed(first) - timedelta(days=1),
            "receiver": same.assignment_id if same else "",
            "task": self.before.task.code,
            "patient": self.before.patient_id or FOR_UNIT,
            "scope_text": self.before.scope_text,
            "signing_list": self.before.signing_list,
        }

    def context(self) -> dict[str, Any]:
        """The provider, and that it has said no."""
        assert self.unit is not None
        declines = self.stance is not None and self.stance.declines
        warnings = []
        if declines and self.stance is not None:
            title = f"{self.unit.name} tar inte emot delegeringar"
            warnings.append({"tone": "warning", "title": title, "text": self.stance.reason})
        return {"unit": self.unit, "warnings": warnings}

    def cancel_url(self) -> str:
        """Back to the register."""
        return reverse("delegations")

    def perform(self, form: DelegationForm) -> str:
        """Sign."""
        data = form.cleaned_data
        row = services.sign(
            acting=self.acting,
            at=self.now,
            decision=services.Decision(
                task=data["task"],
                assignment_id=data["receiver"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                knowledge=data["knowledge"],
                knowledge_text=data["knowledge_text"],
                signing_list=data["signing_list"],
                patient_id=form.patient_id,
                scope_text=data["scope_text"],
                follow_up_on=data["follow_up_on"],
            ),
        )
        return reverse("delegation", args=[row.public_id])


class _OfOneView(DelegationMixin, WriteView):
    """A form about one delegation."""

    def version(self) -> int:
        """Of the decision."""
        return self.row.version

    def about(self) -> str:
        """The decision."""
        return f"delegation {self.row.pk}"

    def state(self) -> object:
        """How often it has been written."""
        self.find(self.row.public_id)
        return self.row.version

    def fetch(self, **kwargs: Any) -> None:
        """Anew, after a refusal."""
        if hasattr(self, "row"):
            self.find(kwargs["delegation_id"])

    def cancel_url(self) -> str:
        """Back to the decision."""
        return self.url

    def context(self) -> dict[str, Any]:
        """What it is about."""
        names = shown_names(self.acting)
        return {
            "facts": [
                {"label": "Uppgift", "value": self.row.task.name},
                {
                    "label": "Person",
                    "value": names.signed(self.row.receiver_name, self.row.receiver_unit.name),
                },
                {"label": "Gäller till och med", "value": formats.day_text(self.row.valid_to, self.now)},
            ]
        }


class FollowUpView(_OfOneView):
    """Följ upp."""

    form_class: ClassVar[type[CaseForm]] = FollowUpForm
    heading = "Följ upp delegeringen"
    intro = "Den som delegerar följer upp hela tiden att uppgiften görs säkert."
    submit = "Spara uppföljningen"
    success = "Uppföljningen är sparad."

    def fetch(self, **kwargs: Any) -> None:
        """Whoever delegated alone."""
        super().fetch(**kwargs)
        permissions.require(permissions.may_follow_up(self.acting, self.row), "delegation_follow_up")

    def perform(self, form: Any) -> str:
        """Follow up."""
        data = form.cleaned_data
        services.follow_up(
            acting=self.acting,
            row=self.row,
            at=self.now,
            outcome=data["outcome"],
            text=data["text"],
            next_on=data["next_on"],
            version=data["version"],
        )
        return self.url


class WithdrawView(_OfOneView):
    """Återkalla."""

    form_class: ClassVar[type[CaseForm]] = WithdrawForm
    heading = "Återkalla delegeringen"
    intro = "Den upphör att gälla nu. Båda enheterna får besked."
    submit = "Återkalla nu"
    success = "Delegeringen är återkallad."

    def fetch(self, **kwargs: Any) -> None:
        """Whoever delegated, her manager, the MAS who answers for it."""
        super().fetch(**kwargs)
        permissions.require(permissions.may_withdraw(self.acting, self.row), "delegation_withdraw")

    def perform(self, form: Any) -> str:
        """Withdraw."""
        data = form.cleaned_data
        services.withdraw(
            acting=self.acting, row=self.row, at=self.now, reason=data["reason"], version=data["version"]
        )
        return self.url


class StanceView(WriteView):
    """Vi tar inte emot delegeringar, or do again."""

    form_class: ClassVar[type[CaseForm]] = StanceForm
    heading = "Tar ni emot delegeringar?"
    intro = (
        "De enheter som delegerar till er får besked. Det som redan är underskrivet gäller tills det upphör."
    )
    submit = "Spara beskedet"
    success = "Beskedet är sparat."

    def fetch(self, **kwargs: Any) -> None:
        """Whoever leads the unit."""
        permissions.require(permissions.says_stance(self.acting), "delegation_stance")
        self.stance = selectors.stance(self.acting.unit_id)

    def initial(self) -> dict[str, Any]:
        """What has been said."""
        if self.stance is None:
            return {}
        return {"declines": "yes" if self.stance.declines else "no", "reason": self.stance.reason}

    def state(self) -> object:
        """What is said now."""
        found = selectors.stance(self.acting.unit_id)
        return [found.declines, found.reason] if found else ""

    def cancel_url(self) -> str:
        """Back to the register."""
        return reverse("delegations")

    def perform(self, form: Any) -> str:
        """Say it."""
        data = form.cleaned_data
        terms.say_stance(
            acting=self.acting, at=self.now, declines=data["declines"] == "yes", reason=data["reason"]
        )
        return reverse("delegations")


class TasksView(RegisterView):
    """The list of tasks, and its earlier versions."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        today = clock.local_date(self.now)
        current = selectors.tasks(on=today)
        context = {
            "tabs": self.tabs("delegation_tasks"),
            "tasks": current,
            "version": current[0].version if current else None,
            "versions": selectors.task_lists(),
            "keeps": permissions.keeps_tasks(self.acting),
        }
        return render(request, "deviations/delegation_tasks.html", context)


class TasksNewView(WriteView):
    """Ny version av listan."""

    form_class: ClassVar[type[CaseForm]] = TaskListForm
    template_name = "deviations/delegation_tasks_new.html"
    heading = "Ny version av uppgiftslistan"
    intro = "Listan gäller hela länet. Redan underskrivna delegeringar behåller sin version."
    submit = "Publicera listan"
    success = "Den nya listan är publicerad."

    def fetch(self, **kwargs: Any) -> None:
        """The region's ledning alone."""
        permissions.require(permissions.keeps_tasks(self.acting), "delegation_tasks")
        lists = selectors.task_lists()
        self.number = lists[0].number if lists else 0
        self.stored = list(lists[0].tasks.all()) if lists else []

    def version(self) -> int:
        """The newest number."""
        return self.number

    def about(self) -> str:
        """The one list."""
        return "delegation tasks"

    def state(self) -> object:
        """The newest number."""
        return terms.current_number()

    def form_kwargs(self) -> dict[str, Any]:
        """As many rows as there are tasks, and some more."""
        return {"stored": len(self.stored)}

    def initial(self) -> dict[str, Any]:
        """The list as it is."""
        found: dict[str, Any] = {"valid_from": clock.local_date(self.now)}
        for number, task in enumerate(self.stored, 1):
            found |= {
                f"t{number}_code": task.code,
                f"t{number}_name": task.name,
                f"t{number}_needs": task.needs,
            }
        return found

    def cancel_url(self) -> str:
        """Back to the list."""
        return reverse("delegation_tasks")

    def perform(self, form: TaskListForm) -> str:
        """Publish."""
        data = form.cleaned_data
        terms.publish_tasks(
            acting=self.acting,
            at=self.now,
            valid_from=data["valid_from"],
            reason=data["reason"],
            tasks=form.tasks,
            number=data["version"],
        )
        return reverse("delegation_tasks")
