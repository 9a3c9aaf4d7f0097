"""Dismissing a proposed deviation, and which rules propose."""

from typing import Any

from django import forms

from core.forms import PlainErrors
from deviations.presenters.proposals import DISMISSALS, RULES
from deviations.rules.proposals import MOST_HOURS, Dismissal, ProposalRule, Setting
from transitions.forms.base import CaseForm

HOURS = f"Ange ett antal timmar mellan 0 och {MOST_HOURS}."


class DismissForm(CaseForm):
    """Why it is no deviation."""

    reason = forms.ChoiceField(
        label="Varför blir det ingen avvikelse?",
        choices=[(one, DISMISSALS[one]) for one in Dismissal],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför det inte blir en avvikelse."},
    )
    why = forms.CharField(
        label="Med egna ord",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Behövs när du väljer något annat skäl. Skriv inte namn eller personnummer.",
    )


class RulesForm(PlainErrors, forms.Form):
    """On or off, and so many hours, for each rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in ProposalRule:
            self.fields[f"{rule}_active"] = forms.BooleanField(label=RULES[rule], required=False)
            self.fields[f"{rule}_hours"] = forms.IntegerField(
                label=f"Timmar: {RULES[rule]}",
                min_value=0,
                max_value=MOST_HOURS,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOURS),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4", "autocomplete": "off"}),
            )

    def wanted(self) -> dict[ProposalRule, Setting]:
        """What was chosen."""
        data = self.cleaned_data
        return {rule: Setting(data[f"{rule}_active"], data[f"{rule}_hours"]) for rule in ProposalRule}
