"""Drift: what could not be delivered and waits for a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actors import permissions
from actors.views_base import ActionView
from core import giving_up, outbox, tracking


class OperationsView(ActionView):
    """The list, and what to do with each: try again, or give up and say why. It holds nothing of a patient."""

    action = permissions.OPERATE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list. It holds reference numbers and codes."""
        context = {
            "lag_seconds": round(outbox.lag_seconds()),
            "messages_held": [
                {
                    "id": row.pk,
                    "event": row.event,
                    "since": row.held_at,
                    "error": row.last_error,
                    "tries": row.attempts,
                }
                for row in outbox.held()
            ],
            "deliveries_held": tracking.held_deliveries(),
            "reasons": giving_up.REASONS.items(),
        }
        return render(request, "actors/operations.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try again what was stopped, or give it up."""
        number = request.POST.get("id", "")
        chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        delivery = request.POST.get("kind") == "delivery"
        if request.POST.get("act") == "give_up":
            self._give_up(request, chosen, delivery=delivery)
        else:
            release = tracking.release_delivery if delivery else outbox.release
            if release(chosen, acting=self.acting):
                messages.success(request, "Meddelandet skickas igen.")
            else:
                messages.info(request, "Meddelandet väntar inte längre på åtgärd.")
        return redirect("operations")

    def _give_up(self, request: HttpRequest, chosen: int, *, delivery: bool) -> None:
        reason = request.POST.get("reason", "")
        if reason not in giving_up.REASONS:
            messages.error(request, "Välj varför meddelandet inte ska skickas.")
            return
        give_up = giving_up.delivery if delivery else giving_up.message
        if give_up(chosen, reason=reason, acting=self.acting):
            messages.success(request, "Meddelandet är avskrivet och skickas inte.")
        else:
            messages.info(request, "Meddelandet väntar inte längre på åtgärd.")
