"""What the follow-up of deviations is computed from. Not for showing: `reporting` sums, and decides who may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from actors.rules.kinds import OrganisationKind
from deviations.models import Deviation
from deviations.rules.kinds import UNANSWERED


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """A deviation; units and organisations by id. `registered_in_id` is None without a case."""

    id: int
    reported_by_id: int
    about_id: int
    reported_at: datetime
    answered_at: datetime | None
    category: str
    registered_in_id: int | None
    placed_by_id: int | None


def deviation_rows(
    *, units: Iterable[int], organisations: Iterable[int], until: datetime
) -> list[DeviationRow]:
    """Deviations reported before `until` by or about these units, and those of private providers' units on episodes
    that belong to these organisations. One query.
    """
    found = Deviation.objects.filter(_of(units, organisations), reported_at__lt=until)
    return _rows(found)


def unanswered_rows(*, units: Iterable[int], organisations: Iterable[int]) -> list[DeviationRow]:
    """Those of them that nobody has answered, the oldest first. One query."""
    return _rows(Deviation.objects.filter(_of(units, organisations), stage__in=list(UNANSWERED)))


def _of(units: Iterable[int], organisations: Iterable[int]) -> Q:
    own, areas = list(units), list(organisations)
    named = Q(reported_by__in=own) | Q(about__in=own)
    if areas:
        private = Q(reported_by__organisation__kind=OrganisationKind.PRIVATE_PROVIDER) | Q(
            about__organisation__kind=OrganisationKind.PRIVATE_PROVIDER
        )
        named |= private & (Q(episode__registered_in__in=areas) | Q(episode__placed_by__in=areas))
    return named


def _rows(found: QuerySet[Deviation]) -> list[DeviationRow]:
    return [
        DeviationRow(*row)
        for row in found.order_by("reported_at", "pk").values_list(
            "pk",
            "reported_by_id",
            "about_id",
            "reported_at",
            "answered_at",
            "category",
            "episode__registered_in_id",
            "episode__placed_by_id",
        )
    ]


def mark() -> str:
    """Another text whenever a deviation has been reported or answered. One query."""
    found = Deviation.objects.aggregate(Count("pk"), Count("answered_at"))
    return f"{found['pk__count']}-{found['answered_at__count']}"
