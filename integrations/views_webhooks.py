"""A unit's own planning system: where it is called, with which secrets, how it answers, and a test."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors import permissions, selectors, selectors_access
from actors.views_base import ActionView
from core import throttle, ways, webhook_keeping, webhooks
from core.forms import PlainForm
from core.invalid import Invalid
from integrations.presenters_webhooks import call_row, standing_words

SHOWN = 50


class AddressForm(PlainForm):
    """Where the system is called."""

    url = forms.CharField(
        label="Adress",
        max_length=500,
        help_text="Börjar med https://. Hit skickas bara ett händelse-id, ett slag och en referens.",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Ange systemets adress, till exempel https://planering.example.se/hemvag."
        },
    )


class SystemView(ActionView):
    """Planeringssystem: for whoever keeps the unit's access."""

    action = permissions.KEEP_REGISTERED

    def get(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """The address, the secrets and the last calls."""
        unit = self._unit(unit_id)
        found = webhook_keeping.standing(unit.pk)
        return self._page(unit, AddressForm(initial={"url": found.url if found else ""}))

    def post(self, request: HttpRequest, unit_id: int) -> HttpResponse:
        """Save the address, make a new secret, end the old one, or send a test."""
        unit = self._unit(unit_id)
        act = request.POST.get("act", "address")
        if act == "test":
            return self._test(unit)
        if act == "rotate":
            secret = webhook_keeping.rotate(acting=self.acting, recipient_id=unit.pk)
            return self._page(unit, self._form(unit), secret=secret or "")
        if act == "end_old":
            if webhook_keeping.end_old_secret(acting=self.acting, recipient_id=unit.pk):
                messages.success(request, "Den gamla nyckeln har slutat gälla.")
            return redirect("unit_system", unit_id=unit.pk)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            secret = webhook_keeping.set_address(
                acting=self.acting, recipient_id=unit.pk, url=form.cleaned_data["url"]
            )
        except Invalid as error:
            form.add_error("url", error.message)
            return self._page(unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if secret:
            self._as_way(unit)
            return self._page(unit, self._form(unit), secret=secret)
        messages.success(request, "Adressen är sparad.")
        return redirect("unit_system", unit_id=unit.pk)

    def _as_way(self, unit: Any) -> None:
        """A unit that connects its system wants to be called for everything, until it says otherwise."""
        try:
            ways.add(
                acting=self.acting, recipient_id=unit.pk, event="", channel="webhook", address="", always=True
            )
        except Invalid:
            return

    def _test(self, unit: Any) -> HttpResponse:
        throttle.count("file", self.acting)
        call = webhooks.send_test(unit.pk)
        if call is None:
            messages.warning(self.request, "Spara systemets adress först.")
        elif call.error:
            messages.error(self.request, f"Provet kom inte fram: {call_row(call)['status'].label.lower()}.")
        else:
            messages.success(self.request, f"Provet kom fram på {call.milliseconds} millisekunder.")
        return redirect("unit_system", unit_id=unit.pk)

    def _form(self, unit: Any) -> AddressForm:
        found = webhook_keeping.standing(unit.pk)
        return AddressForm(initial={"url": found.url if found else ""})

    def _unit(self, unit_id: int) -> Any:
        unit = selectors.unit_row(unit_id)
        if unit is None:
            raise Http404
        if not selectors_access.keeps_registered_of(self.acting, unit_id):
            raise PermissionDenied(self.action)
        return unit

    def _page(
        self, unit: Any, form: AddressForm, *, secret: str = "", status: int = HTTPStatus.OK
    ) -> HttpResponse:
        found = webhook_keeping.standing(unit.pk)
        context = {
            "unit": unit,
            "form": form,
            "standing": standing_words(found) if found else None,
            "secret": secret,
            "calls": [call_row(one) for one in webhook_keeping.calls(unit.pk, SHOWN)] if found else [],
            "back_url": reverse("unit_ways", args=[unit.pk]),
        }
        return render(self.request, "integrations/system.html", context, status=status)
