"""By which ways a message goes to a party: the party's own choice, in its own order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from core import audit, clock
from core.acting import Actor
from core.handlers import Recipient
from core.invalid import Invalid
from core.models import Channel, Reach, Way
from core.models.delivery import WITHOUT_ADDRESS

EVENTS: Final[dict[str, str]] = {"": "Alla meddelanden"}
"""Kinds of message that a party may choose other ways for; the apps above add theirs (`offer`)."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a party has chosen: whether it logs in, and its ways, in order, each as (channel, address, always)."""

    logs_in: bool = True
    ways: tuple[tuple[str, str, bool], ...] = ()
    any_row: bool = False
    """It has chosen something, though what it chose may not work any more."""


def offer(event: str, words: str) -> None:
    """Let parties choose ways for an event by itself; `words` name it in Swedish."""
    EVENTS[event] = words


def line(chosen: Chosen) -> list[tuple[str, str, int]]:
    """Channel, address and rank of each delivery of one message, by what the party has chosen.

    The inbox for whoever logs in, what is wanted always at once, the rest in line. One that does not log in always
    has print at the end of its line: when no way works a person at the sender's hands it over, and is told to.
    """
    found = [(Channel.INBOX.value, "", 0)] if chosen.logs_in else []
    found += [(channel, address, 0) for channel, address, always in chosen.ways if always]
    reserve = [(channel, address) for channel, address, always in chosen.ways if not always]
    if not chosen.logs_in and all(channel != Channel.PRINT for channel, _, _ in chosen.ways):
        reserve.append((Channel.PRINT.value, ""))
    return found + [(channel, address, rank) for rank, (channel, address) in enumerate(reserve, 1)]


def recipients(event: str, mails: Mapping[int, str]) -> list[Recipient]:
    """Every delivery of an event to these parties; two queries however many.

    `mails` maps a party to its address for reminders, used by those that have chosen nothing themselves.
    """
    chosen = choices(event, mails)
    found = []
    for party, mail in mails.items():
        one = chosen[party]
        if not one.any_row and mail and one.logs_in:
            one = Chosen(one.logs_in, ((Channel.EMAIL.value, mail, True),), any_row=True)
        found += [Recipient(party, channel, address, rank) for channel, address, rank in line(one)]
    return found


def choices(event: str, parties: Iterable[int]) -> dict[int, Chosen]:
    """What each party has chosen for an event; two queries."""
    wanted = list(parties)
    logging_in = dict(Reach.objects.filter(recipient_id__in=wanted).values_list("recipient_id", "logs_in"))
    rows: dict[int, list[Way]] = defaultdict(list)
    for way in Way.objects.filter(recipient_id__in=wanted, event__in={"", event}):
        rows[way.recipient_id].append(way)
    found = {}
    for party in wanted:
        own = [way for way in rows[party] if way.event == event] or rows[party]
        working = tuple((way.channel, way.address, way.always) for way in own if way.failed_at is None)
        found[party] = Chosen(logging_in.get(party, True), working, any_row=bool(own))
    return found


def of_party(recipient_id: int) -> Sequence[Way]:
    """The rows of a party, in its order."""
    return list(Way.objects.filter(recipient_id=recipient_id))


def logs_in(recipient_id: int) -> bool:
    """Whether the party logs in."""
    row = Reach.objects.filter(recipient_id=recipient_id).first()
    return row is None or row.logs_in


@transaction.atomic
def set_logs_in(*, acting: Actor, recipient_id: int, value: bool) -> None:
    """Say whether a party logs in."""
    row, _ = Reach.objects.select_for_update().get_or_create(recipient_id=recipient_id)
    if row.logs_in != value:
        row.logs_in = value
        row.save()
        audit.record(acting, "reach.changed", row, {"logs_in": (not value, value)})


@transaction.atomic
def add(*, acting: Actor, recipient_id: int, event: str, channel: str, address: str, always: bool) -> Way:
    """Add a way last in the party's order. Raises Invalid: `way`, `address`, `known`."""
    if channel not in Channel.values or channel == Channel.INBOX or event not in EVENTS:
        raise Invalid("way", "Välj ett sätt i listan.", "channel")
    address = "" if channel in WITHOUT_ADDRESS else address.strip()
    if channel not in WITHOUT_ADDRESS and not address:
        raise Invalid("address", "Ange en adress eller ett nummer.", "address")
    own = Way.objects.select_for_update().filter(recipient_id=recipient_id, event=event)
    if any(way.channel == channel for way in own):
        raise Invalid("known", "Sättet finns redan. Ta bort det gamla först.", "channel")
    last = own.aggregate(last=Max("position"))["last"] or 0
    way = Way.objects.create(
        recipient_id=recipient_id,
        event=event,
        channel=channel,
        address=address,
        always=always,
        position=last + 1,
    )
    audit.record(acting, "way.added", way, {"channel": (None, channel), "position": (None, way.position)})
    return way


@transaction.atomic
def remove(*, acting: Actor, recipient_id: int, way_id: int) -> bool:
    """Take a way away. False when it is gone already."""
    way = Way.objects.select_for_update().filter(recipient_id=recipient_id, pk=way_id).first()
    if way is None:
        return False
    audit.record(acting, "way.removed", way, {"channel": (way.channel, None)})
    way.delete()
    return True


@transaction.atomic
def move_up(*, acting: Actor, recipient_id: int, way_id: int) -> bool:
    """Let a way change places with the one before it. False when it stands first."""
    rows = list(Way.objects.select_for_update().filter(recipient_id=recipient_id))
    way = next((row for row in rows if row.pk == way_id), None)
    if way is None:
        return False
    before = [row for row in rows if row.event == way.event and row.position < way.position]
    if not before:
        return False
    other = before[-1]
    way.position, other.position = other.position, way.position
    way.save(update_fields=["position"])
    other.save(update_fields=["position"])
    audit.record(acting, "way.moved", way, {"position": (other.position, way.position)})
    return True


@transaction.atomic
def mend(*, acting: Actor, recipient_id: int, way_id: int) -> bool:
    """A person has seen to the address: it is used again."""
    way = Way.objects.select_for_update().filter(recipient_id=recipient_id, pk=way_id).first()
    if way is None or way.failed_at is None:
        return False
    before, way.failed_at, way.failed_code = way.failed_code, None, ""
    way.save(update_fields=["failed_at", "failed_code"])
    audit.record(acting, "way.mended", way, {"failed_code": (before, "")})
    return True


def mark_failed(
    recipient_id: int, channel: str, address: str, *, code: str, at: datetime | None = None
) -> int:
    """The address does not exist (a bounce): it is left out until a person has mended it. Returns how many rows."""
    rows = Way.objects.filter(recipient_id=recipient_id, channel=channel, address=address, failed_at=None)
    found = 0
    for way in rows:
        way.failed_at, way.failed_code = at or clock.now(), code[:60]
        way.save(update_fields=["failed_at", "failed_code"])
        found += 1
    return found
