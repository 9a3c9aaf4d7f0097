"""Orders of files: the row first, then the work; once, whatever happens to the worker."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.orders import ATTEMPTS
from reporting import services, tasks
from reporting.models import ReportRun
from reporting.rules.formats import Format
from reporting.rules.periods import parse_period
from reporting.selectors import runs
from reporting.selectors.directory import directory, scope_of
from tests.factories.region import Region
from transitions.notifications import system_acting


@pytest.fixture
def ordered(region: Region, period: str) -> ReportRun:
    return services.order_report(
        acting=region.person_acting("management"),
        scope=scope_of("0199", directory()),
        period=parse_period(period),
        form=Format.CSV,
    )


def test_an_order_is_stored_before_anything_is_made(ordered: ReportRun) -> None:
    row = ReportRun.objects.get()
    assert (row.state, row.organisation_name, row.size, row.sha256) == (
        "ordered",
        "Testköpings kommun",
        None,
        "",
    )


def test_the_worker_makes_the_file_once(ordered: ReportRun) -> None:
    assert tasks.make_report(ordered.pk) is True
    assert tasks.make_report(ordered.pk) is False
    row = ReportRun.objects.get()
    assert row.state == "made"
    assert row.attempts == 1
    content = row.file.open("rb").read()
    assert len(content) == row.size
    assert row.file.name == f"reports/{row.public_id}.csv"
    row.file.delete(save=False)


def test_two_workers_at_once_leave_one_file(ordered: ReportRun) -> None:
    now = clock.now()
    assert services.begin_report(ordered.pk, now=now) is not None
    assert services.begin_report(ordered.pk, now=now) is not None
    first = services.finish_report(ordered.pk, b"first", acting=system_acting())
    assert services.finish_report(ordered.pk, b"second", acting=system_acting()) is None
    assert first is not None
    assert first.file.open("rb").read() == b"first"
    first.file.delete(save=False)


def test_an_order_that_kills_its_worker_ends_as_failed(ordered: ReportRun) -> None:
    for _ in range(ATTEMPTS):
        assert services.begin_report(ordered.pk, now=clock.now()) is not None
    assert services.begin_report(ordered.pk, now=clock.now()) is None
    assert ReportRun.objects.get().state == "failed"
    assert tasks.make_report(ordered.pk) is False


def test_an_order_that_does_not_exist_is_nothing(db: None) -> None:
    assert tasks.make_report(4711) is False


def test_a_forgotten_order_is_rung_for_again(ordered: ReportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[tuple[str, int]] = []
    monkeypatch.setattr(tasks.doorbell, "ring", lambda task, run: rung.append((task, run)))
    now = clock.now()
    assert runs.forgotten(now=now) == []
    ReportRun.objects.update(ordered_at=now - timedelta(minutes=5))
    assert tasks.sweep_reports() == 1
    assert rung == [("reporting.tasks.make_report", ordered.pk)]
    services.begin_report(ordered.pk, now=now)
    assert runs.forgotten(now=now) == []
    assert runs.forgotten(now=now + timedelta(minutes=3)) == [ordered.pk]


def test_the_database_refuses_a_made_report_without_a_file(ordered: ReportRun) -> None:
    with pytest.raises(IntegrityError, match="report_made_has_a_file"), transaction.atomic():
        ReportRun.objects.update(state="made")


def test_an_order_is_seen_by_the_one_who_made_it_alone(ordered: ReportRun, region: Region) -> None:
    another = region.person_acting("management")
    assert runs.run_by_public_id(acting=another, public_id=ordered.public_id) is None
    assert runs.latest_runs(acting=another) == []
