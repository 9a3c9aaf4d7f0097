"""Each stay that is a readmission is linked to the one before it, for the units that may know of it (T14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from core import scope
from transitions.models import Block, CareEpisode, Party
from transitions.rules.readmission import Admission, earlier_of


@dataclass(frozen=True, slots=True)
class Links:
    """What was found: by episode, the earlier one by unit; and the other episodes whose rows have changed."""

    by_episode: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    others: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Stay:
    """A stay with the ward that has the person, or had at the end, and whether any row is linked now."""

    facts: Admission
    patient_id: int
    ward_id: int
    organisation_id: int
    linked: bool


@scope.wide
def link_readmissions(episodes: Sequence[CareEpisode]) -> Links:
    """Store on each party's row the earlier stay. One query, and two or three more for readmissions.

    The row is the unit's own: one that was not on the earlier chain is not told that there was one. The exception is
    the ward that has the person, at the same care provider: it is asked for the cause, and not told more. A stay that
    ends late, when the person is back already, links the stay after it.
    """
    ids = {episode.pk for episode in episodes}
    wanted: dict[int, tuple[_Stay, _Stay | None]] = {}
    for stays in _by_patient({episode.patient_id for episode in episodes}).values():
        ends = [
            stay.facts.ended_at for stay in stays if stay.facts.id in ids and stay.facts.ended_at is not None
        ]
        for stay in stays:
            if stay.facts.id not in ids and not any(end <= stay.facts.admitted_at for end in ends):
                continue
            found = earlier_of(stay.facts, (one.facts for one in stays))
            before = next((one for one in stays if found is not None and one.facts.id == found.id), None)
            if before is not None or stay.linked:
                wanted[stay.facts.id] = (stay, before)
    return _store(wanted, ids) if wanted else Links()


def _by_patient(patient_ids: Iterable[int]) -> dict[int, list[_Stay]]:
    found: dict[int, list[_Stay]] = defaultdict(list)
    rows = CareEpisode.objects.filter(patient_id__in=patient_ids, at_home=False).annotate(
        linked=Exists(Party.objects.filter(episode=OuterRef("pk"), earlier__isnull=False))
    )
    columns = (
        "pk",
        "admitted_at",
        "ended_at",
        "planned",
        "patient_id",
        "ward_id",
        "ward__organisation_id",
        "linked",
    )
    for pk, admitted_at, ended_at, planned, patient, ward, organisation, linked in rows.values_list(*columns):
        admission = Admission(pk, admitted_at, ended_at, planned)
        found[patient].append(_Stay(admission, patient, ward, organisation, linked))
    return found


def _store(wanted: Mapping[int, tuple[_Stay, _Stay | None]], ids: set[int]) -> Links:
    earlier = {one.facts.id for _, one in wanted.values() if one is not None}
    rows: dict[int, list[Party]] = defaultdict(list)
    for row in Party.objects.filter(episode_id__in={*wanted, *earlier}):
        rows[row.episode_id].append(row)
    asked = _asked_wards(wanted.values())
    links: dict[int, dict[int, int]] = {}
    changed = []
    for episode, (_, before) in wanted.items():
        told = {row.unit_id for row in rows[before.facts.id]} | asked.get(episode, set()) if before else set()
        links[episode] = {}
        for row in rows[episode]:
            found = before.facts.id if before is not None and row.unit_id in told else None
            if found is not None:
                links[episode][row.unit_id] = found
            if row.earlier_id != found:
                row.earlier_id = found
                changed.append(row)
    if changed:
        Party.objects.bulk_update(changed, ["earlier"])
    return Links(links, frozenset(row.episode_id for row in changed) - ids)


def _asked_wards(pairs: Iterable[tuple[_Stay, _Stay | None]]) -> dict[int, set[int]]:
    """By episode, its ward, when it is another one of the care provider that had the person before.

    Not when the person has blocked what the earlier ward wrote: then the other wards are not to know of it.
    """
    other = [
        (stay, before)
        for stay, before in pairs
        if before is not None
        and stay.ward_id != before.ward_id
        and stay.organisation_id == before.organisation_id
    ]
    if not other:
        return {}
    patients = {stay.patient_id for stay, _ in other}
    blocks = Block.objects.filter(lifted_at__isnull=True, patient_id__in=patients, unit__isnull=False)
    blocked = set(blocks.values_list("patient_id", "unit_id"))
    return {
        stay.facts.id: {stay.ward_id}
        for stay, before in other
        if (stay.patient_id, before.ward_id) not in blocked
    }
