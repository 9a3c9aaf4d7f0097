"""What a message will be, before it is sent: the act itself is carried out, read, and taken back."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")


def dry_run(act: Callable[[], None], read: Callable[[], T]) -> T:
    """Carry out `act`, return what `read` finds then, and leave the database as it was.

    Nothing is sent: messages, audit rows and what waits for a commit go back with it. What `act` raises passes through.
    """
    with transaction.atomic():
        act()
        found = read()
        transaction.set_rollback(True)
    return found
