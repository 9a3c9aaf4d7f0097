"""What the pages of a case have in common; sip, liability and deviations build on it.

A look is logged before the answer is sent. A form can be sent twice, or from a page that has grown old, and
nothing is done twice or lost.
"""

from abc import ABC, abstractmethod
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views import View

from actors import services_drafts, services_sessions
from actors.acting import Acting
from actors.names import shown_names
from core import access_log, audit, formats, idempotency, polling
from core.conflicts import Conflict
from core.forms import content, fill_in
from core.invalid import Invalid
from transitions import permissions, presence
from transitions.forms.base import CaseForm
from transitions.locks import NotFound
from transitions.models import CareEpisode
from transitions.presenters import case as present
from transitions.presenters.timeline import item_text
from transitions.presenters.words import ITEMS, conflict_text
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.verdicts import Verdict
from transitions.selectors import cases
from transitions.selectors import shields as standing

_NOT_CONTENT = frozenset({"csrfmiddlewaretoken"})


class ActingView(LoginRequiredMixin, View):
    """A page for somebody in an assignment. `acting` and `now` are set before `get` and `post`."""

    acting: Acting
    login_url = "/konto/login/"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take over who acts and when from the middleware."""
        super().setup(request, *args, **kwargs)
        self.now = request.received_at  # type: ignore[attr-defined]
        acting = getattr(request, "acting", None)
        if acting is not None:
            self.acting = acting

    def log_look(
        self, patient_ids: list[int], action: str, case_id: int | None = None, ground: str = "addressed"
    ) -> None:
        """Log that these patients are about to be shown, and on what ground."""
        access_log.record_look(
            self.acting, patient_ids=patient_ids, case_id=case_id, action=action, ground=ground
        )


class CaseView(ActingView):
    """A page of one case. 404 when the case is not visible to the unit, whether it exists or not."""

    episode: CareEpisode
    opened: bool
    """What is protected about the person may be shown: nothing is, or the reader has opened it with a reason."""
    look: ClassVar[str] = "case"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch the case within what the unit may see, and log the look."""
        if request.user.is_authenticated:
            public_id: UUID = kwargs["public_id"]
            episode = cases.by_public_id(acting=self.acting, public_id=public_id)
            if episode is None or not self.admits(episode):
                raise Http404
            self.episode = episode
            cases.keep(episode)
            self.opened = protected_opened(self.acting, episode, self.now)
            self.log_look([episode.patient_id], self.look, episode.pk, self.ground())
        return super().dispatch(request, *args, **kwargs)

    def admits(self, episode: CareEpisode) -> bool:
        """Whether the page is for this reader. A MAS to whom only a deviation was addressed works on the deviation's
        page, and one who is asked for advice on the question's, not in the case.
        """
        return permissions.may(self.acting, permissions.SEE_CASE)

    def ground(self) -> str:
        """On what ground the page is shown."""
        protected = self.episode.patient.protection != Protection.NONE
        return "protected_opened" if protected and self.opened else "addressed"

    def case_context(self) -> dict[str, Any]:
        """The frame of a case page: identity bar and tabs."""
        case_url = reverse("case", args=[self.episode.public_id])
        history_url = reverse("case_history", args=[self.episode.public_id])
        home_url = reverse("going_home", args=[self.episode.public_id])
        consents_url = reverse("consents", args=[self.episode.public_id])
        path = self.request.path
        polling.remember(self.request, services_sessions.left(self.request.session).seconds)
        return {
            "presence": presence.context(
                unit_id=self.acting.unit_id,
                episode_id=self.episode.pk,
                user_id=self.acting.user_id,
                user_name=self.acting.user_name,
            ),
            "case": {
                **present.identity(self.episode, now=self.now, deadline=None),
                "shielded": present.shielded(self.episode, acting=self.acting, opened=self.opened),
            },
            "case_url": case_url,
            "case_public_id": self.episode.public_id,
            "tabs": [
                {
                    "label": "Ärende",
                    "url": case_url,
                    "current": path != history_url and not path.startswith((consents_url, home_url)),
                },
                *(
                    []
                    if self.episode.at_home
                    else [{"label": "Hemgång", "url": home_url, "current": path.startswith(home_url)}]
                ),
                {"label": "Samtycke", "url": consents_url, "current": path.startswith(consents_url)},
                {"label": "Historik", "url": history_url, "current": path == history_url},
            ],
        }


class CaseFormView(CaseView, ABC):
    """A form on a case: one transition.

    A subclass names the `action` (looked up in `permissions`), the form, its heading and button, and writes
    `perform`. Answers: 200 with the form, 422 with errors at the fields, 409 when the rules say no or the page
    was old (all that was typed is kept), 403, or a redirect with a message.
    """

    action: ClassVar[str]
    form_class: ClassVar[type[CaseForm]]
    template_name: ClassVar[str] = "transitions/form.html"
    heading: ClassVar[str]
    submit: ClassVar[str]
    success: ClassVar[str]
    intro: ClassVar[str] = ""
    repeatable: ClassVar[bool] = False
    """The same content soon again is meant: what was opened for a while is opened again."""

    @abstractmethod
    def perform(self, form: Any, version: int) -> None:
        """Call the service. May raise Conflict, Invalid, NotFound, PermissionDenied."""

    def initial(self) -> dict[str, Any]:
        """Values that the form begins with."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        """What the form needs beyond the data."""
        return {}

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def success_url(self) -> str:
        """Where to go when it is done."""
        return reverse("case", args=[self.episode.public_id])

    def warnings(self) -> list[dict[str, str]]:
        """Alerts above the form."""
        return []

    def check_permission(self) -> None:
        """Stop whoever may not do this. Raises PermissionDenied."""
        permissions.require(self.acting, self.action, self.episode)

    def about(self) -> str:
        """What the form changes, by id: the same content about the same again is a repetition, and waits its turn."""
        return f"person {self.episode.patient_id}"

    def state(self) -> object:
        """How what the form changes stands now: another answer, and the same content is a new act."""
        return cases.version(acting=self.acting, episode_id=self.episode.pk)

    def version(self) -> int:
        """From which state the page is drawn: the case's, unless the form is about a row of its own."""
        return self.episode.version

    def seen(self) -> int:
        """Up to where the reader has seen what happened."""
        return cases.latest_item_id(acting=self.acting, episode=self.episode)

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """What has happened since the page was drawn, for the reader of a 409: [{at, title, text, by}]."""
        names = shown_names(self.acting)
        return [
            {
                "at": item.at,
                "title": ITEMS[ItemKind(item.kind)],
                "text": names.of(item_text(item, self.now, opened=self.opened)),
                "by": names.signed(item.author_name, item.by_unit.name),
            }
            for item in cases.items_after(acting=self.acting, episode=self.episode, item_id=seen)
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        self.check_permission()
        initial = {"version": self.version(), "seen": self.seen(), **self.initial()}
        form = self.form_class(initial=initial, **self.form_kwargs())
        if "utkast" in request.GET:
            typed = services_drafts.find(acting=self.acting, path=request.path)
            if typed is not None:
                fill_in(form, typed.fields)
        return self.page(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, once."""
        self.check_permission()
        form = self.form_class(request.POST, request.FILES or None, **self.form_kwargs())
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            answer = idempotency.once(
                scope=f"web:{self.acting.user_id}:{type(self).__name__}:{self.episode.pk}",
                key=str(form.cleaned_data["key"]),
                body_hash=_body_hash(request.POST),
                run=lambda: self._run(form),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            # What was not done is written down too: who came second, and why it was refused.
            audit.record(self.acting, f"refused.{self.action}", self.episode, {"code": (None, conflict.code)})
            return self.conflict(form, conflict)
        except idempotency.KeyReused:
            return self.conflict(form, Conflict(Verdict.no("changed_after")))
        except NotFound as error:
            raise Http404 from error
        messages.success(request, already_sent(answer, self.now) if answer.repeated else self.success)
        return HttpResponseRedirect(self.success_url())

    def _run(self, form: CaseForm) -> idempotency.Answer:
        """Do it, unless Back or a second window sends what the same person sent last about the person."""

        def do() -> idempotency.Answer:
            self.perform(form, form.cleaned_data["version"])
            return idempotency.Answer(HTTPStatus.OK, {"done": True})

        if self.repeatable:
            return do()
        typed = content(self.request.POST, self.request.FILES, without=[*form.DRAWN, *form.CLOCKED])
        who = f"{self.acting.user_id} {self.acting.unit_id} {type(self).__name__} {self.request.path}"
        return idempotency.unless_just_done(
            about=self.about(), content=f"{who} {typed}", state=self.state, run=do
        )

    def conflict(self, form: CaseForm, conflict: Conflict) -> HttpResponse:
        """409: what blocks or what has changed, above the form with everything that was typed."""
        fresh = cases.by_public_id(acting=self.acting, public_id=self.episode.public_id)
        if fresh is None:
            raise Http404
        self.episode = fresh
        changes = self.changes(form.cleaned_data.get("seen") or 0)
        data = self.request.POST.copy()
        data["version"], data["seen"] = str(self.version()), str(self.seen())
        data["key"] = str(uuid4())
        form.data = data
        return self.page(
            form,
            status=HTTPStatus.CONFLICT,
            conflict={"text": conflict.message or conflict_text(conflict.code), "changes": changes},
        )

    def page(
        self, form: CaseForm, *, status: int = HTTPStatus.OK, conflict: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page with the form."""
        context = {
            **self.case_context(),
            "form": form,
            "heading": self.heading,
            "intro": self.intro,
            "submit": self.submit,
            "warnings": self.warnings(),
            "conflict": conflict,
            **self.context(),
        }
        return render(self.request, self.template_name, context, status=status)


def protected_opened(acting: Acting, episode: CareEpisode, now: datetime) -> bool:
    """Whether what is protected about the person may be shown. One query, none for most people."""
    return episode.patient.protection == Protection.NONE or standing.protected_opened(
        acting=acting, patient_id=episode.patient_id, now=now
    )


def require_role(acting: Acting, action: str) -> None:
    """Stop a role that may not do this at all. Raises PermissionDenied."""
    if not permissions.may(acting, action):
        raise PermissionDenied(action)


def already_sent(answer: idempotency.Answer, now: datetime) -> str:
    """What is said of what was sent before: when, and that nothing was sent again."""
    assert answer.at is not None
    return f"Det var redan skickat {formats.moment_text(answer.at, now)}. Inget har skickats en gång till."


def _body_hash(data: MultiValueDict[str, str]) -> str:
    pairs = sorted((name, data.getlist(name)) for name in data if name not in _NOT_CONTENT)
    return idempotency.hash_body(repr(pairs).encode())
