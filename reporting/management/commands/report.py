"""`report --of ORGANISATION --period 2021-08 --format json|pdf|csv|xlsx [--out FILE]` (contracts/report.md)."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import clock, scope
from reporting import services
from reporting.exports.files import render
from reporting.exports.tables import json_text
from reporting.rules.followup import document
from reporting.rules.formats import Format
from reporting.rules.goals import as_json as as_goal
from reporting.rules.periods import PeriodError
from reporting.rules.scope import UnknownOrganisation
from reporting.selectors import figures as selectors
from reporting.selectors.directory import directory
from reporting.selectors.goals import goals_of
from transitions.notifications import system_acting

NOTHING_DONE = 2


class Command(BaseCommand):
    """Prints the follow-up of an organisation and a period, the same figures as the page and the PDF."""

    help = "Skriver uppföljningen för en organisation, en enhet eller ett sjukhus över en period."

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's arguments."""
        parser.add_argument(
            "--of", required=True, metavar="ORGANISATION", help="id, eller namnet på ett sjukhus"
        )
        parser.add_argument("--period", required=True, help="2021-08, 2021-K3, 2021 eller 2021-06..2021-08")
        parser.add_argument("--format", choices=[str(each) for each in Format], default=str(Format.JSON))
        parser.add_argument("--out", metavar="FIL", help="skriv till filen i stället för till standard ut")

    @scope.as_system("report")
    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, write. Exit status 2 and a Swedish sentence for an unknown organisation or period."""
        form = Format(options["format"])
        try:
            content = self._content(options["of"], options["period"], form)
        except (PeriodError, UnknownOrganisation) as error:
            self.stderr.write(str(error))
            sys.exit(NOTHING_DONE)
        if options["out"]:
            try:
                Path(options["out"]).write_bytes(content)
            except OSError as error:
                self.stderr.write(f"Filen {options['out']} kan inte skrivas: {error.strerror}.")
                sys.exit(NOTHING_DONE)
        elif form in (Format.JSON, Format.CSV):
            self.stdout.write(content.decode(), ending="")
        else:
            sys.stdout.buffer.write(content)

    def _content(self, of: str, period: str, form: Format) -> bytes:
        now = clock.now()
        if form is Format.JSON:
            found = selectors.report(of, period, now=now)
            goals: list[dict[str, object]] = []
            if goals_of(found.scope, directory(), found.period):
                followed = selectors.figures(of, period, now=now, fresh=True).followed
                goals = [as_goal(each) for each in followed]
            return json_text(document(found, now, goals)).encode()
        figures = selectors.figures(of, period, now=now, fresh=True)
        run = services.order_report(
            acting=system_acting(), scope=figures.scope, period=figures.period, form=form, ring=False
        )
        content = render(figures, form)
        services.finish_report(run.pk, content, acting=system_acting())
        return content
