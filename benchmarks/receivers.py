"""Who is told, and an empty task, in the worker and the relay that the measurement of delivery starts."""

from celery import shared_task

from core.handlers import Message, Recipient

TOLD = "bench.told"
EMPTY = "benchmarks.receivers.nothing"


@shared_task(name=EMPTY, ignore_result=True)
def nothing() -> None:
    """What a task costs by itself."""


def tell(message: Message) -> list[Recipient]:
    """As many inboxes as the message says."""
    return [Recipient(number + 1) for number in range(int(message.payload["receivers"]))]
