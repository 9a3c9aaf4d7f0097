"""Drift: what could not be delivered and waits for a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actors import permissions
from actors.views_base import ActionView
from core import alarms, broker, clock, event_names, giving_up, outbox, reasons, reconciling, tracking


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
            "held": _by_reason([*map(_message, outbox.held()), *map(_delivery, tracking.held_deliveries())]),
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
        elif request.POST.get("act") == "all_again":
            self._all_again(request)
        elif request.POST.get("act") == "give_up":
            self._give_up(request, chosen, delivery=delivery)
        else:
            release = tracking.release_delivery if delivery else outbox.release
            if release(chosen, acting=self.acting):
                messages.success(request, "Meddelandet skickas igen.")
            else:
                messages.info(request, "Meddelandet väntar inte längre på åtgärd.")
        return redirect("operations")

    def _all_again(self, request: HttpRequest) -> None:
        """Those of one cause that the page showed: `rows` are `message-7` and `delivery-12`."""
        sent = 0
        for row in request.POST.getlist("rows"):
            kind, _, number = row.partition("-")
            release = {"message": outbox.release, "delivery": tracking.release_delivery}.get(kind)
            if release is not None and number.isascii() and number.isdigit() and len(number) < 18:
                sent += release(int(number), acting=self.acting)
        if sent:
            messages.success(
                request, f"{sent} meddelanden skickas igen." if sent > 1 else "Meddelandet skickas igen."
            )
        else:
            messages.info(request, "Meddelandena väntar inte längre på åtgärd.")

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


def _by_reason(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What has one cause is seen to at once: the causes, the commonest first, each with what it has stopped."""
    found: dict[reasons.Reason, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["reason"], []).append(row)
    groups = sorted(found.items(), key=lambda group: -len(group[1]))
    return [{"reason": reason, "rows": stopped} for reason, stopped in groups]


def _message(row: Any) -> dict[str, Any]:
    return {
        "number": row.pk,
        "id": row.pk,
        "kind": "message",
        "event": event_names.named(row.event),
        "way": "",
        "reason": reasons.reason(row.last_error),
        "tries": row.attempts,
        "since": row.held_at,
    }


def _delivery(row: tracking.Told) -> dict[str, Any]:
    return {
        "number": row.reference,
        "id": row.delivery_id,
        "kind": "delivery",
        "event": event_names.named(row.event),
        "way": tracking.Channel(row.channel).label,
        "reason": reasons.reason(row.last_error),
        "tries": 0,
        "since": row.held_at,
    }


def _finding(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "label": reconciling.label(row.code),
        "case": row.case_key,
        "message": row.message_id,
        "subject": row.subject,
        "since": row.found_at,
    }
