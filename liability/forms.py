"""Forms of the liability app: shape only."""

from django import forms

from core.forms import PlainForm


class DayRateForm(PlainForm):
    """What a care day costs in a year."""

    year = forms.IntegerField(label="År", min_value=2018, max_value=2200)
    amount = forms.IntegerField(
        label="Kronor per vårddygn",
        min_value=1,
        max_value=1_000_000,
        help_text="Hela kronor, utan mellanslag.",
    )
    source = forms.CharField(
        label="Källa",
        max_length=300,
        help_text="Till exempel numret på Socialstyrelsens föreskrift, HSLF-FS.",
    )
    confirmed = forms.BooleanField(label="Jag har läst beloppet i källan", required=False)
