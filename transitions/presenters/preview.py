"""Så ser mottagaren det: what each receiver will read, in the words of its own timeline."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actors.names import ShownNames
from transitions.models import Addressee
from transitions.presenters.timeline import item_text
from transitions.presenters.words import GROUNDS, ITEMS
from transitions.presenters.words_consent import field_label
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.kinds import Ground, ItemKind
from transitions.selectors.redaction import as_sent


@dataclass(slots=True)
class Receiver:
    """One unit, with the messages as it will see them."""

    name: str
    phone: str
    messages: list[dict[str, Any]] = field(default_factory=list)


def receivers(rows: Iterable[Addressee], *, now: datetime, names: ShownNames, opened: bool) -> list[Receiver]:
    """Each receiver once. `opened`: no protected identity; else a receiver opens the rest with a reason."""
    found: dict[int, Receiver] = {}
    for row in rows:
        kind = ItemKind(row.item.kind)
        if kind is ItemKind.ACKNOWLEDGED:
            continue
        # Each unit gets its own copy: what is held back from one is not held back from all.
        item = as_sent(copy.deepcopy(row.item), row)
        receiver = found.setdefault(row.unit_id, Receiver(row.unit.name, row.unit.phone))
        informed = informs_only(kind, named=row.named)
        receiver.messages.append(
            {
                "title": ITEMS[kind],
                "text": names.of(item_text(item, now, opened=opened)),
                "by": names.signed(item.author_name, item.by_unit.name),
                "ground": GROUNDS[Ground(row.ground)],
                "missing": [field_label(kind, name) for name in row.withheld],
                "acknowledges": needs_receipt(kind) and not informed,
            }
        )
    return list(found.values())
