"""What /readyz says, for a process that has no address."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import health


class Command(BaseCommand):
    """Exit code 0 when the database answers and the relay keeps up, otherwise 1."""

    help = "Databas, broker och reläets eftersläpning som JSON; felkod om något ligger efter."

    def handle(self, *args: Any, **options: Any) -> None:
        state = health.check()
        self.stdout.write(json.dumps(asdict(state) | {"status": state.status}))
        if not state.ready or state.lagging:
            raise CommandError(state.status)
