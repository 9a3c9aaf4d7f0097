"""Which item tells whom. Recipients come from the addressees, never from a list beside them."""

from collections.abc import Iterable

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from core import clock, event_names, handlers, lines, tracking, ways
from core.handlers import Channel, Message, Recipient
from transitions import services
from transitions.models import Addressee, EmergencyAccess, Item
from transitions.presenters.words import ITEMS
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Step
from transitions.rules.tasks import HOME_EVENTS, TaskKind
from transitions.services import ladder, openings
from transitions.services.reaching import REMINDERS, recipients

SYSTEM_NAME = "Hemväg"

CHOOSABLE = {
    f"item.{ItemKind.ADMISSION_NOTICE_SENT}": "Inskrivningsmeddelande",
    f"item.{ItemKind.HOME_CARE_NOTIFIED}": "Hemgång: datum, utskrivningsklar, utskriven",
    f"item.{ItemKind.DISCHARGE_READY_SENT}": "Utskrivningsklar",
    f"item.{ItemKind.SIP_CALLED}": "Kallelse till SIP",
    "task.overdue": "Påminnelse om en tid som har gått ut",
    REMINDERS: "Påminnelse när ni inte har kvitterat",
}
"""The kinds of message for which a unit may want another way than for the rest."""

NAMES = {f"item.{kind}": words for kind, words in ITEMS.items()} | {
    "episode.admitted": "Inskriven på avdelningen",
    "episode.taken_over": "Ärende som en annan enhet har tagit över",
    "task.overdue": "En tid har gått ut",
    openings.EMERGENCY_OPENED: "Nödöppning av ett ärende",
    ladder.EVENTS[Step.REMIND]: "Påminnelse om kvittens",
    ladder.EVENTS[Step.ON_DUTY]: "Påminnelse till den som är i tjänst",
    ladder.EVENTS[Step.MANAGER]: "Påminnelse till enhetens chef",
    ladder.EVENTS[Step.PHONE]: "Avsändaren ska ringa",
}
"""What the events are called on Drift and in a unit's list of calls."""


def system_acting() -> Acting:
    """The system itself, for work that belongs to no unit (the deadline sweep)."""
    return Acting(
        user_id=None,
        user_name=SYSTEM_NAME,
        assignment_id=None,
        role=Role.ADMINISTRATOR,
        unit_id=0,
        unit_name=SYSTEM_NAME,
        unit_kind=UnitKind.ADMINISTRATION,
        organisation_id=0,
        organisation_name=SYSTEM_NAME,
        organisation_kind=OrganisationKind.REGION,
        source="system",
    )


def deliver_item(message: Message) -> Iterable[Recipient]:
    """Every unit that the item is addressed to, in its inbox and, where it wants, by a mail without content."""
    unit_ids = Addressee.objects.filter(item_id=message.payload["item"]).values_list("unit_id", flat=True)
    return recipients(message.event, unit_ids)


def deliver_overdue(message: Message) -> Iterable[Recipient]:
    """The unit whose task is out of time; of an expected day that nobody has moved, its management too (T5)."""
    unit_id = int(message.payload["unit"])
    if message.payload.get("kind") != TaskKind.DATE_TO_MANAGER:
        return recipients(message.event, [unit_id])
    owner = actors.units_by_id([unit_id])[unit_id].organisation_id
    managers = actors.units(kinds=[UnitKind.ADMINISTRATION], organisation_id=owner)
    return recipients(message.event, [unit_id, *(unit.id for unit in managers)])


def deliver_emergency(message: Message) -> Iterable[Recipient]:
    """MAS or management of the organisation whose care provider made an emergency opening: it waits for review."""
    access = EmergencyAccess.objects.get(pk=message.payload["emergency"])
    reviewers = actors.units(
        kinds=[UnitKind.MAS_OFFICE, UnitKind.ADMINISTRATION], organisation_id=access.organisation_id
    )
    return recipients(message.event, [unit.id for unit in reviewers])


def tell_home_care(message: Message) -> None:
    """The ward has changed the date, sent or withdrawn utskrivningsklar, or discharged: home care is told (T8)."""
    _tell(Item.objects.get(pk=message.payload["item"]))


def tell_late(message: Message) -> None:
    """The providers have been named: those who are new hear the latest of what came before that."""
    news = Item.objects.filter(
        episode_id=message.payload["episode"], kind__in=HOME_EVENTS, pk__lt=message.payload["item"]
    )
    latest = news.order_by("at", "pk").last()
    if latest is not None:
        _tell(latest)


def _tell(item: Item) -> None:
    unit = actors.units_by_id([item.by_unit_id])[item.by_unit_id]
    services.notify_home_care(
        acting=actors.acting_for_unit(unit, name=SYSTEM_NAME, source="system"),
        episode_id=item.episode_id,
        cause_item_id=item.pk,
        at=clock.now(),
    )


def tell_sender(message: Message) -> Iterable[Recipient]:
    """No way got through, or the receiver said no: the sender gets a task, and is told at once."""
    told = tracking.told_by(int(message.payload["delivery"]))
    if told is None or "item" not in told.payload:
        return ()
    item = Item.objects.get(pk=int(str(told.payload["item"])))
    if not _receipt_wanted(item, told.recipient_id):
        return ()
    sender = actors.units_by_id([item.by_unit_id])[item.by_unit_id]
    services.note_unreached(
        acting=actors.acting_for_unit(sender, name=SYSTEM_NAME, source="system"),
        item_id=item.pk,
        unit_id=told.recipient_id,
        code=told.refused_code or _why(told),
        at=clock.now(),
    )
    return recipients(message.event, [sender.id])


def _receipt_wanted(item: Item, unit_id: int) -> bool:
    """A copy for information that does not arrive is nobody's task."""
    kind = ItemKind(item.kind)
    row = Addressee.objects.filter(item=item, unit_id=unit_id).first()
    return needs_receipt(kind) and row is not None and not informs_only(kind, named=row.named)


def _why(told: tracking.Told) -> str:
    return "by_hand" if told.channel == Channel.PRINT else (told.last_error or "no_way")


def register() -> None:
    """Called when the app is ready."""
    for kind in ItemKind:
        handlers.register(f"item.{kind}", deliver_item)
    for kind in HOME_EVENTS:
        handlers.register(f"item.{kind}", tell_home_care)
    handlers.register(f"item.{ItemKind.SERVICES_REPORTED}", tell_late)
    handlers.register("task.overdue", deliver_overdue)
    handlers.register(lines.UNREACHED, tell_sender)
    handlers.register(lines.REFUSED, tell_sender)
    event_names.name(NAMES)
    for event, words in CHOOSABLE.items():
        ways.offer(event, words)
    handlers.register(openings.EMERGENCY_OPENED, deliver_emergency)
