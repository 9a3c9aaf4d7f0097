from datetime import date

import pytest
import structlog
from django.db import ProgrammingError, connection, transaction

from core import audit, clock
from core.models import AccessLogRow, AuditRow, IdempotencyKey
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> IdempotencyKey:
    return IdempotencyKey.objects.create(scope="x", key="y", body_hash="z", created_at=clock.now())


def test_a_row_says_who_at_which_unit_did_what_to_what(row):
    with structlog.contextvars.bound_contextvars(request_id="a1b2c3d4"):
        audit.record(
            Somebody(), "case.changed", row, {"expected": (None, date(2026, 11, 30)), "ready": (False, True)}
        )
    told = AuditRow.objects.get()
    assert (told.actor_id, told.actor_name, told.unit_id, told.unit_name) == (
        7,
        "Eva Prov",
        3,
        "Avdelning 21",
    )
    assert (told.action, told.object_type, told.object_id) == (
        "case.changed",
        "core.idempotencykey",
        str(row.pk),
    )
    assert told.changes == {"expected": [None, "2026-11-30"], "ready": [False, True]}
    assert (told.request_id, told.source) == ("a1b2c3d4", "web")


def test_text_and_personal_numbers_are_told_as_changed_and_not_from_what_to_what(row):
    audit.record(
        Somebody(), "case.changed", row, {"note": ("", "föll i natt"), "number": (None, "193802049811")}
    )
    assert AuditRow.objects.get().changes == {"note": ["", "*"], "number": [None, "*"]}


def test_a_row_in_a_change_is_told_by_its_id(row):
    audit.record(Somebody(), "case.changed", row, {"unit": (None, row)})
    assert AuditRow.objects.get().changes == {"unit": [None, row.pk]}


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_acts_anonymously(row, name):
    with pytest.raises(audit.Anonymous):
        audit.record(Somebody(user_id=None, user_name=name), "case.changed", row)
    assert not AuditRow.objects.exists()


def test_the_system_acts_by_name(row):
    audit.record(Somebody(user_id=None, user_name="Systemet", source="system"), "case.swept", row)
    assert (AuditRow.objects.get().actor_id, AuditRow.objects.get().actor_name) == (None, "Systemet")


@pytest.mark.parametrize("model", [AuditRow, AccessLogRow])
@pytest.mark.parametrize("statement", ["UPDATE {} SET request_id = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_role_of_web_and_workers_can_neither_change_nor_remove(model, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))
