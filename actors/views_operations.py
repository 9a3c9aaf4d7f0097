"""Drift: what could not be delivered and waits for a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actors import permissions
from actors.views_base import ActionView
from core import alarms, broker, clock, giving_up, outbox, reconciling, tracking


class OperationsView(ActionView):
    """The list, and what to do with each: try again, or give up and say why. It holds nothing of a patient."""

    action = permissions.OPERATE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list. It holds reference numbers and codes."""
        now = clock.now()
        context = {
            "lag_seconds": round(outbox.lag_seconds()),
            "waiting": outbox.waiting_count(),
            "doorbells": broker.waiting(),
            "channels": tracking.channel_figures(now),
            "reconciliation": reconciling.last(),
            "findings": [_finding(row) for row in reconciling.standing()],
            "alarms": alarms.sounding(now),
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
        if request.POST.get("kind") == "finding":
            if reconciling.hand_out_again(chosen, acting=self.acting):
                messages.success(request, "Meddelandet delas ut igen till dem som saknar det.")
            else:
                messages.info(request, "Avvikelsen är redan åtgärdad, eller gäller inget meddelande.")
        elif request.POST.get("act") == "give_up":
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


def _finding(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "label": reconciling.label(row.code),
        "case": row.case_key,
        "message": row.message_id,
        "subject": row.subject,
        "since": row.found_at,
    }
