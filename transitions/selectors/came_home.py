"""Stays that ended with the person going home: whom the follow-up asks how it was (U2). Ids and groups, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from transitions.models import CareEpisode
from transitions.rules.chain import Phase
from transitions.rules.kinds import DischargedTo, Protection


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A stay, who and where. `organisation_id` is the placing one, else where the person was registered."""

    id: int
    patient_id: int
    ended_at: datetime
    ward_id: int
    organisation_id: int
    sex: str
    personal_number: str


def came_home(*, since: datetime, until: datetime) -> list[HomeRow]:
    """Stays that ended at home in the time, of people alive, not in hospital and not protected. One query."""
    elsewhere = CareEpisode.objects.filter(patient=OuterRef("patient"), at_home=False).filter(
        Q(ended_at__isnull=True) | Q(phase=Phase.DECEASED)
    )
    found = CareEpisode.objects.filter(
        discharged_to=DischargedTo.HOME,
        at_home=False,
        ended_at__gte=since,
        ended_at__lt=until,
        patient__protection=Protection.NONE,
    )
    return _rows(found.exclude(Exists(elsewhere)))


def home_rows(episode_ids: Iterable[int]) -> list[HomeRow]:
    """The same of these stays. One query."""
    return _rows(CareEpisode.objects.filter(pk__in=list(episode_ids), ended_at__isnull=False))


def _rows(episodes: QuerySet[CareEpisode]) -> list[HomeRow]:
    rows = episodes.order_by("pk").values_list(
        "pk",
        "patient_id",
        "ended_at",
        "ward_id",
        "registered_in_id",
        "placed_by_id",
        "patient__sex",
        "patient__personal_number",
    )
    return [
        HomeRow(pk, patient, ended, ward, placed or registered, sex, number)
        for pk, patient, ended, ward, registered, placed, sex, number in rows
        if ended is not None
    ]
