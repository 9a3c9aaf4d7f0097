"""Forms of the log's follow-up: verdicts on a sample, and whose log is to be drawn out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from core.forms import DayField, PlainForm
from core.log_review import FINDINGS, JUSTIFIED
from transitions.forms.ward import PersonalNumberForm

EXTRACT_DAYS = 365


class VerdictForm(PlainForm):
    """What was found of one look. A row without a finding is left for later."""

    finding = forms.ChoiceField(
        label="Bedömning", choices=[("", "Inte bedömd än"), *FINDINGS], required=False
    )
    note = forms.CharField(
        label="Anteckning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"max_length": "Texten är för lång. Korta den till högst 2 000 tecken."},
    )

    def clean(self) -> dict[str, Any]:
        """Whatever is not plainly justified says why."""
        data = super().clean() or {}
        if data.get("finding") not in ("", JUSTIFIED, None) and not (data.get("note") or "").strip():
            self.add_error("note", "Skriv vad som ska utredas.")
        return data


def verdict_forms(rows: Iterable[int], data: Any = None) -> dict[int, VerdictForm]:
    """A form for each row that waits for a verdict."""
    return {row: VerdictForm(data, prefix=f"r{row}") for row in rows}


class ExtractForm(PersonalNumberForm):
    """Whose log, from when to when. The number never stands in an address."""

    since = DayField(label="Från och med")
    until = DayField(label="Till och med")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        initial = {"since": today - timedelta(days=EXTRACT_DAYS), "until": today} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The time is in order."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "Ange en dag som inte ligger före den första.")
        return data
