"""What `make demo` needs done before its processes start."""

import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core import scope
from integrations.demo import hsa


class Command(BaseCommand):
    """Migrates, fills an empty database with the demo region, and writes the table of log-ins to a file."""

    help = "Migrerar, skapar demoregionen om databasen är tom och skriver tabellen över inloggningar till en fil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("logins", type=Path, help="filen som tabellen skrivs till")

    @scope.as_system("prepare_demo")
    def handle(self, *args: Any, **options: Any) -> None:
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed_demo", if_empty=True)
        hsa.name_everybody()
        table = io.StringIO()
        call_command("demo_logins", stdout=table)
        options["logins"].write_text(table.getvalue(), encoding="utf-8")
