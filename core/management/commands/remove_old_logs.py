"""Remove what the logs, and the apps that have said so, have kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from core import clock, retention, scope


class Command(BaseCommand):
    """Run by hand or by a timer with the owner's address (OWNER_DATABASE_URL); the web and the workers cannot."""

    help = (
        "Gallrar loggrader, och delegeringar som har upphört, som är äldre än bevarandetiden "
        "(tabellen core_retentionrule). Gallringen loggas."
    )

    @scope.as_system(retention.NAME)
    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, and say how much."""
        removal = retention.remove_old_logs()
        if removal is None:
            self.stdout.write("Inget att gallra.")
        else:
            day = clock.local_date(removal.before)
            self.stdout.write(f"{removal.row_count} loggrader från före {day} är gallrade.")
        for what, count in retention.remove_the_rest():
            if count:
                self.stdout.write(f"{count} {what} är gallrade.")
