"""`migrate` as the owner role, with what the app role needs granted on every table that is made."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from core import protection, scope

OWNER = "owner"


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
        if options["database"] == OWNER and not options["plan"] and not options["check_unapplied"]:
            grant_to_app_role()
        super().handle(*args, **options)
        if options["database"] == OWNER and not options["plan"] and not options["check_unapplied"]:
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
