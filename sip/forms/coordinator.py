"""The form that names a coordinator (S12)."""

from django import forms

from transitions.forms.base import CaseForm


class CoordinatorForm(CaseForm):
    """Who, and at which number."""

    name = forms.CharField(label="Samordnarens namn", max_length=150)
    phone = forms.CharField(
        label="Direktnummer", max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
