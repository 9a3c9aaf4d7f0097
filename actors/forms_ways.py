"""The forms by which a unit says how it wants to be reached, and a buyer what contracts say: shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from actors.rules.phones import PhoneUnreadable, mobile_number
from actors.selectors_contracts import ProviderHours
from core.forms import PlainForm
from core.ways import EVENTS

CHANNELS = {
    "email": "E-post med påminnelse om att logga in",
    "sms": "SMS med påminnelse om att logga in",
    "webhook": "Ert eget planeringssystem",
    "link": "Länk med kod, för den som inte loggar in",
    "print": "Utskrift som avsändaren lämnar över",
}
_WITH_ADDRESS = frozenset({"email", "sms", "link"})


class WayForm(PlainForm):
    """A way to add."""

    channel = forms.ChoiceField(label="Sätt", choices=[("", "Välj"), *CHANNELS.items()])
    address = forms.CharField(
        label="E-postadress eller mobilnummer",
        required=False,
        max_length=254,
        help_text="En gemensam brevlåda eller telefon. Lämna tomt för planeringssystem och utskrift.",
    )
    event = forms.ChoiceField(label="Gäller", required=False)
    always = forms.ChoiceField(
        label="När används det?",
        choices=[
            ("reserve", "I tur och ordning: när sättet före inte fungerar"),
            ("always", "Alltid, för varje meddelande"),
        ],
        initial="reserve",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = list(EVENTS.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An address that fits the way."""
        data = super().clean() or {}
        channel, address = data.get("channel", ""), data.get("address", "").strip()
        if channel in _WITH_ADDRESS:
            try:
                data["address"] = self._address(channel, address)
            except (ValidationError, PhoneUnreadable):
                self.add_error("address", _WANTED[channel])
        return data

    @staticmethod
    def _address(channel: str, address: str) -> str:
        if channel == "sms" or (channel == "link" and "@" not in address):
            return mobile_number(address)
        validate_email(address)
        return address


_WANTED = {
    "email": "Ange en e-postadress, till exempel natt@kommun.se.",
    "sms": "Ange ett mobilnummer, till exempel 070-123 45 67.",
    "link": "Ange en e-postadress eller ett mobilnummer dit länken skickas.",
}


class LeadHoursForm(PlainForm):
    """Hours for each provider; empty where no contract says anything."""

    def __init__(self, *args: Any, providers: Iterable[ProviderHours], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in providers:
            field = forms.IntegerField(
                label=one.unit.name,
                required=False,
                min_value=0,
                max_value=336,
                initial=one.row.hours if one.row else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "24"}),
                error_messages={
                    "invalid": "Ange hela timmar, till exempel 24.",
                    "min_value": "Ange timmar mellan 0 och 336.",
                    "max_value": "Ange timmar mellan 0 och 336.",
                },
            )
            field.width = "short"  # type: ignore[attr-defined]
            self.fields[f"hours-{one.unit.pk}"] = field

    def hours(self) -> dict[int, int | None]:
        """By unit."""
        return {int(name.partition("-")[2]): value for name, value in self.cleaned_data.items()}
