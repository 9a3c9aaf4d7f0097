from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import reconciling, scope


class Command(BaseCommand):
    """The comparison of each night, now."""

    help = (
        "Compares cases, messages, deliveries and receipts; ends with an error when something does not agree."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--days`, how far back."""
        parser.add_argument("--days", type=int, help="how many days back (default: RECONCILE_DAYS)")

    @scope.as_system("reconcile")
    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was compared and what did not agree, with ids."""
        row = reconciling.run(days=options["days"])
        for code, count in row.compared.items():
            self.stdout.write(f"{reconciling.label(code)}: {count} jämförda")
        for finding in reconciling.standing():
            self.stdout.write(
                f"! {reconciling.label(finding.code)}: ärende {finding.case_key or '–'}, "
                f"meddelande {finding.message_id or '–'}, gäller {finding.subject or '–'}"
            )
        if row.found:
            raise CommandError(f"{row.found} stämmer inte.")
