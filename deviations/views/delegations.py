"""Delegations: the register as each role sees it, one decision, one person, the night on the phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from actors import selectors_staff
from actors.names import shown_names
from actors.rules.kinds import Role
from core import clock
from core.conflicts import Conflict
from core.history import changes_of
from deviations import permissions_delegations as permissions
from deviations import selectors_delegations as selectors
from deviations.models import Delegation
from deviations.presenters import delegations as present
from deviations.rules.delegations import DOES, days_left, night_of
from deviations.services import delegations as services
from transitions.presenters.care_tasks import TASKS
from transitions.views.base import ActingView


class RegisterView(ActingView):
    """A page of the register, for those whom it concerns."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hold the role to what the page asks, before anything is fetched."""
        if request.user.is_authenticated:
            permissions.require(permissions.may_list(self.acting), "delegations")
        return super().dispatch(request, *args, **kwargs)

    def tabs(self, current: str) -> list[dict[str, Any]]:
        """The pages of the register that the role has."""
        acting = self.acting
        found = []
        if permissions.does(acting):
            found.append(("delegation_tonight", "I natt"))
        if not permissions.keeps_tasks(acting):
            found.append(("delegations", "Delegeringar"))
            found.append(("delegations_ended", "Upphörda"))
        found.append(("delegation_tasks", "Uppgifter som får delegeras"))
        return [{"label": label, "url": reverse(name), "current": name == current} for name, label in found]


class ListView(RegisterView):
    """The register: a nurse's own, a unit's, what a MAS answers for; and numbers of the rest for a MAS."""

    ended = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list. Whoever keeps the list of tasks alone is sent there."""
        acting, now = self.acting, self.now
        if permissions.keeps_tasks(acting):
            return HttpResponseRedirect(reverse("delegation_tasks"))
        today = clock.local_date(now)
        rows = selectors.register(acting=acting, on=today, ended=self.ended)
        gives, does = permissions.may_give(acting), permissions.does(acting)
        shown = [present.row(row, acting=acting, now=now) for row in rows]
        context: dict[str, Any] = {
            "tabs": self.tabs("delegations_ended" if self.ended else "delegations"),
            "ended": self.ended,
            "gives": gives,
            "rows": shown,
            "figures": []
            if self.ended
            else [
                {"label": "Gäller", "value": str(len(shown))},
                _figure("Går ut inom 60 dagar", sum(row["soon"] for row in shown), "Förnya eller avsluta"),
                _figure("Uppföljning försenad", sum(row["follow_up_late"] for row in shown), "Följ upp"),
            ],
        }
        if not self.ended:
            context |= self._more(rows, gives=gives, does=does)
        return render(request, "deviations/delegations.html", context)

    def _more(self, rows: list[Delegation], *, gives: bool, does: bool) -> dict[str, Any]:
        acting, today = self.acting, clock.local_date(self.now)
        found: dict[str, Any] = {}
        if gives:
            people = selectors.new_staff(acting=acting, on=today)
            units = {unit.id: unit.name for unit in actors.units(ids={one.unit_id for one in people})}
            found["newcomers"] = present.staff_rows(people, units, acting=acting, now=self.now)
        if does:
            people = selectors_staff.staff([acting.unit_id], on=today, roles=DOES)
            found["people"] = present.by_person(rows, people, acting=acting, now=self.now)
        if permissions.says_stance(acting):
            found["stance"] = selectors.stance(acting.unit_id)
            found["says_stance"] = True
        if acting.role is Role.MAS:
            found["counts"] = present.count_rows(selectors.counts(acting=acting, on=today))
        return found


def _figure(label: str, count: int, goal: str) -> dict[str, str]:
    return {"label": label, "value": str(count), **({"tone": "warning", "goal": goal} if count else {})}


class EndedView(ListView):
    """What has ended, kept three years."""

    ended = True


class TonightView(RegisterView):
    """On the phone: what I may do tonight, and what has nobody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; every patient on it is logged as seen."""
        permissions.require(permissions.does(self.acting), "delegation_tonight")
        night, days = night_of(self.now), days_left(self.now)
        found = selectors.tonight(acting=self.acting, night=night, days=days)
        self.log_look(sorted({one.told.patient_id for one in found}), "delegation_tonight")
        words = {str(code): label for code, label in TASKS.items()}
        words |= {task.code: task.name for task in selectors.tasks(on=days[0])}
        context = {
            "tabs": self.tabs("delegation_tonight"),
            "night": present.night(found, acting=self.acting, tasks=words, day=night, now=self.now),
            "unit": self.acting.unit_name,
        }
        return render(request, "deviations/delegation_tonight.html", context)


class PersonView(RegisterView):
    """One person's delegations in a unit: those that the reader may see."""

    def get(self, request: HttpRequest, assignment_id: int) -> HttpResponse:
        """The page. 404 for somebody else's staff to whom one has given nothing."""
        person = selectors_staff.person(assignment_id)
        if person is None:
            raise Http404
        today = clock.local_date(self.now)
        rows = selectors.of_person(acting=self.acting, person=person, on=today)
        own = permissions.does(self.acting) and person.unit_id == self.acting.unit_id
        if not rows and not own:
            raise Http404
        unit = actors.units_by_id([person.unit_id])[person.unit_id]
        context = {
            "person": shown_names(self.acting).of(person.name),
            "unit": unit.name,
            "rows": [present.row(row, acting=self.acting, now=self.now) for row in rows],
            "new_url": f"{reverse('delegation_new')}?enhet={unit.id}&person={assignment_id}"
            if permissions.may_give(self.acting)
            else "",
        }
        return render(request, "deviations/delegation_person.html", context)


class DelegationMixin(ActingView):
    """A page of one delegation; 404 for one that the reader may not see."""

    row: Delegation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch it; a patient that it names is logged as seen."""
        if request.user.is_authenticated:
            self.find(kwargs["delegation_id"])
            if self.row.patient_id is not None:
                self.log_look([self.row.patient_id], "delegation")
        return super().dispatch(request, *args, **kwargs)

    def find(self, public_id: UUID) -> None:
        """Fetch within what the reader may see. Raises Http404."""
        today = clock.local_date(self.now)
        found = selectors.by_public_id(acting=self.acting, public_id=public_id, on=today)
        if found is None:
            raise Http404
        self.row = found

    @property
    def url(self) -> str:
        """The page of the decision."""
        return reverse("delegation", args=[self.row.public_id])


class DetailView(DelegationMixin):
    """One decision, and its history."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        history = request.GET.get("flik") == "historik"
        primary, buttons = present.actions(self.row, acting=self.acting, now=self.now)
        changes = (
            shown_names(self.acting).history(changes_of(self.row, exclude=["patient"])) if history else []
        )
        context = {
            "delegation": present.detail(self.row, acting=self.acting, now=self.now),
            "patient": self.row.patient if self.row.patient_id else None,
            "primary": primary,
            "actions": buttons,
            "tabs": [
                {"label": "Beslut", "url": self.url, "current": not history},
                {"label": "Historik", "url": f"{self.url}?flik=historik", "current": history},
            ],
            "show_history": history,
            "history": present.history(changes),
        }
        return render(request, "deviations/delegation.html", context)


class AcceptView(DelegationMixin):
    """Jag har läst och förstått."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm; a second click changes nothing."""
        try:
            services.accept(acting=self.acting, row=self.row, at=self.now)
            messages.success(request, "Tack. Delegeringen är bekräftad.")
        except Conflict as conflict:
            messages.info(request, conflict.message)
        return HttpResponseRedirect(self.url)
