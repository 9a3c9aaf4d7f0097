"""Bulk loads, by a command and as a database role of their own: no row-level security, no row for each change.

A load leaves one audit row of its own, with count and check sum. Web and workers are never given the role's password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import connection

_PARTS: Final = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


@contextmanager
def as_loader() -> Iterator[bool]:
    """Let the connection of a command be the loader's. Yields whether it is.

    It is not without LOADER_DATABASE_URL on a database of the installation's own, nor inside a transaction that has
    begun as the app role: the load is then slower, and each of its rows is written down.
    """
    target = settings.LOADER_DATABASE
    if target is None or connection.in_atomic_block:
        yield False
        return
    own = {part: connection.settings_dict[part] for part in _PARTS}
    connection.close()
    # The database is the one of this process: a test's is a copy under another name.
    connection.settings_dict.update({part: target.get(part, "") for part in _PARTS if part != "NAME"})
    try:
        yield True
    finally:
        connection.close()
        connection.settings_dict.update(own)
