"""Signalling that somebody needs a SIP, reading the signals of a case, and answering them (S10)."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sip import permissions, selectors_signals, services
from sip.forms import SignalAnswerForm, SignalForm
from sip.presenters import signals as present
from transitions.forms.base import CaseForm
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import chain as chain_of
from transitions.views.base import CaseFormView, CaseView


class _OfSignals(CaseView):
    """A page of the signals of a case."""

    look = "sip_signals"

    @cached_property
    def chain(self) -> Chain:
        """The case's chain."""
        return chain_of(self.episode)

    def signals(self) -> list[selectors_signals.Signal]:
        """Those that the unit may see."""
        return selectors_signals.of_case(acting=self.acting, episode=self.episode, chain=self.chain)

    def cards(self) -> list[dict[str, Any]]:
        """The same for the template."""
        return [present.card(one, acting=self.acting, opened=self.opened) for one in self.signals()]


class SignalsView(_OfSignals):
    """The signals of the case with their answers; to whoever waits, the number to ring."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        case = [self.episode.public_id]
        signals = self.signals()
        mine_waits = any(one.waits and one.item.by_unit_id == self.acting.unit_id for one in signals)
        context = {
            **self.case_context(),
            "cards": self.cards(),
            "answer_url": reverse("sip_signal_answer", args=case)
            if permissions.may_answer_signal(self.acting) and any(one.waits for one in signals)
            else "",
            "signal_url": reverse("sip_signal", args=case)
            if permissions.may_signal(self.acting) and not mine_waits
            else "",
            "open_care": selectors_signals.open_care_of(chain=self.chain) if mine_waits else [],
        }
        return render(request, "sip/signals.html", context)


class SignalView(CaseFormView):
    """Signalera behov av SIP."""

    action = ItemKind.SIP_SIGNALLED
    form_class: ClassVar[type[CaseForm]] = SignalForm
    look = "sip_signals"
    heading = "Signalera behov av SIP"
    intro = (
        "Signalen går till vårdcentralen. Du ser svaret här och får en påminnelse om det dröjer. "
        "Personen har själv rätt att begära en SIP: för då fram önskemålet här."
    )
    submit = "Skicka signalen"
    success = "Signalen är skickad till vårdcentralen."

    def success_url(self) -> str:
        """The signals of the case."""
        return reverse("sip_signals", args=[self.episode.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Send it."""
        data = form.cleaned_data
        services.signal_need(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            reasons=data["reasons"],
            wish=data["wish"],
            note=data["note"],
            version=version,
        )


class SignalAnswerView(_OfSignals, CaseFormView):
    """Svara på signalen."""

    action = ItemKind.SIP_SIGNAL_ANSWERED
    form_class: ClassVar[type[CaseForm]] = SignalAnswerForm
    template_name = "sip/signal_answer.html"
    heading = "Svara på signalen om SIP"
    intro = "Svaret går till alla som har signalerat. Svarar ni att ni kallar står det på er lista tills det är gjort."
    submit = "Skicka svaret"
    success = "Svaret är skickat."

    def context(self) -> dict[str, Any]:
        """What is answered."""
        return {"cards": self.cards(), "cancel_url": self.success_url()}

    def success_url(self) -> str:
        """The signals of the case."""
        return reverse("sip_signals", args=[self.episode.public_id])

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        data = form.cleaned_data
        services.answer_signals(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            answer=data["answer"],
            why=data["why"],
            note=data["note"],
            version=version,
        )
