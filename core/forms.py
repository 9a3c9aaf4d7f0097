"""The base of our forms: Swedish dates and clock times, and errors that say what to do.

    class SipCallForm(PlainForm):
        meeting_at = MomentField(label="Mötestid")
        mode = forms.ChoiceField(label="Mötesform", choices=MODES, widget=forms.RadioSelect)

Templates print fields with `{% field form.meeting_at %}` (core/templatetags/hemvag.py).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from core.clock import STOCKHOLM, local

CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[.:]?(?P<minute>\d{2}))?")
DAY = re.compile(r"(?P<year>\d{4}|\d{2})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})")
CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)
DATE_ERROR = "Ange datumet som år, månad och dag, till exempel 2026-11-24"
TIME_ERROR = "Ange klockslaget med timme och minut, till exempel 13.00"


def required_text(field: forms.Field, label: str) -> str:
    """Return "Ange mötestid" or "Välj mötesform"; an abbreviation keeps its capitals ("Ange SIP-ansvarig")."""
    verb = "Välj" if isinstance(field, CHOOSING) else "Ange"
    return f"{verb} {label[:1].lower() + label[1:] if label[1:2].islower() else label}"


class PlainErrors:
    """Gives each required field an error in the words of its own label, unless the form wrote one."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standard = forms.Field.default_error_messages["required"]
        for field in self.fields.values():
            if field.label and field.error_messages["required"] is standard:
                field.error_messages["required"] = required_text(field, str(field.label).rstrip("?"))


class PlainForm(PlainErrors, forms.Form):
    """The form to inherit from."""


class DayInput(forms.DateInput):
    """A date typed the way Swedish authorities write it.

    Text, not the browser's own calendar: that one follows the language of the browser, and 11/05 is read as May or as
    November depending on who reads it.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "size": "12", **(attrs or {})}, format="%Y-%m-%d")


def _day_of(match: re.Match[str] | None) -> dt.date:
    if match is None:
        raise ValueError("not a date")
    year = int(match["year"])
    return dt.date(year if len(match["year"]) == 4 else 2000 + year, int(match["month"]), int(match["day"]))


class DayField(forms.DateField):
    """A calendar day: 2026-11-24, 20261124 or 261124."""

    widget = DayInput
    default_error_messages = {"invalid": DATE_ERROR}
    width = "medium"

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day; ValidationError tells the form to write."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return local(value).date()
        if isinstance(value, dt.date):
            return value
        # Not by strptime's list of formats, which reads 261124 as the year 2611.
        match = DAY.fullmatch(str(value).strip())
        try:
            return _day_of(match)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ClockInput(forms.TextInput):
    """A clock time typed with a point; a phone shows figures."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "size": "6", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show a stored time as 13.00, and what was typed as it was typed."""
        return f"{value:%H.%M}" if isinstance(value, dt.time) else super().format_value(value)


class ClockField(forms.Field):
    """A clock time: 13.00, 13:00, 1300 or 13."""

    widget = ClockInput
    default_error_messages = {"invalid": TIME_ERROR}
    width = "short"

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time; ValidationError tells the form to write."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        match = CLOCK.fullmatch(str(value).strip())
        hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.time(hour, minute)


class MomentInput(forms.MultiWidget):
    """A day and a clock time side by side."""

    template_name = "django/forms/widgets/moment.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"day": DayInput(), "clock": ClockInput()}, attrs)

    def decompress(self, value: dt.datetime | None) -> list[Any]:
        """Split a moment into the day and time of a Swedish clock."""
        if value is None:
            return [None, None]
        shown = local(value)
        return [shown.date(), shown.time()]

    def id_for_label(self, id_: str) -> str:
        """Let the error summary link to the day."""
        return f"{id_}_day" if id_ else id_


class MomentField(forms.MultiValueField):
    """A moment typed in Swedish time, returned in UTC. A time that the clock change skips is refused."""

    widget = MomentInput
    default_error_messages = {
        "incomplete": "Ange både dag och klockslag, till exempel 2026-11-24 och 13.00",
        "skipped": "Klockslaget finns inte den dagen: klockan ställs fram. Ange ett annat",
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (DayField(), ClockField())
        super().__init__(fields, require_all_fields=True, **kwargs)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        """Join day and time. Of an hour that occurs twice the first is meant."""
        if not data_list:
            return None
        day, clock_time = data_list
        if day is None or clock_time is None:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        moment = dt.datetime.combine(day, clock_time, STOCKHOLM).astimezone(dt.UTC)
        if local(moment).time() != clock_time:
            raise ValidationError(self.error_messages["skipped"], code="skipped")
        return moment


def content(data: QueryDict, files: MultiValueDict[str, Any], *, without: Iterable[str] = ()) -> str:
    """All that was filled in and sent with a form, as one text by which two sendings are compared.

    As it was typed, but for the spaces around it and the kind of line break; a file by the sum of what it holds.
    `without` names the fields that say how and when the form was drawn, not what was meant.
    """
    left_out = {"csrfmiddlewaretoken"}
    for name in without:
        left_out |= {name, f"{name}_day", f"{name}_clock"}
    typed = [
        [name, ["\n".join(value.strip().splitlines()) for value in data.getlist(name)]]
        for name in sorted(data)
        if name not in left_out
    ]
    held = [[name, [_sum(file) for file in files.getlist(name)]] for name in sorted(files)]
    return json.dumps([typed, held], ensure_ascii=False)


def _sum(file: UploadedFile[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def fill_in(form: forms.Form, typed: Mapping[str, list[str]]) -> None:
    """Show in an empty form what somebody had typed, as it was typed, before anything is checked.

    The form's hidden fields keep their fresh values.
    """
    data = QueryDict(mutable=True)
    hidden = {bound.html_name: bound.value() for bound in form.hidden_fields()}
    for name, values in typed.items():
        if name not in hidden:
            data.setlist(name, values)
    for name, value in hidden.items():
        data[name] = "" if value is None else str(value)
    form.data, form.is_bound = data, True
    # What Django itself takes for "was checked, and is without errors".
    vars(form)["_errors"] = ErrorDict()
