"""Forms of the routing table and of the times."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms

from core.forms import PlainErrors
from deviations.presenters.words import CATEGORIES, FUNCTIONS, RUNGS, TERM_HELP, TERMS
from deviations.rules.kinds import Category, Function, Rung
from deviations.rules.limits import MOST_DAYS, DeviationLimits

Choices = Sequence[tuple[Any, str]]


class RouteForm(PlainErrors, forms.Form):
    """A row of the table: what about whom, as which function, who answers and who stands in."""

    rung = forms.ChoiceField(
        label="När",
        required=False,
        choices=[
            ("", "När en avvikelse rapporteras"),
            *[(one, RUNGS[one]) for one in Rung if one != Rung.REMIND],
        ],
    )
    about_unit = forms.TypedChoiceField(label="Gäller enheten", required=False, coerce=int, empty_value=None)
    about_kind = forms.ChoiceField(
        label="Gäller slag av enhet", required=False, help_text="Används när ingen enhet är vald."
    )
    category = forms.ChoiceField(
        label="Vad det gäller",
        required=False,
        choices=[("", "Allt"), *[(one, CATEGORIES[one]) for one in Category]],
    )
    function = forms.ChoiceField(
        label="Funktion", choices=[("", "Välj"), *[(one, FUNCTIONS[one]) for one in Function]]
    )
    holder = forms.TypedChoiceField(label="Den som svarar", coerce=int)
    substitute = forms.TypedChoiceField(
        label="Ersättare",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Tar över när den som svarar är borta.",
    )

    def __init__(self, *args: Any, units: Choices, kinds: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about_unit"].choices = [("", "Alla enheter"), *units]  # type: ignore[attr-defined]
        self.fields["about_kind"].choices = [("", "Alla slag"), *kinds]  # type: ignore[attr-defined]
        self.fields["holder"].choices = [("", "Välj"), *people]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [("", "Ingen"), *people]  # type: ignore[attr-defined]


class TermsForm(PlainErrors, forms.Form):
    """Working days for each step and each rung of the agreed order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in fields(DeviationLimits):
            self.fields[field.name] = forms.IntegerField(
                label=TERMS[field.name],
                help_text=TERM_HELP.get(field.name, ""),
                min_value=0,
                max_value=MOST_DAYS,
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"),
                    "Ange ett antal arbetsdagar mellan 0 och 260.",
                ),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4", "autocomplete": "off"}),
            )
        self.fields["anonymous"] = forms.BooleanField(
            label="Den som rapporterar får vara anonym för den andra parten",
            required=False,
            help_text="Loggen visar alltid vem det var.",
        )
