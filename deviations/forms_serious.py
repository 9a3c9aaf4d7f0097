"""The law's questions on a serious event, and to whom it is handed over."""

from typing import Any

from django import forms

from deviations.forms.reporting import text_field
from deviations.presenters.serious import REPLIES
from deviations.rules.serious import QUESTIONS, Reply, Statute
from transitions.forms.base import CaseForm


class AssessForm(CaseForm):
    """An answer to each question of the statute, and the assessment in words."""

    reasons = text_field(
        "Hur har ni bedömt händelsen?",
        rows=4,
        required="Skriv hur ni har bedömt händelsen.",
        help_text="Beslutet fattas i vårdgivarens eller nämndens egen process.",
    )

    def __init__(self, *args: Any, statute: Statute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {
            one.code: forms.ChoiceField(
                label=one.text,
                help_text=one.source,
                choices=[(reply, REPLIES[reply]) for reply in Reply],
                widget=forms.RadioSelect,
                error_messages={"required": "Svara på frågan. Vet du inte än, välj Vet inte än."},
            )
            for one in QUESTIONS[statute]
        }
        self.fields = {**asked, **self.fields}


class HandOverForm(CaseForm):
    """To whom."""

    to = forms.CharField(
        label="Till vem lämnas det över?",
        max_length=200,
        help_text="Den som vårdgivaren eller nämnden har utsett, till exempel chefläkare, MAS eller SAS.",
        error_messages={"required": "Skriv till vem det lämnas över."},
    )
