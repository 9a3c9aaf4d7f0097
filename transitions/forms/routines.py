"""The form of a lathund (T19)."""

from django import forms

from core.forms import PlainForm
from transitions.presenters.steps import LABELS
from transitions.rules.step_values import StepCode


class RoutineForm(PlainForm):
    """At which step, its heading, and its points."""

    step = forms.ChoiceField(
        label="Steg", choices=[(code, LABELS[code].replace("\u00ad", "")) for code in StepCode]
    )
    title = forms.CharField(label="Rubrik", max_length=120, error_messages={"required": "Ange en rubrik."})
    text = forms.CharField(
        label="Punkter",
        help_text="En punkt på varje rad. Skriv inga personuppgifter.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Skriv minst en punkt."},
    )
