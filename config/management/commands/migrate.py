"""`migrate` as the owner role, with what the app role needs granted on every table that is made."""

import time
from itertools import count
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import OperationalError, connections

from core import protection, scope

OWNER = "owner"
LOCK_TIMEOUT: Final = "1s"
LOCK_NOT_AVAILABLE: Final = "55P03"
TRIES: Final = 30
PAUSE_SECONDS = 10.0


class Command(migrate.Command):
    """Django's `migrate`, run by the role that owns the schema.

    Rights are given by default privileges *before* the migrations run, never by a sweep afterwards: a migration may
    therefore take a right away from the app role (append-only tables), and it stays away.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)

    @scope.as_system("migrate")
    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate while others work: a table that somebody holds is waited for a second at a time, so that those who
        come after are not held up behind us. What is done stays done; the next try goes on from there.
        """
        for number in count(1):
            try:
                self._migrate(*args, **options)
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
                    raise
                if number == TRIES:
                    raise CommandError(
                        "En tabell var upptagen hela tiden. Kör migrate igen när det är lugnare; det går vidare."
                    ) from error
                self.stderr.write(
                    f"En tabell är upptagen. Nytt försök om {PAUSE_SECONDS:g} s ({number} av {TRIES})."
                )
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def _migrate(self, *args: Any, **options: Any) -> None:
        changes = options["database"] == OWNER and not options["plan"] and not options["check_unapplied"]
        if changes:
            with connections[OWNER].cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
            grant_to_app_role()
        super().handle(*args, **options)
        if changes:
            protection.apply(connections[OWNER], settings.DATABASE_APP_ROLE)


def grant_to_app_role() -> None:
    """Let the app role read and write rows of the tables that the owner makes from now on; it never owns one."""
    connection = connections[OWNER]
    app_role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    if connection.settings_dict["USER"] == settings.DATABASE_APP_ROLE:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app_role}")
        cursor.execute(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app_role}"
        )
        cursor.execute(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app_role}"
        )
