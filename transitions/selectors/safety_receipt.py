"""The trygghetskvitto of a case, and its phrases in each language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, CareEpisode, SafetyReceipt

PHRASES = Path(__file__).resolve().parent.parent / "data" / "safety_receipt.json"
SWEDISH = "sv"
REVIEWED, DRAFT, ORIGINAL = "granskad", "utkast", "original"


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of a language. `status`: `original` (Swedish), `utkast`, or `granskad` by whom and when."""

    code: str
    tag: str
    name: str
    swedish_name: str
    direction: str
    status: str
    reviewed_by: str
    reviewed_on: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    phrases: Mapping[str, str]

    @property
    def draft(self) -> bool:
        """Nobody has reviewed the words: the paper says so."""
        return self.status == DRAFT


@cache
def languages() -> dict[str, Language]:
    """Every language, Swedish first."""
    stored = json.loads(PHRASES.read_text(encoding="utf-8"))["languages"]
    return {
        code: Language(
            code=code,
            **{**one, "weekdays": tuple(one["weekdays"]), "months": tuple(one["months"])},
        )
        for code, one in stored.items()
    }


def latest(*, acting: Acting, episode: CareEpisode) -> SafetyReceipt | None:
    """The sheet that holds, when it was sent to the unit or the unit wrote it. Two queries."""
    items = permissions.items_visible_to(acting).filter(episode=episode)
    row = (
        SafetyReceipt.objects.filter(item__in=items)
        .select_related("item__by_unit")
        .order_by("-item__at", "-pk")
        .first()
    )
    if row is None or row.item.by_unit_id == acting.unit_id:
        return row
    own = Addressee.objects.filter(item=row.item, unit_id=acting.unit_id).first()
    return None if own is None or "content" in own.withheld else row
