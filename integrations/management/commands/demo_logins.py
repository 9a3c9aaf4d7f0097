"""`demo_logins`: who can log in to the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from core import scope
from integrations.demo.logins import demo_logins


class Command(BaseCommand):
    """A table of role, unit, user name and password."""

    help = "Visa demons inloggningar."

    @scope.as_system("demo_logins")
    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table."""
        rows = [("Roll", "Enhet", "Användarnamn", "Lösenord")]
        rows += [(row.role.capitalize(), row.unit, row.username, row.password) for row in demo_logins()]
        if len(rows) == 1:
            self.stdout.write("Här finns inga demoinloggningar.")
            return
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            self.stdout.write(
                "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            )
