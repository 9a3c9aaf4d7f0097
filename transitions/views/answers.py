"""Pages of the receiving units, and the doctor's answer to a question about readiness."""

from collections.abc import Callable
from typing import Any, ClassVar

from actors.rules.kinds import UnitKind
from transitions import services
from transitions.forms.answers import (
    AnswerForm,
    CompetenceForm,
    OrderAnswerForm,
    QuestionForm,
    ReadinessAnswerForm,
)
from transitions.forms.base import CaseForm
from transitions.rules.answers import open_question
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class _YesOrNoView(SendingView):
    """Yes, from when; or no, and what is missing."""

    action = ItemKind.ANSWER_GIVEN
    sends: ClassVar = {"can": "answer", "from_when": "from_when", "missing": "missing", "note": "note"}
    submit = "Skicka svaret"
    success = "Svaret är skickat."
    answer: ClassVar[Callable[..., object]]

    def perform(self, form: Any, version: int) -> None:
        """Send the answer."""
        data = form.cleaned_data
        can = data["can"] == "ja"
        self.answer(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            can=can,
            from_when=data["from_when"] if can else None,
            missing=data["missing"],
            note=data["note"],
            version=version,
        )


class GiveAnswerView(_YesOrNoView):
    """Kan ni ta emot personen?"""

    form_class: ClassVar[type[CaseForm]] = AnswerForm
    answer = staticmethod(services.give_answer)
    heading = "Svara om ni kan ta emot"
    intro = "Svaret är också er kvittens. Avdelningen och de som planerar ser svaret direkt."

    def initial(self) -> dict[str, Any]:
        """The expected day, when a yes would be from it."""
        return {"from_when": self.episode.expected_discharge}

    def warnings(self) -> list[dict[str, str]]:
        """A yes of the office is preliminary until the nurse has said her word."""
        nurses = {UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING, UnitKind.MUNICIPAL_HEALTH_CARE}
        chain = chain_of(self.episode)
        if any(chain.parties[unit].kind in nurses for unit in chain.notified_units if unit in chain.parties):
            text = "Ett ja blir bindande när mottagande sjuksköterska har sagt att kompetens och utrustning räcker."
            return [{"tone": "info", "title": "Sjuksköterskans besked", "text": text}]
        return []


class AnswerOrderView(_YesOrNoView):
    """Kan ni utföra insatserna?"""

    form_class: ClassVar[type[CaseForm]] = OrderAnswerForm
    answer = staticmethod(services.answer_order)
    heading = "Svara på beställningen"
    intro = "Svaret är också er kvittens. Biståndsenheten ser det direkt."


class StateCompetenceView(SendingView):
    """Räcker kompetens och utrustning?"""

    action = ItemKind.COMPETENCE_STATED
    form_class: ClassVar[type[CaseForm]] = CompetenceForm
    sends: ClassVar = {"enough": "enough", "missing": "missing", "until": "until", "note": "note"}
    heading = "Ange kompetens och utrustning"
    intro = "Biståndshandläggarens ja blir bindande först när ni har sagt ert."
    submit = "Spara beskedet"
    success = "Beskedet är sparat."

    def perform(self, form: Any, version: int) -> None:
        """The nurse's word."""
        data = form.cleaned_data
        services.state_competence(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            enough=data["enough"] == "ja",
            missing=data["missing"],
            until=data["until"],
            note=data["note"],
            version=version,
        )


class QuestionReadinessView(SendingView):
    """Är personen utskrivningsklar?"""

    action = ItemKind.ANSWER_GIVEN
    form_class: ClassVar[type[CaseForm]] = QuestionForm
    sends: ClassVar = {"why": "missing"}
    heading = "Ifrågasätt utskrivningsklar"
    intro = "Läkaren på avdelningen ska svara. Frågan räknas i uppföljningen."
    submit = "Skicka frågan"
    success = "Frågan är skickad till avdelningen."

    def perform(self, form: Any, version: int) -> None:
        """Ask."""
        services.question_readiness(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            why=form.cleaned_data["why"],
            version=version,
        )


class AnswerReadinessView(SendingView):
    """The doctor's answer."""

    action = ItemKind.READINESS_ANSWERED
    form_class: ClassVar[type[CaseForm]] = ReadinessAnswerForm
    sends: ClassVar = {"stands": "stands", "doctor_name": "doctor", "note": "note"}
    heading = "Svara på ifrågasättandet"
    submit = "Skicka läkarens svar"
    success = "Läkarens svar är skickat."

    def warnings(self) -> list[dict[str, str]]:
        """What was asked."""
        question = open_question(chain_of(self.episode))
        if question is None or not self.opened:
            return []
        text = str(question.data.get("missing") or "")
        return [{"tone": "info", "title": "Frågan", "text": text}]

    def perform(self, form: Any, version: int) -> None:
        """Answer, and withdraw when the doctor has changed the judgement."""
        data = form.cleaned_data
        services.answer_readiness(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            stands=data["stands"] == "ja",
            doctor_name=data["doctor_name"],
            note=data["note"],
            version=version,
        )
