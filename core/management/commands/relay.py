import signal
from types import FrameType
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection

from core import conf, relay, scope, waiting

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """The relay as a process of its own. Several may run; a lost database is waited for."""

    help = "Brings messages from the outbox to their recipients until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for one round, then end."""
        parser.add_argument("--once", action="store_true", help="one round, then end")

    @scope.as_system("relay")
    def handle(self, *args: Any, **options: Any) -> None:
        """Run rounds until SIGTERM or SIGINT; the message in hand is finished first."""
        if options["once"]:
            relay.look_after()
            return
        stop = waiting.Stop()

        def on_signal(number: int, frame: FrameType | None) -> None:
            stop.ask()

        signal.signal(signal.SIGTERM, on_signal)
        signal.signal(signal.SIGINT, on_signal)
        log.info("relay_started")
        while not stop.asked:
            try:
                busy = relay.look_after(stopped=lambda: stop.asked)
            except (OperationalError, InterfaceError) as error:
                log.warning("relay_without_database", error=type(error).__name__)
                connection.close()
                busy = 0
            if not busy:
                stop.wait(conf.value("RELAY_POLL_SECONDS"))
        log.info("relay_stopped")
