"""Reads of deviations that are answered together, and the one way to count an event once."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from actors.acting import Acting
from deviations import permissions
from deviations.models import Deviation, Joining


def leading_of(row: Deviation) -> Deviation | None:
    """The one that answers for this too, while it waits for its answer at the same recipient; else None. One query."""
    found = Joining.objects.filter(deviation=row, parted_at__isnull=True).select_related("leading").first()
    return found.leading if found is not None else None


def led_by(row: Deviation) -> list[Joining]:
    """Those that are answered together with this one. One query."""
    found = Joining.objects.filter(leading=row, parted_at__isnull=True)
    return list(found.select_related("deviation", "deviation__reported_by").order_by("pk"))


def by_ref(*, acting: Acting, ref: str) -> Deviation | None:
    """A deviation by its number, as people write it. One query."""
    return permissions.visible_to(acting).filter(ref__iexact=ref.strip()).first()


def once(rows: QuerySet[Deviation]) -> QuerySet[Deviation]:
    """Each event once: those that are joined to a leading one left out, whoever reported them."""
    return rows.filter(~Exists(Joining.objects.filter(deviation=OuterRef("pk"), parted_at__isnull=True)))


def once_within(rows: QuerySet[Deviation], *, among: QuerySet[Deviation]) -> QuerySet[Deviation]:
    """Each event once: those left out whose leading one is in `among`, where the event is counted."""
    led = Joining.objects.filter(
        deviation=OuterRef("pk"), parted_at__isnull=True, leading__in=among.order_by().values("pk")
    )
    return rows.filter(~Exists(led))


def doubled(ids: Collection[int]) -> set[int]:
    """Those among the ids whose leading one is among them too: the same event, told twice. One query."""
    found = Joining.objects.filter(deviation__in=ids, leading__in=ids, parted_at__isnull=True)
    return set(found.values_list("deviation_id", flat=True))
