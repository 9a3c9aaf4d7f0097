"""Which functions react to which event. Upper apps register theirs in `AppConfig.ready`; core calls them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.models import Channel
from core.models import OutboxMessage as Message

__all__ = ["Channel", "Handler", "Message", "Recipient", "events", "for_event", "register", "unregister"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One party to be told by one channel. `address` only where the channel needs one (e-mail).

    `rank` 0 goes at once; higher ones stand in line (`core.lines`).
    """

    recipient_id: int
    channel: str = Channel.INBOX
    address: str = ""
    rank: int = 0


# A handler runs inside the relay's transaction, may run again after a crash, and so does only work that the
# database makes idempotent. It finds the parties by permission and returns them; it sends nothing itself.
Handler = Callable[[Message], Iterable[Recipient] | None]

_handlers: defaultdict[str, list[Handler]] = defaultdict(list)


def register(event: str, handler: Handler) -> None:
    """Have the handler called for each message of the event. Registering it twice is the same as once."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def unregister(event: str, handler: Handler) -> None:
    """Take the handler away again (for tests)."""
    _handlers[event].remove(handler)


def for_event(event: str) -> tuple[Handler, ...]:
    """The handlers of an event, in the order of registration; none for one that nobody reacts to."""
    return tuple(_handlers.get(event, ()))


def events() -> list[str]:
    """Every event that somebody reacts to."""
    return [event for event, found in _handlers.items() if found]
