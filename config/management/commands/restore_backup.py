"""A backup put into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import environ
from django.core.management.base import BaseCommand, CommandError

from config import backups


class Command(BaseCommand):
    """All of it or nothing. What is restored sends nothing until `after_restore --resume`."""

    help = "Läser in en säkerhetskopia i den tomma databasen i ADMIN_DATABASE_URL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, as an administrator: owners and rights are those of the copy."""
        url = environ.Env().str("ADMIN_DATABASE_URL", "")
        if not url:
            raise CommandError(
                "ADMIN_DATABASE_URL saknas: en administratör, med namnet på den tomma databasen."
            )
        try:
            size = backups.restore(options["file"], url)
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{size / 1e6:.1f} MB är inlästa. Kör nu manage.py after_restore innan något annat startas."
        )
