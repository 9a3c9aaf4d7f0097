"""The list of deviations, and one deviation with its thread and answer."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from core import idempotency
from core.conflicts import Conflict
from core.history import changes_of
from core.invalid import Invalid
from deviations import permissions, selectors, services
from deviations.forms import AnswerForm, FilterForm
from deviations.models import Deviation
from deviations.presenters import pages as present
from deviations.rules.kinds import Step
from deviations.selectors import Box
from transitions.locks import NotFound
from transitions.views.base import ActingView

ROWS_A_PAGE = 50
TABS = {
    Box.INCOMING: "Inkomna",
    Box.SENT: "Skickade",
    Box.UNANSWERED: "Obesvarade",
    Box.ALL: "Alla i kommunen",
}


class ListView(ActingView):
    """Avvikelser. No person is named here, so nobody is logged as seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The chosen tab, filtered."""
        permissions.require_report(self.acting)
        boxes = [box for box in Box if box is not Box.ALL or selectors.sees_area(self.acting)]
        asked = request.GET.get("flik", "")
        box = Box(asked) if asked in boxes else Box.INCOMING
        form = FilterForm(request.GET)
        category = form.cleaned_data["kategori"] if form.is_valid() else ""
        rows = selectors.in_box(acting=self.acting, box=box)
        if category:
            rows = rows.filter(category=category)
        headline = selectors.headline(acting=self.acting, now=self.now)
        counts = {
            Box.INCOMING: headline.incoming,
            Box.SENT: headline.sent,
            Box.UNANSWERED: headline.unanswered,
        }
        page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("sida"))
        context = {
            "box": box,
            "tabs": [
                {
                    "label": TABS[one],
                    "url": f"{reverse('deviation_list')}?flik={one}",
                    "count": counts.get(one),
                    "current": one is box,
                }
                for one in boxes
            ],
            "figures": present.figures(headline, now=self.now),
            "filter_form": form,
            "filters_active": bool(category),
            "reset_url": f"{reverse('deviation_list')}?flik={box}",
            "rows": [present.row(row, now=self.now) for row in page.object_list],
            "page": page,
        }
        return render(request, "deviations/list.html", context)


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
        self, form: AnswerForm | None = None, *, status: int = HTTPStatus.OK, conflict: str = ""
    ) -> HttpResponse:
        """The deviation, with the answer form for whoever may answer."""
        row = self.deviation
        steps = present.steps(row, acting=self.acting, now=self.now)
        history = self.request.GET.get("flik") == "historik"
        if form is None and Step.ANSWER in steps:
            form = AnswerForm(initial={"version": row.version})
        primary, actions = self._actions(steps)
        context = {
            "deviation": present.detail(row, acting=self.acting, now=self.now),
            "person": self._person(),
            "form": form,
            "conflict": conflict,
            "primary": primary,
            "actions": actions,
            "answer_url": reverse("deviation_answer", args=[row.public_id]),
            "tabs": [
                {"label": "Avvikelse", "url": self.url, "current": not history},
                {"label": "Historik", "url": f"{self.url}?flik=historik", "current": history},
            ],
            "show_history": history,
            "history": present.history(shown_names(self.acting).history(changes_of(row))) if history else [],
        }
        return render(self.request, "deviations/detail.html", context, status=status)

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


class DetailView(DeviationView):
    """One deviation."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return self.page()


class AnswerView(DeviationView):
    """The answer. What was typed is kept, whatever stands in the way."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, once."""
        permissions.require(self.acting, Step.ANSWER, self.deviation)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        key = str(data["key"])

        def run() -> idempotency.Answer:
            services.answer(
                acting=self.acting,
                ref=self.deviation.ref,
                at=self.now,
                explanation=data["explanation"],
                measure=data["measure"],
                version=data["version"],
            )
            return idempotency.Answer(HTTPStatus.OK, {"done": True})

        try:
            idempotency.once(
                scope=f"web:{self.acting.user_id}:deviation_answer:{self.deviation.pk}",
                key=key,
                body_hash=idempotency.hash_body(key.encode()),
                run=run,
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            return self._conflict(form, conflict)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, "Svaret är skickat.")
        return HttpResponseRedirect(self.url)

    def _conflict(self, form: AnswerForm, conflict: Conflict) -> HttpResponse:
        fresh = selectors.by_public_id(acting=self.acting, public_id=self.deviation.public_id)
        if fresh is None:
            raise Http404
        self.deviation = fresh
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(fresh.version)  # type: ignore[index]
        return self.page(form, status=HTTPStatus.CONFLICT, conflict=conflict.message)


class StepView(DeviationView):
    """A button: receive, read, close. A second click is told that it is done, and does nothing."""

    step: Step
    act: Callable[..., Deviation]
    done: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step."""
        permissions.require(self.acting, self.step, self.deviation)
        try:
            self.act(acting=self.acting, ref=self.deviation.ref, at=self.now)
            messages.success(request, self.done)
        except Conflict as conflict:
            messages.info(request, conflict.message)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(self.url)


class ReceiveView(StepView):
    """Ta emot."""

    step, act, done = Step.RECEIVE, staticmethod(services.receive), "Avvikelsen är mottagen."


class ReadView(StepView):
    """Jag har läst svaret."""

    step, act, done = Step.READ, staticmethod(services.mark_read), "Svaret är markerat som läst."


class CloseView(StepView):
    """Avsluta avvikelsen."""

    step, act, done = Step.CLOSE, staticmethod(services.close), "Avvikelsen är avslutad."
