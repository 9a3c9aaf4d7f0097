"""What a reader may say of an item on the timeline."""

from django.urls import reverse

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from transitions import permissions
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.messages import CANCELLABLE, CORRECTABLE


def acts_of(item: Item, acting: Acting, *, opened: bool) -> list[dict[str, str]]:
    """What the reader may say of the item: makulera and rätta one's own, send back what came by mistake, answer."""
    if opened or item.cancelled_at is not None:
        return []
    kind, case, on_item = ItemKind(item.kind), [item.episode.public_id], [item.episode.public_id, item.pk]
    found = []
    if item.by_unit_id == acting.unit_id:
        if kind in CANCELLABLE and permissions.may(acting, ItemKind.MESSAGE_CANCELLED):
            found.append({"label": "Makulera", "url": reverse("cancel_message", args=on_item)})
        if kind in CORRECTABLE and permissions.may(acting, ItemKind.MESSAGE_CORRECTED):
            found.append({"label": "Rätta", "url": reverse("correct_message", args=on_item)})
        if kind is ItemKind.ADMISSION_NOTICE_SENT and item.episode.ward_id == acting.unit_id:
            found.append(
                {"label": "Återta från fel mottagare", "url": reverse("recall_from_unit", args=case)}
            )
    elif kind is ItemKind.QUESTION_ASKED:
        found.append({"label": "Svara", "url": reverse("answer_question", args=on_item)})
    elif kind is ItemKind.ADMISSION_NOTICE_SENT and acting.unit_kind is not UnitKind.WARD:
        found.append(
            {"label": "Felsänt – skicka tillbaka", "url": reverse("return_message", args=case), "post": "1"}
        )
    return found
