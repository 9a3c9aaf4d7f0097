"""The inskrivningsmeddelande: sending it, completing it, reading it, and the meter that says what is missing."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, ClassVar

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import services_drafts
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.notice import CompleteForm, ContentForm, NoticeForm, standing_initial
from transitions.presenters import notice as present
from transitions.rules.kinds import Certainty, ItemKind, Protection, Scope
from transitions.rules.limits import local_date
from transitions.rules.notice import BEYOND_THE_ACT, merged, wanted
from transitions.rules.quality import quality
from transitions.rules.receivers import Need, Proposal, propose
from transitions.selectors import notices as selected
from transitions.selectors.chains import stay_of
from transitions.selectors.consents import guardians
from transitions.services.state import limits
from transitions.views.base import CaseView
from transitions.views.sending import SendingView

CHECK = "check"
"""The button that asks for proposals and the meter and sends nothing."""


class ContentView(SendingView):
    """What sending and completing share: the meter, the ground, and a button that only checks."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send, or only look what is missing; what was typed is kept on the server either way."""
        if CHECK not in request.POST:
            return super().post(request, *args, **kwargs)
        self.check_permission()
        with suppress(
            services_drafts.Refused
        ):  # nothing typed yet, or too much of it: the page shows it all the same
            services_drafts.save(acting=self.acting, path=request.path, data=request.POST)
        form = self.form_class(request.POST, **self.form_kwargs())
        data = request.POST.copy()
        if "to" in form.fields:
            assert isinstance(form, ContentForm)
            told = {str(one.unit_id) for one in self.proposals(form.typed_needs())}
            data.setlist("to", sorted({*data.getlist("to"), *told}))
        form.data = data
        vars(form)["_errors"] = ErrorDict()  # looked at, not checked
        return self.page(form)

    def sent_fields(self) -> dict[str, str]:
        """Of the questions only those that are asked of this stay: a child's are others than an adult's."""
        asked = {one.name for one in wanted(stay_of(self.episode))}
        return {
            name: sent for name, sent in self.sends.items() if name in asked or name not in BEYOND_THE_ACT
        }

    @property
    def carried(self) -> bool:
        """What stands in the register carries more than the duties to somebody whom the message reaches."""
        return any(
            self.standing.carries_beyond([Scope.INFORMATION], unit, self.now) for unit in self.reaching()
        )

    def reports(self) -> list[dict[str, Any]]:
        """What the one who sent the person in has told."""
        return present.reports(self.acting, self.episode, now=self.now, opened=self.opened)

    def proposals(self, needs: Iterable[Need]) -> tuple[Proposal, ...]:
        """Nobody: only a notice has receivers to choose."""
        return ()

    def form_kwargs(self) -> dict[str, Any]:
        """Which questions there are, and whether the register carries the answers already."""
        return {"stay": stay_of(self.episode), "registered": self.carried}

    def context(self) -> dict[str, Any]:
        """The times, the meter as the form stands, and its address."""
        return {
            **super().context(),
            "times": present.times(self.episode, limits=limits()),
            "meter": self._meter,
            "meter_url": reverse("notice_meter", args=[self.episode.public_id]),
            "reports": self.reports(),
        }

    def page(self, form: CaseForm, **kwargs: Any) -> HttpResponse:
        """With the meter as the form stands."""
        assert isinstance(form, ContentForm)
        answers, unknown = form.typed()
        self._meter = present.meter(quality(answers, unknown, stay_of(self.episode)))
        page: HttpResponse = super().page(form, **kwargs)
        return page


class SendNoticeView(ContentView):
    """Inskrivningsmeddelande."""

    action = ItemKind.ADMISSION_NOTICE_SENT
    form_class: ClassVar[type[CaseForm]] = NoticeForm
    template_name = "transitions/send_notice.html"
    heading = "Skicka inskrivningsmeddelande"
    submit = "Skicka inskrivningsmeddelande"
    success = "Inskrivningsmeddelandet är skickat."
    sends: ClassVar = {
        name: name for name in ("expected_discharge", "certainty", "doctor_name", "needs", *BEYOND_THE_ACT)
    }

    def receivers(self) -> dict[int, str]:
        """Those who can be told; which of them is chosen in the form."""
        return {one.unit.id: one.unit.name for one in self._receivers()}

    def form_kwargs(self) -> dict[str, Any]:
        """The units that can be told, each with why."""
        needs = ContentForm(self.request.POST or None, stay=stay_of(self.episode)).typed_needs()
        reasons = {one.unit_id: one.reasons for one in self.proposals(needs)}
        return {**super().form_kwargs(), "receivers": self._receivers(), "reasons": reasons}

    def proposals(self, needs: Iterable[Need]) -> tuple[Proposal, ...]:
        """Whom the rule proposes."""
        candidates = [one.candidate for one in self._receivers()]
        return propose(candidates, needs=list(needs), stay=stay_of(self.episode))

    def _receivers(self) -> list[selected.Receiver]:
        if not hasattr(self, "_found"):
            self._found = selected.receivers(self.episode, at=self.now)
        return self._found

    def initial(self) -> dict[str, Any]:
        """Those whom the rule proposes, before any need is stated."""
        found: dict[str, Any] = {
            "to": [one.unit_id for one in self.proposals([])],
            "expected_discharge": self.episode.expected_discharge,
        }
        # Filled in beforehand only where it may be sent: the act's content alone must always go at once.
        protected = self.episode.patient.protection != Protection.NONE
        if stay_of(self.episode).child and not protected and self.carried:
            found["custodians"] = "; ".join(guardians(self.episode.patient_id, on=local_date(self.now)))
        return found

    def warnings(self) -> list[dict[str, str]]:
        """Say it when nobody in the open care is chosen beforehand."""
        found = []
        if self.episode.patient.listed_at_id is None:
            text = "Personen är inte listad på någon känd vårdcentral. Välj vårdcentral bland mottagarna."
            found.append({"tone": "warning", "title": "Vårdcentral saknas", "text": text})
        if self.refuses:
            text = "Lagens uppgifter skickas ändå. Mer skickas om personen har ändrat sig, eller efter menprövning."
            found.append(
                {"tone": "warning", "title": "Personen säger nej till att mer skickas", "text": text}
            )
        return found

    def perform(self, form: Any, version: int) -> None:
        """Send it; the judgement, when it came later than the admission, goes with it."""
        data = form.cleaned_data
        services.send_admission_notice(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=data["to"],
            expected_discharge=data["expected_discharge"],
            certainty=Certainty(data["certainty"]),
            content=form.content(data["doctor_name"], data["judged_at"]),
            version=version,
        )


class CompleteNoticeView(ContentView):
    """What the notice lacked, to everybody it reached."""

    action = ItemKind.NOTICE_COMPLETED
    form_class: ClassVar[type[CaseForm]] = CompleteForm
    template_name = "transitions/complete_notice.html"
    heading = "Komplettera inskrivningsmeddelandet"
    intro = "Skriv det som saknades eller har ändrats. Bara det nya skickas, till alla som fick meddelandet."
    submit = "Skicka kompletteringen"
    success = "Kompletteringen är skickad."
    sends: ClassVar = {name: name for name in ("needs", *BEYOND_THE_ACT)}

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Everybody whom the notice reached."""
        return notified

    def initial(self) -> dict[str, Any]:
        """What stands."""
        rows = selected.standing(selected.notices(acting=self.acting, episode=self.episode))
        answers, unknown = merged(present.said(row) for row in rows)
        self.doctor_name = rows[-1].doctor_name if rows else ""
        return {
            **standing_initial(answers, unknown, wanted(stay_of(self.episode))),
            "needs": rows[-1].needs if rows else [],
        }

    def perform(self, form: Any, version: int) -> None:
        """Send what is new, in the name of the same doctor."""
        self.initial()
        services.complete_notice(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            content=form.content(self.doctor_name or self.acting.user_name),
            version=version,
        )


class NoticeMeterView(CaseView):
    """The meter of a form that is being filled in: a part of a page. Nothing is stored."""

    look = "send_notice"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """How full it is now."""
        permissions.require(self.acting, ItemKind.ADMISSION_NOTICE_SENT, self.episode)
        stay = stay_of(self.episode)
        answers, unknown = ContentForm(request.POST, stay=stay).typed()
        context = {"meter": present.meter(quality(answers, unknown, stay))}
        return render(request, "transitions/_notice_meter.html", context)


class NoticeView(CaseView):
    """The whole inskrivningsmeddelande as it reached the reader's unit, with what has completed it."""

    look = "notice"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One page; 404 for a unit that no notice reached."""
        items = selected.notices(acting=self.acting, episode=self.episode)
        if not items:
            raise Http404
        context = self.case_context()
        context |= present.reading(
            self.episode, items, acting=self.acting, limits=limits(), now=self.now, opened=self.opened
        )
        context["reports"] = present.reports(self.acting, self.episode, now=self.now, opened=self.opened)
        return render(request, "transitions/notice.html", context)
