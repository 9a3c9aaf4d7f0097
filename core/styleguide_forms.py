"""Sample forms of the style guide: every kind of field, filled in, with and without errors."""

from typing import Any

from django import forms

from core.forms import ClockField, DayField, MomentField, PlainForm


class FilterForm(forms.Form):
    """Search and two filters."""

    q = forms.CharField(
        label="Sök namn eller personnummer", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    ward = forms.ChoiceField(label="Avdelning", choices=(("", "Alla"), ("g2", "Geriatrik 2")), required=False)
    status = forms.ChoiceField(label="Status", choices=(("", "Alla"), ("new", "Ny")), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A filter may always be left out; the label need not say so.
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]


class SampleForm(PlainForm):
    """One field of every kind, in the words of a call to SIP."""

    day = DayField(label="Mötesdag", help_text="Till exempel 2026-11-24")
    clock = ClockField(label="Mötestid", help_text="Till exempel 13.00")
    mode = forms.ChoiceField(
        label="Mötesform",
        choices=(("video", "Video"), ("phone", "Telefon"), ("room", "På plats")),
        widget=forms.RadioSelect,
    )
    parties = forms.MultipleChoiceField(
        label="Deltagare",
        choices=(("vc", "Vårdcentralen Eken"), ("g2", "Geriatrik 2"), ("hsv", "Kommunal hemsjukvård")),
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.ChoiceField(
        label="Fast vårdkontakt", choices=(("", "Välj"), ("1", "Amina Çelik"), ("2", "Thuy Nguyễn"))
    )
    ready_at = MomentField(
        label="Läkarens bedömning", help_text="När läkaren bedömde att personen är utskrivningsklar."
    )
    important = forms.CharField(
        label="Vad är viktigt för personen?",
        help_text="Skriv med personens egna ord.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    consent = forms.BooleanField(label="Personen samtycker till att planen delas")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, ground in (("day", "duty"), ("important", "consent"), ("contact", "duty_unless_secrecy")):
            self.fields[name].ground = ground  # type: ignore[attr-defined]


class LoginForm(forms.Form):
    """What log-in asks for."""

    login = forms.CharField(label="Användarnamn")
    password = forms.CharField(label="Lösenord", widget=forms.PasswordInput)


def sample_form(*, with_errors: bool) -> SampleForm:
    """Return the form empty, or sent with two faults."""
    if not with_errors:
        return SampleForm(initial={"mode": "video", "important": "Jag vill hem till min katt."})
    return SampleForm(
        {
            "day": "2026-11-24",
            "clock": "25.00",
            "mode": "video",
            "contact": "1",
            "ready_at_day": "2026-11-23",
            "ready_at_clock": "10.15",
            "important": "Jag vill hem till min katt.",
            "consent": "on",
        }
    )
