"""The patient's form, in the language that was chosen."""

from typing import Any

from django import forms

from reporting.rules.experience import QUESTIONS, AnsweredBy
from reporting.selectors.experience import FormLanguage

LONGEST = 2000


class AnswerForm(forms.Form):
    """Four questions with five answers each, who answers, and one free text. All of it may be left out but one."""

    def __init__(self, *args: Any, language: FormLanguage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = language.phrases
        scale = [(str(5 - place), words[f"s{5 - place}"]) for place in range(5)]
        for name in QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=words[name],
                choices=[*scale, ("", words["skip"])],
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["respondent"] = forms.ChoiceField(
            label=words["who"],
            choices=[(each.value, words[each.value]) for each in AnsweredBy],
            initial=AnsweredBy.PATIENT.value,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["text"] = forms.CharField(
            label=words["text"],
            help_text=words["text_hint"],
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["complaint"] = forms.BooleanField(label=words["wants"], required=False)
        self.missing = words["missing"]

    def clean(self) -> dict[str, Any]:
        """At least something is answered."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name) for name in (*QUESTIONS, "text")):
            self.add_error(None, self.missing)
        return data

    def values(self) -> dict[str, object]:
        """What was answered, as the service takes it."""
        data = self.cleaned_data
        return {
            **{name: int(data[name]) if data[name] else None for name in QUESTIONS},
            "respondent": data["respondent"] or AnsweredBy.PATIENT.value,
            "text": data["text"],
            "complaint": data["complaint"],
        }
