"""What was not sent to a unit is not shown to it: the one place where an item is cut to what its addressee got."""

from transitions.models import Addressee, Item
from transitions.rules.fields import NOTE
from transitions.rules.notice import BEYOND_THE_ACT


def as_sent(item: Item, own: Addressee | None) -> Item:
    """The item as it reached the unit. Changes the copy in memory, which is never saved (items are immutable)."""
    if own is None or not own.withheld:
        return item
    missing = frozenset(own.withheld)
    item.data = {name: value for name, value in item.data.items() if name not in missing}
    if NOTE in missing:
        item.note = ""
    notice = getattr(item, "admission_notice", None)
    if notice is not None:
        for name in missing.intersection(BEYOND_THE_ACT):
            setattr(notice, name, None if name == "lives_alone" else "")
        if "needs" in missing:
            notice.needs = []
    return item
