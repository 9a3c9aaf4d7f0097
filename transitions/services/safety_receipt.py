"""The trygghetskvitto is made and handed over (T13)."""

from datetime import datetime

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import Item, SafetyReceipt
from transitions.rules.kinds import ItemKind
from transitions.rules.safety_receipt import LONGEST_MORE, MOST_TASKS, MOST_VISITS, Receipt
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def give_safety_receipt(
    *, acting: Acting, episode_id: int, at: datetime, receipt: Receipt, version: int | None = None
) -> Item:
    """Store the sheet; an earlier one stands in the history. Raises Invalid: `too_many_visits`, `too_many_tasks`,
    `too_long`, `home_before_admission`.
    """
    if len(receipt.visits) > MOST_VISITS:
        raise Invalid("too_many_visits", f"Högst {MOST_VISITS} besök får plats på sidan.", "")
    if len(receipt.tasks) > MOST_TASKS:
        raise Invalid("too_many_tasks", f"Högst {MOST_TASKS} uppgifter får plats på sidan.", "")
    if len(receipt.more) > LONGEST_MORE:
        raise Invalid("too_long", f"Korta texten till högst {LONGEST_MORE} tecken.", "more")
    kind = ItemKind.SAFETY_RECEIPT_GIVEN
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    if receipt.home_at < writing.chain.admitted_at:
        raise Invalid("home_before_admission", "Hemresan kan inte ligga före inskrivningen.", "home_at")
    item = writing.put(beside=["content"])
    SafetyReceipt.objects.create(item=item, content=receipt.stored())
    return writing.close()
