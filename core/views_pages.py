"""Pages that belong to nobody's case: help, the fallback routine, accessibility, the person's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.views.generic import TemplateView

from core import appearance
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
    shortcuts = forms.BooleanField(
        label="Genvägar med en tangent",
        help_text="Gäller i listor. Tryck på ? för att se dem.",
        required=False,
    )


class PlainPage(TemplateView):
    """A text that anybody may read, logged in or not."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame."""
        return super().get_context_data(page_base=page_base(self.request), **kwargs)


class SettingsView(View):
    """Mina inställningar."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is chosen."""
        chosen = appearance.appearance_of(request)
        return self._show(
            request, AppearanceForm(initial={"scheme": chosen.scheme, "shortcuts": chosen.shortcuts})
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice in this browser."""
        form = AppearanceForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        response = redirect("settings")
        chosen = appearance.Appearance(form.cleaned_data["scheme"], form.cleaned_data["shortcuts"])
        appearance.remember(response, chosen)
        messages.success(request, "Inställningarna är sparade.")
        return response

    def _show(self, request: HttpRequest, form: AppearanceForm, status: int = 200) -> HttpResponse:
        return render(
            request, "pages/settings.html", {"form": form, "page_base": page_base(request)}, status=status
        )
