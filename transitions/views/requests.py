"""Pages of requests with an owner, and of consultation inside the municipality (T35, T36)."""

from typing import Any, ClassVar

from actors.rules.kinds import UnitKind
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.requests import (
    ConsultAnswerForm,
    ConsultForm,
    DecideRequestForm,
    JudgeForm,
    RequestForm,
    TakeRequestForm,
)
from transitions.presenters.requests import DO_NOT_PROMISE
from transitions.rules.kinds import ItemKind
from transitions.rules.requests import Wanted, to_decide, to_judge, to_take, unanswered
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView

CONSULTED = (UnitKind.MUNICIPAL_HEALTH_CARE, UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING)


class MakeRequestView(SendingView):
    """Korttidsplats, hemmiljöbedömning, fortsatt träning."""

    action = ItemKind.REQUEST_MADE
    form_class: ClassVar[type[CaseForm]] = RequestForm
    sends: ClassVar = {"what": "what", "owner": "owner", "note": "note"}
    heading = "Begär korttidsplats, hembedömning eller träning"
    intro = "En korttidsplats kräver läkarens bedömning och kommunens beslut. Lova den inte innan dess."
    submit = "Skicka begäran"
    success = "Begäran är skickad."

    def form_kwargs(self) -> dict[str, Any]:
        """The units on the case can answer for it."""
        return {"units": cases.parties(self.episode)}

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        services.make_request(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            what=Wanted(form.cleaned_data["what"]),
            owner_id=form.cleaned_data["owner"],
            note=form.cleaned_data["note"],
            version=version,
        )


class JudgeRequestView(SendingView):
    """The doctor's rehab judgement."""

    action = ItemKind.REQUEST_JUDGED
    form_class: ClassVar[type[CaseForm]] = JudgeForm
    sends: ClassVar = {"what": "what", "supports": "outcome", "doctor_name": "doctor", "note": "note"}
    heading = "Läkarens bedömning av begäran"
    intro = DO_NOT_PROMISE
    submit = "Skicka bedömningen"
    success = "Läkarens bedömning är skickad."

    def form_kwargs(self) -> dict[str, Any]:
        """Those that wait for the doctor."""
        return {"wanted": [one.what for one in to_judge(chain_of(self.episode))]}

    def perform(self, form: Any, version: int) -> None:
        """Judge."""
        data = form.cleaned_data
        services.judge_request(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            what=Wanted(data["what"]),
            supports=data["supports"] == "ja",
            doctor_name=data["doctor_name"],
            note=data["note"],
            version=version,
        )


class DecideRequestView(SendingView):
    """The municipality's decision."""

    action = ItemKind.REQUEST_DECIDED
    form_class: ClassVar[type[CaseForm]] = DecideRequestForm
    sends: ClassVar = {"what": "what", "granted": "outcome", "note": "note"}
    heading = "Besluta om begäran"
    submit = "Spara beslutet"
    success = "Beslutet är sparat."

    def form_kwargs(self) -> dict[str, Any]:
        """Those that wait for the municipality."""
        return {"wanted": [one.what for one in to_decide(chain_of(self.episode))]}

    def perform(self, form: Any, version: int) -> None:
        """Decide."""
        data = form.cleaned_data
        services.decide_request(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            what=Wanted(data["what"]),
            granted=data["granted"] == "ja",
            note=data["note"],
            version=version,
        )


class TakeRequestView(SendingView):
    """Ta över det som är beviljat."""

    action = ItemKind.REQUEST_TAKEN
    form_class: ClassVar[type[CaseForm]] = TakeRequestForm
    heading = "Ta över det som är beviljat"
    intro = "Avdelningen och biståndsenheten ser att ni har tagit över, och från när."
    submit = "Bekräfta att vi har tagit över"
    success = "Ni har tagit över."
    sends: ClassVar = {"what": "what", "from_when": "from_when", "note": "note"}

    def form_kwargs(self) -> dict[str, Any]:
        """What waits for the unit."""
        waiting = to_take(chain_of(self.episode))
        return {"wanted": [one.what for one in waiting if one.owner == self.acting.unit_id]}

    def perform(self, form: Any, version: int) -> None:
        """Say so."""
        services.take_request(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            what=Wanted(form.cleaned_data["what"]),
            from_when=form.cleaned_data["from_when"],
            note=form.cleaned_data["note"],
            version=version,
        )


class ConsultView(SendingView):
    """Rådfråga en kollega i kommunen."""

    action = ItemKind.CONSULTED
    form_class: ClassVar[type[CaseForm]] = ConsultForm
    sends: ClassVar = {"profession": "profession", "question": "note"}
    heading = "Rådfråga en kollega i kommunen"
    intro = "Den du frågar kommer med i ärendet. Frågan når den bara med samtycke eller efter menprövning."
    submit = "Skicka frågan"
    success = "Frågan är skickad."

    def form_kwargs(self) -> dict[str, Any]:
        """Units of health care in the own organisation."""
        return {"units": cases.own_units(self.acting, kinds=CONSULTED)}

    def receivers(self) -> dict[int, str]:
        """Those who can be asked; which of them is chosen in the form."""
        return {unit.id: unit.name for unit in cases.own_units(self.acting, kinds=CONSULTED)}

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        services.consult(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            unit_id=form.cleaned_data["unit"],
            profession=form.cleaned_data["profession"],
            question=form.cleaned_data["question"],
            version=version,
        )


class AnswerConsultationView(SendingView):
    """The colleague's answer."""

    action = ItemKind.CONSULTATION_ANSWERED
    form_class: ClassVar[type[CaseForm]] = ConsultAnswerForm
    sends: ClassVar = {"answer": "note"}
    heading = "Svara kollegan"
    submit = "Skicka svaret"
    success = "Svaret är skickat."

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """The one who asked."""
        asked = unanswered(chain_of(self.episode))
        return frozenset(fact.by_id for unit, fact in asked if unit == self.acting.unit_id)

    def perform(self, form: Any, version: int) -> None:
        """Answer."""
        services.answer_consultation(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            answer=form.cleaned_data["answer"],
            version=version,
        )
