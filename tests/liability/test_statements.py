"""The month between region and municipality: its rows, its life, and what comes after it is locked."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from liability import permissions, services
from liability.models import Statement, StatementRow
from liability.rules.statement_life import Answer
from liability.services.statement_life import Upload
from tests.database import kept_rows
from tests.liability.statement_support import APRIL, IN_APRIL, Month, another_stay, march
from tests.liability.support import at
from transitions.locks import NotFound

pytestmark = pytest.mark.django_db

PDF = Upload("svar.pdf", b"%PDF-1.7 test")


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Month]:
    with kept_rows(django_db_blocker):
        yield march()


@pytest.fixture
def month(made_once: Month, db: None) -> Month:
    """One month for the whole file; what a test does to it is undone."""
    return made_once


def test_the_row_of_a_patient(month: Month) -> None:
    row = month.row
    assert (row.outcome, row.first_day, row.last_day) == ("billable", date(2022, 3, 10), date(2022, 3, 15))
    assert (row.days, row.billable_days, row.rate, row.amount) == (6, 6, 9_300, 55_800)
    found = month.statement
    assert (found.days, found.amount, found.billable_amount, found.state) == (
        6,
        55_800,
        55_800,
        "preliminary",
    )
    assert "Testsson" not in str(row.facts) + str(row.reasons) + row.ward


def test_working_it_out_again_changes_nothing(month: Month) -> None:
    before = list(StatementRow.objects.values())
    services.refresh_statements(now=IN_APRIL)
    assert list(StatementRow.objects.values()) == before


def test_the_way_from_proposal_to_locked(month: Month) -> None:
    month.does(services.propose, month.controller)
    month.does(
        services.dispute, month.manager, number=1, reason="days", text="Hon åkte den 14 mars.", files=(PDF,)
    )
    with pytest.raises(Conflict) as refused:
        month.does(services.agree, month.manager)
    assert refused.value.code == "rows_waiting"
    month.does(
        services.answer, month.controller, number=1, outcome=Answer.CHANGED, days=4, text="Ni har rätt."
    )
    assert month.statement.amount == 4 * 9_300
    month.does(services.accept, month.manager, number=1)
    month.does(services.agree, month.manager)
    assert month.statement.state == "proposed"
    month.does(services.agree, month.controller)
    assert month.statement.state == "agreed"
    month.does(services.lock_month, month.controller)
    found = month.statement
    assert (found.state, len(found.checksum)) == ("locked", 64)
    kinds = [step.kind for step in found.steps.all()]
    assert kinds == ["propose", "dispute", "answer", "accept", "agree", "agree", "lock"]
    audited = AuditRow.objects.filter(action__startswith="liability.statement.")
    assert audited.count() == len(kinds)


def test_nobody_takes_the_other_sides_step(month: Month) -> None:
    with pytest.raises(PermissionDenied):
        month.does(services.propose, month.manager)
    month.does(services.propose, month.controller)
    with pytest.raises(PermissionDenied):
        month.does(services.dispute, month.controller, number=1, reason="days", text="Nej")
    month.does(services.agree, month.controller)
    with pytest.raises(Conflict):
        month.does(services.agree, month.controller)
    assert month.statement.state == "proposed"
    with pytest.raises(Conflict):
        month.does(services.lock_month, month.controller)


def test_a_stale_page_is_told(month: Month) -> None:
    version = month.statement.version
    month.does(services.propose, month.controller)
    with pytest.raises(Conflict) as refused:
        services.agree(acting=month.manager, public_id=month.statement.public_id, version=version)
    assert refused.value.code == "stale"


def test_a_month_that_is_not_over_is_not_proposed(month: Month) -> None:
    with clock.moved_to(at("2022-03-31 23:59")), pytest.raises(Conflict) as refused:
        month.does(services.propose, month.controller)
    assert refused.value.code == "month_not_over"


def test_a_dispute_that_comes_too_late(month: Month) -> None:
    with clock.moved_to(IN_APRIL):
        month.does(services.propose, month.controller)
    last = month.statement.dispute_by
    assert last == date(2022, 4, 24)
    with clock.moved_to(at("2022-04-25 00:01")), pytest.raises(Conflict) as refused:
        month.does(services.dispute, month.manager, number=1, reason="days", text="Nej")
    assert refused.value.code == "dispute_too_late"
    with clock.moved_to(at("2022-04-24 23:59")):
        month.does(services.dispute, month.manager, number=1, reason="days", text="Nej")
    assert month.row.answer_by == date(2022, 5, 4)


def test_files_that_are_not_taken(month: Month) -> None:
    month.does(services.propose, month.controller)
    for upload, code in (
        (Upload("brev.exe", b"MZ"), "file_kind"),
        (Upload("brev.pdf", b"<html>"), "file_kind"),
        (Upload("bild.svg", b"<svg"), "file_kind"),
        (Upload("stor.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024)), "file_too_large"),
    ):
        with pytest.raises(Invalid) as refused:
            month.does(services.dispute, month.manager, number=1, reason="days", text="Nej", files=(upload,))
        assert refused.value.code == code
    assert month.row.state == "open"


def test_a_proposal_taken_back_is_worked_out_anew(month: Month) -> None:
    month.does(services.propose, month.controller)
    month.does(services.dispute, month.manager, number=1, reason="days", text="Nej")
    month.does(services.take_back, month.controller, text="Uppgifterna rättas.")
    assert (month.statement.state, month.row.state, month.row.answer_by) == ("preliminary", "open", None)
    services.refresh_statements(now=IN_APRIL)
    assert month.row.days == 6


def test_a_correction_after_the_lock_is_a_row_of_a_later_month(month: Month) -> None:
    month.locked()
    late = another_stay(month.told, "2022-03-01 08:00")
    late.all_in_time().ready("2022-03-20 10:00").discharged("2022-03-25 10:00")
    services.assess_episode(episode_id=late.id)
    month.told.happens("support_declined", "2022-03-08 10:00", by="office")
    month.told.happens("discharge_ready_withdrawn", "2022-03-12 10:00")
    services.assess_episode(episode_id=month.told.id)
    services.refresh_statements(now=IN_APRIL)
    assert month.row.days == 6
    found = Statement.objects.get(month=APRIL)
    rows = {row.episode_id: row for row in found.rows.all()}
    assert {row.kind for row in rows.values()} == {"correction"}
    assert (rows[month.told.id].days, rows[month.told.id].amount) == (-4, -4 * 9_300)
    assert (rows[late.id].days, rows[late.id].amount) == (2, 2 * 9_300)
    assert (found.days, found.amount) == (-2, -2 * 9_300)
    assert "rad 1" in rows[month.told.id].reasons[0]["text"]
    services.refresh_statements(now=at("2022-05-04 09:00"))
    assert StatementRow.objects.filter(kind="correction").count() == 2


def test_a_correction_is_counted_once(month: Month) -> None:
    month.locked()
    month.told.happens("discharge_ready_withdrawn", "2022-03-12 10:00")
    services.assess_episode(episode_id=month.told.id)
    services.refresh_statements(now=IN_APRIL)
    april = Statement.objects.get(month=APRIL)
    services.propose(acting=month.controller, public_id=april.public_id, version=april.version)
    services.refresh_statements(now=at("2022-05-04 09:00"))
    assert [row.days for row in StatementRow.objects.filter(kind="correction")] == [-4]


def test_others_see_no_statement(month: Month) -> None:
    other = month.told.region.acting("other_office")
    assert not permissions.statements_visible_to(other).exists()
    assert not permissions.statements_visible_to(month.told.region.acting("ward")).exists()
    with pytest.raises(NotFound):
        month.does(services.agree, other)


def test_the_database_refuses_impossible_months_and_rows(month: Month) -> None:
    months: list[dict[str, object]] = [
        {"state": "locked"},
        {"state": "agreed"},
        {"state": "proposed"},
        {"month": date(2022, 3, 2)},
        {"checksum": "x"},
        {"municipality": month.statement.region_id},
    ]
    rows: list[dict[str, object]] = [
        {"days": -1},
        {"billable_days": 7},
        {"first_day": None},
        {"state": "disputed"},
        {"kind": "correction"},
    ]
    for model, changes in ((Statement, months), (StatementRow, rows)):
        for change in changes:
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.update(**change)
