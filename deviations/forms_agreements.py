"""The form of a local agreement."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DayField
from deviations.presenters.agreements import KINDS, STEPS
from deviations.rules.agreements import AgreementKind
from transitions.forms.base import CaseForm


class AgreementForm(CaseForm):
    """What it is, between whom, at which step, when it is to be revised."""

    name = forms.CharField(label="Namn", max_length=150)
    kind = forms.ChoiceField(
        label="Vad är det?", choices=[(one, KINDS[one]) for one in AgreementKind], widget=forms.RadioSelect
    )
    parties = forms.TypedMultipleChoiceField(
        label="Parter",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst två parter."},
    )
    step = forms.ChoiceField(
        label="Vid vilket steg visas den i ärendet?",
        required=False,
        choices=[("", "Inget visst steg"), *STEPS],
    )
    text = forms.CharField(
        label="Vad gäller?",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ändrar du texten blir det en ny version, som alla parter signerar på nytt.",
        error_messages={"required": "Skriv vad som gäller."},
    )
    revise_on = DayField(label="Revideras senast", required=False)
    mas_sees_delegations = forms.BooleanField(
        label="MAS ser personerna bakom regionens delegeringar", required=False, label_suffix=""
    )

    WIDTHS = {"revise_on": "medium"}

    def __init__(self, *args: Any, organisations: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parties"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(organisations)
