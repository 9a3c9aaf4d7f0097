"""Episodes for the system's own work: the nightly assessment and the reports. Never for a person's request."""

from collections.abc import Iterable

from django.db.models import QuerySet

from transitions.models import CareEpisode


def episodes() -> QuerySet[CareEpisode]:
    """Every episode, with what computations need of organisations. Not evaluated; narrow it before use."""
    return CareEpisode.objects.select_related("registered_in", "placed_by", "ward__organisation").order_by(
        "pk"
    )


def lock_many(ids: Iterable[int]) -> list[CareEpisode]:
    """The same of many, locked until the transaction ends. What many share is read once. Five queries."""
    rows = CareEpisode.objects.filter(pk__in=list(ids)).order_by("pk").select_for_update()
    return list(rows.prefetch_related("registered_in", "placed_by", "ward__organisation"))
