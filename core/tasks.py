"""What a worker can be rung for.

Each task may run zero, one or several times: the database decides what it does.
"""

from datetime import timedelta

from celery import shared_task

from core import audit_chain, clock, conf, delivery, idempotency, reconciling, relay, scope


@shared_task(name="core.tasks.relay_once", ignore_result=True)
@scope.as_system("relay_once")
def relay_once() -> int:
    """Handle the messages that are due. Returns how many."""
    return relay.drain(budget_seconds=10.0)


@shared_task(name="core.tasks.deliver", ignore_result=True)
@scope.as_system("deliver")
def deliver(delivery_id: int) -> str:
    """Try one delivery. Returns what it came to."""
    return delivery.attempt(delivery_id).value


@shared_task(name="core.tasks.sweep_outbox", ignore_result=True)
@scope.as_system("sweep_outbox")
def sweep_outbox() -> int:
    """Each minute: messages and deliveries that no doorbell was heard for. Returns how many."""
    return relay.look_after()


@shared_task(name="core.tasks.forget_idempotency_keys", ignore_result=True)
@scope.as_system("forget_idempotency_keys")
def forget_idempotency_keys() -> int:
    """Each night: keys past their time. Returns how many."""
    return idempotency.forget_before(clock.now() - timedelta(days=conf.value("IDEMPOTENCY_KEEP_DAYS")))


@shared_task(name="core.tasks.reconcile", ignore_result=True)
@scope.as_system("reconcile")
def reconcile() -> int:
    """Each night: what was written against what was delivered. Returns how much does not agree."""
    return reconciling.run().found


@shared_task(name="core.tasks.close_audit_days", ignore_result=True)
@scope.as_system("close_audit_days")
def close_audit_days() -> int:
    """Each night: sign the end of the logs' day. Returns how many heads were made."""
    return len(audit_chain.close_days())


@shared_task(name="core.tasks.note_audit_ends", ignore_result=True)
@scope.as_system("note_audit_ends")
def note_audit_ends() -> int:
    """Every five minutes: sign where the chains end, for the file. Twice the time, so that none is missed."""
    return len(audit_chain.note_ends(clock.now() - timedelta(minutes=10)))
