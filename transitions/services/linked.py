"""A message opened and acknowledged by somebody without log-in, in the name that the unit has registered."""

from dataclasses import dataclass
from datetime import datetime

from actors import selectors as actors
from actors import selectors_duty as duty
from actors.acting import Acting
from core import access_log, links, scope, tracking
from core.conflicts import Conflict
from core.links import Link, Opening, Trial
from transitions.selectors import addressed
from transitions.selectors.addressed import Addressed
from transitions.services.receipts import acknowledge

GROUND = "addressed"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the unit has registered, as the page of a link shows her: the number by its last figures."""

    id: int
    name: str
    number: str


def people(link: Link) -> list[Person]:
    """Those who can get the code."""
    return [Person(one.id, one.name, one.phone) for one in duty.registered_people(link.recipient_id)]


def send_code(link: Link, token: str, person_id: int) -> Trial:
    """Send the code to one whom the unit has registered; OVER for anybody else."""
    chosen = next((one for one in people(link) if one.id == person_id), None)
    if chosen is None:
        return Trial.OVER
    return links.send_code(token, person_id=chosen.id, number=chosen.number)


def read(opening: Opening) -> Addressed | None:
    """The message, in the reach of the unit and logged in the person's name. None when it is no longer there to read.

    From here on the request acts for the unit.
    """
    acting = _acting(opening)
    told = tracking.told_by(opening.delivery_id)
    if acting is None or told is None:
        return None
    scope.switch(acting)
    found = addressed.by_delivery(acting, told)
    if found is not None:
        access_log.record_look(
            acting,
            patient_ids=[found.episode.patient_id],
            case_id=found.episode.pk,
            action="message.link",
            ground=GROUND,
        )
    return found


def acknowledge_with(ticket: str, *, at: datetime) -> bool | None:
    """The receipt of whoever opened. True; False when the unit had acknowledged already; None for no such ticket."""
    opening = links.take_ticket(ticket)
    acting = _acting(opening) if opening else None
    told = tracking.told_by(opening.delivery_id) if opening else None
    if acting is None or told is None:
        return None
    scope.switch(acting)
    found = addressed.by_delivery(acting, told)
    if found is None:
        return None
    try:
        acknowledge(acting=acting, episode_id=found.episode.pk, item_id=found.item.pk, at=at)
    except Conflict:
        return False
    return True


def _acting(opening: Opening) -> Acting | None:
    """Whoever opened, for her unit. One who has been taken off the register since opens nothing."""
    person = duty.registered_person(opening.person_id)
    unit = actors.units_by_id([opening.recipient_id]).get(opening.recipient_id)
    if person is None or unit is None or person.unit_id != unit.id:
        return None
    return actors.acting_for_unit(unit, name=person.name, source="link")
