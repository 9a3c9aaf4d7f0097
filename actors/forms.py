"""Forms of the directory."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.presenters import UNIT_KIND_LABELS
from actors.rules.kinds import UnitKind
from actors.selectors import OrganisationRef
from core.forms import DayField


class DirectoryFilter(forms.Form):
    """The filter row of the directory. Names of units are not personal and may stand in an address."""

    q = forms.CharField(label="Sök enhet, plats, nummer eller HSA-id", required=False, max_length=100)
    slag = forms.ChoiceField(
        label="Slag",
        required=False,
        choices=[("", "Alla"), *[(kind, UNIT_KIND_LABELS[kind].capitalize()) for kind in UnitKind]],
    )
    omrade = forms.ChoiceField(label="Kommun eller stadsdel", required=False)

    def __init__(self, *args: Any, areas: Iterable[OrganisationRef] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Alla"), *((str(row.id), row.name) for row in areas)]
        self.fields["omrade"].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """What the directory says of a unit."""

    name = forms.CharField(label="Namn", max_length=200, error_messages={"required": "Ange enhetens namn."})
    phone = forms.CharField(
        label="Direktnummer",
        max_length=40,
        required=False,
        help_text="Det nummer som personalen ringer, inte växeln.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    hsa_id = forms.CharField(label="HSA-id", max_length=64, required=False)
    hours = forms.CharField(label="Öppettider", max_length=120, required=False)
    notify_email = forms.EmailField(
        label="E-post för påminnelser",
        required=False,
        help_text="Brevlåda som får veta att något väntar. Breven innehåller inga personuppgifter.",
        error_messages={"invalid": "Ange en e-postadress, till exempel enheten@kommunen.se."},
    )

    def clean_hsa_id(self) -> str | None:
        """As it stands in the catalogue, or None; no spaces."""
        text = self.cleaned_data["hsa_id"].strip().upper()
        if text and not re.fullmatch(r"[A-Z0-9-]{5,64}", text):
            raise ValidationError("Ange HSA-id som i katalogen, till exempel SE2321000016-ABCD.")
        return text or None


class KeptUnitForm(UnitForm):
    """The same with the last day of a unit that is to close."""

    valid_to = DayField(
        label="Sista dagen",
        required=False,
        help_text="Fyll i när enheten ska stänga, så står det i katalogen i förväg. Ärendena flyttas först när du "
        "avslutar enheten.",
    )
