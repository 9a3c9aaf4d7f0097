"""The forms of the receiving units: can we, is competence enough, is the person utskrivningsklar."""

from typing import Any

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm, note_field


def _text(label: str, help_text: str = "", *, required: bool = False, empty: str = "") -> forms.CharField:
    messages = {"max_length": "Texten är för lång. Korta den till högst 1 000 tecken."}
    if empty:
        messages["required"] = empty
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=messages,
    )


class AnswerForm(CaseForm):
    """Can take the person, from when; or cannot, and what is missing (T22)."""

    WIDTHS = {"from_when": "short"}

    can = forms.ChoiceField(
        label="Kan ni ta emot personen?",
        choices=[("ja", "Ja"), ("nej", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om ni kan ta emot personen."},
    )
    from_when = DayField(label="Från vilken dag", required=False, help_text="Fyll i om ni kan ta emot.")
    missing = _text("Vad saknas?", "Fyll i om ni inte kan ta emot.")
    note = note_field()

    def clean(self) -> dict[str, Any]:
        """A yes says from when, a no what is missing."""
        data = super().clean() or {}
        if data.get("can") == "ja" and not data.get("from_when") and "from_when" not in self.errors:
            self.add_error("from_when", "Ange från vilken dag ni kan ta emot.")
        if data.get("can") == "nej" and not data.get("missing"):
            self.add_error("missing", "Skriv vad som saknas för att ni ska kunna ta emot.")
        return data


class OrderAnswerForm(AnswerForm):
    """A provider's answer to an order (T3)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["can"].label = "Kan ni utföra insatserna?"


class CompetenceForm(CaseForm):
    """A receiving nurse's word (T27)."""

    WIDTHS = {"until": "short"}

    enough = forms.ChoiceField(
        label="Räcker er kompetens och utrustning?",
        choices=[("ja", "Ja, den räcker"), ("nej", "Nej, något saknas")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om kompetens och utrustning räcker."},
    )
    missing = _text("Vad saknas?", "Till exempel delegering för insulin, eller en tryckavlastande madrass.")
    until = DayField(label="Till och med vilken dag", required=False, help_text="Lämna tomt om det är okänt.")
    note = note_field()

    def clean(self) -> dict[str, Any]:
        """What is lacking is said."""
        data = super().clean() or {}
        if data.get("enough") == "nej" and not data.get("missing"):
            self.add_error("missing", "Skriv vilken kompetens eller utrustning som saknas.")
        return data


class QuestionForm(CaseForm):
    """A receiver questions readiness (T28)."""

    why = _text(
        "Vad talar emot att personen är utskrivningsklar?",
        "Läkaren svarar. Underrättelsen gäller tills den återkallas.",
        required=True,
        empty="Skriv vad som talar emot att personen är utskrivningsklar.",
    )


class ReadinessAnswerForm(CaseForm):
    """The doctor's answer (T28)."""

    WIDTHS = {"doctor_name": "medium"}

    stands = forms.ChoiceField(
        label="Står bedömningen fast?",
        choices=[
            ("ja", "Ja, personen är utskrivningsklar"),
            ("nej", "Nej, återkalla utskrivningsklar nu"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om bedömningen står fast."},
    )
    doctor_name = forms.CharField(
        label="Läkare som svarar", max_length=150, error_messages={"required": "Ange läkaren som har svarat."}
    )
    note = note_field("Läkarens svar", required=True)
