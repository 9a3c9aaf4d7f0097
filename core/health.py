"""Is the system well? Codes and numbers only, no addresses and no secrets."""

from dataclasses import dataclass

import structlog
from django.db import Error as DatabaseError
from django.db import connection

from core import broker, conf, outbox
from core.models import Delivery, DeliveryStatus, OutboxMessage

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` when requests can be served.

    `degraded` when a person should look: nothing is lost, but it is late.
    """

    database: bool
    broker: bool
    relay_lag_seconds: float | None = None
    held: int | None = None

    @property
    def ready(self) -> bool:
        """The database answers.

        Without the broker everything can still be written, and is told a little later.
        """
        return self.database

    @property
    def lagging(self) -> bool:
        """The oldest unhandled message is older than the limit."""
        return self.relay_lag_seconds is not None and self.relay_lag_seconds > conf.value(
            "RELAY_LAG_LIMIT_SECONDS"
        )

    @property
    def status(self) -> str:
        """ok, degraded or unavailable."""
        if not self.ready:
            return "unavailable"
        return "degraded" if self.lagging or self.held or not self.broker else "ok"


def check() -> Health:
    """Ask database and broker; takes a second or two at the most when one of them does not answer."""
    broker_answers = broker.answers()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        lag = outbox.lag_seconds()
        held = (
            OutboxMessage.objects.held().count() + Delivery.objects.filter(status=DeliveryStatus.HELD).count()
        )
    except DatabaseError as error:
        log.warning("database_unreachable", error=type(error).__name__)
        return Health(database=False, broker=broker_answers)
    return Health(database=True, broker=broker_answers, relay_lag_seconds=round(lag, 1), held=held)
