"""The form of a provider whose support at home has started, or has not (T34)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from core.forms import DayField
from transitions.forms.base import CaseForm
from transitions.presenters.started import NOT_STARTED


class StartedForm(CaseForm):
    """Whether the support has started; if not, why and from when. The office says whose."""

    WIDTHS = {"from_when": "short"}

    unit = forms.TypedChoiceField(
        label="Vilken utförare har lämnat beskedet?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj utföraren som har lämnat beskedet."},
    )
    started = forms.ChoiceField(
        label="Har insatserna börjat?",
        choices=[("ja", "Ja, de har börjat"), ("nej", "Nej, de har inte börjat")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om insatserna har börjat."},
    )
    reason = forms.ChoiceField(
        label="Varför har de inte börjat?",
        help_text="Fyll i om de inte har börjat.",
        required=False,
        choices=[("", "Välj"), *((str(one), text) for one, text in NOT_STARTED.items())],
    )
    hinder = forms.CharField(
        label="Vad hindrar?",
        help_text="Till exempel vilken nyckel eller vilket hjälpmedel som saknas.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Texten är för lång. Korta den till högst 1 000 tecken."},
    )
    from_when = DayField(
        label="Från vilken dag börjar de?", required=False, help_text="Lämna tomt om ni inte vet."
    )

    def __init__(self, *args: Any, units: Mapping[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A no says why; another reason is written out."""
        data = super().clean() or {}
        if data.get("started") != "nej":
            return data
        if not data.get("reason"):
            self.add_error("reason", "Välj varför insatserna inte har börjat.")
        elif data["reason"] == "other" and not data.get("hinder"):
            self.add_error("hinder", "Skriv vad som hindrar.")
        return data
