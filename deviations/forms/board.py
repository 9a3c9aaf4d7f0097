"""The filter of the MAS board. What is not known counts as not chosen: an old saved view shows what it can."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from deviations.presenters.words import CATEGORIES, PRINCIPALS, SEVERITIES, STAGES
from deviations.rules.kinds import Category, Severity, Stage
from deviations.selectors_board import BoardFilter

AGES: Final = (7, 14, 30, 90)
PARAMETERS: Final = ("enhet", "kategori", "allvar", "huvudman", "alder", "ansvarig", "lage", "forsenade")


class BoardForm(forms.Form):
    """Unit, category, severity, huvudman, age, who answers, stage, late."""

    kategori = forms.ChoiceField(
        label="Vad det gäller",
        required=False,
        choices=[("", "Allt"), *[(one, CATEGORIES[one]) for one in Category]],
    )
    enhet = forms.TypedChoiceField(label="Enhet", required=False, coerce=int, empty_value=None)
    allvar = forms.ChoiceField(
        label="Allvar",
        required=False,
        choices=[("", "Alla"), *[(one, SEVERITIES[one].label) for one in Severity]],
    )
    huvudman = forms.ChoiceField(
        label="Gäller huvudman", required=False, choices=[("", "Alla"), *PRINCIPALS.items()]
    )
    alder = forms.TypedChoiceField(
        label="Ålder",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Alla"), *[(days, f"Mer än {days} dagar") for days in AGES]],
    )
    ansvarig = forms.TypedChoiceField(label="Den som svarar", required=False, coerce=int, empty_value=None)
    lage = forms.ChoiceField(
        label="Läge", required=False, choices=[("", "Alla"), *[(one, STAGES[one].label) for one in Stage]]
    )
    forsenade = forms.BooleanField(label="Bara försenade svar", required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[int, str]] = (),
        holders: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhet"].choices = [("", "Alla"), *units]  # type: ignore[attr-defined]
        self.fields["ansvarig"].choices = [("", "Alla"), *holders]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]

    def narrow(self) -> BoardFilter:
        """What is chosen."""
        self.is_valid()
        data = self.cleaned_data
        return BoardFilter(
            unit_id=data.get("enhet"),
            category=data.get("kategori", ""),
            severity=data.get("allvar", ""),
            principal=data.get("huvudman", ""),
            older_than=data.get("alder"),
            late=bool(data.get("forsenade")),
            holder_id=data.get("ansvarig"),
            stage=data.get("lage", ""),
        )

    def query(self) -> dict[str, str]:
        """What is chosen, as an address and a saved view hold it."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in PARAMETERS}
        return {name: "1" if value is True else str(value) for name, value in chosen.items() if value}

    def words(self) -> list[str]:
        """What is chosen, in words."""
        found = []
        for name in self.query():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                labels = {str(value): label for value, label in field.choices}  # type: ignore[misc,union-attr]
                found.append(f"{field.label}: {labels[str(self.cleaned_data[name])]}")
            else:
                found.append(str(field.label))
        return found or ["Alla avvikelser"]


def given(query: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of the board in an address; nothing else is taken along."""
    return {name: str(query[name]) for name in PARAMETERS if query.get(name)}
