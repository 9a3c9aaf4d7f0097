"""Next of kin in words (T38)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from transitions.models import Item
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.next_of_kin import (
    Capacity,
    GuardianNotice,
    Kin,
    Offered,
    WantsSupport,
    to_consider,
    to_offer,
)

KIN = {Kin.YES: "Ja", Kin.NO: "Nej, personen saknar närstående", Kin.UNKNOWN: "Vet ej"}
CAPACITIES = {
    Capacity.MUCH: "Kan hjälpa till det mesta",
    Capacity.SOME: "Kan hjälpa till med något",
    Capacity.NONE: "Kan inte hjälpa till",
    Capacity.UNKNOWN: "Vet ej",
}
WANTS = {
    WantsSupport.YES: "Ja, vill bli kontaktad",
    WantsSupport.NO: "Nej",
    WantsSupport.NOT_ASKED: "Inte tillfrågad",
}
OFFERED = {
    Offered.ACCEPTED: "Tackade ja",
    Offered.DECLINED: "Tackade nej",
    Offered.NOT_REACHED: "Gick inte att nå, försöker igen",
}
GUARDIAN = {
    GuardianNotice.SENT: "Anmälan är skickad till överförmyndaren",
    GuardianNotice.NOT_NEEDED: "Behövs inte",
    GuardianNotice.HAS_ONE: "Personen har redan god man eller förvaltare",
}


def act_concerns(name: str, chain: Chain, acting: Acting) -> bool | None:
    """Whether an act of next of kin is this unit's to do now; None for other acts."""
    if name == "answer_kin_support":
        return acting.unit_kind is UnitKind.ASSESSMENT_OFFICE and to_offer(chain) is not None
    if name == "consider_guardian":
        return to_consider(chain) is not None
    return None


def kin_text(item: Item, now: datetime) -> str:
    """The sentence of the timeline."""
    data = item.data
    if data.get("exists") == Kin.NO:
        return "Personen saknar närstående."
    if data.get("exists") == Kin.UNKNOWN:
        return "Det är inte känt om det finns närstående."
    said = [f"{CAPACITIES[Capacity(data['capacity'])]}." if data.get("capacity") else ""]
    if data.get("wants_support") == WantsSupport.YES:
        said.append("Vill bli kontaktade om anhörigstöd.")
    return " ".join(part for part in said if part)


def offer_text(item: Item, now: datetime) -> str:
    """What came of the offer."""
    return f"{OFFERED[Offered(item.data['outcome'])]}."


def guardian_text(item: Item, now: datetime) -> str:
    """That överförmyndaren was told, when and by whom."""
    data = item.data
    said = GUARDIAN[GuardianNotice(data["outcome"])]
    if data.get("sent_on"):
        said += f" {formats.day_text(date.fromisoformat(data['sent_on']), now)} av {data.get('sent_by', '')}"
    return f"{said}."


def kin_facts(items: Iterable[Item], now: datetime, *, opened: bool) -> list[dict[str, Any]]:
    """Rows for *Om ärendet*: next of kin and god man, as they reached the unit."""
    latest: dict[str, Item] = {}
    for item in items:
        if item.cancelled_at is None and item.kind in (
            ItemKind.NEXT_OF_KIN_STATED,
            ItemKind.GUARDIAN_CONSIDERED,
        ):
            latest[item.kind] = item
    rows = []
    kin = latest.get(ItemKind.NEXT_OF_KIN_STATED)
    if kin is not None and opened:
        rows.append({"label": "Närstående", "value": " ".join([kin_text(kin, now), kin.note]).strip()})
    guardian = latest.get(ItemKind.GUARDIAN_CONSIDERED)
    if guardian is not None and opened:
        rows.append({"label": "God man", "value": guardian_text(guardian, now)})
    return rows
