"""The form of the meeting that was held, and those of the milestones after it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField, MomentField
from sip.presenters.words import TOOK_PART
from sip.rules.kinds import TookPart
from transitions.forms.base import CaseForm, note_field

YES, NO = "yes", "no"


class MeetingForm(CaseForm):
    """When you met, who came, how the person took part."""

    held_at = MomentField(label="När hölls mötet?")
    attended = forms.TypedMultipleChoiceField(
        label="Vilka enheter deltog?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en enhet som deltog."},
    )
    patient_took_part = forms.ChoiceField(
        label="Hur deltog personen?",
        choices=[(how, TOOK_PART[how]) for how in TookPart],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur personen deltog."},
    )
    relative_took_part = forms.ChoiceField(
        label="Deltog någon närstående?",
        choices=[(YES, "Ja"), (NO, "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om någon närstående deltog."},
    )
    matters = note_field("Vad är viktigt för personen?", help_text="Skriv med personens egna ord.")
    note = note_field("Anteckning", help_text="Deltog personen inte: skriv varför.")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].choices = list(units)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A meeting without the person says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("patient_took_part") == TookPart.NO and not cleaned.get("note"):
            self.add_error("note", "Skriv varför personen inte deltog.")
        return cleaned


class AgreedForm(CaseForm):
    """The plan is agreed."""

    follow_up_on = DayField(label="Följ upp senast", required=False)
    note = note_field(
        "Varför gäller planen ändå?",
        help_text="Behövs om planen inte är hel eller skrivs i ett annat system.",
    )


class CloseForm(CaseForm):
    """The SIP is closed."""

    note = note_field(
        "Varför avslutas SIP?", help_text="Behövs om planen saknar vad som är viktigt för personen."
    )
