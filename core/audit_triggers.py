"""The SQL by which the database writes what changes, keeps it, and chains it (core/sql/audit.sql; docs/operations.md).

`core_changerow` gets a row for each changed row of each registered table, in every write path: `save`, bulk, raw SQL,
migration. The named acts of `core.audit.record` are for people to read; these rows are the evidence beneath them, tied
to them by request and transaction. Both, and the access log, are chained: one link for each transaction.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from core.roles import LOADER

FUNCTIONS: Final = Path(__file__).with_name("sql") / "audit.sql"

CHAINED: Final[Mapping[str, tuple[str, ...]]] = {
    "core_accesslogrow": (
        "id",
        "@at",
        "user_id",
        "user_name",
        "assignment_id",
        "role",
        "unit_id",
        "unit_name",
        "organisation_id",
        "patient_id",
        "case_id",
        "action",
        "ground",
        "request_id",
    ),
    "core_auditrow": (
        "id",
        "@at",
        "actor_id",
        "actor_name",
        "unit_id",
        "unit_name",
        "action",
        "object_type",
        "object_id",
        "changes",
        "request_id",
        "source",
    ),
    "core_changerow": (
        "id",
        "@at",
        "table_name",
        "row_key",
        "operation",
        "changed",
        "actor_name",
        "user_id",
        "unit_id",
        "organisation_id",
        "source",
        "request_id",
    ),
}
"""What of each row the chain holds fast, in this order (`@`: a time). A column that is added later is not put in here:
links that exist were made without it.
"""

APPEND_ONLY: Final = (
    *CHAINED,
    "core_auditlink",
    "core_audithead",
    "core_logremoval",
    "core_logsample",
    "core_logverdict",
    "core_lookalert",
)
"""Tables that nobody may change, empty or (but for `CHAINED`, when too old) delete from."""


def functions_sql() -> str:
    """Make the functions, as they are now. Run by the owner, before any of the triggers."""
    return FUNCTIONS.read_text(encoding="utf-8").replace("{loader}", LOADER)


def trigger_sql(table: str, hidden: Iterable[str] = ()) -> str:
    """Have every change of the table written down. The values of `hidden` columns are not copied.

    Fires whatever the session says of replication; the role that loads files in bulk is alone let by, by the function.
    """
    extra = "".join(f", {_literal(column)}" for column in hidden)
    return f"""
DO $do$ DECLARE key text; BEGIN
    SELECT a.attname INTO STRICT key FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = 'public.{table}'::regclass AND i.indisprimary;
    EXECUTE format('CREATE OR REPLACE TRIGGER hemvag_change AFTER INSERT OR UPDATE OR DELETE ON public.{table}
        FOR EACH ROW EXECUTE FUNCTION public.hemvag_record_change(%L{extra.replace("'", "''")})', key);
    ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER hemvag_change;
END $do$;"""


def row_text(table: str, alias: str) -> str:
    """The SQL of the text that stands for one row of a chained table; quoted by PostgreSQL's own rules for rows."""
    parts = (
        f"extract(epoch FROM {alias}.{column[1:]})" if column.startswith("@") else f"{alias}.{column}"
        for column in CHAINED[table]
    )
    return f"ROW({', '.join(parts)})::text"


def chain_sql() -> str:
    """Chain the three logs, and let nobody change what is written once. Run by the owner, after `functions_sql`."""
    return "\n".join(
        [
            *(_chained(table) for table in CHAINED),
            linked_sql(),
            *(_append_only(table) for table in APPEND_ONLY),
        ]
    )


def _chained(table: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION public.hemvag_chain_{table}() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    SELECT n.batch, n.ordinal INTO NEW.batch, NEW.ordinal
      FROM public.hemvag_next_in_batch({row_text(table, "NEW")}) n;
    RETURN NEW;
END $fn$;
CREATE OR REPLACE TRIGGER hemvag_chain BEFORE INSERT ON public.{table}
    FOR EACH ROW EXECUTE FUNCTION public.hemvag_chain_{table}();
DROP TRIGGER IF EXISTS hemvag_close ON public.{table};
CREATE CONSTRAINT TRIGGER hemvag_close AFTER INSERT ON public.{table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.hemvag_close_batch();
ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER hemvag_chain;
ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER hemvag_close;"""


def unmake_sql() -> str:
    """Take every trigger and function away again, when the migration is undone."""
    names = ("record_change", "append_only", "close_batch", "link", *(f"chain_{table}" for table in CHAINED))
    return "\n".join(
        [
            *(f"DROP FUNCTION IF EXISTS public.hemvag_{name}() CASCADE;" for name in names),
            "DROP SEQUENCE IF EXISTS public.core_log_batch;",
            "DROP FUNCTION IF EXISTS public.hemvag_link_hash(public.core_auditlink);",
        ]
    )


def linked_sql() -> str:
    """Have each link find its own place."""
    return """
CREATE OR REPLACE TRIGGER hemvag_link BEFORE INSERT ON public.core_auditlink
    FOR EACH ROW EXECUTE FUNCTION public.hemvag_link();
ALTER TABLE public.core_auditlink ENABLE ALWAYS TRIGGER hemvag_link;"""


def _append_only(table: str) -> str:
    removable = "'removable'" if table in CHAINED else ""
    return f"""
CREATE OR REPLACE TRIGGER hemvag_once BEFORE UPDATE OR DELETE ON public.{table}
    FOR EACH ROW EXECUTE FUNCTION public.hemvag_append_only({removable});
CREATE OR REPLACE TRIGGER hemvag_never_emptied BEFORE TRUNCATE ON public.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION public.hemvag_append_only();
ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER hemvag_once;
ALTER TABLE public.{table} ENABLE ALWAYS TRIGGER hemvag_never_emptied;"""


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
