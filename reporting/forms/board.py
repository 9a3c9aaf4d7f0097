"""Forms of the nämnd's report."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from core.forms import PlainForm
from reporting.presenters.board import PARTS
from reporting.rules.periods import ScheduleKind

KINDS = {
    ScheduleKind.MONTH: "Varje månad",
    ScheduleKind.QUARTER: "Varje kvartal",
    ScheduleKind.YEAR: "Varje år",
}
LONGEST = 8000


class BeginForm(PlainForm):
    """Whom and when."""

    period = forms.ChoiceField(label="Period")

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[tuple[str, str]],
        periods: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "organisation": forms.ChoiceField(label="Gäller", choices=list(organisations)),
            "period": self.fields["period"],
        }
        self.fields["period"].choices = list(periods)  # type: ignore[attr-defined]


class ScheduleForm(PlainForm):
    """How often a draft is made by itself."""

    kind = forms.ChoiceField(
        label="Gör ett utkast", choices=[(each.value, KINDS[each]) for each in ScheduleKind]
    )


class BoardForm(PlainForm):
    """The text parts, and the number in the diary."""

    reference = forms.CharField(label="Diarienummer", max_length=60, required=False)

    def __init__(self, *args: Any, texts: Mapping[str, str], reference: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={**texts, "reference": reference}, **kwargs)
        for part, name in PARTS.items():
            self.fields[part] = forms.CharField(
                label=name,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
                error_messages={"max_length": "Texten är för lång. Korta den till högst 8 000 tecken."},
            )

    def texts(self) -> dict[str, str]:
        """What was written, by part."""
        return {part: self.cleaned_data[part].replace("\r\n", "\n").strip() for part in PARTS}
