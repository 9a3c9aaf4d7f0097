"""`manage.py assess_liability [FILE]`: facts and terms in, days and kronor with reasons out."""

import io
import os
import sys
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from core import scope
from liability.ndjson import Tally, answers
from liability.shelf import shipped_desk

NOTHING_DONE = 2
SOME_LINES_REFUSED = 1
STANDARD_INPUT = "-"


class Command(BaseCommand):
    """Reads and writes NDJSON by contracts/liability.md; touches no database.

    Ends with 0 when every line was understood, 1 when some were not, 2 when nothing was done.
    """

    help = "Beräknar betalningsansvar: NDJSON in (fil eller standard in), NDJSON ut i samma ordning."
    requires_system_checks = ()
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default=STANDARD_INPUT, help="fil att läsa; '-' eller inget: standard in"
        )

    @scope.as_system("assess_liability")
    def handle(self, *args: Any, file: str, **options: Any) -> None:
        tally = Tally()
        write = self._output().write
        try:
            with self._input(file) as lines:
                for text in answers(lines, shipped_desk(), tally):
                    write(text + "\n")
        except BrokenPipeError:
            # Whoever read has seen enough; what is still buffered must not fail at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if tally.read == 0:
            raise CommandError("Inget att beräkna: filen har inga rader.", returncode=NOTHING_DONE)
        if tally.refused:
            sys.exit(SOME_LINES_REFUSED)

    def _output(self) -> Any:
        """The stream itself: the wrapper that Django puts around it costs more than the calculation."""
        stream = getattr(self.stdout, "_out", self.stdout)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
        return stream

    def _input(self, file: str) -> AbstractContextManager[BinaryIO]:
        if file == STANDARD_INPUT:
            return nullcontext(sys.stdin.buffer)
        try:
            return Path(file).open("rb")
        except OSError as error:
            raise CommandError(
                f"{file} går inte att läsa: kontrollera att filen finns och får läsas.",
                returncode=NOTHING_DONE,
            ) from error
