"""Utredningen: its page, what is written, the course of events, actions and their effect."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.history import changes_of
from deviations import permissions, selectors, selectors_table
from deviations import selectors_investigation as reads
from deviations.forms_investigation import ActionForm, EffectForm, InvestigationForm
from deviations.models import Deviation, Investigation, InvestigationAction
from deviations.presenters import investigation as present
from deviations.presenters import pages
from deviations.rules.kinds import Stage
from deviations.services import investigating as services
from deviations.views.base import DeviationView
from deviations.views.writing import WriteView
from transitions.forms.base import CaseForm
from transitions.locks import NotFound
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.services.state import limits


class InvestigationView(DeviationView):
    """What the own side has found. 404 for the other side, whatever it is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = self.deviation
        writes = permissions.may_investigate(self.acting, row)
        found = reads.of_deviation(acting=self.acting, deviation=row)
        if not found and not (writes and row.investigating_at is not None):
            raise Http404
        names = pages.names_for(row, self.acting)
        own = found[0] if found and found[0].unit_id == self.acting.unit_id else None
        begins = writes and own is None
        shown = [
            {
                "unit": one.unit.name,
                "own": one is own,
                "found": present.found(one, names),
                "course": present.course(reads.course(acting=self.acting, investigation=one), names),
                "actions": [
                    present.action(action, names=names, now=self.now, acts=one is own)
                    for action in one.actions.all()
                ],
                "history": names.history(present.history(changes_of(one))) if one is own else [],
            }
            for one in found
        ]
        args_ = [row.public_id]
        context = {
            "deviation": pages.row(row, now=self.now),
            "back_url": self.url,
            "investigations": [*([{"own": True, "unit": self.acting.unit_name}] if begins else []), *shown],
            "writes": writes and row.stage != Stage.CLOSED,
            "write_url": reverse("investigation_write", args=args_),
            "course_url": reverse("investigation_course", args=args_),
            "action_url": reverse("investigation_action", args=args_),
            "has_case": row.episode_id is not None,
            "on_case": self.shows_person,
        }
        return render(request, "deviations/investigation.html", context)


class CourseView(DeviationView):
    """Hämta händelseförloppet ur ärendet."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button stands on the page of the investigation."""
        return HttpResponseRedirect(reverse("investigation", args=[self.deviation.public_id]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Freeze what the timeline says to this unit now. 403 for a unit that does not see the case."""
        row = self.deviation
        if not permissions.may_investigate(self.acting, row) or not self.shows_person:
            raise PermissionDenied("course")
        assert row.episode is not None
        episode = cases.by_public_id(acting=self.acting, public_id=row.episode.public_id)
        if episode is None:
            raise PermissionDenied("course")
        events = present.course_events(
            cases.visible_items(acting=self.acting, episode=episode),
            chain_of(episode),
            acting=self.acting,
            limits=limits(),
            now=self.now,
        )
        try:
            services.keep_course(acting=self.acting, ref=row.ref, at=self.now, events=events)
            messages.success(request, "Händelseförloppet är hämtat. Kopian ändras inte när ärendet ändras.")
        except Conflict as conflict:
            messages.info(request, conflict.message)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("investigation", args=[row.public_id]))


class _OfDeviation(WriteView):
    """A form of the investigation of one deviation, for a unit that investigates it."""

    row: Deviation
    own: Investigation | None

    def fetch(self, **kwargs: Any) -> None:
        """The deviation and the unit's own investigation."""
        found = selectors.by_public_id(acting=self.acting, public_id=kwargs["deviation_id"])
        if found is None:
            raise Http404
        if not permissions.may_investigate(self.acting, found):
            raise PermissionDenied("investigate")
        self.row = found
        self.own = reads.own(acting=self.acting, deviation=found)

    def about(self) -> str:
        """The deviation."""
        return f"investigation {self.row.pk} {self.acting.unit_id}"

    def cancel_url(self) -> str:
        """Back to the investigation, or before it is begun the deviation."""
        name = "investigation" if self.row.investigating_at else "deviation_detail"
        return reverse(name, args=[self.row.public_id])


class SaveView(_OfDeviation):
    """Skriv utredningen."""

    form_class: ClassVar[type[CaseForm]] = InvestigationForm
    heading = "Skriv utredningen"
    intro = "Bara er sida läser. När ni svarar väljer ni vad svaret tar med."
    submit = "Spara utredningen"
    success = "Utredningen är sparad."

    def version(self) -> int:
        """Of the text."""
        return self.own.version if self.own else 0

    def state(self) -> object:
        """The version."""
        return self.version()

    def initial(self) -> dict[str, Any]:
        """What has been written."""
        if self.own is None:
            return {}
        return {name: getattr(self.own, name) for name in ("course", "factors", "factors_text", "cause")}

    def perform(self, form: Any) -> str:
        """Store it."""
        data = form.cleaned_data
        said = services.Said(data["course"], data["factors"], data["factors_text"], data["cause"])
        services.save(acting=self.acting, ref=self.row.ref, at=self.now, said=said, version=data["version"])
        return self.cancel_url()


class ActionView(_OfDeviation):
    """Lägg till en åtgärd."""

    form_class: ClassVar[type[CaseForm]] = ActionForm
    heading = "Ny åtgärd"
    intro = "Hemväg påminner er enhet den dag åtgärden ska vara klar, och den dag effekten ska kontrolleras."
    submit = "Lägg till åtgärden"
    success = "Åtgärden är tillagd."

    def state(self) -> object:
        """The actions that there are."""
        return [one.pk for one in self.own.actions.all()] if self.own else []

    def form_kwargs(self) -> dict[str, Any]:
        """Those who work in the unit."""
        people = selectors_table.people_of(unit_id=self.acting.unit_id, on=clock.local_date(self.now))
        return {"people": [(one.id, one.name) for one in people]}

    def perform(self, form: Any) -> str:
        """Add it."""
        data = form.cleaned_data
        planned = services.Planned(
            data["text"], data["function"], data["due_on"], data["check_on"], data["person"]
        )
        services.add_action(acting=self.acting, ref=self.row.ref, at=self.now, planned=planned)
        return self.cancel_url()


class _OfAction(WriteView):
    """A form of one action of the unit's own."""

    row: InvestigationAction

    def fetch(self, **kwargs: Any) -> None:
        """The action. Raises Http404."""
        permissions.require_read(self.acting)
        found = reads.action(acting=self.acting, public_id=kwargs["action_id"])
        if found is None:
            raise Http404
        self.row = found

    def about(self) -> str:
        """The action."""
        return f"action {self.row.pk}"

    def state(self) -> object:
        """Where it stands."""
        return [str(self.row.done_on), self.row.verdict]

    def context(self) -> dict[str, Any]:
        """What was to be done."""
        return {
            "facts": [
                {"label": "Åtgärd", "value": self.row.text},
                {"label": "Ansvarig", "value": self.row.function},
            ]
        }

    def cancel_url(self) -> str:
        """Back to the investigation."""
        return reverse("investigation", args=[self.row.investigation.deviation.public_id])


class ActionDoneView(_OfAction):
    """Åtgärden är klar."""

    form_class: ClassVar[type[CaseForm]] = CaseForm
    heading = "Åtgärden är klar"
    submit = "Markera som klar"
    success = "Åtgärden är markerad som klar."

    def perform(self, form: Any) -> str:
        """Done."""
        services.mark_done(acting=self.acting, public_id=self.row.public_id, at=self.now)
        return self.cancel_url()


class EffectView(_OfAction):
    """Kontrollera effekten."""

    form_class: ClassVar[type[CaseForm]] = EffectForm
    heading = "Hjälpte åtgärden?"
    submit = "Spara kontrollen"
    success = "Effekten är kontrollerad."

    def perform(self, form: Any) -> str:
        """Store the verdict."""
        data = form.cleaned_data
        services.check_effect(
            acting=self.acting,
            public_id=self.row.public_id,
            at=self.now,
            verdict=data["verdict"],
            text=data["text"],
        )
        return self.cancel_url()
