"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

import structlog
from celery import shared_task

from core import clock, doorbell, orders, scope
from liability import services
from liability.exports.statement import render
from liability.rules.statement_files import Format
from liability.selectors import statement_files as files
from liability.services.statement_files import MAKE_TASK, begin_file, finish_file
from transitions.notifications import system_acting

log = structlog.get_logger(__name__)


@shared_task
@scope.as_system("assess")
def assess(episode_id: int) -> int:
    """Work out one episode's betalningsansvar. Returns the number of the result."""
    return services.assess_episode(episode_id=episode_id).number


# Batch by batch, each under its locks: a second copy finds nothing changed.
@shared_task(time_limit=3600)
@scope.as_system("recompute_open")
def recompute_open() -> int:
    """Each night: every result that the day, the chain or an amount may have changed, then the months' statements."""
    done = services.assess_due()
    services.refresh_statements()
    return done


@shared_task(name=MAKE_TASK, ignore_result=True)
@scope.as_system("make_statement_file")
def make_statement_file(order_id: int) -> bool:
    """Make the file of an order. Returns whether this call made it."""
    now = clock.now()
    order = begin_file(order_id, now=now)
    if order is None:
        return False
    found = files.content(order.statement_id, now=now)
    orders.tell_progress(order, 30)
    content = render(found, Format(order.format))
    orders.tell_progress(order, 90)
    return finish_file(order.pk, content, acting=system_acting()) is not None


@shared_task(name="liability.tasks.sweep_files", ignore_result=True)
@scope.as_system("sweep_files")
def sweep_files() -> int:
    """Each minute: ring again for orders that no worker has finished. Returns how many."""
    waiting = files.forgotten(now=clock.now())
    for order_id in waiting:
        log.warning("statement_file_rung_again", order=order_id)
        doorbell.ring(MAKE_TASK, order_id)
    return len(waiting)
