"""What each database role may do besides the owner and the app role (docs/operations.md)."""

from typing import Any, Final

RELAY: Final = "hemvag_relay"
BACKUP: Final = "hemvag_backup"
READ: Final = "hemvag_read"
REPORT: Final = "hemvag_report"
LOADER: Final = "hemvag_loader"

_GRANTS: Final = {
    BACKUP: ("SELECT ON ALL TABLES", "SELECT ON ALL SEQUENCES"),
    READ: ("SELECT ON ALL TABLES",),
    REPORT: (),
    LOADER: ("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE, SELECT ON ALL SEQUENCES"),
}

# Of nobody's concern but the app's: who is logged in, and what a key or a password is checked against.
_SECRETS: Final = (
    "django_session",
    "actors_user",
    "integrations_systemtoken",
    "mfa_authenticator",
    "socialaccount_socialtoken",
    "socialaccount_socialapp",
)


def grant(cursor: Any, *, present: set[str], aggregates: list[str], app_role: str) -> None:
    """Give each role that exists its rights, and no other. Run by the owner after migrations.

    `aggregates`: the signatures of the functions that answer with sums over patients.
    """
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[*_GRANTS]])
    roles = [role for (role,) in cursor.fetchall()]
    for role in roles:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        for rights in _GRANTS[role]:
            cursor.execute(f"GRANT {rights} IN SCHEMA public TO {role}")
        if role == READ:
            for table in sorted(present.intersection(_SECRETS)):
                cursor.execute(f"REVOKE ALL ON {table} FROM {role}")
    for signature in aggregates:
        cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        for role in (app_role, REPORT):
            if role == app_role or role in roles:
                cursor.execute(f'GRANT EXECUTE ON FUNCTION {signature} TO "{role}"')
