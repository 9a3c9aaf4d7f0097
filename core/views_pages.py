"""Pages that belong to nobody's case: help, the fallback routine, accessibility, the person's own settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.generic import TemplateView

from core import appearance, preferences, words
from core.forms import PlainForm


def page_base(request: HttpRequest) -> str:
    """Return the frame: with menu for somebody who acts, without for anybody else."""
    return "base.html" if getattr(request, "acting", None) else "base_plain.html"


class AppearanceForm(PlainForm):
    """How the interface looks and whether it listens to single keys."""

    scheme = forms.ChoiceField(
        label="Utseende",
        choices=(("light", "Ljust"), ("dark", "Mörkt"), ("auto", "Samma som datorn")),
        widget=forms.RadioSelect,
    )
    size = forms.ChoiceField(
        label="Textens storlek",
        choices=(("normal", "Vanlig"), ("large", "Större"), ("larger", "Störst")),
        widget=forms.RadioSelect,
        required=False,
    )
    notices = forms.BooleanField(
        label="Säg till när en öppen lista har ändrats",
        help_text="En rad överst i listan, och antalet i fönstrets titel. Listan flyttar sig aldrig av sig själv.",
        required=False,
    )
    shortcuts = forms.BooleanField(
        label="Genvägar med en tangent",
        help_text="Gäller i listor. Tryck på ? för att se dem.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the sizes always stands.
        self.fields["size"].quiet = True  # type: ignore[attr-defined]


class PlainPage(TemplateView):
    """A text that anybody may read, logged in or not."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame."""
        return super().get_context_data(page_base=page_base(self.request), words=words.everything(), **kwargs)


class SettingsView(View):
    """Mina inställningar."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is chosen."""
        chosen = appearance.appearance_of(request)
        return self._show(request, AppearanceForm(initial=asdict(chosen)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice, for the person and in this browser."""
        form = AppearanceForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        response = redirect("settings")
        given = form.cleaned_data
        chosen = appearance.Appearance(
            given["scheme"], given["shortcuts"], given["size"] or "normal", given["notices"]
        )
        if request.user.is_authenticated:
            preferences.save(request, chosen)
        appearance.remember(response, chosen)
        messages.success(request, "Inställningarna är sparade.")
        return response

    def _show(self, request: HttpRequest, form: AppearanceForm, status: int = 200) -> HttpResponse:
        return render(
            request, "pages/settings.html", {"form": form, "page_base": page_base(request)}, status=status
        )


class TourView(LoginRequiredMixin, View):
    """Rundturen: to the next step, back to the first, or off."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go there, and back to the list."""
        step = request.POST.get("step", "0")
        preferences.set_tour(request, int(step) if step.isdecimal() and len(step) < 3 else 0)
        return redirect("start")
