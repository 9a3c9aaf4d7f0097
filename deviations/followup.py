"""What the follow-up of deviations is computed from. Not for showing: `reporting` sums, and decides who may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from actors.rules.kinds import OrganisationKind
from deviations.models import AgreementParty, Deviation, LocalAgreement
from deviations.rules.agreements import AgreementKind
from deviations.rules.kinds import UNANSWERED
from deviations.selectors_joining import doubled


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
    that belong to these organisations. Of one event that was told twice the leading one alone, where both are in the
    selection (`services.joining`). Two queries.
    """
    found = Deviation.objects.filter(_of(units, organisations), reported_at__lt=until)
    return _rows(found)


def unanswered_rows(*, units: Iterable[int], organisations: Iterable[int]) -> list[DeviationRow]:
    """Those of them that nobody has answered, the oldest first. Two queries."""
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
    rows = [
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
    twice = doubled({row.id for row in rows})
    return [row for row in rows if row.id not in twice]


def mark() -> str:
    """Another text whenever a deviation has been reported, answered, joined or parted. One query."""
    found = Deviation.objects.aggregate(
        told=Count("pk"),
        answered=Count("answered_at"),
        joined=Count("joinings"),
        parted=Count("joinings__parted_at"),
    )
    return "-".join(str(count) for count in found.values())


def agreement_counts(*, organisations: Iterable[int], on: date) -> dict[str, tuple[int, int, int]]:
    """Local agreements that these organisations are parties to, by kind: how many stand on the day, how many all
    parties have signed by then, and how many are past their revision. Every kind is there. One query.
    """
    counts = {str(kind): [0, 0, 0] for kind in AgreementKind}
    unsigned = AgreementParty.objects.filter(
        Q(signed_on__isnull=True) | Q(signed_on__gt=on), agreement=OuterRef("pk")
    )
    own = AgreementParty.objects.filter(
        agreement=OuterRef("pk"), organisation__in=list(organisations), since__lte=on
    )
    rows = (
        LocalAgreement.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), Exists(own))
        .annotate(unsigned=Exists(unsigned))
        .order_by("pk")
    )
    for kind, waits, revise_on in rows.values_list("kind", "unsigned", "revise_on"):
        count = counts[kind]
        count[0] += 1
        count[1] += not waits
        count[2] += revise_on is not None and revise_on < on
    return {kind: (standing, signed, overdue) for kind, (standing, signed, overdue) in counts.items()}
