"""Whoever acts, and handlers that note what they are given: for tests of the plumbing alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core import channels, handlers
from core.handlers import Handler, Recipient
from core.models import Delivery, OutboxMessage


@dataclass(frozen=True)
class Somebody:
    user_id: int | None = 7
    user_name: str = "Eva Prov"
    unit_id: int | None = 3
    unit_name: str = "Avdelning 21"
    organisation_id: int | None = 1
    assignment_id: int | None = 11
    source: str = "web"
    role: str = "assessor"


@dataclass
class Notes:
    """A handler that notes the ids of the messages it is called with and names fixed recipients."""

    recipients: tuple[Recipient, ...] = ()
    seen: list[int] = field(default_factory=list)
    error: Exception | None = None

    def __call__(self, message: OutboxMessage) -> tuple[Recipient, ...]:
        self.seen.append(message.pk)
        if self.error is not None:
            raise self.error
        return self.recipients


@contextmanager
def handling(event: str, handler: Handler) -> Iterator[None]:
    """The handler is registered for the event inside the block."""
    handlers.register(event, handler)
    try:
        yield
    finally:
        handlers.unregister(event, handler)


@contextmanager
def channel(name: str, error: Exception | None = None) -> Iterator[list[int]]:
    """The channel notes the deliveries it is given and raises, when told to, instead of taking them."""
    taken: list[int] = []

    def adapter(delivery: Delivery) -> None:
        if error is not None:
            raise error
        taken.append(delivery.pk)

    before = channels.replace(name, adapter)
    try:
        yield taken
    finally:
        channels.replace(name, before)
