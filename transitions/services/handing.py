"""Messages that no way brought: the sender is told, hands them over, and enters who received them."""

from datetime import datetime

from actors.acting import Acting
from core import audit, links, scope, tracking
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import Addressee, HandedHow, Item, PaperDelivery, Unreached
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services.state import renew_tasks
from transitions.services.writing import Writing


def note_unreached(*, acting: Acting, item_id: int, unit_id: int, code: str, at: datetime) -> Item:
    """No way brought the item to the unit: the sender gets a task. Once for each item and unit. Returns the item."""
    item = Item.objects.get(pk=item_id)
    episode = lock_episode(acting, item.episode_id)
    _, made = Unreached.objects.get_or_create(
        item=item, unit_id=unit_id, defaults={"episode": episode, "code": code[:60], "since": at}
    )
    if made:
        renew_tasks(episode)
    return item


@scope.atomic
def print_for_handing(
    *, acting: Acting, episode_id: int, item_id: int, unit_id: int, at: datetime
) -> PaperDelivery:
    """A numbered print of one message to one unit. Raises Conflict("no_such_message"), PermissionDenied.

    The pages and the check sum are added when the file is made (`printed`).
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.DELIVER_BY_HAND, episode)
    _of_own_sending(acting, episode_id, item_id, unit_id)
    row = PaperDelivery.objects.create(
        episode=episode,
        item_id=item_id,
        unit_id=unit_id,
        made_at=at,
        made_by=acting.user_name,
        made_by_unit_id=acting.unit_id,
    )
    audit.record(acting, "handover.printed", row, {"item": (None, item_id), "unit": (None, unit_id)})
    return row


def printed(handover: PaperDelivery, *, pages: int, sha256: str) -> None:
    """What the file came to."""
    handover.pages, handover.sha256 = pages, sha256
    handover.save(update_fields=["pages", "sha256"])


@scope.atomic
def enter_receipt(
    *,
    acting: Acting,
    episode_id: int,
    item_id: int,
    unit_id: int,
    how: HandedHow,
    received_by: str,
    received_at: datetime,
    at: datetime,
    handover_id: int | None = None,
) -> PaperDelivery:
    """Enter who at the unit received the message, and when: it counts as the unit's receipt, with both names.

    Raises Conflict (`no_such_message`, `nothing_to_acknowledge` when the unit has acknowledged itself), Invalid
    (`received_by`, `received_at`), PermissionDenied.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.DELIVER_BY_HAND, episode)
    item = _of_own_sending(acting, episode_id, item_id, unit_id)
    name = received_by.strip()[:100]
    if not name:
        raise Invalid("received_by", "Ange vem som tog emot meddelandet.", "received_by")
    # People write minutes.
    if not item.at.replace(second=0, microsecond=0) <= received_at <= at:
        raise Invalid(
            "received_at", "Ange en tid efter att meddelandet skickades och senast nu.", "received_at"
        )
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.ACKNOWLEDGED, at=at)
    fact = next(fact for fact in writing.chain.facts if fact.id == item_id)
    if fact.to.get(unit_id) is not None:
        raise Conflict(Verdict.no("nothing_to_acknowledge"))
    row = (
        PaperDelivery.objects.select_for_update()
        .filter(pk=handover_id or 0, item_id=item_id, unit_id=unit_id)
        .first()
    )
    if row is None:
        row = PaperDelivery(
            episode=episode,
            item_id=item_id,
            unit_id=unit_id,
            made_at=at,
            made_by=acting.user_name,
            made_by_unit_id=acting.unit_id,
        )
    row.how, row.received_by, row.received_at = how, name, received_at
    row.entered_by, row.entered_at = acting.user_name, at
    row.save()
    writing.put(
        data={"of": str(item.kind), "at_unit": unit_id},
        derived={"items": [item_id], "entered_for": True},
    )
    writing.acknowledge([item_id], unit_id, name=f"{name} ({HandedHow(how).label})")
    Unreached.objects.filter(item_id=item_id, unit_id=unit_id, settled_at=None).update(settled_at=at)
    writing.close()
    tracking.handed_over(
        case_key=episode.pk, item_id=item_id, recipient_id=unit_id, at=received_at, acting=acting
    )
    audit.record(acting, "handover.received", row, {"unit": (None, unit_id)})
    return row


@scope.atomic
def recall_link(*, acting: Acting, episode_id: int, item_id: int, unit_id: int) -> bool:
    """Call a message back while nobody has opened its link. False when it is too late, or there is none.

    Raises Conflict("no_such_message"), PermissionDenied.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.DELIVER_BY_HAND, episode)
    _of_own_sending(acting, episode_id, item_id, unit_id)
    waiting = [
        told.delivery_id
        for told in tracking.told_in_case(episode.pk)
        if told.channel == tracking.Channel.LINK
        and told.recipient_id == unit_id
        and told.payload.get("item") == item_id
    ]
    recalled = [links.recall(acting=acting, delivery_id=pk) for pk in waiting]
    return any(recalled)


def _of_own_sending(acting: Acting, episode_id: int, item_id: int, unit_id: int) -> Item:
    """The message, when the unit may hand it over: its own, or what the system told in the ward's name."""
    item = (
        permissions.items_visible_to(acting)
        .filter(pk=item_id, episode_id=episode_id, cancelled_at=None)
        .exclude(kind=ItemKind.ACKNOWLEDGED)
        .first()
    )
    addressed = Addressee.objects.filter(item_id=item_id, unit_id=unit_id).exclude(unit_id=acting.unit_id)
    if item is None or not addressed.exists():
        raise Conflict(Verdict.no("no_such_message"))
    if item.by_unit_id != acting.unit_id and not permissions.hands_over_for_others(acting, item):
        raise Conflict(Verdict.no("no_such_message"))
    return item
