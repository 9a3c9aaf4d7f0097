"""Whether the logs are as they were written."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import audit_chain, scope


class Command(BaseCommand):
    """Exit code 0 when every chain holds, otherwise 1 and the first bad position of each chain."""

    help = "Prövar loggarnas kedjor mot sig själva och mot de signerade huvudena, även de i en fil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file of heads; the one that is written to when it is not named."""
        parser.add_argument(
            "--heads", type=Path, default=None, help="fil med huvuden (standard: AUDIT_HEADS_FILE)"
        )

    @scope.as_system("verify_audit")
    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found."""
        path = options["heads"] or Path(settings.AUDIT_HEADS_FILE)
        if options["heads"] and not path.exists():
            raise CommandError(f"{path} finns inte.")
        kept = audit_chain.read_heads(path) if path.exists() else []
        faults = audit_chain.verify(kept)
        for fault in faults:
            self.stderr.write(fault.text())
        if faults:
            raise CommandError("Loggarna är inte som de skrevs.")
        self.stdout.write(f"Loggarna är som de skrevs. {len(kept)} huvuden i {path.name} stämmer.")
