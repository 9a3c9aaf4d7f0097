"""The answer to a deviation and what stands around it, and the filter of the list."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import PlainErrors
from deviations.forms.reporting import text_field
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import Category


class AnswerForm(PlainErrors, forms.Form):
    """The answer: both parts are needed."""

    explanation = text_field("Förklaring", rows=4, required="Förklara vad som hände och varför.")
    measure = text_field(
        "Föreslagen åtgärd", rows=3, required="Skriv vad ni gör för att det inte ska hända igen."
    )
    carries = forms.MultipleChoiceField(
        label="Ta med ur utredningen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Det ni inte väljer stannar hos er.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, carries: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if carries:
            self.fields["carries"].choices = list(carries)  # type: ignore[attr-defined]
        else:
            del self.fields["carries"]


class FilterForm(forms.Form):
    """The filter of the list."""

    kategori = forms.ChoiceField(
        label="Vad det gäller",
        required=False,
        choices=[("", "Allt"), *[(one, CATEGORIES[one]) for one in Category]],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]


class WriteForm(PlainErrors, forms.Form):
    """A question or an answer to the other parties, or a note of one's own."""

    text = text_field(
        "Text", rows=3, required="Skriv något först.", help_text="Skriv inte namn eller personnummer."
    )
    to = forms.ChoiceField(
        label="Vem ska läsa?",
        choices=[
            ("others", "De andra parterna: fråga eller svar"),
            ("own", "Bara vår enhet: egen anteckning"),
        ],
        initial="others",
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReopenForm(PlainErrors, forms.Form):
    """Why the answer does not do."""

    why = text_field("Varför öppnas den igen?", rows=3, required="Skriv varför avvikelsen öppnas igen.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(PlainErrors, forms.Form):
    """To whom a deviation that has come wrong is to go."""

    to = forms.TypedChoiceField(
        label="Rätt mottagare", coerce=int, error_messages={"required": "Välj vem som ska svara."}
    )
    why = forms.CharField(label="Varför (valfritt)", required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Välj"), *units]  # type: ignore[attr-defined]


class JoinForm(PlainErrors, forms.Form):
    """The number of another deviation about the same event."""

    ref = forms.CharField(
        label="Nummer",
        max_length=80,
        help_text="Till exempel A-7KQ2-M4XP. Svaret på den här går då till båda.",
        error_messages={"required": "Skriv numret på den andra avvikelsen."},
    )


class PartForm(PlainErrors, forms.Form):
    """Why they are answered each by itself."""

    why = text_field("Varför ska de besvaras var för sig?", rows=2, required="Skriv varför.")
