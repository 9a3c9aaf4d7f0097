"""Forms of the integrations app: shape only."""

from django import forms

from core.forms import PlainForm


class EventFileForm(PlainForm):
    """A file to try."""

    file = forms.FileField(
        label="Händelsefil",
        allow_empty_file=True,
        help_text="NDJSON i UTF-8, högst 200 MB. Filen provkörs först: ingenting sparas.",
        error_messages={"required": "Välj en fil.", "missing": "Välj en fil.", "invalid": "Välj en fil."},
    )
