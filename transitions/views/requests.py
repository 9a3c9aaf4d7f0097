"""Pages of requests with an owner (T35)."""

from typing import Any, ClassVar

from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.requests import (
    DecideRequestForm,
    JudgeForm,
    RequestForm,
    TakeRequestForm,
)
from transitions.presenters.requests import DO_NOT_PROMISE
from transitions.rules.kinds import ItemKind
from transitions.rules.requests import Wanted, to_decide, to_judge, to_take
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


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
