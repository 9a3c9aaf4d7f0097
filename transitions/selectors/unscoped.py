"""Episodes for the system's own work: the nightly assessment and the reports. Never for a person's request."""

from django.db.models import QuerySet

from transitions.models import CareEpisode


def episodes() -> QuerySet[CareEpisode]:
    """Every episode, with what computations need of organisations. Not evaluated; narrow it before use."""
    return CareEpisode.objects.select_related("registered_in", "placed_by", "ward__organisation").order_by(
        "pk"
    )
