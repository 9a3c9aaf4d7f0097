"""The form of the cause of a readmission (T14)."""

from django import forms

from transitions.forms.base import CaseForm, note_field
from transitions.presenters.readmission import CAUSES
from transitions.rules.kinds import READMISSION_CAUSES


class CauseForm(CaseForm):
    """Why the person came back, as the unit sees it."""

    cause = forms.ChoiceField(
        label="Varför är personen tillbaka?",
        choices=[(cause, CAUSES[cause]) for cause in READMISSION_CAUSES],
        widget=forms.RadioSelect,
        help_text="Välj den orsak som vägde tyngst.",
        error_messages={"required": "Välj en orsak."},
    )
    note = note_field("Vad som brast, och vad som hade hjälpt")
