"""Forms of joint meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField, MomentField
from deviations.forms_delegations import text_field
from deviations.presenters.meetings import KINDS, MANDATES
from deviations.presenters.words import CATEGORIES
from deviations.rules.kinds import Category
from deviations.rules.meetings import ForumKind, Mandate
from transitions.forms.base import CaseForm, note_field

NO_NAMES = "Skriv inga personuppgifter om patienter."


class ForumForm(CaseForm):
    """A forum: what it is called, how often it meets, what is always taken up."""

    name = forms.CharField(label="Namn", max_length=120)
    kind = forms.ChoiceField(
        label="Slag", choices=[(one, KINDS[one]) for one in ForumKind], widget=forms.RadioSelect
    )
    every_weeks = forms.IntegerField(label="Veckor mellan mötena", min_value=1, max_value=53, initial=4)
    agenda = note_field("Stående punkter", help_text="En punkt på varje rad.")

    WIDTHS = {"every_weeks": "short"}


class SeatForm(CaseForm):
    """A seat: which function, who has it, what the person may decide."""

    organisation = forms.TypedChoiceField(label="Organisation", coerce=int)
    unit = forms.TypedChoiceField(
        label="Enhet som ser mötets sidor", coerce=int, empty_value=None, required=False
    )
    title = forms.CharField(label="Funktion", max_length=120, help_text="Till exempel verksamhetschef.")
    holder = forms.CharField(
        label="Namn", max_length=150, required=False, help_text="Lämna tomt om platsen är vakant."
    )
    mandate = forms.ChoiceField(
        label="Mandat", choices=[(one, MANDATES[one]) for one in Mandate], widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[tuple[int, str]],
        units: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("organisation", organisations), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Välj"), *choices]


class MeetingForm(CaseForm):
    """When and where."""

    starts_at = MomentField(label="Mötestid")
    place = forms.CharField(label="Plats eller länk", max_length=120, required=False)


class ItemForm(CaseForm):
    """A point that somebody wants to take up."""

    title = forms.CharField(label="Vad vill du ta upp?", max_length=200, help_text=NO_NAMES)


class DecisionForm(CaseForm):
    """A decision on one or several points."""

    items = forms.MultipleChoiceField(
        label="Gäller punkterna",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en punkt."},
    )
    text = text_field("Vad har ni beslutat?", required="Skriv vad ni har beslutat.", help_text=NO_NAMES)
    seat = forms.TypedChoiceField(label="Vem ansvarar?", coerce=int)
    due_on = DayField(label="Klart senast")
    category = forms.ChoiceField(
        label="Vilken avvikelse ska bli färre?",
        required=False,
        choices=[("", "Samma som punkten"), *((one, CATEGORIES[one]) for one in Category)],
    )

    WIDTHS = {"due_on": "medium"}

    def __init__(
        self, *args: Any, points: Sequence[tuple[str, str]], seats: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field, seat = self.fields["items"], self.fields["seat"]
        assert isinstance(field, forms.MultipleChoiceField)
        assert isinstance(seat, forms.ChoiceField)
        field.choices = list(points)
        seat.choices = [("", "Välj"), *seats]


class CloseForm(CaseForm):
    """Who came, and the minutes."""

    minutes = note_field("Anteckningar", help_text=NO_NAMES)

    def __init__(self, *args: Any, seats: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {}
        for pk, label in seats:
            asked[f"seat_{pk}"] = forms.BooleanField(label=label, required=False, label_suffix="")
        self.seats = [pk for pk, _ in seats]
        self.fields = {**asked, **self.fields}

    @property
    def came(self) -> dict[int, bool]:
        """Who came, by seat."""
        return {pk: bool(self.cleaned_data[f"seat_{pk}"]) for pk in self.seats}


class DoneForm(CaseForm):
    """What was done."""

    text = text_field("Vad gjordes?", required="Skriv vad som gjordes.")


class HolderForm(CaseForm):
    """Who speaks for the own organisation."""

    counterpart = forms.TypedChoiceField(label="Mot vem?", coerce=int, empty_value=None, required=False)
    title = forms.CharField(label="Funktion", max_length=120)
    holder = forms.CharField(
        label="Namn", max_length=150, required=False, help_text="Lämna tomt om platsen är vakant."
    )
    phone = forms.CharField(
        label="Telefon", max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    mandate = forms.ChoiceField(
        label="Mandat", choices=[(one, MANDATES[one]) for one in Mandate], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["counterpart"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Alla"), *organisations]
