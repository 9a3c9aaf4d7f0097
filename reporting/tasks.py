"""Celery's way into the app: load by id, make, store. May run zero, one or several times."""

import structlog
from celery import shared_task

from core import clock, doorbell, scope
from reporting import services
from reporting.exports.board import render_board
from reporting.exports.files import render
from reporting.rules.formats import Format
from reporting.selectors import boards, runs
from reporting.selectors.directory import directory
from reporting.selectors.figures import figures
from reporting.services import board as board_services
from reporting.services import experience
from transitions.notifications import system_acting

log = structlog.get_logger(__name__)


@shared_task(name=services.MAKE_TASK, ignore_result=True)
@scope.as_system("make_report")
def make_report(run_id: int) -> bool:
    """Make the file of an order. Returns whether this call made it."""
    now = clock.now()
    run = services.begin_report(run_id, now=now)
    if run is None:
        return False
    if run.board_id is None:
        content = render(figures(run.organisation, run.period, now=now), Format(run.format))
    else:
        board = boards.board_by_id(run.board_id)
        content = render_board(board, Format(run.format), plain=run.plain, now=now)
    return services.finish_report(run.pk, content, acting=system_acting()) is not None


@shared_task(name="reporting.tasks.sweep_reports", ignore_result=True)
@scope.as_system("sweep_reports")
def sweep_reports() -> int:
    """Each minute: ring again for orders that no worker has finished. Returns how many."""
    waiting = runs.forgotten(now=clock.now())
    for run_id in waiting:
        log.warning("report_rung_again", run=run_id)
        doorbell.ring(services.MAKE_TASK, run_id)
    return len(waiting)


@shared_task(name="reporting.tasks.make_board_drafts", ignore_result=True)
@scope.as_system("make_board_drafts")
def make_board_drafts() -> int:
    """Each morning: a draft of the nämnd's report where a period has ended. Returns how many were made."""
    return board_services.make_due_drafts(acting=system_acting(), known=directory(), now=clock.now())


@shared_task(name="reporting.tasks.offer_experiences", ignore_result=True)
@scope.as_system("offer_experiences")
def offer_experiences() -> int:
    """Each morning: the form is offered to those who came home 7 to 21 days ago. Returns how many."""
    return experience.offer_due(now=clock.now())
