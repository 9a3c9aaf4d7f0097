"""Whether anything may be sent from this database. A restored copy sends nothing before a person has looked."""

from datetime import datetime
from typing import Final

import structlog
from django.db import connection, transaction

from core import alarms, clock
from core.models import Installation

log = structlog.get_logger(__name__)

RESTORED: Final = "restored"
BY_HAND: Final = "by_hand"

# What PostgreSQL calls this database. A dump that is restored, here or elsewhere, becomes another one.
_HERE: Final = (
    "SELECT (SELECT system_identifier::text FROM pg_control_system()), "
    "(SELECT oid::bigint FROM pg_database WHERE datname = current_database())"
)
_MAY: Final = f"SELECT paused_at IS NULL, (cluster, number) = ({_HERE}) FROM core_installation"  # noqa: S608 - ours


def may_send() -> bool:
    """False while sending is paused; a database that does not know itself is paused here. One short query."""
    with connection.cursor() as cursor:
        cursor.execute(_MAY)
        found = cursor.fetchone()
    if found is None:
        know_this_database()
        return True
    going_on, here = found
    if going_on and not here:
        log.error("sending_paused", code=RESTORED)
        pause(RESTORED)
    return bool(going_on and here)


def know_this_database() -> None:
    """Write down which database this is, and let it send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_HERE)
        cluster, number = cursor.fetchone()
        Installation.objects.update_or_create(
            pk=1, defaults={"cluster": cluster, "number": number, "paused_at": None, "paused_code": ""}
        )


def pause(code: str = BY_HAND) -> None:
    """Send nothing from now on. What is written waits in the outbox; the inboxes wait too."""
    if not Installation.objects.exists():
        know_this_database()
    Installation.objects.filter(paused_at=None).update(paused_at=clock.now(), paused_code=code)


def paused_because() -> str | None:
    """The code of the pause, or None when there is none."""
    return Installation.objects.exclude(paused_at=None).values_list("paused_code", flat=True).first()


def _alarm(now: datetime) -> str | None:
    code = paused_because()
    if code is None:
        return None
    if code == RESTORED:
        return (
            "Databasen är återläst från en säkerhetskopia. Inget delas ut förrän manage.py after_restore har körts: "
            "den visar vad som saknas och vad som kan ha skickats redan."
        )
    return "Utdelningen är stoppad för hand. Starta den med manage.py after_restore --resume."


alarms.register("sending", _alarm)
