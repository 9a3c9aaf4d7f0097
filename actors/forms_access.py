"""Forms by which an administrator gives and ends access: shape only."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.presenters import ROLE_LABELS, sentence
from actors.rules.kinds import Role
from core.forms import DayField, PlainForm

_IDENTITY_NUMBER = re.compile(r"\d{6}(?:\d{2})?[-+]?\d{4}")


class AccessForm(PlainForm):
    """Whom, as what, until when."""

    username = forms.CharField(
        label="HSA-id eller användarnamn",
        max_length=150,
        help_text="Till exempel SE2321000016-4F2K. Skriv aldrig ett personnummer.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="Namn",
        max_length=150,
        required=False,
        help_text="Behövs bara om personen inte har använt Hemväg förut.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Roll", widget=forms.RadioSelect)
    valid_to = DayField(
        label="Sista dag", required=False, help_text="Lämna tomt om behörigheten gäller tills vidare."
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """No personal number, which would be shown in lists."""
        text: str = self.cleaned_data["username"].strip()
        if _IDENTITY_NUMBER.fullmatch(text):
            raise ValidationError("Ange HSA-id eller användarnamn, inte ett personnummer.")
        if not re.fullmatch(r"[\w.@+-]+", text):
            raise ValidationError("Använd bara bokstäver, siffror, bindestreck och punkt.")
        return text

    def clean_role(self) -> Role:
        """As a role."""
        return Role(self.cleaned_data["role"])


def role_choices(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Roles in words, in the order of the list of roles."""
    given = set(roles)
    return [(str(role), sentence(ROLE_LABELS[role])) for role in Role if role in given]
