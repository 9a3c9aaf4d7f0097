"""The evaluation: three questions to the person, three to the unit."""

from typing import Any

from django import forms

from sip.rules.kinds import Voice
from sip.selectors_followup import wording
from transitions.forms.base import CaseForm


class EvaluationForm(CaseForm):
    """Either voice may be left out; one that has begun to answer answers all three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = wording()
        for voice, questions in words.questions.items():
            for code, text in questions.items():
                self.fields[f"{voice}_{code}"] = forms.ChoiceField(
                    label=text, choices=list(words.scale.items()), widget=forms.RadioSelect, required=False
                )

    def clean(self) -> dict[str, Any]:
        """Whoever has begun answers all three."""
        cleaned = super().clean() or self.cleaned_data
        for voice, told in self.answers.items():
            for code in wording().questions[voice] if told else ():
                if code not in told:
                    self.add_error(f"{voice}_{code}", "Svara på frågan.")
        return cleaned

    @property
    def answers(self) -> dict[Voice, dict[str, str]]:
        """The answers by voice and question, those that were given."""
        return {
            voice: {code: found for code in questions if (found := self.cleaned_data.get(f"{voice}_{code}"))}
            for voice, questions in wording().questions.items()
        }

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The questions by voice, for the template."""
        legends = {Voice.PERSON: "Frågor till personen", Voice.STAFF: "Frågor till er"}
        return [
            {
                "legend": legends[voice],
                "fields": [bound for bound in self.visible_fields() if bound.name.startswith(f"{voice}_")],
            }
            for voice in wording().questions
        ]
