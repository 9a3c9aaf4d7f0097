"""What has happened to the person and to the units since a SIP was called: whoever opens it must know."""

from dataclasses import dataclass
from datetime import datetime

from actors.acting import Acting
from sip.models import Sip
from transitions.selectors import readmissions


@dataclass(frozen=True, slots=True)
class Around:
    """`died_at`: the person has died. `back_at`, `back_on`: is in hospital again since, and on which ward.

    `closed`: names of the units of the SIP that no longer exist and that nobody has taken over.
    """

    died_at: datetime | None = None
    back_at: datetime | None = None
    back_on: str = ""
    closed: tuple[str, ...] = ()


def around(*, acting: Acting, sip: Sip) -> Around:
    """As far as the unit may see it: a stay that it has no part in tells it nothing. Two queries."""
    later = readmissions.later_of(acting=acting, episode=sip.episode)
    back = next((stay for stay in reversed(later) if stay.ended_at is None), None)
    gone = {row.unit.name for row in sip.participants.all() if row.unit is not None and row.unit.ended_at}
    return Around(
        died_at=died_at(acting=acting, sip=sip),
        back_at=back.admitted_at if back is not None else None,
        back_on=back.ward.name if back is not None else "",
        closed=tuple(sorted(gone)),
    )


def died_at(*, acting: Acting, sip: Sip) -> datetime | None:
    """When the person died, in this stay, a later one or at home, as far as the unit has been told. One query."""
    return readmissions.death_of(acting=acting, patient_id=sip.episode.patient_id)
