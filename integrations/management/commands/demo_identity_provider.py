"""`demo_identity_provider`: the demo's stand-in for SITHS, where one picks whom to be."""

import signal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core import scope
from integrations.demo import hsa
from integrations.demo.identity_provider import IdentityProvider
from integrations.demo.logins import allowed


class Command(BaseCommand):
    """Listens where SITHS_DISCOVERY_URL says, on this machine alone, until it is stopped. Only with demo settings."""

    help = "Starta demons egen inloggningstjänst i stället för SITHS (bara med demoinställningar)."

    @scope.as_system("demo_identity_provider")
    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        if not allowed():
            raise CommandError("Inloggningstjänsten finns bara i demon.")
        port = urlsplit(settings.SITHS_DISCOVERY_URL).port
        if not settings.SITHS_ISSUER or port is None:
            raise CommandError("SITHS_ISSUER och SITHS_DISCOVERY_URL med en port behövs.")
        staff = hsa.staff()
        connection.close()
        signal.signal(signal.SIGINT, _stop)
        signal.signal(signal.SIGTERM, _stop)
        IdentityProvider(
            staff,
            client_id=settings.SITHS_CLIENT_ID,
            client_secret=settings.SITHS_CLIENT_SECRET,
            issuer=settings.SITHS_ISSUER,
            port=port,
        ).serve()


def _stop(*_: object) -> None:
    raise SystemExit(0)
