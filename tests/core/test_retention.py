"""What the logs have kept long enough is removed, by the owner alone; that is logged, and the chain holds (LAW-3)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from core import access_log, audit_chain, clock, retention
from core.models import AccessLogRow, AuditLink, AuditRow, LogRemoval, RetentionRule
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def look(years: float, patient: int) -> None:
    with clock.moved_to(clock.now() - timedelta(days=365.25 * years)):
        access_log.record_look(Somebody(), patient_ids=[patient], action="case.open", ground="addressed")


def left() -> list[int]:
    return list(AccessLogRow.objects.order_by("pk").values_list("patient_id", flat=True))


def test_what_is_older_than_the_rule_goes_and_the_chain_still_holds() -> None:
    for years, patient in ((12, 1), (11, 2), (9.9, 3), (0, 4)):
        look(years, patient)
    told = StringIO()
    call_command("remove_old_logs", stdout=told)
    assert told.getvalue().startswith("2 loggrader från före")
    assert left() == [3, 4]
    assert AuditLink.objects.count() == 5
    removal = LogRemoval.objects.get()
    row = AuditRow.objects.get(action="log.removed")
    assert (row.object_id, row.changes["rows"], row.actor_name) == (str(removal.pk), [None, 2], "gallring")
    assert audit_chain.verify() == []
    assert retention.remove_old_logs() is None


def test_an_old_row_among_young_ones_waits_for_them() -> None:
    look(0, 1)
    look(12, 2)
    assert retention.remove_old_logs() is None
    assert left() == [1, 2]


def test_nothing_younger_than_the_rule_can_be_removed() -> None:
    look(6, 1)
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        removal = LogRemoval.objects.using("owner").create(
            at=clock.now(),
            actor_name="x",
            before=clock.now() - timedelta(days=365 * 4),
            through_batch=10**9,
            row_count=1,
        )
        cursor.execute("SELECT set_config('hemvag.removal', %s, true)", [str(removal.pk)])
        with pytest.raises(ProgrammingError, match="written once"), transaction.atomic(using="owner"):
            cursor.execute("DELETE FROM core_accesslogrow")
    assert left() == [1]
    assert [fault.reason for fault in audit_chain.verify()] == ["removal"]


def test_the_time_cannot_be_set_below_the_statutes() -> None:
    rules = RetentionRule.objects.using("owner").filter(kind="log")
    with pytest.raises(IntegrityError), transaction.atomic(using="owner"):
        rules.update(years=4)
    with pytest.raises(ProgrammingError, match="permission denied"):
        RetentionRule.objects.update(years=20)


def test_web_and_workers_cannot_remove() -> None:
    look(12, 1)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hemvag.removal', '1', false); DELETE FROM core_accesslogrow")
    assert left() == [1]


@pytest.mark.parametrize(("day", "expected"), [("2024-02-29", "2014-03-01"), ("2026-11-22", "2016-11-22")])
def test_years_are_the_calendars(day: str, expected: str) -> None:
    now = clock.now().replace(year=int(day[:4]), month=int(day[5:7]), day=int(day[8:]))
    assert f"{retention.cutoff(now, 10):%Y-%m-%d}" == expected
