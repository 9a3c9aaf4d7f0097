"""The control of `test_every_policy`: with any one policy away, it would have seen it."""

import pytest
from django.db import connections

from tests.access.one_of_each import fill
from tests.access.test_every_policy import EXPECTED, seen
from tests.factories.region import build


@pytest.mark.long
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_each_policy_that_is_opened_is_seen_here() -> None:
    made = build()
    assert fill(made) == {}
    unseen = []
    with connections["owner"].cursor() as owner:
        for table in sorted(EXPECTED):
            owner.execute(
                "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy "
                "WHERE polrelid = %s::regclass AND polname = 'hemvag_scope'",
                [table],
            )
            (stands,) = owner.fetchone()
            owner.execute(f'ALTER POLICY hemvag_scope ON "{table}" USING (true)')
            try:
                if seen(made, [table])[table] == EXPECTED[table]:
                    unseen.append(table)
            finally:
                owner.execute(f'ALTER POLICY hemvag_scope ON "{table}" USING ({stands})')
    assert unseen == []
