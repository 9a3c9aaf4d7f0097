"""Stays that ended with the person going home: whom the follow-up asks how it was (U2), and who came back (U11).

Ids and groups, no names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from transitions.models import CareEpisode, Item
from transitions.rules.chain import Phase
from transitions.rules.kinds import DischargedTo, ItemKind, Protection
from transitions.selectors.at_present import Place

AFTER = timedelta(days=32)
"""How long after a home-coming an admission can matter: 30 local days, and something for the clock change."""


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


@dataclass(frozen=True, slots=True)
class HomeComingRow:
    """A home-coming, and whether a team of tryggt mottagande had taken the person on."""

    id: int
    patient_id: int
    ended_at: datetime
    registered_in_id: int
    placed_by_id: int | None
    with_team: bool


def home_comings(place: Place, *, since: datetime, until: datetime) -> list[HomeComingRow]:
    """Those of the time, with and without a team. One query."""
    taken_on = Item.objects.filter(
        episode=OuterRef("pk"), kind=ItemKind.HOME_RECEPTION_ACCEPTED, cancelled_at__isnull=True
    )
    found = (
        place.episodes()
        .filter(
            phase=Phase.DISCHARGED, discharged_to=DischargedTo.HOME, ended_at__gte=since, ended_at__lt=until
        )
        .annotate(with_team=Exists(taken_on))
        .order_by("pk")
    )
    rows = found.values_list("pk", "patient_id", "ended_at", "registered_in_id", "placed_by_id", "with_team")
    return [
        HomeComingRow(pk, patient, ended, registered, placed, team)
        for pk, patient, ended, registered, placed, team in rows
        if ended is not None
    ]


def unplanned_admissions(
    patient_ids: Iterable[int], *, since: datetime, until: datetime
) -> list[tuple[int, datetime]]:
    """Patient and time of admissions that nobody had planned, up to 30 days after the time. One query."""
    found = CareEpisode.objects.filter(
        patient_id__in=list(patient_ids),
        planned=False,
        at_home=False,
        admitted_at__gte=since,
        admitted_at__lt=until + AFTER,
    )
    return list(found.order_by("pk").values_list("patient_id", "admitted_at"))


def said_to_teams(episode_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Stay and how safe the person has felt, as teams wrote it down at the follow-up. One query."""
    found = Item.objects.filter(
        episode_id__in=list(episode_ids),
        kind=ItemKind.HOME_RECEPTION_FOLLOWED_UP,
        cancelled_at__isnull=True,
    )
    return [(pk, safe or "") for pk, safe in found.order_by("pk").values_list("episode_id", KT("data__safe"))]
