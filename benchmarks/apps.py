"""Who is told, and an empty task, in the worker and the relay that the measurement of delivery starts."""

from django.apps import AppConfig

TOLD = "bench.told"


class ReceiversConfig(AppConfig):
    """As many inboxes as the message says."""

    name = "benchmarks"
    label = "benchmarks"

    def ready(self) -> None:
        """Register."""
        from celery import shared_task

        from core import handlers, scope

        def tell(message: handlers.Message) -> list[handlers.Recipient]:
            return [handlers.Recipient(number + 1) for number in range(int(message.payload["receivers"]))]

        handlers.register(TOLD, tell)
        shared_task(name="benchmarks.empty", ignore_result=True)(scope.as_system("bench")(lambda: None))
