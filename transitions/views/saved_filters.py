"""Sparade filter: a name for the list as it is narrowed now, for oneself or for the unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from core.forms import PlainForm
from core.invalid import Invalid
from transitions import services
from transitions.selectors import working_day
from transitions.views.base import ActingView
from transitions.views.filtering import (
    PARAMETERS,
    TABS,
    FilterForm,
    narrowing,
    require_worklist,
)


class SaveFilterForm(PlainForm):
    """The name, and for whom."""

    name = forms.CharField(
        label="Namn på filtret",
        help_text="Till exempel Kvittera före lunch. Skriv inga personuppgifter.",
        max_length=40,
    )
    for_whom = forms.ChoiceField(
        label="Vem ska se filtret?",
        choices=(("me", "Bara jag"), ("unit", "Alla i enheten")),
        widget=forms.RadioSelect,
        initial="me",
    )


class SavedFiltersView(ActingView):
    """The saved filters of a list, and a form for the list as it is narrowed now. An upper app's list says what it is.

    `saved`: what is told when one has been saved. `remove_name`: the URL name of what takes one away.
    """

    page = "worklist"
    remove_name = "worklist_filter_remove"
    saved = "Filtret är sparat. Det står bland flikarna i Att göra."

    def require(self) -> None:
        """Stop whoever does not have the list. Raises PermissionDenied."""
        require_worklist(self.acting)

    def chosen(self) -> dict[str, str]:
        """What the list is narrowed to now, as it is saved."""
        narrow = narrowing(self.request.GET)
        return {"tab": narrow.tab, "phase": narrow.phase, "task": narrow.task}

    def words(self, query: dict[str, Any]) -> list[str]:
        """What a filter picks out, in words."""
        return _in_words(_as_address(query))

    def url_of(self, query: dict[str, Any]) -> str:
        """The list, narrowed so."""
        return filter_url(query)

    def keep(self, *, name: str, for_unit: bool) -> None:
        """Save the list as it is narrowed now. Raises Invalid."""
        services.save_filter(
            acting=self.acting, name=name, query=self.chosen(), for_unit=for_unit, at=self.now
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        self.require()
        return self._page(SaveFilterForm(initial={"for_whom": "me"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the filter that the address holds."""
        self.require()
        form = SaveFilterForm(request.POST)
        if form.is_valid():
            try:
                self.keep(name=form.cleaned_data["name"], for_unit=form.cleaned_data["for_whom"] == "unit")
            except Invalid as error:
                form.add_error(error.field or None, error.message)
            else:
                messages.success(request, self.saved)
                return HttpResponseRedirect(self.url_of(self.chosen()))
        return self._page(form, status=422)

    def _page(self, form: SaveFilterForm, *, status: int = 200) -> HttpResponse:
        chosen = self.chosen()
        context = {
            "form": form,
            "chosen": self.words(chosen),
            "rows": [
                {
                    "name": row.name,
                    "for_unit": row.user_id is None,
                    "text": ", ".join(self.words(row.query)),
                    "url": self.url_of(row.query),
                    "remove_url": reverse(self.remove_name, args=[row.pk]),
                }
                for row in working_day.saved_filters(acting=self.acting, page=self.page)
            ],
            "back_url": self.url_of(chosen),
        }
        return render(self.request, "transitions/filters.html", context, status=status)


class FiltersView(SavedFiltersView):
    """Those of Att göra."""


class RemoveFilterView(ActingView):
    """Take a saved filter away."""

    def post(self, request: HttpRequest, filter_id: int) -> HttpResponse:
        """Remove one's own, or the unit's."""
        require_worklist(self.acting)
        if not services.remove_filter(acting=self.acting, filter_id=filter_id):
            raise Http404
        messages.success(request, "Filtret är borttaget.")
        return redirect("worklist_filters")


def filter_url(query: dict[str, Any]) -> str:
    """The list narrowed as a saved filter says."""
    address = _as_address(query)
    return f"{reverse('worklist')}?{urlencode(address)}" if address else reverse("worklist")


def _as_address(query: dict[str, Any]) -> dict[str, str]:
    return {PARAMETERS[key]: str(value) for key, value in query.items() if key in PARAMETERS and value}


def _in_words(address: dict[str, str]) -> list[str]:
    """ "Utskrivningsklara, Kvittera": what a filter picks out."""
    words = [TABS[address.get("flik", "unit")] if address.get("flik", "unit") in TABS else TABS["unit"]]
    for name in ("uppgift", "phase"):
        choices = dict(FilterForm.base_fields[name].choices)  # type: ignore[attr-defined]
        if address.get(name) in choices:
            words.append(choices[address[name]])
    return words
