"""What one unit was sent, as it reads outside the case: on the page of a link, on paper, through the API."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors.names import ShownNames
from core import clock
from transitions.models import Addressee, CareEpisode, Item
from transitions.personal_numbers import formatted
from transitions.presenters.timeline import item_text
from transitions.presenters.words import ITEMS
from transitions.rules.kinds import ItemKind, Protection
from transitions.selectors.redaction import as_sent


@dataclass(frozen=True, slots=True)
class MessageContent:
    """One message to one unit. `sha256` is that of what it says, printed on the paper so that two can be compared."""

    title: str
    text: str
    person: str
    personal_number: str
    protected: bool
    sent_at: datetime
    sender: str
    sender_unit: str
    sender_phone: str
    ward: str
    sha256: str

    def as_context(self) -> dict[str, Any]:
        """For a template."""
        return {name: getattr(self, name) for name in self.__slots__}


def content(
    item: Item, *, to: Addressee | None, episode: CareEpisode, names: ShownNames, now: datetime
) -> MessageContent:
    """The message as it was sent to the addressee: without what had no ground there, and of a protected person without
    what tells where she is.
    """
    sent = as_sent(item, to)
    patient = episode.patient
    protected = patient.protection != Protection.NONE
    text = names.of(item_text(sent, now, opened=not protected))
    said = {
        "item": item.pk,
        "unit": to.unit_id if to else None,
        "kind": item.kind,
        "at": clock.local(item.at).isoformat(),
        "person": formatted(patient.personal_number),
        "text": " ".join((sent.note or "").split()) if not protected else "",
        "data": {} if protected else sent.data,
    }
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return MessageContent(
        title=ITEMS[ItemKind(item.kind)],
        text=text,
        person=patient.name,
        personal_number=formatted(patient.personal_number),
        protected=protected,
        sent_at=item.at,
        sender=names.signed(item.author_name, item.by_unit.name),
        sender_unit=item.by_unit.name,
        sender_phone=item.by_unit.phone,
        ward=episode.ward.name,
        sha256=digest,
    )
