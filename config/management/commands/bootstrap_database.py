"""Make the roles and the database, as an administrator, before the first `migrate`."""

from typing import Any

import environ
import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg2 import sql

from config.embedded.layout import APP_ROLE, OTHER_ROLES
from config.embedded.postgres import create_database_sql, make_role


class Command(BaseCommand):
    """Idempotent: what exists is left, except the passwords, which become those of the environment."""

    help = (
        "Skapar ägarroll, app-roll, övriga roller och databas enligt OWNER_DATABASE_URL och DATABASE_URL "
        "(som ADMIN_DATABASE_URL)."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        url = environ.Env().str("ADMIN_DATABASE_URL", "")
        if not url:
            raise CommandError("ADMIN_DATABASE_URL saknas: en roll som får skapa roller och databaser.")
        owner, app = settings.DATABASES["owner"], settings.DATABASES["default"]
        if owner["USER"] == app["USER"]:
            raise CommandError("OWNER_DATABASE_URL och DATABASE_URL ska ha var sin roll.")
        connection = psycopg2.connect(url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                for role in (owner, app):
                    make_role(cursor, role["USER"], "LOGIN")
                    set_password(cursor, role["USER"], role["PASSWORD"])
                for name, rights in OTHER_ROLES.items():
                    # A member of the app role is a member of the one that this installation has.
                    try:
                        make_role(cursor, name, rights.replace(APP_ROLE, f'"{app["USER"]}"'))
                    except psycopg2.errors.InsufficientPrivilege:
                        self.stderr.write(
                            f"{name} kräver en databasadministratör: CREATE ROLE {name} {rights};"
                        )
                # Since PostgreSQL 16 an administrator that is no superuser must be in a role to give it a database.
                cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner["USER"])))
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [app["NAME"]])
                if cursor.fetchone() is None:
                    cursor.execute(create_database_sql(app["NAME"], owner["USER"]))
                    self.stdout.write(f"Databasen {app['NAME']} är skapad.")
        finally:
            connection.close()


def set_password(cursor: "psycopg2.extensions.cursor", name: str, password: str) -> None:
    """The role's password becomes this one, when there is one."""
    if password:
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(name)), [password])
