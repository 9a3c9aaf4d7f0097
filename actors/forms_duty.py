"""Forms by which a unit keeps its own page: hours, duty list, absence, telephones. Shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.models import Assignment
from actors.presenters import ROLE_LABELS, sentence
from actors.rules.hours import WHOLE_DAY, HoursUnreadable, Span, StaffedDay, Staffing, read_spans
from actors.rules.hours_text import DAY_NAMES, spans_text
from actors.rules.kinds import Role
from core.forms import ClockField, DayField, MomentField, PlainForm

HOURS_ERROR = (
    "Ange tider som 8–16.30 eller 8–12, 13–17. Skriv dygnet runt, eller lämna tomt om det är stängt."
)


class HoursForm(PlainForm):
    """The week, a box a day."""

    phone = forms.CharField(
        label="Direktnummer",
        max_length=40,
        required=False,
        help_text="Det nummer som personalen ringer, inte växeln.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    always = forms.BooleanField(label="Dygnet runt, alla dagar", required=False)

    def __init__(self, *args: Any, staffing: Staffing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in StaffedDay:
            spans = staffing.week.get(day, ()) if staffing else ()
            self.fields[f"day_{int(day)}"] = forms.CharField(
                label=sentence(DAY_NAMES[day]),
                required=False,
                max_length=60,
                initial=spans_text(spans) if spans else "",
            )
        self.fields[
            "day_0"
        ].help_text = "Till exempel 8–16.30. Tomt betyder stängt. 21–7 räknas till nästa morgon."
        if staffing is not None:
            self.fields["always"].initial = staffing.round_the_clock

    def clean(self) -> dict[str, Any]:
        """Each box as spans; the tick fills them all."""
        cleaned = super().clean() or self.cleaned_data
        for day in StaffedDay:
            name = f"day_{int(day)}"
            if cleaned.get("always"):
                cleaned[name] = (WHOLE_DAY,)
                continue
            try:
                cleaned[name] = read_spans(cleaned.get(name) or "")
            except HoursUnreadable:
                self.add_error(name, ValidationError(HOURS_ERROR))
        return cleaned

    def week(self) -> dict[StaffedDay, tuple[Span, ...]]:
        """What was filled in, by day."""
        return {day: self.cleaned_data[f"day_{int(day)}"] for day in StaffedDay}


class DayForm(PlainForm):
    """A single day that differs."""

    day = DayField(label="Dag")
    opens = ClockField(label="Från", required=False, help_text="Lämna båda tomma om det är stängt.")
    closes = ClockField(label="Till", required=False)
    reason = forms.CharField(label="Varför", required=False, max_length=120)


def _people(rows: Iterable[Assignment]) -> list[tuple[str, str]]:
    return [(str(row.pk), f"{row.user.name}, {ROLE_LABELS[Role(row.role)]}") for row in rows]


class DutyForm(PlainForm):
    """Somebody on the duty list."""

    assignment = forms.ChoiceField(label="Kollega", required=False)
    name = forms.CharField(
        label="Eller namn", required=False, max_length=150, help_text="För den som inte har inloggning här."
    )
    phone = forms.CharField(
        label="Direktnummer",
        required=False,
        max_length=40,
        help_text="Tomt för en kollega: då gäller enhetens nummer.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    title = forms.CharField(
        label="Som",
        required=False,
        max_length=80,
        help_text="Till exempel jourläkare eller sjuksköterska kväll.",
    )
    starts_at = MomentField(label="Från")
    ends_at = MomentField(label="Till")

    def __init__(self, *args: Any, people: Iterable[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].choices = [("", "Ingen vald"), *_people(people)]  # type: ignore[attr-defined]

    def clean_assignment(self) -> int | None:
        """As an id, or nobody."""
        return int(self.cleaned_data["assignment"]) if self.cleaned_data["assignment"] else None


class AbsenceForm(PlainForm):
    """Who is away, and who takes over."""

    assignment = forms.ChoiceField(label="Vem är borta?")
    first_day = DayField(label="Första dagen")
    last_day = DayField(label="Sista dagen")
    substitute = forms.ChoiceField(
        label="Ersättare", required=False, help_text="Får det som väntar på den som är borta."
    )

    def __init__(self, *args: Any, people: Iterable[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _people(people)
        self.fields["assignment"].choices = [("", "Välj"), *choices]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [("", "Ingen"), *choices]  # type: ignore[attr-defined]

    def clean_assignment(self) -> int:
        """As an id."""
        return int(self.cleaned_data["assignment"])

    def clean_substitute(self) -> int | None:
        """As an id, or nobody."""
        return int(self.cleaned_data["substitute"]) if self.cleaned_data["substitute"] else None


class RegisteredForm(PlainForm):
    """Whose telephone may get one-time codes."""

    name = forms.CharField(label="Namn", max_length=150)
    phone = forms.CharField(
        label="Mobilnummer",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
