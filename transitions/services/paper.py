"""Entering what was done on paper while Hemväg was down: with its own times, in its place in the order, once (X8)."""

from datetime import date, datetime, timedelta
from typing import Final

from actors.acting import Acting
from core import audit, clock
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import Item, PaperEntry
from transitions.rules.kinds import Certainty, DischargedTo, ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services.discharge import record_discharge
from transitions.services.loading import transition
from transitions.services.notices import change_expected_discharge
from transitions.services.receipts import acknowledge_kind

LATEST: Final = timedelta(days=14)
"""What is older is no outage any more: it is entered as a correction of a message."""


@transition
def enter_from_paper(
    *,
    acting: Acting,
    episode_id: int,
    row: str,
    at: datetime,
    kind: ItemKind,
    of: ItemKind | None = None,
    expected_discharge: date | None = None,
    to: DischargedTo | None = None,
    note: str = "",
) -> Item:
    """Enter one row of the pack: a receipt of messages of a kind (`of`), a new date, or a discharge.

    `at` is when it happened. The same row is entered once for each unit. Raises Conflict("paper_row_used") with when
    it was entered, Invalid for a time that cannot be, and what the act itself raises.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.ENTER_PAPER, episode)
    row = "".join(row.split()).upper()
    used = PaperEntry.objects.filter(unit_id=acting.unit_id, row=row).first()
    if used is not None:
        text = f"Raden {row} är redan införd {clock.local(used.entered_at):%Y-%m-%d kl. %H.%M}. Kontrollera numret."
        raise Conflict(Verdict.no("paper_row_used"), text)
    now = clock.now()
    if at > now:
        raise Invalid("paper_in_the_future", "Ange när det hände: tiden kan inte ligga framåt.", "at")
    if at < episode.admitted_at:
        raise Invalid("paper_before_admission", "Ange när det hände: tiden ligger före inskrivningen.", "at")
    if at < now - LATEST:
        raise Invalid(
            "paper_too_old", "Det som är äldre än 14 dagar förs in som en rättelse av meddelandet.", "at"
        )
    text = f"Infört från papper, rad {row}. {note}".strip()
    if kind is ItemKind.ACKNOWLEDGED and of is not None:
        item = acknowledge_kind(acting=acting, episode_id=episode_id, of=of, at=at, note=text)
    elif kind is ItemKind.EXPECTED_DISCHARGE_CHANGED and expected_discharge is not None:
        item = change_expected_discharge(
            acting=acting,
            episode_id=episode_id,
            at=at,
            expected_discharge=expected_discharge,
            certainty=Certainty.LIKELY,
            note=text,
        )
    elif kind is ItemKind.DISCHARGED and to is not None:
        item = record_discharge(acting=acting, episode_id=episode_id, at=at, to=to, note=text)
    else:
        raise Invalid("paper_incomplete", "Fyll i det som hör till valet.", "kind")
    entry = PaperEntry.objects.create(
        unit_id=acting.unit_id, row=row, item=item, kind=kind, entered_at=now, entered_by=acting.user_name
    )
    audit.record(acting, "paper.entered", entry, {"item": (None, item.pk), "at": (None, at)})
    return item
