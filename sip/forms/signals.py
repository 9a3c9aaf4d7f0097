"""The forms of a signal of need and its answer (S10)."""

from typing import Any

from django import forms

from transitions.forms.base import CaseForm, note_field
from transitions.presenters.words_sip import NOT_NOW, SIGNAL_ANSWERS, SIGNAL_REASONS, WISHES
from transitions.rules.sip_signals import NotNow, SignalAnswer, SignalReason, Wish

CARRIED = "Orden når mottagaren bara om personen har samtyckt. Skälen ovan når alltid fram."


class SignalForm(CaseForm):
    """Why a SIP is needed, and whose wish it is."""

    reasons = forms.MultipleChoiceField(
        label="Varför behövs en SIP?",
        choices=[(one, SIGNAL_REASONS[one]) for one in SignalReason],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett skäl."},
    )
    wish = forms.ChoiceField(
        label="Vems önskemål är det?",
        choices=[(one, WISHES[one]) for one in Wish],
        initial=Wish.UNIT,
        widget=forms.RadioSelect,
    )
    note = note_field("Några ord till vårdcentralen", help_text=CARRIED)

    GROUNDS = {"note": "consent"}

    def clean(self) -> dict[str, Any]:
        """Another reason is written down."""
        cleaned = super().clean() or self.cleaned_data
        if SignalReason.OTHER in cleaned.get("reasons", ()) and not cleaned.get("note"):
            self.add_error("note", "Skriv några ord om varför.")
        return cleaned


class SignalAnswerForm(CaseForm):
    """Whether the open care calls, and else why not."""

    answer = forms.ChoiceField(
        label="Ert svar",
        choices=[(one, SIGNAL_ANSWERS[one]) for one in SignalAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett svar."},
    )
    why = forms.ChoiceField(
        label="Varför inte nu?",
        required=False,
        choices=[("", "Välj när ni svarar inte nu"), *((one, NOT_NOW[one]) for one in NotNow)],
    )
    note = note_field("Några ord till den som har signalerat", help_text=CARRIED)

    GROUNDS = {"note": "consent"}

    def clean(self) -> dict[str, Any]:
        """A no says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == SignalAnswer.NOT_NOW:
            if not cleaned.get("why"):
                self.add_error("why", "Välj varför ni inte kallar nu.")
            elif cleaned["why"] == NotNow.OTHER and not cleaned.get("note"):
                self.add_error("note", "Skriv varför ni inte kallar nu.")
        return cleaned
