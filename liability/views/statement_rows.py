"""The rows of a statement: one row, its dispute and answer; and the forms of a month."""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import formats, idempotency
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import permissions, services
from liability.forms import AnswerForm, DisputeForm, StepForm, TakeBackForm
from liability.models import StatementRow
from liability.presenters import statement_log as history
from liability.presenters import statements as present
from liability.rules.statement_files import LARGEST_ATTACHMENT
from liability.rules.statement_life import Act, Answer, can
from liability.selectors import statements as selectors
from liability.services.statement_life import Upload
from liability.views.statements import StatementView
from transitions.locks import NotFound


class StepFormView(StatementView, ABC):
    """A form on the month or on one of its rows."""

    act: ClassVar[Act]
    form_class: ClassVar[type[StepForm]]
    template_name: ClassVar[str] = "liability/statement_form.html"
    heading: ClassVar[str] = ""
    submit: ClassVar[str] = ""
    success: ClassVar[str] = ""

    @abstractmethod
    def perform(self, data: dict[str, Any], files: tuple[Upload, ...]) -> None:
        """Call the service."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Stop a role that may not do this."""
        if request.user.is_authenticated:
            permissions.require(self.acting, permissions.ACTION_OF[self.act])
        return super().dispatch(request, *args, **kwargs)

    def success_url(self) -> str:
        """Where to go when it is done."""
        return self.url

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        return self.form_page(self.form_class(initial={"version": self.statement.version}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, once; what was typed is kept whatever stands in the way."""
        form = self.form_class(request.POST, request.FILES or None)
        if not form.is_valid():
            return self.form_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        files = tuple(_upload(one) for one in request.FILES.getlist("attachment"))
        key = str(form.cleaned_data["key"])

        def run() -> idempotency.Answer:
            self.perform(form.cleaned_data, files)
            return idempotency.Answer(HTTPStatus.OK, {"done": True})

        try:
            idempotency.once(
                scope=f"web:{self.acting.user_id}:{type(self).__name__}:{self.statement.pk}",
                key=key,
                body_hash=idempotency.hash_body(key.encode()),
                run=run,
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.form_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            said = self.refusal(conflict)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(self.statement.version)  # type: ignore[index]
            return self.form_page(form, status=HTTPStatus.CONFLICT, conflict=said)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, self.success)
        return HttpResponseRedirect(self.success_url())

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def form_page(self, form: StepForm, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "heading": self.heading,
            "submit": self.submit,
            "cancel_url": self.success_url(),
            "conflict": conflict,
            "statement": present.head(self.statement, now=self.now),
            **self.context(),
        }
        return render(self.request, self.template_name, context, status=status)


def _upload(one: "UploadedFile[Any]") -> Upload:
    # One byte more than may be taken: enough to say that it is too large without holding all of it.
    return Upload(one.name or "", one.read(LARGEST_ATTACHMENT + 1))


class TakeBackView(StepFormView):
    """Ta tillbaka förslaget."""

    act, form_class = Act.TAKE_BACK, TakeBackForm
    heading, submit = "Ta tillbaka förslaget", "Ta tillbaka förslaget"
    success = "Förslaget är tillbakataget. Raderna räknas om i natt."

    def perform(self, data: dict[str, Any], files: tuple[Upload, ...]) -> None:
        """Take it back."""
        services.take_back(
            acting=self.acting,
            public_id=self.statement.public_id,
            version=data["version"],
            text=data["text"],
        )


class RowView(StatementView):
    """One row: each day, the explanation, what was said, and what can be done."""

    row: StatementRow

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch the row of the statement."""
        self.number: int = kwargs["number"]
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> StatementRow:
        """The row, or 404."""
        found = selectors.row(self.statement, self.number)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def page(self, *, status: int = HTTPStatus.OK, conflict: str = "") -> HttpResponse:
        """The page, with what stood in the way of a step."""
        found, row = self.statement, self.find()
        fact = selectors.fact_of(found, today=formats.day_of(self.now), row_state=row.state)
        side = permissions.side_of(self.acting)

        def may(act: Act) -> bool:
            return permissions.may(self.acting, permissions.ACTION_OF[act]) and can(act, side, fact).allowed

        args = [found.public_id, row.number]
        buttons: list[dict[str, Any]] = []
        if may(Act.ANSWER):
            buttons.append(
                {"label": "Svara", "url": reverse("statement_answer", args=args), "icon": "message-square"}
            )
        if may(Act.ACCEPT):
            label = "Godta svaret" if row.state == "answered" else "Dra tillbaka bestridandet"
            buttons.append(
                {
                    "label": label,
                    "url": reverse("statement_accept", args=args),
                    "method": "post",
                    "icon": "check",
                    "fields": {"version": found.version},
                }
            )
        if may(Act.DISPUTE):
            label = "Bestrid igen" if row.state == "answered" else "Bestrid raden"
            buttons.append({"label": label, "url": reverse("statement_dispute", args=args)})
        context = {
            "statement": present.head(found, now=self.now),
            "month_url": self.url,
            "row": present.row_view(row, found, self.named([row])),
            "days": present.days(row),
            "reasons": row.reasons,
            "log": history.log_lines(selectors.log_of(found, row_id=row.pk), found, now=self.now),
            "primary": buttons[0] if buttons else None,
            "actions": buttons[1:],
            "conflict": conflict,
            "whatif_url": reverse("statement_what_if", args=args) if row.facts else "",
        }
        return render(self.request, "liability/statement_row.html", context, status=status)


class AcceptView(RowView):
    """Godta svaret."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button stands on the page of the row."""
        return HttpResponseRedirect(reverse("statement_row", args=[self.statement.public_id, self.number]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept the answer."""
        version = request.POST.get("version", "")
        try:
            services.accept(
                acting=self.acting,
                public_id=self.statement.public_id,
                version=int(version) if version.isdigit() else -1,
                number=self.number,
            )
        except Conflict as conflict:
            return self.page(status=HTTPStatus.CONFLICT, conflict=self.refusal(conflict))
        except NotFound as error:
            raise Http404 from error
        messages.success(request, f"Rad {self.number} är uppgjord.")
        return HttpResponseRedirect(self.url)


class RowFormView(StepFormView):
    """A form about one row."""

    number: int

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Remember which row."""
        self.number = kwargs["number"]
        return super().dispatch(request, *args, **kwargs)

    def success_url(self) -> str:
        """The page of the row."""
        return reverse("statement_row", args=[self.statement.public_id, self.number])

    def context(self) -> dict[str, Any]:
        """The row that it is about."""
        row = selectors.row(self.statement, self.number)
        if row is None:
            raise Http404
        return {"row": present.row_view(row, self.statement, self.named([row]))}


class DisputeView(RowFormView):
    """Bestrid en rad."""

    act, form_class = Act.DISPUTE, DisputeForm
    heading, submit, success = "Bestrid raden", "Bestrid raden", "Raden är bestridd. Regionen ser det nu."

    def perform(self, data: dict[str, Any], files: tuple[Upload, ...]) -> None:
        """Dispute the row."""
        services.dispute(
            acting=self.acting,
            public_id=self.statement.public_id,
            version=data["version"],
            number=self.number,
            reason=data["reason"],
            text=data["text"],
            files=files,
        )


class AnswerView(RowFormView):
    """Svara på ett bestridande."""

    act, form_class = Act.ANSWER, AnswerForm
    heading, submit, success = "Svara på bestridandet", "Skicka svaret", "Svaret är skickat till kommunen."

    def perform(self, data: dict[str, Any], files: tuple[Upload, ...]) -> None:
        """Answer."""
        services.answer(
            acting=self.acting,
            public_id=self.statement.public_id,
            version=data["version"],
            number=self.number,
            outcome=Answer(data["outcome"]),
            days=data["days"],
            text=data["text"],
            files=files,
        )


class AttachmentView(StatementView):
    """A file that came with a step: always to be saved, never shown in the browser."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """The file."""
        found = selectors.attachment(found=self.statement, public_id=kwargs["public_id"])
        if found is None:
            raise Http404
        answer = FileResponse(
            found.file.open("rb"),
            as_attachment=True,
            filename=f"bilaga-{found.public_id}.{found.kind}",
            content_type="application/octet-stream",
        )
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
