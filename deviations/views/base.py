"""What the pages of one deviation have in common."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from core.conflicts import Conflict
from core.history import HistoryEntry, changes_of
from deviations import permissions, selectors, selectors_investigation, selectors_meetings, services
from deviations.forms import AnswerForm, EncloseForm, JoinForm, PartForm, ReopenForm, ReturnForm, WriteForm
from deviations.models import Deviation, Enclosure, Investigation
from deviations.presenters import investigation
from deviations.presenters import joining as present_joining
from deviations.presenters import meetings as present_meetings
from deviations.presenters import pages as present
from deviations.rules.kinds import UNANSWERED, Step
from deviations.services.routing import proposed
from transitions.views.base import ActingView


class DeviationView(ActingView):
    """A page of one deviation; 404 for one that the unit may not see."""

    deviation: Deviation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch it; whoever it is about is logged as seen, when that is shown."""
        if request.user.is_authenticated:
            public_id: UUID = kwargs["deviation_id"]
            found = selectors.by_public_id(acting=self.acting, public_id=public_id)
            if found is None:
                raise Http404
            self.deviation = found
            if self.shows_person:
                assert found.episode is not None
                self.log_look([found.episode.patient_id], "deviation", found.episode_id)
        return super().dispatch(request, *args, **kwargs)

    @property
    def shows_person(self) -> bool:
        """Whether the unit may see whom it is about (an annotation of the selector)."""
        return bool(self.deviation.shows_person)  # type: ignore[attr-defined]

    @property
    def url(self) -> str:
        """The page of the deviation."""
        return reverse("deviation_detail", args=[self.deviation.public_id])

    def page(
        self,
        form: AnswerForm | None = None,
        *,
        status: int = HTTPStatus.OK,
        conflict: str = "",
        reopening: ReopenForm | None = None,
        returning: ReturnForm | None = None,
        enclosing: EncloseForm | None = None,
        writing: WriteForm | None = None,
        joining: JoinForm | None = None,
        parting: PartForm | None = None,
    ) -> HttpResponse:
        """The deviation, with the answer form for whoever may answer."""
        row = self.deviation
        steps = present.steps(row, acting=self.acting, now=self.now)
        history = self.request.GET.get("flik") == "historik"
        together = present_joining.together(
            row, acting=self.acting, steps=steps, joining=joining, parting=parting
        )
        if together["leading"]:
            steps -= {Step.ANSWER, Step.RETURN}
            form = None
        if form is None and Step.ANSWER in steps:
            form = AnswerForm(initial={"version": row.version}, carries=self.carries())
        primary, actions = self._actions(steps)
        context = {
            "deviation": present.detail(
                row,
                acting=self.acting,
                now=self.now,
                entries=selectors.thread(acting=self.acting, deviation=row),
                nudges=selectors.nudges(deviation=row),
            ),
            "person": self._person(),
            "files": present.files(self._files(), deviation=row),
            "enclose": self._enclose(enclosing),
            "writing": (writing or WriteForm()) if services.may_write(self.acting, row) else None,
            "write_url": reverse("deviation_write", args=[row.public_id]),
            "alike": [present.row(one, now=self.now) for one in selectors.alike(acting=self.acting, row=row)],
            "form": form,
            "together": together,
            "serious_url": reverse("serious", args=[row.public_id])
            if permissions.may_investigate(self.acting, row)
            else "",
            "investigation_url": self._investigation_url(),
            "conflict": conflict,
            "decided": present_meetings.decided(
                selectors_meetings.decided_of(deviation=self.deviation), acting=self.acting, now=self.now
            ),
            "returning": self._returning(steps, returning),
            "reopening": (reopening or ReopenForm(initial={"version": row.version}))
            if Step.REOPEN in steps
            else None,
            "reopen_url": reverse("deviation_reopen", args=[row.public_id]),
            "primary": primary,
            "actions": actions,
            "answer_url": reverse("deviation_answer", args=[row.public_id]),
            "tabs": [
                {"label": "Avvikelse", "url": self.url, "current": not history},
                {"label": "Historik", "url": f"{self.url}?flik=historik", "current": history},
            ],
            "show_history": history,
            "history": self._history() if history else [],
        }
        return render(self.request, "deviations/detail.html", context, status=status)

    def carries(self) -> list[tuple[str, str]]:
        """What an answer may carry of the unit's own investigation."""
        own = self.investigation()
        return investigation.carries(own) if own is not None else []

    def investigation(self) -> Investigation | None:
        """The unit's own, when somebody has begun to investigate."""
        row = self.deviation
        if row.investigating_at is None or not permissions.may_investigate(self.acting, row):
            return None
        return selectors_investigation.own(acting=self.acting, deviation=row)

    def _investigation_url(self) -> str:
        """Where the own side's investigation stands, for those who write it and the MAS who reads it."""
        row = self.deviation
        if row.investigating_at is None or not permissions.sees_investigation(self.acting, row):
            return ""
        return reverse("investigation", args=[row.public_id])

    def _files(self) -> list[Enclosure]:
        """Those that the unit may see: a photo may show whom it is about."""
        row = self.deviation
        if row.episode_id is None or self.shows_person or row.reported_by_id == self.acting.unit_id:
            return selectors.enclosures(deviation=row)
        return []

    def _enclose(self, form: EncloseForm | None) -> dict[str, Any] | None:
        row = self.deviation
        if row.reported_by_id != self.acting.unit_id or row.stage not in UNANSWERED:
            return None
        return {"url": reverse("deviation_enclose", args=[row.public_id]), "form": form or EncloseForm()}

    def units_to_choose(self) -> list[tuple[int, str]]:
        """Every unit that a deviation may be sent on to."""
        taken = {self.deviation.routed_to_id, self.deviation.reported_by_id}
        return [
            (unit.id, f"{unit.name}, {unit.organisation_name}")
            for unit in actors.units(practice=self.acting.practice)
            if unit.id not in taken
        ]

    def _returning(self, steps: frozenset[Step], form: ReturnForm | None) -> dict[str, Any] | None:
        """Wrong recipient: the right one proposed, in one click, and any other."""
        if Step.RETURN not in steps:
            return None
        row = self.deviation
        held = next((one for one in proposed(row) if one.unit_id != row.reported_by_id), None)
        units = actors.units_by_id([held.unit_id]) if held else {}
        return {
            "url": reverse("deviation_return", args=[row.public_id]),
            "proposed": units[held.unit_id] if held else None,
            "version": row.version,
            "form": form,
        }

    def _history(self) -> list[HistoryEntry]:
        names = present.names_for(self.deviation, self.acting)
        return present.history(names.history(changes_of(self.deviation)))

    def _person(self) -> dict[str, str] | None:
        episode = self.deviation.episode
        if episode is None or not self.shows_person:
            return None
        return {
            "name": episode.patient.name,
            "personal_number": episode.patient.personal_number,
            "url": reverse("case", args=[episode.public_id]),
        }

    def _actions(self, steps: frozenset[Step]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
        """The primary button and the others: whoever waits for an answer first says that it is read."""
        buttons = (
            (Step.RECEIVE, "Ta emot", "deviation_receive", "check"),
            (Step.INVESTIGATE, "Börja utreda", "deviation_investigate", "search"),
            (Step.TAKE_OVER, "Ta över", "deviation_take_over", "user-round"),
            (Step.READ, "Jag har läst svaret", "deviation_read", "eye"),
            (Step.CLOSE, "Avsluta avvikelsen", "deviation_close", "x"),
        )
        found = {
            step: {
                "label": label,
                "url": reverse(name, args=[self.deviation.public_id]),
                "method": "post",
                "icon": icon,
                "fields": {"version": self.deviation.version},
            }
            for step, label, name, icon in buttons
            if step in steps
        }
        return found.pop(Step.READ, None), list(found.values())

    def conflicted(self, *, conflict: Conflict, **forms: Any) -> HttpResponse:
        """409: what has happened meanwhile, above what was typed."""
        fresh = selectors.by_public_id(acting=self.acting, public_id=self.deviation.public_id)
        if fresh is None:
            raise Http404
        self.deviation = fresh
        for form in forms.values():
            form.data = form.data.copy()
            form.data["version"] = str(fresh.version)
        return self.page(status=HTTPStatus.CONFLICT, conflict=conflict.message, **forms)
