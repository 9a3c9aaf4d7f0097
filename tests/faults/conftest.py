from collections.abc import Iterator

import pytest

from config.embedded.session import Session
from tests import database
from tests.faults.stack import Stack, stack


@pytest.fixture(scope="module")
def system(django_db_setup: None, embedded: Session) -> Iterator[Stack]:
    """A whole system of its own for the tests of a module."""
    with stack(database.Administrator(embedded.postgres)) as one:
        yield one
