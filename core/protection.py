"""Tables with patient data: who may see a row, said once and enforced by PostgreSQL (row-level security).

Each app registers its tables in `<app>/protection.py`. `manage.py migrate` ends with `apply`, as the owner role:
policies are made anew from the register each time, so that the register is what holds. The app role owns nothing and
cannot pass by; the owner's own policy lets migrations change rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from core import audit_triggers, roles
from core.scope import SQLSTATE

# Each is asked once a statement, not once a row.
UNIT = "(SELECT hemvag_unit())"
USER = "(SELECT hemvag_user())"
ORGANISATION = "(SELECT hemvag_organisation())"
ROLE = "(SELECT hemvag_role())"
IS_SYSTEM = "(SELECT hemvag_kind()) = 'system'"
CHAINS = "ANY((SELECT hemvag_chains())::bigint[])"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION hemvag_kind() RETURNS text STABLE LANGUAGE plpgsql AS $$
DECLARE kind text := NULLIF(current_setting('hemvag.kind', true), '');
BEGIN
    IF kind IS NULL THEN
        RAISE EXCEPTION 'a statement on patient data without a scope' USING ERRCODE = '{SQLSTATE}';
    END IF;
    RETURN kind;
END $$;
CREATE OR REPLACE FUNCTION hemvag_unit() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT NULLIF(current_setting('hemvag.unit_id', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION hemvag_user() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT NULLIF(current_setting('hemvag.user_id', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION hemvag_organisation() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT NULLIF(current_setting('hemvag.organisation_id', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION hemvag_role() RETURNS text STABLE LANGUAGE sql AS
    $$ SELECT current_setting('hemvag.role', true) $$;
CREATE OR REPLACE FUNCTION hemvag_chains() RETURNS bigint[] STABLE LANGUAGE sql AS
    $$ SELECT COALESCE(NULLIF(current_setting('hemvag.chains', true), ''), '{{}}')::bigint[] $$;
"""


@dataclass(frozen=True, slots=True)
class Protected:
    """A table with patient data.

    `sees` is an SQL condition on one of its rows: a unit's scope sees, and may write, those for which it holds.
    `adds` is a further condition under which a new row may be written. `audited`: each change leaves a row.
    """

    table: str
    sees: str
    adds: str = ""
    audited: bool = True


_tables: dict[str, Protected] = {}
_functions: dict[str, str] = {}
_aggregates: list[str] = []


def register(*tables: Protected, functions: str = "", aggregates: Iterable[str] = ()) -> None:
    """Name tables of an app, called from its AppConfig.ready; `functions` is SQL that their conditions use.

    `aggregates`: the signatures of those among the functions that answer with sums, for the role `report`.
    """
    _aggregates.extend(aggregates)
    for row in tables:
        _tables[row.table] = row
        if functions:
            _functions[row.table] = functions


def tables() -> Iterable[Protected]:
    """All that are registered, by name."""
    return [_tables[name] for name in sorted(_tables)]


def apply(connection: Any, app_role: str) -> None:
    """Make functions, policies and audit triggers as the register says. Run by the owner of the tables."""
    with connection.cursor() as cursor:
        owner = connection.settings_dict["USER"]
        # A migration to an earlier state may leave tables out; what is there is protected.
        cursor.execute("SET check_function_bodies = off")
        cursor.execute(FUNCTIONS)
        for functions in dict.fromkeys(_functions.values()):
            cursor.execute(functions)
        present = set(connection.introspection.table_names(cursor))
        logged = present.issuperset(audit_triggers.APPEND_ONLY)
        if logged:
            cursor.execute(audit_triggers.functions_sql())
            cursor.execute(audit_triggers.chain_sql())
        for row in tables():
            if row.table in present:
                _protect(cursor, row, app_role, owner)
                if row.audited and logged:
                    cursor.execute(audit_triggers.trigger_sql(row.table))
        roles.grant(cursor, present=present, aggregates=_aggregates, app_role=app_role)


def _protect(cursor: CursorWrapper, row: Protected, app_role: str, owner: str) -> None:
    quote = cursor.db.ops.quote_name
    table = quote(row.table)
    sees = f"{IS_SYSTEM} OR ({row.sees})"
    adds = f"{sees} OR ({row.adds})" if row.adds else sees
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    for policy in ("hemvag_scope", "hemvag_owner"):
        cursor.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
    cursor.execute(
        f"CREATE POLICY hemvag_scope ON {table} TO {quote(app_role)} USING ({sees}) WITH CHECK ({adds})"
    )
    if owner != app_role:
        cursor.execute(
            f"CREATE POLICY hemvag_owner ON {table} TO {quote(owner)} USING (true) WITH CHECK (true)"
        )
