"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

from celery import shared_task

from core import clock, doorbell, scope
from deviations import services
from deviations.services import agreements, delegation_watch, grouping, investigating, proposing
from transitions.notifications import system_acting


@shared_task
@scope.as_system("sweep_delegations")
def sweep_delegations() -> int:
    """Each minute: reminders that are due, of agreements too, and delegations that hold no longer."""
    acting, now = system_acting(), clock.now()
    ended = delegation_watch.end_those_over(acting=acting, now=now)
    told = agreements.remind(acting=acting, now=now)
    return ended + told + delegation_watch.remind(acting=acting, now=now)


@shared_task
@scope.as_system("watch_delegations")
def watch_delegations() -> int:
    """Every ten minutes: people who have begun, and tasks tonight that nobody may do. Returns how many."""
    acting, now = system_acting(), clock.now()
    alerted = delegation_watch.alert_new_staff(acting=acting, now=now)
    return alerted + delegation_watch.alert_uncovered(acting=acting, now=now)


@shared_task
@scope.as_system("ask_for_answers")
def ask_for_answers() -> int:
    """Each quarter of an hour: those who owe an answer, then the agreed order upwards."""
    now = clock.now()
    services.scan_waiting(acting=system_acting())
    services.read_for_closed(acting=system_acting(), now=now)
    investigating.remind(acting=system_acting(), now=now)
    services.stand_in(acting=system_acting(), now=now)
    return services.ask(acting=system_acting(), now=now)


@shared_task
@scope.as_system("propose_deviations")
def propose_deviations() -> int:
    """Each half hour: drafts of deviations for people to send or dismiss (A7). Returns how many are new."""
    return proposing.find(acting=system_acting(), now=clock.now())


@shared_task(name=grouping.MAKE_TASK)
@scope.as_system("group_alike")
def group_alike(grouping_id: int) -> bool:
    """Find the similar deviations of an area. Returns whether this call did."""
    return grouping.make(grouping_id, now=clock.now())


@shared_task
@scope.as_system("sweep_groupings")
def sweep_groupings() -> int:
    """Each minute: ring again for what no worker has made. Returns how many."""
    found = grouping.waiting(now=clock.now())
    for grouping_id in found:
        doorbell.ring(grouping.MAKE_TASK, grouping_id)
    return len(found)
