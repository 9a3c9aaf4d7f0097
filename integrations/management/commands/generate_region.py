"""`generate_region --episodes N`: the demo region, grown to N cases by COPY as the loader."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import scope
from core.loader import as_loader
from integrations.demo import logins, multitude, seeding
from integrations.demo.region import OPEN_CASES


class Command(BaseCommand):
    """Fills an empty database in demo settings; refuses any other, so that no real case ever lies among these."""

    help = "Skapa en region med många vårdtillfällen i en tom databas (bara med demoinställningar)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, from which seed and which original."""
        parser.add_argument("--episodes", type=int, required=True, metavar="ANTAL", help="vårdtillfällen")
        parser.add_argument("--seed", type=int, default=seeding.SEED, metavar="TAL", help="slumptalens frö")
        parser.add_argument(
            "--ended", type=int, default=seeding.ENDED, metavar="ANTAL", help="avslutade i originalet"
        )
        parser.add_argument(
            "--open", type=int, default=OPEN_CASES, metavar="ANTAL", help="pågående i originalet"
        )

    @scope.as_system("generate_region")
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the original, then the rest."""
        if options["episodes"] < 1:
            raise CommandError("Ange hur många vårdtillfällen regionen ska ha: --episodes 100000.")
        try:
            with as_loader():
                seeding.seed(
                    ended=options["ended"],
                    open_cases=options["open"],
                    seed_number=options["seed"],
                    tell=self._tell,
                )
            made = multitude.grow(episodes=options["episodes"], seed=options["seed"], tell=self._tell)
        except logins.NotADemo as error:
            raise CommandError("Regionen finns bara med demoinställningar.") from error
        except seeding.NotEmpty as error:
            raise CommandError("Databasen är inte tom. Kör make demo-reset för att börja om.") from error
        except multitude.NoLoader as error:
            raise CommandError("Ange LOADER_DATABASE_URL: COPY går bara som rollen loader.") from error
        self._tell(
            f"Regionen är klar: {made.episodes} vårdtillfällen, {made.open_cases} pågående "
            f"({made.seconds:.0f} s utöver originalet)."
        )

    def _tell(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
