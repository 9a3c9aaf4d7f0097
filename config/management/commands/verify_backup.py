"""Whether a backup can be restored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import backups


class Command(BaseCommand):
    """Exit code 0 when every byte of the file can be read, otherwise 1 and what is wrong."""

    help = "Läser en säkerhetskopia från början till slut, som en återläsning gör."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; the latest in BACKUP_DIR when it is not named."""
        parser.add_argument("file", nargs="?", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it."""
        path = options["file"] or (settings.BACKUP_DIR and backups.newest(Path(settings.BACKUP_DIR)))
        if not path:
            raise CommandError(
                "Det finns ingen säkerhetskopia att läsa: säg vilken fil, eller sätt BACKUP_DIR."
            )
        try:
            size = backups.check(path)
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path.name} är hel: {size / 1e6:.1f} MB går att läsa in.")
