"""The inskrivningsmeddelande: who could be told, and what has been said so far as a unit may see it."""

from dataclasses import dataclass
from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from actors.selectors import UnitRef
from transitions import permissions
from transitions.models import Addressee, AdmissionNotice, CareEpisode, HomeCareService, Item
from transitions.rules.audience import CARE
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.receivers import Candidate
from transitions.selectors.redaction import as_sent

KINDS = (CARE | HOME_PROVIDERS) - {UnitKind.WARD}


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit that can be told, and what the rule knows of it."""

    unit: UnitRef
    candidate: Candidate


def receivers(episode: CareEpisode, *, at: datetime) -> list[Receiver]:
    """Units that the notice can go to: those that serve where the person is registered, or where a municipality has
    placed the person from, the vårdcentral where the person is listed, and those who help the person already.

    The ward may lie in another region (X10): where the person is registered decides.
    """
    day = local_date(at)
    registered = {unit.id: unit for unit in actors.units_serving(episode.registered_in_id, on=day)}
    placing = (
        {unit.id: unit for unit in actors.units_serving(episode.placed_by_id, on=day)}
        if episode.placed_by_id
        else {}
    )
    helping = set(
        HomeCareService.objects.filter(patient_id=episode.patient_id, until__isnull=True).values_list(
            "unit_id", flat=True
        )
    )
    listed = episode.patient.listed_at_id
    known = {**registered, **placing}
    missing = ({listed} if listed else set()) | helping
    known |= {unit.id: unit for unit in actors.units(ids=sorted(missing - known.keys()))}
    return [
        Receiver(
            unit,
            Candidate(
                unit.id,
                unit.kind,
                registered=unit.id in registered,
                placing=unit.id in placing,
                listed=unit.id == listed,
                present=unit.id in helping,
            ),
        )
        for unit in known.values()
        if unit.kind in KINDS
    ]


def notices(*, acting: Acting, episode: CareEpisode) -> list[Item]:
    """The notices and what completed them, oldest first, as each was sent to the unit. Two queries.

    An item without an `admission_notice` came in a file, or holds only what the act orders.
    """
    items = list(
        permissions.items_visible_to(acting)
        .filter(episode=episode, kind__in=(ItemKind.ADMISSION_NOTICE_SENT, ItemKind.NOTICE_COMPLETED))
        .select_related("by_unit", "admission_notice")
        .order_by("at", "pk")
    )
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    return [as_sent(item, own.get(item.pk)) for item in items]


def standing(items: list[Item]) -> list[AdmissionNotice]:
    """What stands beside the items that have not been cancelled."""
    found = [getattr(item, "admission_notice", None) for item in items if item.cancelled_at is None]
    return [notice for notice in found if notice is not None]
