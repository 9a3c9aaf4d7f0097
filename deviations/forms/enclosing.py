"""The form of a photo or a file."""

from django import forms

from core.forms import PlainErrors


class EncloseForm(PlainErrors, forms.Form):
    """One photo or file."""

    picture = forms.FileField(
        label="Foto eller PDF",
        help_text="Foto högst 25 MB, PDF högst 10 MB. Fotografera inte ansikten eller namn.",
        error_messages={
            "required": "Välj ett foto eller en fil.",
            "empty": "Filen är tom. Välj en annan fil.",
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
