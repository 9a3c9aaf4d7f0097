"""The form by which a person shows a face."""

from django import forms

from core.forms import PlainForm


class PortraitForm(PlainForm):
    """One picture."""

    picture = forms.FileField(
        label="Välj en bild",
        help_text="JPEG, PNG eller WebP, högst 5 MB. Vi beskär den till en fyrkant och sparar bara själva bilden, "
        "inte var eller när den togs.",
        error_messages={"required": "Välj en bild.", "empty": "Filen är tom. Välj en annan bild."},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
