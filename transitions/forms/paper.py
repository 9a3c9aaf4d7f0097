"""The form for what was done on paper."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import DayField, MomentField
from transitions.forms.base import CaseForm, note_field
from transitions.presenters.words import DISCHARGED_TO, ITEMS
from transitions.rules.kinds import DischargedTo, ItemKind


class PaperForm(CaseForm):
    """One row of the evening pack. `what` is `ack:<kind>`, `date` or `discharge`."""

    WIDTHS = {"row": "medium"}

    row = forms.CharField(
        label="Radens nummer",
        help_text="Står först på raden i reservpaketet, till exempel 261122-2000-A1B2/3.1.",
        max_length=40,
        error_messages={"required": "Ange radens nummer, så att den inte förs in två gånger."},
    )
    at = MomentField(
        label="När hände det?",
        help_text="Dag och klockslag som står på papperet.",
        error_messages={"required": "Ange dag och klockslag då det hände."},
    )
    what = forms.ChoiceField(
        label="Vad hände?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som hände."},
    )
    expected_discharge = DayField(label="Ny beräknad utskrivning", required=False)
    to = forms.ChoiceField(
        label="Utskriven till",
        required=False,
        choices=[("", "Välj"), *((value, DISCHARGED_TO[value]) for value in DischargedTo)],
    )
    note = note_field("Talade med, och vad som bestämdes")

    def __init__(self, *args: Any, awaited: Iterable[ItemKind], ward: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"ack:{kind}", f"Vi kvitterade: {ITEMS[kind].lower()}") for kind in awaited]
        if ward:
            choices += [("date", "Ny beräknad utskrivning"), ("discharge", "Utskriven")]
        else:
            del self.fields["expected_discharge"], self.fields["to"]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.nothing = not choices

    def clean(self) -> dict[str, Any]:
        """A new date has a date, a discharge says where to."""
        data = super().clean() or self.cleaned_data
        if data.get("what") == "date" and not data.get("expected_discharge"):
            self.add_error("expected_discharge", "Ange den nya beräknade utskrivningen.")
        if data.get("what") == "discharge" and not data.get("to"):
            self.add_error("to", "Välj vart personen skrevs ut.")
        return data
