"""A backup, encrypted and read again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import backups
from core import clock


class Command(BaseCommand):
    """Exit code 0 only when there is a new file that can be restored; otherwise 1, one sentence, and no file."""

    help = "Säkerhetskopierar databasen till en krypterad fil i katalogen och provläser den."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory; BACKUP_DIR when it is not named."""
        parser.add_argument("directory", nargs="?", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it. The database is that of BACKUP_DATABASE_URL."""
        directory = options["directory"] or (settings.BACKUP_DIR and Path(settings.BACKUP_DIR))
        if not directory:
            raise CommandError("Säg i vilken katalog, eller sätt BACKUP_DIR.")
        if not settings.BACKUP_DATABASE_URL:
            raise CommandError("BACKUP_DATABASE_URL saknas: rollen hemvag_backup i databasen.")
        try:
            path = backups.make(directory, settings.BACKUP_DATABASE_URL, clock.now())
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB), provläst.")
