"""By which ways units are reached: their own, in their order; whoever has an ended unit's place instead of it."""

from collections.abc import Iterable
from typing import Final

from actors import selectors as actors
from actors import selectors_contracts as contracts
from core import sms, ways
from core.handlers import Channel, Recipient

REMINDERS: Final = "escalation"
"""What a unit chooses ways for when it wants others for reminders than for messages."""

_CONTENT: Final = frozenset({Channel.LINK, Channel.WEBHOOK})
"""Ways that bring the message itself: only to a unit that it is addressed to."""


def recipients(event: str, unit_ids: Iterable[int]) -> list[Recipient]:
    """By each unit's own ways. One that has ended is told through whoever has its place (X9); when nobody has, its
    message is left to the sender to hand over: it is never lost.
    """
    wanted = list(dict.fromkeys(unit_ids))
    ended = contracts.stand_ins(wanted)
    reached = dict.fromkeys(ended.get(unit, unit) for unit in wanted)
    found = actors.units(ids=[unit for unit in reached if unit])
    # Nothing leaves the practice world, whatever ways somebody has chosen there.
    mails = {unit.id: unit.notify_email for unit in found if not unit.practice}
    inbox = [Recipient(unit.id) for unit in found if unit.practice]
    orphans = [unit for unit in wanted if unit in ended and ended[unit] is None]
    by_hand = [Recipient(unit, Channel.PRINT, rank=1) for unit in orphans]
    return [*ways.recipients(event, mails), *inbox, *by_hand]


def reminded(
    addressed: int | None, others: Iterable[int] = (), *, outside: bool, on_call: str = ""
) -> list[Recipient]:
    """A step of the ladder: the unit that the message is addressed to, and others who are asked to see to it.

    `outside`: by every way the unit has chosen for reminders, in its order; else in the inbox alone. Others are told
    only that there is something, never given the message. `on_call` is the number of whoever has duty: an SMS that says
    to log in, beside the unit's own ways. Nobody is handed a reminder on paper: the ladder ends with a telephone call.
    """
    found = []
    units = [*([addressed] if addressed is not None else []), *others]
    for one in recipients(REMINDERS, units):
        inside = one.channel == Channel.INBOX
        unfit = one.channel == Channel.PRINT or (one.channel in _CONTENT and one.recipient_id != addressed)
        if inside or (outside and not unfit):
            found.append(one)
    if outside and addressed is not None and sms.ready() and sms.is_mobile(on_call):
        mine = Recipient(addressed, Channel.SMS, sms.international(on_call))
        # One SMS for each unit and message: whoever has duty before the unit's common telephone.
        found = [mine, *(one for one in found if (one.recipient_id, one.channel) != (addressed, Channel.SMS))]
    return found
