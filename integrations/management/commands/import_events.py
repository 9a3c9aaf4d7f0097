"""`import_events FILE [--dry-run]`: bring in history from an event file (contracts/events.md, docs/import.md)."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core import scope
from core.loader import as_loader
from integrations.importing.fields import Refused
from integrations.importing.runner import Import, Summary
from integrations.importing.source import NothingDone, examine, parsed
from integrations.services import record_import

PARTLY, NOTHING = 1, 2


class Command(BaseCommand):
    """Exit status 0: every line understood; 1: some line was refused; 2: nothing was done."""

    help = "Läs in historik ur en händelsefil (NDJSON). Ingenting skickas till någon."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File and options."""
        parser.add_argument("file", type=Path, metavar="FIL", help="händelsefil: ett JSON-objekt per rad")
        parser.add_argument(
            "--dry-run", action="store_true", help="visa vad som skulle hända, men spara ingenting"
        )

    @scope.as_system("import_events")
    def handle(self, *args: Any, **options: Any) -> None:
        """Import, tell, and leave with the status."""
        try:
            source = examine(options["file"])
        except NothingDone as error:
            self.stderr.write(f"Ingenting lästes in. {error}")
            sys.exit(NOTHING)
        dry_run: bool = options["dry_run"]
        watcher = Terminal(self, source.lines)
        with as_loader():
            summary = Import(watcher, dry_run=dry_run).run(parsed(source))
            watcher.clear()
            if not dry_run:
                record_import(source.sha256, summary)
        self._tell(summary, dry_run=dry_run)
        if summary.refused:
            sys.exit(PARTLY)

    def _tell(self, summary: Summary, *, dry_run: bool) -> None:
        if summary.unknown_fields:
            names = ", ".join(f"{name} ({count})" for name, count in sorted(summary.unknown_fields.items()))
            self.stdout.write(f"Fält som inte finns i formatet och därför inte lästes: {names}")
        if dry_run:
            self.stdout.write("Provkörning: ingenting är sparat.")
        lines = ", ".join(str(number) for number in summary.refused)
        self.stdout.write(f"Lästa rader: {summary.read}")
        self.stdout.write(f"Skapade: {summary.created}")
        self.stdout.write(f"Redan kända: {summary.known}")
        self.stdout.write(f"Avvisade: {len(summary.refused)}" + (f" (rad {lines})" if lines else ""))


class Terminal:
    """Refused lines as JSON on standard error; progress there too when a person is watching."""

    def __init__(self, command: BaseCommand, lines: int) -> None:
        self._out = command.stderr
        self._lines = lines
        self._shows = bool(self._out.isatty())

    def refused(self, number: int, error: Refused) -> None:
        """One JSON line for a refused line."""
        self.clear()
        answer = {"line": number, "error": {"code": error.code, "message": error.message}}
        self._out.write(json.dumps(answer, ensure_ascii=False), style_func=str)

    def progress(self, read: int) -> None:
        """How far the import has come."""
        if self._shows:
            self._out.write(f"\r{read} av högst {self._lines} rader", style_func=str, ending="")
            self._out.flush()

    def clear(self) -> None:
        """Take the progress line away."""
        if self._shows:
            self._out.write("\r\x1b[K", style_func=str, ending="")
