"""Which errors say that something is away for a while, or that two transactions met: neither is a fault of ours."""

import errno
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

# Two transactions held what the other waited for, or could not both have happened: one of them may just begin again.
_AGAIN: Final = frozenset({"40001", "40P01"})
# Connection, resources (disk, memory, connections), shutdown and crash, a lock that was waited for, files.
_AWAY: Final = ("08", "53", "57P", "55P03", "58")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def may_begin_again(error: BaseException | None) -> bool:
    """Whether the whole transaction may be run once more, as if it had never begun (deadlock, serialization)."""
    return isinstance(error, DatabaseError) and _code(error) in _AGAIN


def is_away(error: BaseException | None) -> bool:
    """Whether the same request may be answered in half a minute: no connection, no room, a lock too long held."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, DatabaseError):
        return False
    code = _code(error)
    if code is None:
        # Without a code of the server's: there was no connection, or it broke.
        return isinstance(error, OperationalError)
    return code.startswith(_AWAY) or code in _AGAIN


def _code(error: BaseException) -> str | None:
    """The server's SQLSTATE, when it came so far."""
    return getattr(error.__cause__, "pgcode", None) or None
