"""One at a time, in all processes: what a second scheduler must leave alone while the first is at it."""

import zlib

from django.db import connection


def alone(name: str) -> bool:
    """Take the named right for the rest of the transaction; False at once when another has it.

    Raises RuntimeError outside a transaction, where it would be given back before anything is done.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name}: the right is held by a transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_SPACE, _number(name)])
        return bool(cursor.fetchone()[0])


# Apart from the other advisory locks of the database (core.audit_chain).
_SPACE = 6


def _number(name: str) -> int:
    """A number in the range of PostgreSQL's integer."""
    return zlib.crc32(name.encode()) - 2**31
