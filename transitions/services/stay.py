"""What happens during a stay: leave, interruption, another legal form of the care (T15, T21)."""

from datetime import datetime

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import ItemKind, LegalForm
from transitions.rules.messages import InterruptReason
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def start_leave(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    until: datetime,
    note: str = "",
    version: int | None = None,
) -> Item:
    """The patient goes on leave (permission), still admitted; everybody is told until when.

    Raises Invalid("until_passed"); Conflict("on_leave_already").
    """
    if until <= at:
        raise Invalid("until_passed", "Ange en återkomst som ligger efter nu.", "until")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.LEAVE_STARTED, at=at, version=version
    )
    writing.put(data={"back_at": until.isoformat()}, note=note)
    return writing.close()


@transition
def end_leave(
    *, acting: Acting, episode_id: int, at: datetime, note: str = "", version: int | None = None
) -> Item:
    """The patient is back on the ward. Raises Conflict("not_on_leave")."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.LEAVE_ENDED, at=at, version=version)
    writing.put(note=note)
    return writing.close()


@transition
def interrupt(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    reason: InterruptReason,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Interrupt the planning: everybody is told, and nobody plans on, until a new date is told or a notice sent.

    Raises Conflict("withdraw_first") while a notice of utskrivningsklar stands.
    """
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.INTERRUPTED, at=at, version=version)
    writing.put(data={"reason": str(reason)}, note=note)
    return writing.close()


@transition
def change_legal_form(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    form: LegalForm,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say on what legal ground the care is given, or will be after discharge (LUS 4:1 second paragraph; T15).

    Raises Conflict("same_legal_form").
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.LEGAL_FORM_CHANGED, at=at, version=version
    )
    writing.put(data={"form": str(form)}, note=note)
    return writing.close()
