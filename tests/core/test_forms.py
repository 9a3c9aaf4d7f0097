"""Dates and times as people type them, and errors that say what to do."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.forms import ClockField, DayField, MomentField, PlainForm


class CallForm(PlainForm):
    name = forms.CharField(label="Namn")
    question = forms.CharField(label="Vad är viktigt?")
    sip = forms.CharField(label="SIP-ansvarig")
    mode = forms.ChoiceField(label="Mötesform", choices=(("video", "Video"),))
    own = forms.CharField(label="Eget", error_messages={"required": "Skriv något eget"})
    free = forms.CharField(label="Fritt", required=False)


def test_a_missing_answer_is_asked_for_in_the_words_of_its_label():
    assert CallForm({}).errors.get_json_data() == {
        "name": [{"message": "Ange namn", "code": "required"}],
        "question": [{"message": "Ange vad är viktigt", "code": "required"}],
        "sip": [{"message": "Ange SIP-ansvarig", "code": "required"}],
        "mode": [{"message": "Välj mötesform", "code": "required"}],
        "own": [{"message": "Skriv något eget", "code": "required"}],
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("13.00", time(13)),
        ("13:05", time(13, 5)),
        ("1305", time(13, 5)),
        ("9.05", time(9, 5)),
        ("13", time(13)),
        (" 00.00 ", time(0)),
        ("23.59", time(23, 59)),
    ],
)
def test_clock_times_are_understood(typed, meant):
    assert ClockField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["25.00", "12.60", "ett", "12.5", "-1", "24.00", "12.00.00"])
def test_other_clock_times_are_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"till exempel 13\.00"):
        ClockField().clean(typed)


@pytest.mark.parametrize("typed", ["2026-11-24", "20261124", "261124"])
def test_dates_are_understood(typed):
    assert DayField().clean(typed) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "24/11", "11/24/2026", "i morgon", "2026-1124", "0000-01-01"]
)
def test_other_dates_are_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="till exempel 2026-11-24"):
        DayField().clean(typed)


def test_a_moment_is_swedish_time():
    assert MomentField().clean(["2026-11-24", "13.00"]) == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert MomentField().clean(["2026-07-01", "13.00"]) == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


def test_an_hour_that_the_clock_skips_is_refused():
    with pytest.raises(ValidationError, match="klockan ställs fram"):
        MomentField().clean(["2027-03-28", "02.30"])


def test_an_hour_that_occurs_twice_is_the_first():
    assert MomentField().clean(["2026-10-25", "02.30"]) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", [["2026-11-24", ""], ["", "13.00"]])
def test_half_a_moment_is_not_enough(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


def test_an_optional_moment_may_be_left_out():
    assert MomentField(required=False).clean(["", ""]) is None


def test_a_stored_moment_is_shown_on_a_swedish_clock():
    shown = MomentField().widget.decompress(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    assert shown == [date(2026, 11, 24), time(13, 0)]
