"""Calls to a unit's planning system in words."""

from typing import Any

from core.event_names import named
from core.reasons import reason
from core.ui import Status, Tone
from core.webhook_keeping import Call, Standing
from core.webhook_signing import TEST

KINDS = {TEST: "Prov"}


def call_row(call: Call) -> dict[str, Any]:
    """One call as a row."""
    if not call.error:
        status = Status(f"Framme ({call.status_code})", Tone.SUCCESS)
    elif call.status_code:
        status = Status(f"Nekat ({call.status_code})", Tone.DANGER)
    else:
        status = Status(reason(call.error).text, Tone.DANGER)
    return {
        "id": str(call.event_id),
        "kind": KINDS.get(call.kind) or named(call.kind),
        "at": call.at,
        "status": status,
        "milliseconds": call.milliseconds,
        "fetched_at": call.fetched_at,
        "test": call.kind == TEST,
    }


def standing_words(found: Standing) -> dict[str, Any]:
    """How the system answers."""
    if found.stopped_at:
        status = Status("Stoppad", Tone.DANGER)
        text = f"{reason(found.stopped_code).text}. Spara adressen igen när felet är rättat."
    elif found.failures:
        status, text = Status("Svarar inte", Tone.WARNING), f"{found.failures} försök i rad har misslyckats."
    else:
        status, text = Status("I drift", Tone.SUCCESS), ""
    return {
        "status": status,
        "text": text,
        "retry_at": found.retry_at if found.failures and not found.stopped_at else None,
        "waiting": found.waiting,
        "secrets": [
            {"hint": row.hint, "made_at": row.made_at, "ends_at": row.ends_at} for row in found.secrets
        ],
        "two": len(found.secrets) > 1,
    }
