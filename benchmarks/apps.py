from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """A party above core that tells as many as a message says, in the processes that the measurement starts."""

    name = "benchmarks"

    def ready(self) -> None:
        from benchmarks import receivers
        from core import handlers

        handlers.register(receivers.TOLD, receivers.tell)
