"""Buttons on the page of a deviation: one step each."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core import idempotency
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions, selectors, services
from deviations.forms import ReopenForm, ReturnForm, WriteForm
from deviations.models import Deviation
from deviations.rules.kinds import Step
from deviations.views.base import DeviationView
from transitions.locks import NotFound


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


class InvestigateView(StepView):
    """Börja utreda."""

    step, act = Step.INVESTIGATE, staticmethod(services.investigate)
    done = "Avvikelsen är under utredning. Den som rapporterade ser det."


class TakeOverView(StepView):
    """Ta över."""

    step, act, done = Step.TAKE_OVER, staticmethod(services.take_over), "Nu är det du som svarar."


class ReopenView(DeviationView):
    """Öppna igen, with the reason."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open it again, once: a second click is told that it is open."""
        permissions.require(self.acting, Step.REOPEN, self.deviation)
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self.page(reopening=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        try:
            services.reopen(
                acting=self.acting,
                ref=self.deviation.ref,
                at=self.now,
                why=data["why"],
                version=data["version"],
            )
            messages.success(request, "Avvikelsen är öppnad igen. Mottagaren ser varför.")
        except Conflict as conflict:
            return self.conflicted(reopening=form, conflict=conflict)
        except NotFound as error:
            raise Http404 from error
        return HttpResponseRedirect(self.url)


class WriteView(DeviationView):
    """Question, answer or own note, once for each time the button is pressed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the page of the deviation."""
        return HttpResponseRedirect(self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it in the thread."""
        if not services.may_write(self.acting, self.deviation):
            raise PermissionDenied("write")
        form = WriteForm(request.POST)
        if not form.is_valid():
            return self.page(writing=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        key = str(data["key"])

        def run() -> idempotency.Answer:
            services.write(
                acting=self.acting,
                ref=self.deviation.ref,
                at=self.now,
                text=data["text"],
                own=data["to"] == "own",
            )
            return idempotency.Answer(HTTPStatus.OK, {"done": True})

        try:
            idempotency.once(
                scope=f"web:{self.acting.user_id}:deviation_write:{self.deviation.pk}",
                key=key,
                body_hash=idempotency.hash_body(key.encode()),
                run=run,
            )
        except Conflict as conflict:
            return self.conflicted(writing=form, conflict=conflict)
        except NotFound as error:
            raise Http404 from error
        messages.success(
            request, "Anteckningen är sparad." if data["to"] == "own" else "Skickat till de andra parterna."
        )
        return HttpResponseRedirect(self.url)


class ReturnView(DeviationView):
    """Fel mottagare: to the one that is proposed, or another."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, for one that is not the proposed."""
        permissions.require(self.acting, Step.RETURN, self.deviation)
        initial = {"version": self.deviation.version}
        return self.page(returning=ReturnForm(units=self.units_to_choose(), initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it on; the unit may no longer see it afterwards."""
        permissions.require(self.acting, Step.RETURN, self.deviation)
        form = ReturnForm(request.POST, units=self.units_to_choose())
        if not form.is_valid():
            return self.page(returning=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = form.cleaned_data
        try:
            services.return_wrong(
                acting=self.acting,
                ref=self.deviation.ref,
                at=self.now,
                to_id=data["to"],
                why=data["why"],
                version=data["version"],
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(returning=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            return self.conflicted(returning=form, conflict=conflict)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, "Avvikelsen är skickad till rätt mottagare. Den som rapporterade ser det.")
        still = selectors.by_public_id(acting=self.acting, public_id=self.deviation.public_id)
        return HttpResponseRedirect(self.url if still else reverse("deviation_list"))
