"""`seed_demo`: the demo region, made from a seed and relative to today."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import scope
from core.loader import as_loader
from integrations.demo import seeding
from integrations.demo.logins import NotADemo
from integrations.demo.region import OPEN_CASES


class Command(BaseCommand):
    """Fills an empty database in demo settings; refuses any other."""

    help = "Skapa demoregionen i en tom databas (bara med demoinställningar)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, from which seed."""
        parser.add_argument("--if-empty", action="store_true", help="gör ingenting om det redan finns data")
        parser.add_argument(
            "--episodes", type=int, default=seeding.ENDED, metavar="ANTAL", help="avslutade vårdtillfällen"
        )
        parser.add_argument(
            "--open", type=int, default=OPEN_CASES, metavar="ANTAL", help="pågående vårdtillfällen"
        )
        parser.add_argument("--seed", type=int, default=seeding.SEED, metavar="TAL", help="slumptalens frö")

    @scope.as_system("seed_demo")
    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        if options["if_empty"] and not seeding.is_empty():
            return
        try:
            with as_loader():
                made = seeding.seed(
                    ended=options["episodes"],
                    open_cases=options["open"],
                    seed_number=options["seed"],
                    tell=self._tell,
                )
        except NotADemo as error:
            raise CommandError("Demoregionen finns bara med demoinställningar.") from error
        except seeding.NotEmpty as error:
            raise CommandError(
                "Databasen är inte tom. Kör make demo-reset för att börja om, eller --if-empty för att låta den vara."
            ) from error
        self._tell(
            f"Demoregionen är klar: {made.summary.created} händelser, {made.open_cases} pågående ärenden "
            f"({made.seconds:.0f} s)."
        )

    def _tell(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
