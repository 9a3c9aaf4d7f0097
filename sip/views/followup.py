"""The evaluation of a SIP."""

from typing import Any, ClassVar

from sip import permissions, services
from sip.forms import EvaluationForm
from sip.selectors_followup import wording
from sip.views.base import SipStepView
from transitions.forms.base import CaseForm


class EvaluationView(SipStepView):
    """Utvärdera SIP."""

    action = "sip_evaluation"
    form_class: ClassVar[type[CaseForm]] = EvaluationForm
    template_name = "sip/evaluation.html"
    heading = "Utvärdera SIP"
    intro = "Fråga personen de tre första frågorna. De tre sista svarar ni själva på."
    submit = "Spara svaren"
    success = "Svaren är sparade."

    def check_permission(self) -> None:
        """Whoever called or is invited; of a protected person when what is protected has been opened."""
        permissions.require(permissions.may_write_part(self.acting, self.sip) and self.opened, self.action)

    def warnings(self) -> list[dict[str, str]]:
        """That the words are a draft."""
        if not wording().draft:
            return []
        text = "Frågornas ordval är ett utkast som verksamheten inte har granskat än."
        return [{"tone": "info", "title": "", "text": text}]

    def perform(self, form: Any, version: int) -> None:
        """Store the answers."""
        services.evaluate(acting=self.acting, sip=self.sip, at=self.now, answers=form.answers)
