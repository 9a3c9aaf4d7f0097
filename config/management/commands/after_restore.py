"""What has to be known, and done, before a restored database is used."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import checks
from core import audit_chain, clock, formats, restoring, scope, sending
from core.acting import SYSTEM


class Command(BaseCommand):
    """Without `--resume` it only tells; with it sending begins again, and nothing old leaves the system by itself."""

    help = "Visar vad en återläst databas saknar och kan ha skickat; --resume startar utdelningen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--heads` is the copy of AUDIT_HEADS_FILE that lay elsewhere."""
        parser.add_argument("--heads", type=Path, default=None, help="filen med loggkedjornas huvuden")
        parser.add_argument("--resume", action="store_true", help="starta utdelningen")

    @scope.as_system("after_restore")
    def handle(self, *args: Any, **options: Any) -> None:
        """Tell; resume when asked to. Raises CommandError when the protection of rows is not whole."""
        wrong = checks.app_role_owns_nothing(databases=["default"])
        if wrong:
            raise CommandError("\n".join(str(message) for message in wrong))
        self.stdout.write("Radskyddet är på plats och app-rollen äger ingenting.")
        self._tell_gap(options["heads"] or Path(settings.AUDIT_HEADS_FILE))
        copy = restoring.look()
        self.stdout.write(
            f"{copy.unhandled} meddelanden är inte utdelade och {copy.outward} leveranser har inte lämnat systemet, "
            "enligt kopian. De kan ha skickats före felet."
        )
        if options["resume"]:
            held = restoring.resume(SYSTEM)
            self.stdout.write(
                f"Utdelningen är igång. Alla har fått sina meddelanden i inkorgen; {held} leveranser ut ur systemet "
                "väntar på Drift, att skickas eller skrivas av en och en."
            )
        elif sending.may_send():
            self.stdout.write("Utdelningen är igång.")
        else:
            self.stdout.write("Utdelningen är stoppad. Kör kommandot med --resume när listan är genomgången.")

    def _tell_gap(self, path: Path) -> None:
        """What is known to have been written after the copy: the signed heads that lay elsewhere."""
        now, copy = clock.now(), restoring.look()
        ends = formats.moment_text(copy.ends_at, now) if copy.ends_at else "början"
        self.stdout.write(f"Kopians sista händelse: {ends}.")
        kept = audit_chain.read_heads(path) if path.exists() else []
        faults = audit_chain.verify(kept)
        if not faults:
            self.stdout.write("Loggarnas kedjor är hela och når fram till det sista signerade huvudet.")
        for fault in faults:
            self.stdout.write(f"Saknas i loggen: {fault.text()}")
        later = restoring.written_after(kept)
        if later is not None:
            self.stdout.write(
                f"LUCKA: Hemväg användes till minst {formats.moment_text(later, now)}. Det som skrevs efter "
                f"{ends} finns inte: be enheterna föra in det från papper, och anmäl luckan."
            )
