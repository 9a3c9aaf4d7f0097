"""Audit and access log are written once: the role that web and workers connect as may add rows and read them."""

from django.conf import settings
from django.db import migrations

TABLES = ("core_auditrow", "core_accesslogrow")


def _change(schema_editor, statement):
    connection = schema_editor.connection
    role = settings.DATABASE_APP_ROLE
    # With one role for everything (an external database without the bootstrap) there is nobody to take it from.
    if not role or role == connection.settings_dict["USER"]:
        return
    for table in TABLES:
        schema_editor.execute(statement.format(table=table, role=connection.ops.quote_name(role)))


def take_away(apps, schema_editor):
    _change(schema_editor, "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")


def give_back(apps, schema_editor):
    _change(schema_editor, "GRANT UPDATE, DELETE ON {table} TO {role}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(take_away, give_back)]
