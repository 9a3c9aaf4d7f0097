"""The receipt of a message that was handed over."""

from django import forms

from core.forms import MomentField
from transitions.forms.base import CaseForm, now_local


class ReceiptForm(CaseForm):
    """Who at the unit received it on paper, and when."""

    WIDTHS = {"received_by": "medium", "received_at": "medium"}

    received_by = forms.CharField(
        label="Vem tog emot?",
        max_length=100,
        help_text="Namn och yrke eller funktion.",
        error_messages={"required": "Ange vem som tog emot meddelandet."},
    )
    received_at = MomentField(label="När?", initial=now_local)
