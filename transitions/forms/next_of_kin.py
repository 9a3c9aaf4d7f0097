"""The forms of next of kin (T38)."""

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.presenters.next_of_kin import CAPACITIES, GUARDIAN, KIN, OFFERED, WANTS
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, Offered, WantsSupport


class NextOfKinForm(CaseForm):
    """Whether there are next of kin, what they can do, whether they want support."""

    exists = forms.ChoiceField(
        label="Har personen närstående?",
        choices=[(str(one), KIN[one]) for one in Kin],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om personen har närstående."},
    )
    capacity = forms.ChoiceField(
        label="Vad kan de hjälpa till med hemma?",
        required=False,
        choices=[("", "Välj"), *((str(one), CAPACITIES[one]) for one in Capacity)],
    )
    wants_support = forms.ChoiceField(
        label="Vill de bli kontaktade om anhörigstöd?",
        required=False,
        choices=[(str(one), WANTS[one]) for one in WantsSupport],
        initial=str(WantsSupport.NOT_ASKED),
        help_text="Ett ja blir en uppgift för biståndsenheten.",
    )
    note = note_field(
        "Det här gör de",
        help_text="Till exempel handlar, sover över. Skriv inget om den närståendes egen hälsa eller livssituation.",
    )


class KinSupportForm(CaseForm):
    """What came of the offer."""

    outcome = forms.ChoiceField(
        label="Vad svarade de?",
        choices=[(str(one), OFFERED[one]) for one in Offered],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad de svarade."},
    )


class GuardianForm(CaseForm):
    """The notice to överförmyndaren, or why not."""

    WIDTHS = {"sent_on": "short", "sent_by": "medium"}

    outcome = forms.ChoiceField(
        label="Behöver personen god man eller förvaltare?",
        choices=[(str(one), GUARDIAN[one]) for one in GuardianNotice],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som är gjort."},
    )
    sent_on = DayField(label="Anmälan skickades", required=False)
    sent_by = forms.CharField(
        label="Verksamhetschef, eller den som har uppdraget", required=False, max_length=150
    )
    note = note_field("Varför inte?", help_text="Fyll i om en anmälan inte behövs.")
