"""Next of kin, the offer of support to them, and the notice to överförmyndaren (T38)."""

from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, Offered, WantsSupport
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def state_next_of_kin(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    exists: Kin,
    capacity: Capacity | None = None,
    wants_support: WantsSupport = WantsSupport.NOT_ASKED,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say whether there are next of kin and what they can do. Raises Invalid("no_capacity")."""
    if exists is Kin.YES and capacity is None:
        raise Invalid("no_capacity", "Välj vad de närstående kan hjälpa till med.", "capacity")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.NEXT_OF_KIN_STATED, at=at, version=version
    )
    data: dict[str, Any] = {"exists": str(exists)}
    if exists is Kin.YES:
        data |= {"capacity": str(capacity), "wants_support": str(wants_support)}
    writing.put(data=data, note=note.strip() if exists is Kin.YES else "")
    return writing.close()


@transition
def answer_kin_support(
    *, acting: Acting, episode_id: int, at: datetime, outcome: Offered, version: int | None = None
) -> Item:
    """What came of the offer: it stays at the office. Raises Conflict("nothing_to_offer")."""
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.KIN_SUPPORT_ANSWERED, at=at, version=version
    )
    writing.put(data={"outcome": str(outcome)})
    return writing.close()


@transition
def consider_guardian(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    outcome: GuardianNotice,
    sent_on: date | None = None,
    sent_by: str = "",
    reason: str = "",
    version: int | None = None,
) -> Item:
    """Överförmyndaren has been told, when and by which verksamhetschef (HSF 4:3 p. 2); or why not.

    Raises Invalid: `no_day`, `day_later`, `no_sender`, `no_reason`.
    """
    data: dict[str, Any] = {"outcome": str(outcome)}
    if outcome is GuardianNotice.SENT:
        if sent_on is None:
            raise Invalid("no_day", "Ange vilken dag anmälan skickades.", "sent_on")
        if sent_on > local_date(at):
            raise Invalid("day_later", "Dagen kan inte ligga framåt i tiden. Rätta dagen.", "sent_on")
        if not sent_by.strip():
            raise Invalid("no_sender", "Ange verksamhetschefen, eller den som har uppdraget.", "sent_by")
        data |= {"sent_on": sent_on.isoformat(), "sent_by": sent_by.strip()}
    elif outcome is GuardianNotice.NOT_NEEDED and not reason.strip():
        raise Invalid("no_reason", "Skriv varför en anmälan inte behövs.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.GUARDIAN_CONSIDERED, at=at, version=version
    )
    writing.put(data=data, note=reason.strip())
    return writing.close()
