"""Forms of the directory."""

from django import forms

from actors.presenters import UNIT_KIND_LABELS
from actors.rules.kinds import UnitKind


class DirectoryFilter(forms.Form):
    """The filter row of the directory. Names of units are not personal and may stand in an address."""

    q = forms.CharField(label="Sök enhet eller organisation", required=False, max_length=100)
    slag = forms.ChoiceField(
        label="Slag",
        required=False,
        choices=[("", "Alla"), *[(kind, UNIT_KIND_LABELS[kind].capitalize()) for kind in UnitKind]],
    )


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
    hours = forms.CharField(label="Öppettider", max_length=120, required=False)
    notify_email = forms.EmailField(
        label="E-post för påminnelser",
        required=False,
        help_text="Brevlåda som får veta att något väntar. Breven innehåller inga personuppgifter.",
        error_messages={"invalid": "Ange en e-postadress, till exempel enheten@kommunen.se."},
    )
