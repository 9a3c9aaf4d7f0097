"""Each stay that is a readmission is linked to the one before it, for the units that were on both (T14)."""

from collections import defaultdict
from collections.abc import Sequence

from core import scope
from transitions.models import CareEpisode, Party
from transitions.rules.readmission import Admission, earlier_of

Links = dict[int, dict[int, int]]
"""By episode: the earlier episode by unit."""


@scope.wide
def link_readmissions(episodes: Sequence[CareEpisode]) -> Links:
    """Store on each party's row the earlier stay, when the unit was on it too. One query, two more for readmissions.

    The row is the unit's own: one that was not on the earlier chain is not told that there was one.
    """
    ids = {episode.pk for episode in episodes}
    stays: dict[int, list[Admission]] = defaultdict(list)
    known = CareEpisode.objects.filter(patient_id__in={episode.patient_id for episode in episodes})
    columns = ("patient_id", "pk", "admitted_at", "ended_at", "planned")
    for patient, pk, admitted_at, ended_at, planned in known.values_list(*columns):
        stays[patient].append(Admission(pk, admitted_at, ended_at, planned))
    earlier: dict[int, int] = {}
    for of_patient in stays.values():
        for stay in of_patient:
            before = earlier_of(stay, of_patient) if stay.id in ids else None
            if before is not None:
                earlier[stay.id] = before.id
    return _store(earlier) if earlier else {}


def _store(earlier: dict[int, int]) -> Links:
    rows: dict[int, list[Party]] = defaultdict(list)
    for row in Party.objects.filter(episode_id__in={*earlier, *earlier.values()}):
        rows[row.episode_id].append(row)
    links: Links = {}
    changed = []
    for episode, before in earlier.items():
        on_both = {row.unit_id for row in rows[before]}
        links[episode] = {row.unit_id: before for row in rows[episode] if row.unit_id in on_both}
        for row in rows[episode]:
            wanted = before if row.unit_id in on_both else None
            if row.earlier_id != wanted:
                row.earlier_id = wanted
                changed.append(row)
    if changed:
        Party.objects.bulk_update(changed, ["earlier"])
    return links
