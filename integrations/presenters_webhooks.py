"""Calls to a unit's planning system in words."""

from typing import Any

from core.ui import Status, Tone
from core.webhook_keeping import Call, Standing
from core.webhook_signing import TEST

_ERRORS = {
    "timeout": "Svarade inte i tid",
    "no_connection": "Ingen förbindelse",
    "name_unknown": "Värdnamnet finns inte",
    "name_slow": "Namnuppslagningen svarade inte",
    "tls": "Certifikatet godtogs inte",
    "resting": "Vilar efter flera fel",
    "private_address": "Adressen leder till ett internt nät",
    "secret_unreadable": "Nyckeln kan inte läsas, gör en ny",
    "gone": "Systemet har slutat ta emot (410)",
}

KINDS = {TEST: "Prov"}


def call_row(call: Call) -> dict[str, Any]:
    """One call as a row."""
    if not call.error:
        status = Status(f"Framme ({call.status_code})", Tone.SUCCESS)
    elif call.status_code:
        status = Status(f"Nekat ({call.status_code})", Tone.DANGER)
    else:
        status = Status(_ERRORS.get(call.error, "Gick inte fram"), Tone.DANGER)
    return {
        "id": str(call.event_id),
        "kind": KINDS.get(call.kind, call.kind.removeprefix("item.")),
        "at": call.at,
        "status": status,
        "milliseconds": call.milliseconds,
        "fetched_at": call.fetched_at,
        "test": call.kind == TEST,
    }


def standing_words(found: Standing) -> dict[str, Any]:
    """How the system answers."""
    if found.stopped_at:
        reason = _ERRORS.get(found.stopped_code, found.stopped_code)
        status = Status("Stoppad", Tone.DANGER)
        text = f"{reason}. Spara adressen igen när felet är rättat."
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
