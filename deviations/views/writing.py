"""Forms that are not on a case: sent once however often it is clicked, nothing typed is lost, a stale page gets 409."""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from core import idempotency
from core.conflicts import Conflict
from core.forms import content
from core.invalid import Invalid
from transitions.forms.base import CaseForm
from transitions.locks import NotFound
from transitions.views.base import ActingView, already_sent


class WriteView(ActingView, ABC):
    """A form and what it does. A subclass fetches what it is about in `fetch`, and writes `perform`.

    Answers: 200 with the form, 422 with errors at the fields, 409 when the rules say no or the page was old, 403, 404,
    or a redirect with a message.
    """

    form_class: ClassVar[type[CaseForm]]
    template_name: ClassVar[str] = "deviations/form.html"
    heading: ClassVar[str]
    submit: ClassVar[str]
    success: ClassVar[str]
    intro: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch what the form is about within what the one who acts may see."""
        if request.user.is_authenticated:
            self.fetch(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def fetch(self, **kwargs: Any) -> None:
        """Fetch it, and stop whoever may not. Raises Http404, PermissionDenied."""

    @abstractmethod
    def perform(self, form: Any) -> str:
        """Call the service; returns where to go. May raise Conflict, Invalid, NotFound, PermissionDenied."""

    def about(self) -> str:
        """What the form changes, by id: the same content about the same again is a repetition, and waits its turn."""
        return f"{type(self).__name__} {self.acting.unit_id} {self.acting.user_id}"

    def state(self) -> object:
        """How what the form changes stands now: another answer, and the same content is a new act."""
        return ""

    def version(self) -> int:
        """From which state the page is drawn."""
        return 0

    def initial(self) -> dict[str, Any]:
        """Values that the form begins with."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        """What the form needs beyond the data."""
        return {}

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def cancel_url(self) -> str:
        """Back to where the reader came from."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = self.form_class(initial={"version": self.version(), **self.initial()}, **self.form_kwargs())
        return self.page(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, once."""
        form = self.form_class(request.POST, request.FILES or None, **self.form_kwargs())
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        typed = content(request.POST, request.FILES, without=[*form.DRAWN, *form.CLOCKED])
        who = f"{self.acting.user_id} {self.acting.unit_id} {type(self).__name__} {request.path}"

        def do() -> idempotency.Answer:
            return idempotency.Answer(HTTPStatus.OK, {"url": self.perform(form)})

        def unless_repeated() -> idempotency.Answer:
            return idempotency.unless_just_done(
                about=self.about(), content=f"{who} {typed}", state=self.state, run=do
            )

        try:
            answer = idempotency.once(
                scope=f"web:{self.acting.user_id}:{type(self).__name__}",
                key=str(form.cleaned_data["key"]),
                body_hash=idempotency.hash_body(typed.encode()),
                run=unless_repeated,
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            return self.conflict(form, conflict.message)
        except idempotency.KeyReused:
            return self.conflict(
                form, "Sidan är redan skickad med annat innehåll. Kontrollera och skicka igen."
            )
        except NotFound as error:
            raise Http404 from error
        messages.success(request, already_sent(answer, self.now) if answer.repeated else self.success)
        return HttpResponseRedirect(answer.body["url"])

    def conflict(self, form: CaseForm, text: str) -> HttpResponse:
        """409: what blocks, above the form with everything that was typed, drawn from the present state."""
        self.fetch(**self.kwargs)
        data = self.request.POST.copy()
        data["version"], data["key"] = str(self.version()), str(uuid4())
        form.data = data
        return self.page(form, status=HTTPStatus.CONFLICT, conflict=text)

    def page(self, form: CaseForm, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "heading": self.heading,
            "intro": self.intro,
            "submit": self.submit,
            "conflict": conflict,
            "cancel_url": self.cancel_url(),
            **self.context(),
        }
        return render(self.request, self.template_name, context, status=status)
