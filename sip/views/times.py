"""Finding a time for the meeting: who can when, proposals, answers, and the time that is settled (S5)."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.conflicts import Conflict
from sip import permissions, selectors_times, services
from sip.forms import ProposeForm, ReplyForm, SettleForm
from sip.models import SipParticipant, TimeReply
from sip.presenters import times as present
from sip.rules.kinds import SipState
from sip.rules.times import MOST, noon_between
from sip.selectors_times import Rounds
from sip.views.base import SipMixin, SipStepView, tabs
from transitions.forms.base import CaseForm
from transitions.rules.kinds import ItemKind
from transitions.views.base import CaseView


class _OfTimes(SipMixin):
    """A page of the meeting's time: for those who called or are invited, others get 404."""

    look = "sip_times"

    @cached_property
    def rounds(self) -> Rounds:
        """The rounds with their answers."""
        if not permissions.content_visible(self.acting, self.sip):
            raise Http404
        return selectors_times.rounds_of(sip=self.sip)

    def success_url(self) -> str:
        """Back to who can when."""
        return reverse("sip_times", args=[self.sip.public_id])


class TimesView(_OfTimes):
    """Who can when, how each party is reached, and what comes next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        rounds = self.rounds
        leads = permissions.may_settle(self.acting, self.sip) and self.sip.state == SipState.CALLED
        url = [self.sip.public_id]
        shown: dict[str, Any] = {"acting": self.acting, "now": self.now, "opened": self.opened}
        own = selectors_times.own_row(sip=self.sip, acting=self.acting)
        waits = (
            rounds.open is not None and own is not None and permissions.may_reply(self.acting, self.sip, own)
        )
        context = self.case_context() | {
            "tabs": tabs(self.sip, "sip_times"),
            "sip": self.sip,
            "held": self.sip.state != SipState.CALLED,
            "round": rounds.open and present.table(rounds.open, self.sip, **shown),
            "earlier": [present.table(one, self.sip, **shown) for one in rounds.earlier],
            "parties": present.parties(
                self.sip,
                selectors_times.ways_to_reach(sip=self.sip),
                acting=self.acting,
                opened=self.opened,
            ),
            "propose_url": reverse("sip_times_propose", args=url) if leads else "",
            "settle_url": reverse("sip_times_settle", args=url) if leads and rounds.open else "",
            "remind_url": reverse("sip_times_remind", args=url) if leads and rounds.open else "",
            "slots_url": reverse("sip_slots", args=url) if leads else "",
            "reply_url": reverse("sip_times_answer", args=[*url, own.pk]) if waits and own else "",
            "calendar_url": reverse("sip_calendar", args=url),
            "whole_calendar_url": "" if self.shielded else reverse("sip_calendar_whole", args=url),
            "shielded": self.shielded,
        }
        return render(request, "sip/times.html", context)


class OpenTimesView(CaseView):
    """From a task of the case to who can when: the SIP whose meeting lies ahead."""

    look = "sip_times"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A redirect; 404 without one."""
        sip = selectors_times.open_sip(acting=self.acting, episode_id=self.episode.pk)
        if sip is None:
            raise Http404
        return HttpResponseRedirect(reverse("sip_times", args=[sip.public_id]))


class ProposeView(_OfTimes, SipStepView):
    """Föreslå tider."""

    action = ItemKind.SIP_TIMES_PROPOSED
    form_class: ClassVar[type[CaseForm]] = ProposeForm
    heading = "Föreslå tider för SIP-mötet"
    intro = (
        "De inbjudna enheterna svarar vilka tider de kan. Förslagen nedan är arbetsdagar då alla som har angett "
        "bemannad tid är på plats: ändra dem som ni vill."
    )
    submit = "Skicka förslagen"
    success = "Förslagen är skickade."

    def check_permission(self) -> None:
        """Whoever has called."""
        super().check_permission()
        permissions.require(permissions.may_settle(self.acting, self.sip), self.action)

    def initial(self) -> dict[str, Any]:
        """Times that ought to suit, and to answer by the day before the first at the latest."""
        found = selectors_times.proposals(sip=self.sip, now=self.now)
        initial: dict[str, Any] = {f"time_{number}": at for number, at in enumerate(found[:MOST], start=1)}
        if found:
            initial["answer_by"] = noon_between(self.now, found[0])
        return initial

    def warnings(self) -> list[dict[str, str]]:
        """That an open round is replaced."""
        if self.rounds.open is None:
            return []
        text = "Förslagen som väntar på svar ersätts. De svar som har kommit sparas under Tidigare förslag."
        return [{"tone": "info", "title": "", "text": text}]

    def perform(self, form: Any, version: int) -> None:
        """Send them."""
        services.propose_times(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            times=form.times,
            answer_by=form.cleaned_data["answer_by"],
            version=version,
        )


class AnswerTimesView(_OfTimes, SipStepView):
    """Svara om tiden. Its version is the own answer's: many answer at once and never collide."""

    action = ItemKind.SIP_TIMES_ANSWERED
    form_class: ClassVar[type[CaseForm]] = ReplyForm
    heading = "När kan ni ha SIP-möte?"
    submit = "Spara svaret"
    success = "Svaret är sparat."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The participant is named by the address."""
        self.participant_id: int = kwargs.pop("participant_id")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def party(self) -> SipParticipant:
        """Whose answer it is. Raises Http404."""
        found = next((row for row in self.sip.participants.all() if row.pk == self.participant_id), None)
        if found is None:
            raise Http404
        return found

    def check_permission(self) -> None:
        """The own unit's answer, or a person's by whoever has called."""
        if self.rounds.open is None and self.request.method == "GET":
            raise Http404
        permissions.require(permissions.may_reply(self.acting, self.sip, self.party), self.action)
        if self.party.unit_id is None:
            self.heading = "Registrera svar om tiden"  # type: ignore[misc]

    def reply(self) -> TimeReply | None:
        """The answer as it is now."""
        waiting = selectors_times.rounds_of(sip=self.sip).open
        return selectors_times.reply_of(round_=waiting, participant_id=self.participant_id)

    def version(self) -> int:
        """Of the answer; 0 before the first."""
        found = self.reply()
        return found.version if found else 0

    def seen(self) -> int:
        """Which round was answered."""
        return self.rounds.open.number if self.rounds.open else 0

    def about(self) -> str:
        """The party's own answer."""
        return f"sip {self.sip.pk} times {self.participant_id}"

    def state(self) -> object:
        """Round and version."""
        return [self.seen(), self.version()]

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """What stands now."""
        found = self.reply()
        if found is None:
            return []
        return [
            {
                "at": found.at,
                "title": "Svaret",
                "text": f"{len(found.can)} tider passar. {found.other}",
                "by": found.by_name,
            }
        ]

    def form_kwargs(self) -> dict[str, Any]:
        """The times."""
        times = self.rounds.open.times.all() if self.rounds.open else ()
        return {"times": [(one.pk, present.when(one.starts_at, self.now)) for one in times]}

    def initial(self) -> dict[str, Any]:
        """What was answered before."""
        found = self.reply()
        if found is None or self.rounds.open is None:
            return {}
        told = {
            f"t{one.pk}": "can" if one.pk in found.can else "cannot" for one in self.rounds.open.times.all()
        }
        return {**told, "other": found.other}

    def context(self) -> dict[str, Any]:
        """Whose answer, by when."""
        return {"case_url": self.success_url()}

    def warnings(self) -> list[dict[str, str]]:
        """By when, and for whom."""
        if self.rounds.open is None:
            return []
        name = present.party_name(self.party, opened=self.opened)
        by = present.when(self.rounds.open.answer_by, self.now)
        return [{"tone": "info", "title": "", "text": f"Svaret gäller {name}. Svara senast {by}."}]

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        services.answer_times(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            participant_id=self.participant_id,
            can=form.can,
            other=form.cleaned_data["other"],
            version=version,
        )


class SettleView(_OfTimes, SipStepView):
    """Bestäm tid."""

    action = ItemKind.SIP_CALLED
    form_class: ClassVar[type[CaseForm]] = SettleForm
    heading = "Bestäm tid för SIP-mötet"
    intro = "Alla som är inbjudna får en ny kallelse med tiden. Svaren sparas."
    submit = "Bestäm tiden och kalla"
    success = "Tiden är bestämd, och alla inbjudna är kallade."

    def check_permission(self) -> None:
        """Whoever has called."""
        super().check_permission()
        permissions.require(permissions.may_settle(self.acting, self.sip), self.action)
        if self.rounds.open is None and self.request.method == "GET":
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """The times that have not passed, with who can."""
        asked = self.rounds.open
        return {"times": present.choices(asked, self.sip, now=self.now, opened=self.opened) if asked else []}

    def context(self) -> dict[str, Any]:
        """Avbryt leads back."""
        return {"case_url": self.success_url()}

    def perform(self, form: Any, version: int) -> None:
        """Settle it."""
        services.settle_time(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            time_id=form.cleaned_data["time"],
            place=form.cleaned_data["place"],
            version=version,
        )


class RemindView(_OfTimes):
    """Påminn dem som inte har svarat: one click."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the reminder."""
        if not permissions.may_settle(self.acting, self.sip):
            raise PermissionDenied
        try:
            count = services.remind_silent(acting=self.acting, sip=self.sip, at=self.now)
        except Conflict as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, "En enhet är påmind." if count == 1 else f"{count} enheter är påminda.")
        return HttpResponseRedirect(self.success_url())
