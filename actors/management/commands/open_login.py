"""`open_login`: a way in for somebody without a card, or who has lost the second factor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actors import services_factors
from actors.models import User
from core import scope


class Command(BaseCommand):
    """Prints a password for the first log-in, good for adding a second factor and nothing else."""

    help = "Öppna inloggning med lösenord för en person: nytt lösenord, gamla andra faktorer bort."

    def add_arguments(self, parser: CommandParser) -> None:
        """The person, and for how long."""
        parser.add_argument("username", help="användarnamn")
        parser.add_argument("--hours", type=int, default=24, help="timmar att lägga till en andra faktor på")

    @scope.as_system("open_login")
    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError."""
        hours: int = options["hours"]
        if not 1 <= hours <= 72:
            raise CommandError("Välj 1 till 72 timmar.")
        try:
            user, password = services_factors.open_enrolment(username=options["username"], hours=hours)
        except User.DoesNotExist:
            raise CommandError("Ingen öppen person har det användarnamnet.") from None
        self.stdout.write(f"Lösenord för {user.username}, visas bara nu: {password}")
        self.stdout.write(
            f"Personen ska inom {hours} timmar logga in och lägga till kodapp eller passernyckel."
        )
