"""Forms of the liability app: shape only."""

import uuid
from typing import Any

from django import forms

from core.forms import DayField, MomentField, PlainErrors, PlainForm
from liability.rules.decisions import Choice
from liability.rules.statement_life import Answer
from liability.rules.what_if import WITHOUT_TIME, Change
from transitions.forms.base import CaseForm

LONGEST = 4_000
TOO_LONG = "Texten är för lång. Korta den till högst 4 000 tecken."

DISPUTE_REASONS = [
    ("days", "Dagarna är fel räknade"),
    ("notice", "Underrättelsen kom inte, eller kom en annan tid"),
    ("admission_notice", "Inskrivningsmeddelandet saknas eller kom för sent"),
    ("sip", "Kallelsen till SIP saknas eller kom för sent"),
    ("open_care", "Den öppna vårdens insatser saknades"),
    ("municipality", "Personen hör till en annan kommun"),
    ("discharge", "Utskrivningen skedde en annan dag"),
    ("other", "Annat skäl"),
]
ANSWERS = [
    (Answer.UPHELD.value, "Raden står kvar som den är"),
    (Answer.CHANGED.value, "Dagarna ändras"),
    (Answer.REMOVED.value, "Raden tas bort ur betalningen"),
]


class DayRateForm(PlainForm):
    """What a care day costs in a year."""

    year = forms.IntegerField(label="År", min_value=2018, max_value=2200)
    amount = forms.IntegerField(
        label="Kronor per vårddygn",
        min_value=1,
        max_value=1_000_000,
        help_text="Hela kronor, utan mellanslag.",
    )
    source = forms.CharField(
        label="Källa",
        max_length=300,
        help_text="Till exempel numret på Socialstyrelsens föreskrift, HSLF-FS.",
    )
    confirmed = forms.BooleanField(label="Jag har läst beloppet i källan", required=False)


def text_field(label: str, *, required: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    """Free text that somebody must write."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class StepForm(PlainErrors, forms.Form):
    """A step on a statement: from which version the page was drawn, and a key that makes a double click one act."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class TakeBackForm(StepForm):
    """Why a proposal is taken back."""

    text = text_field("Varför tas förslaget tillbaka?", required="Skriv varför förslaget tas tillbaka.")


def _attachment() -> forms.FileField:
    return forms.FileField(
        label="Bifoga en fil",
        required=False,
        help_text="PDF, PNG eller JPG, högst 5 MB. Den andra parten kan hämta filen.",
        error_messages={"empty": "Filen är tom. Välj en annan fil."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class DisputeForm(StepForm):
    """Why a row is disputed."""

    reason = forms.ChoiceField(
        label="Skäl",
        choices=[("", "Välj"), *DISPUTE_REASONS],
        error_messages={"required": "Välj ett skäl."},
    )
    text = text_field(
        "Varför bestrids raden?",
        required="Skriv varför raden bestrids.",
        help_text="Skriv inte namn eller personnummer.",
    )
    attachment = _attachment()


class AnswerForm(StepForm):
    """What the region answers."""

    outcome = forms.ChoiceField(
        label="Vad gäller?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som gäller."},
    )
    days = forms.IntegerField(
        label="Antal dagar, om de ändras",
        required=False,
        min_value=0,
        max_value=10_000,
        error_messages={"invalid": "Skriv antalet dagar med siffror."},
    )
    text = text_field("Svar", required="Skriv ett svar.", help_text="Skriv inte namn eller personnummer.")
    attachment = _attachment()


class ProposeDecisionForm(CaseForm):
    """What one side holds is to be decided of a spell."""

    notice_at = forms.DateTimeField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="Vad ska gälla?",
        choices=[
            (Choice.NOT_OWED.value, "Kommunen betalar inte för perioden"),
            (Choice.OWED.value, "Kommunen betalar från en viss dag"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som ska gälla."},
    )
    from_day = DayField(label="Från vilken dag, om kommunen betalar", required=False)
    text = text_field(
        "Varför?",
        required="Skriv varför det ska vara så.",
        help_text="Motiveringen blir en del av förklaringen och syns för båda parter. Skriv inte namn.",
    )


CHANGES = [
    (Change.NOTICE.value, "Underrättelsen om utskrivningsklar skickades en annan tid"),
    (Change.END.value, "Utskrivningen skedde en annan tid"),
    (Change.SIP_CALL.value, "Den fasta vårdkontakten kallade till SIP en viss tid"),
    (Change.NO_SIP.value, "Ingen SIP skulle hållas"),
    (Change.ADMISSION_NOTICE.value, "Inskrivningsmeddelandet skickades en annan tid"),
    (Change.OPEN_CARE.value, "Den öppna vårdens insatser fanns hela tiden"),
]


class WhatIfForm(PlainErrors, forms.Form):
    """One fact to change. Nothing is saved."""

    change = forms.ChoiceField(
        label="Vilken uppgift ändras?",
        choices=CHANGES,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj en uppgift."},
    )
    at = MomentField(label="Till vilken tid?", required=False)

    def clean(self) -> dict[str, Any]:
        """A moment for the changes that have one."""
        data: dict[str, Any] = super().clean() or {}
        change = data.get("change")
        if change and Change(change) not in WITHOUT_TIME and not data.get("at") and "at" not in self.errors:
            self.add_error("at", "Ange dag och tid för den ändrade uppgiften.")
        return data


class AnswerDecisionForm(CaseForm):
    """Whether the other side accepts."""

    accepted = forms.ChoiceField(
        label="Godtar ni förslaget?",
        choices=[("yes", "Ja, det ska gälla"), ("no", "Nej, vi är inte överens")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej."},
    )
    text = forms.CharField(
        label="Kommentar",
        required=False,
        max_length=LONGEST,
        help_text="Behövs om ni säger nej. Skriv inte namn.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
