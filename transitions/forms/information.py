"""The form of the information at discharge: one box for each section."""

from typing import Any

from django import forms

from transitions.forms.ward import DutyForm
from transitions.presenters.information import SECTIONS
from transitions.rules.information import LONGEST_SECTION, Section

_HELP = {
    Section.HEALTH: "Vad personen har vårdats för, och hur hen mår nu.",
    Section.FUNCTION: "Förflyttning, ADL, kognition, syn, hörsel, kommunikation.",
    Section.RISKS: "Fall, trycksår, näring, smitta, självskada.",
    Section.MEDICINES_STOPPED: "Skriv också varför.",
    Section.LINES: "Varför, sedan när, och när den ska bytas eller tas bort.",
    Section.QUESTIONS: "Namn och direktnummer, och till när.",
    Section.PATIENT_SUMMARY: "Kort och enkelt. Patienten får texten på papper, med vårdkontakt och SIP-möte.",
}


class InformationForm(DutyForm):
    """What the units and the patient need to know, section by section."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section, label in SECTIONS.items():
            self.fields[str(section)] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_SECTION,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_HELP.get(section, ""),
                error_messages={
                    "max_length": f"Texten är för lång. Korta den till högst {LONGEST_SECTION} tecken."
                },
            )
            self.fields[str(section)].quiet = True  # type: ignore[attr-defined]
        self.order_fields([str(section) for section in SECTIONS])

    @property
    def sections(self) -> dict[str, str]:
        """What was written."""
        return {str(section): self.cleaned_data.get(str(section), "") for section in Section}
