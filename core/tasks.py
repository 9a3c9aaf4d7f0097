"""What a worker can be rung for.

Each task may run zero, one or several times: the database decides what it does.
"""

from datetime import timedelta

from celery import shared_task

from core import clock, conf, delivery, idempotency, relay, scope


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
