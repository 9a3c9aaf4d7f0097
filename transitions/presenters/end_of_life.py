"""Care near the end of life in words (T31)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core import formats
from transitions import permissions
from transitions.models import Item
from transitions.rules.end_of_life import Decided, KinInformed
from transitions.rules.kinds import ItemKind

DECIDED = {
    Decided.NO_CPR: "Inte HLR",
    Decided.NO_HOSPITAL: "Inte till sjukhus",
    Decided.NO_INTENSIVE: "Inte intensivvård",
    Decided.PUMP: "Smärtpump",
    Decided.COMFORT_DRUGS: "Trygghetsordinationer finns hemma",
    Decided.HOSPITAL_OPEN: "Öppen retur till avdelningen",
}
INFORMED = {
    KinInformed.YES: "Ja",
    KinInformed.NO: "Nej, inte ännu",
    KinInformed.NO_KIN: "Närstående finns inte",
}


def decisions(item: Item) -> str:
    """What is decided, in words."""
    return ", ".join(DECIDED[Decided(one)] for one in item.data.get("decisions") or ())


def end_of_life_text(item: Item, now: datetime) -> str:
    """The sentence of the timeline."""
    data = item.data
    if data.get("ended"):
        return "Gäller inte längre."
    doctor = ", ".join(part for part in (data.get("doctor"), data.get("doctor_phone")) if part)
    said = [
        f"Läkare dygnet runt: {doctor}." if doctor else "Läkare dygnet runt är inte namngiven.",
        f"Ring först: {data['call_first']}." if data.get("call_first") else "",
        f"{decisions(item)}." if data.get("decisions") else "",
        f"Beslutat av {data['decided_by']}." if data.get("decided_by") else "",
    ]
    return " ".join(part for part in said if part)


def died_text(item: Item, now: datetime) -> str:
    """The day of a death after the discharge."""
    return f"{formats.day_text(date.fromisoformat(item.data['on']), now).capitalize()}."


def end_of_life_card(
    items: Iterable[Item], *, acting: Acting, now: datetime, names: ShownNames, opened: bool = True
) -> dict[str, Any] | None:
    """What stands first on the case and on the card of the day; None when the flag does not stand for the unit."""
    found = [item for item in items if item.kind == ItemKind.END_OF_LIFE_STATED and item.cancelled_at is None]
    if not found or found[-1].data.get("ended"):
        return None
    item = found[-1]
    data = item.data
    talked = data.get("talked_on")
    informed = data.get("informed")
    talk = (
        f"{formats.day_text(date.fromisoformat(talked), now)}, {names.of(str(data.get('talked_by') or ''))}"
        if talked
        else ""
    )
    kin = INFORMED[KinInformed(informed)] if informed else ""
    return {
        "doctor": names.of(str(data.get("doctor") or "")),
        "phone": str(data.get("doctor_phone") or ""),
        "rows": [
            {"label": label, "value": value}
            for label, value in (
                ("Ring först", str(data.get("call_first") or "") if opened else ""),
                ("Beslutat", decisions(item)),
                ("Brytpunkts\u00adsamtal", talk),
                ("Beslut av", names.of(str(data.get("decided_by") or ""))),
                ("Närstående vet", kin),
                ("Mer", item.note if opened else ""),
            )
            if value
        ],
        "at": item.at,
        "by": item.by_unit.name,
        "withheld": item.by_unit_id != acting.unit_id and not data.get("decisions") and not talked,
        "url": reverse("state_end_of_life", args=[item.episode.public_id])
        if permissions.may(acting, ItemKind.END_OF_LIFE_STATED)
        else "",
    }
