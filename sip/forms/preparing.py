"""The forms of what leads up to a meeting (S13), and of parts that are handed over (S6)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField
from sip.presenters.words import MATERIALS
from sip.rules.preparing import Material
from transitions.forms.base import CaseForm, note_field

YES, NO = "yes", "no"


class PrepareForm(CaseForm):
    """Who prepares the person, by when, with what."""

    unit = forms.TypedChoiceField(
        label="Vilken enhet förbereder personen?",
        coerce=int,
        help_text="Den som personen känner bäst.",
        error_messages={"required": "Välj en enhet."},
    )
    by_name = forms.CharField(label="Vem där?", required=False, max_length=150)
    due_on = DayField(label="Klart senast", required=False, help_text="Tomt: dagen före mötet.")
    material = forms.MultipleChoiceField(
        label="Med vad?",
        required=False,
        choices=[(one, MATERIALS[one]) for one in Material],
        widget=forms.CheckboxSelectMultiple,
    )
    note = note_field("Att tänka på", help_text="Till exempel hörsel, tid på dagen, vem som bör vara med.")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Välj enhet"), *units]  # type: ignore[attr-defined]


class OwnWordsForm(CaseForm):
    """What the person says, and those close."""

    matters = note_field("Vad är viktigt för dig?", help_text="Skriv med personens egna ord.")
    worries = note_field("Vad oroar dig?")
    wants = note_field("Vad vill du kunna göra?")
    kin = note_field("Vad säger närstående?", help_text="Den som personen vill ha med. Lämna annars tomt.")


class HandOverForm(CaseForm):
    """To whom, and why."""

    to_unit = forms.TypedChoiceField(
        label="Vilken enhet ska ta över er del?",
        coerce=int,
        help_text="Saknas enheten i listan? Kalla den till SIP först.",
        error_messages={"required": "Välj en enhet."},
    )
    note = note_field("Varför lämnar ni, och vad behöver de veta?")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = [("", "Välj enhet"), *units]  # type: ignore[attr-defined]


class TakeOverForm(CaseForm):
    """Yes, with who answers for it; or no, with why."""

    accept = forms.ChoiceField(
        label="Tar ni över?",
        choices=[(YES, "Ja, vi ansvarar för insatserna"), (NO, "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej."},
    )
    responsible = forms.CharField(label="Vem hos er ansvarar?", required=False, max_length=150)
    answer = note_field("Svar", help_text="Tar ni inte över: skriv varför.")

    def clean(self) -> dict[str, Any]:
        """A yes says who, a no says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("accept") == YES and not cleaned.get("responsible"):
            self.add_error("responsible", "Skriv vem hos er som ansvarar.")
        if cleaned.get("accept") == NO and not cleaned.get("answer"):
            self.add_error("answer", "Skriv varför ni inte tar över.")
        return cleaned
