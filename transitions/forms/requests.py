"""The forms of requests with an owner (T35)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actors.selectors import UnitRef
from core.forms import DayField
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.presenters.requests import WANTED
from transitions.rules.requests import Wanted


class RequestForm(CaseForm):
    """What is asked for, and who answers for it."""

    what = forms.ChoiceField(
        label="Vad begärs?",
        choices=[(what, WANTED[what]) for what in Wanted],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som begärs."},
    )
    owner = forms.TypedChoiceField(
        label="Vem ansvarar för nästa steg?",
        coerce=int,
        error_messages={"required": "Välj vilken enhet som ansvarar."},
    )
    note = note_field("Varför det behövs")

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = unit_choices(units)  # type: ignore[attr-defined]


class _OpenRequestForm(CaseForm):
    """A step of a request that is open."""

    what = forms.ChoiceField(
        label="Vilken begäran?", widget=forms.RadioSelect, error_messages={"required": "Välj en begäran."}
    )

    def __init__(self, *args: Any, wanted: Iterable[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(what, WANTED[what]) for what in wanted]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["what"].initial = choices[0][0]


class JudgeForm(_OpenRequestForm):
    """The doctor's rehab judgement."""

    WIDTHS = {"doctor_name": "medium"}

    supports = forms.ChoiceField(
        label="Finns behov av rehabilitering på platsen?",
        choices=[("ja", "Ja"), ("nej", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj läkarens bedömning."},
    )
    doctor_name = forms.CharField(
        label="Läkare som har bedömt",
        max_length=150,
        error_messages={"required": "Ange läkaren som har bedömt."},
    )
    note = note_field("Läkarens bedömning")


class DecideRequestForm(_OpenRequestForm):
    """The municipality's decision."""

    granted = forms.ChoiceField(
        label="Beslut",
        choices=[("ja", "Beviljas"), ("nej", "Beviljas inte")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj beslut."},
    )
    note = note_field("Motivering")


class TakeRequestForm(_OpenRequestForm):
    """The owner has taken it over."""

    WIDTHS = {"from_when": "short"}

    from_when = DayField(label="Från vilken dag?", required=False, help_text="Lämna tomt om det gäller nu.")
    note = note_field("Mer till dem som lämnar över")
