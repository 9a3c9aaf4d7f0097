"""Sign the end of every day of the logs' chains that is over."""

from typing import Any

from django.core.management.base import BaseCommand

from core import audit_chain, scope


class Command(BaseCommand):
    """What beat does each night; by hand after a night without beat, or before a backup is taken."""

    help = (
        "Signerar slutet av varje avslutad dag i loggarnas kedjor och skriver huvudena till AUDIT_HEADS_FILE."
    )

    @scope.as_system("close_audit_day")
    def handle(self, *args: Any, **options: Any) -> None:
        """Close what is over; print a line for each head that was made, to be kept elsewhere."""
        for head in audit_chain.close_days():
            self.stdout.write(head.line())
