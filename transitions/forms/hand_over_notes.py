"""The form of a note to the next shift (T37)."""

from typing import Any

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm
from transitions.rules.hand_over import LONGEST_NOTE


class HandOverNoteForm(CaseForm):
    """What the others who help at home need to know."""

    WIDTHS = {"until": "short"}

    note = forms.CharField(
        label="Till nästa pass",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv kort. Når bara dem som hjälper personen hemma.",
        error_messages={
            "required": "Skriv det som nästa pass behöver veta.",
            "max_length": f"Texten är för lång. Korta den till högst {LONGEST_NOTE} tecken.",
        },
    )
    tonight = forms.BooleanField(
        label="Gäller i natt", required=False, help_text="Står först i listan tills natten är över."
    )
    until = DayField(
        label="Till och med natten som börjar",
        required=False,
        help_text="Lämna tomt om det bara gäller i natt.",
    )

    def clean(self) -> dict[str, Any]:
        """A last night belongs to a note about the nights."""
        data = super().clean() or {}
        if data.get("until") and not data.get("tonight"):
            self.add_error("tonight", "Markera att det gäller i natt, eller ta bort dagen.")
        return data
