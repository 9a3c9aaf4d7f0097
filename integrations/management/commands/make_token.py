"""`make_token ENHET SYSTEM`: a token for an integrating system, shown once."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import scope
from integrations.importing.register import SYSTEM
from integrations.services import make_token
from integrations.services.tokens import UnknownUnit


class Command(BaseCommand):
    """Prints the token on standard output, and nothing else there."""

    help = "Skapa en nyckel för ett system som talar med API:et. Den visas en gång."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Unit, name, last day."""
        parser.add_argument("unit", metavar="ENHET", help="enhetens kod")
        parser.add_argument("name", metavar="SYSTEM", help="systemets namn, som det ska stå i loggen")
        parser.add_argument("--valid-to", type=date.fromisoformat, metavar="DATUM", help="sista dag")

    @scope.as_system("make_token")
    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and show it."""
        try:
            _, token = make_token(
                acting=SYSTEM, unit_code=options["unit"], name=options["name"], valid_to=options["valid_to"]
            )
        except UnknownUnit as error:
            raise CommandError("Enheten finns inte. Ange koden för en enhet som finns.") from error
        except ValueError as error:
            raise CommandError("Ange systemets namn.") from error
        self.stdout.write(token)
        self.stderr.write("Spara nyckeln nu: den går inte att läsa igen.")
