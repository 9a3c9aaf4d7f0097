"""What the ladder does when a message goes out, and when one of its steps is taken."""

from collections.abc import Iterable
from datetime import datetime

from actors import selectors_duty
from core import alarms, clock, handlers, sms
from core.handlers import Message, Recipient
from transitions.rules.audience import needs_receipt
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Step
from transitions.selectors import ladder as selectors
from transitions.services import ladder, reaching


def plan_ladder(message: Message) -> None:
    """The message has gone out: when each step falls due, should nobody acknowledge it."""
    ladder.plan([int(message.payload["item"])])


def remind(message: Message) -> Iterable[Recipient]:
    """The unit is reminded. So it is at each later step: whoever opens the inbox may be the one who takes it."""
    return reaching.reminded(int(message.payload["unit"]), outside=bool(message.payload["outside"]))


def ask_on_duty(message: Message) -> Iterable[Recipient]:
    """Whoever has duty in the unit is asked by SMS, when there is a number that takes one."""
    unit = int(message.payload["unit"])
    numbers = [
        each.phone for each in selectors_duty.on_duty(unit, message.created_at) if sms.is_mobile(each.phone)
    ]
    on_call = numbers[0] if numbers else ""
    return reaching.reminded(unit, outside=bool(message.payload["outside"]), on_call=on_call)


def ask_manager(message: Message) -> Iterable[Recipient]:
    """The unit's manager, who may sit in the organisation's `ledning`, is asked to see to it."""
    unit = int(message.payload["unit"])
    manager = selectors_duty.manager_of(unit, on=clock.local_date(message.created_at))
    others = [manager.unit_id] if manager and manager.unit_id != unit else []
    return reaching.reminded(unit, others, outside=bool(message.payload["outside"]))


def ask_sender(message: Message) -> Iterable[Recipient]:
    """The sender is told to telephone."""
    return reaching.reminded(None, [int(message.payload["sender"])], outside=bool(message.payload["outside"]))


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
    handlers.register(ladder.EVENTS[Step.ON_DUTY], ask_on_duty)
    handlers.register(ladder.EVENTS[Step.MANAGER], ask_manager)
    handlers.register(ladder.EVENTS[Step.PHONE], ask_sender)
