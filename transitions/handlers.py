"""What the ladder does when a message goes out, and when one of its steps is taken."""

from collections.abc import Iterable
from datetime import datetime

from actors import selectors as actors
from actors import selectors_duty
from core import alarms, clock, handlers
from core.handlers import Channel, Message, Recipient
from transitions.rules.audience import needs_receipt
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Step
from transitions.selectors import ladder as selectors
from transitions.services import ladder


def plan_ladder(message: Message) -> None:
    """The message has gone out: when each step falls due, should nobody acknowledge it."""
    ladder.plan([int(message.payload["item"])])


def remind(message: Message) -> Iterable[Recipient]:
    """The unit is reminded. So it is at each later step: whoever opens the inbox may be the one who takes it."""
    return _ways([int(message.payload["unit"])], outside=bool(message.payload["outside"]))


def ask_manager(message: Message) -> Iterable[Recipient]:
    """The unit's manager, who may sit in the organisation's `ledning`, is asked to see to it."""
    unit = int(message.payload["unit"])
    manager = selectors_duty.manager_of(unit, on=clock.local_date(message.created_at))
    wanted = [unit, *([manager.unit_id] if manager else [])]
    return _ways(dict.fromkeys(wanted), outside=bool(message.payload["outside"]))


def ask_sender(message: Message) -> Iterable[Recipient]:
    """The sender is told to telephone."""
    return _ways([int(message.payload["sender"])], outside=bool(message.payload["outside"]))


def _ways(unit_ids: Iterable[int], *, outside: bool) -> list[Recipient]:
    found = []
    for unit in actors.units(ids=unit_ids):
        found.append(Recipient(unit.id))
        if outside and unit.notify_email:
            found.append(Recipient(unit.id, Channel.EMAIL, unit.notify_email))
    return found


def steps_are_late(now: datetime) -> str | None:
    """What whoever runs the installation is told when nobody climbs the ladder, or the clock has jumped."""
    late = selectors.late_steps(now)
    if late < 1:
        return None
    return f"{late} eskaleringssteg är mer än en kvart försenade. Kontrollera att beat och worker är igång."


def register() -> None:
    """Called when the app is ready."""
    alarms.register("ladder", steps_are_late)
    for kind in ItemKind:
        if needs_receipt(kind):
            handlers.register(f"item.{kind}", plan_ladder)
    handlers.register(ladder.EVENTS[Step.REMIND], remind)
    handlers.register(ladder.EVENTS[Step.ON_DUTY], remind)
    handlers.register(ladder.EVENTS[Step.MANAGER], ask_manager)
    handlers.register(ladder.EVENTS[Step.PHONE], ask_sender)
