"""The notes to the next shift in words (T37): what concerns tonight first, then the newest."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from actors.names import ShownNames
from core import formats
from transitions.models import Addressee, Item
from transitions.presenters.answers import PROTECTED
from transitions.rules.hand_over import concerns
from transitions.selectors.day import Told

SHOWN = 3
"""So many stand on the page of the case; the rest is one tap away."""


def order(found: Iterable[Told], now: datetime) -> list[Told]:
    """What concerns tonight first, then the newest."""
    newest = sorted(found, key=lambda one: (one.item.at, one.item.pk), reverse=True)
    return sorted(newest, key=lambda one: not concerns(one.item.data, now))


def note_rows(
    found: Iterable[Told],
    *,
    acting: Acting,
    now: datetime,
    names: ShownNames,
    readers: Mapping[int, list[Addressee]] | None = None,
    opened: bool = True,
) -> list[dict[str, Any]]:
    """The notes as a unit reads them; of its own, who has read them. Of a protected person no free text."""
    rows = []
    for one in order(found, now):
        item, own = one.item, one.own
        mine = item.by_unit_id == acting.unit_id
        rows.append(
            {
                "text": names.of(item.note) if opened else PROTECTED,
                "by": names.signed(item.author_name, item.by_unit.name),
                "at": item.at,
                "tonight": concerns(item.data, now),
                "nights": nights(item, now),
                "mine": mine,
                "unread": not mine and own is not None and own.acknowledged_at is None,
                "read_at": None if mine or own is None else own.acknowledged_at,
                "read_by": names.of(own.acknowledged_by) if own is not None and not mine else "",
                "readers": [
                    {
                        "unit": row.unit.name,
                        "at": row.acknowledged_at,
                        "who": names.of(row.acknowledged_by) if row.acknowledged_by else "",
                    }
                    for row in (readers or {}).get(item.pk, [])
                ],
            }
        )
    return rows


def nights(item: Item, now: datetime) -> str:
    """For which nights a note was written: "till och med natten mot fredag"."""
    data = item.data
    if not data.get("night"):
        return ""
    first, last = date.fromisoformat(data["night"]), date.fromisoformat(data.get("until") or data["night"])
    if first == last:
        return f"Natten som börjar {formats.day_text(first, now)}"
    return f"Nätterna {formats.day_text(first, now)} till {formats.day_text(last, now)}"


def note_card(
    found: Iterable[Told], *, acting: Acting, now: datetime, names: ShownNames, opened: bool, url: str
) -> dict[str, Any]:
    """What of the notes stands on another page: tonight's and the newest, how many are left, where all of them are."""
    rows = note_rows(found, acting=acting, now=now, names=names, opened=opened)
    return {
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "unread": sum(row["unread"] for row in rows),
        "url": url,
    }
