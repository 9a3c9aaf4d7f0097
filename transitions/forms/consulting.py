"""The forms of consultation inside the municipality (T36)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actors.selectors import UnitRef
from transitions.forms.base import CaseForm, note_field
from transitions.forms.ward import unit_choices
from transitions.presenters.requests import PROFESSIONS


class ConsultForm(CaseForm):
    """A question to a colleague in another profession of the own municipality."""

    unit = forms.TypedChoiceField(
        label="Enhet", coerce=int, error_messages={"required": "Välj vilken enhet du frågar."}
    )
    profession = forms.ChoiceField(
        label="Vem frågar du?",
        choices=list(PROFESSIONS.items()),
        error_messages={"required": "Välj vem du frågar."},
    )
    question = note_field("Fråga", required=True)
    enclose = forms.MultipleChoiceField(
        label="Bifoga av det som ni har fått",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bara det som behövs för svaret. MAS ser inte mer av ärendet än frågan och det du bifogar.",
        error_messages={"invalid_choice": "En del som du valde finns inte längre. Välj igen."},
    )

    def __init__(
        self, *args: Any, units: Iterable[UnitRef], parts: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        choices = [(title, title) for title in parts]
        if choices:
            self.fields["enclose"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["enclose"]


class ConsultAnswerForm(CaseForm):
    """The colleague's answer."""

    answer = note_field("Svar", required=True)
