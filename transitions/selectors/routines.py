"""Lathundar: those an administrator keeps, and those a unit reads at the steps (T19)."""

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from transitions.models import LocalRoutine


def kept(*, acting: Acting) -> list[LocalRoutine]:
    """The own organisation's, published or not. One query."""
    return list(LocalRoutine.objects.filter(organisation_id=acting.organisation_id))


def by_id(*, acting: Acting, routine_id: int) -> LocalRoutine | None:
    """One of the own organisation's, or None. One query."""
    return LocalRoutine.objects.filter(organisation_id=acting.organisation_id, pk=routine_id).first()


def published(*, acting: Acting) -> list[LocalRoutine]:
    """What the own organisation, and the municipality above a district, have published. At most two queries."""
    owners = [acting.organisation_id]
    if acting.organisation_kind is OrganisationKind.DISTRICT:
        parent = actors.organisation(acting.organisation_id).parent_id
        owners += [parent] if parent else []
    return list(LocalRoutine.objects.filter(organisation_id__in=owners, published_version__gt=0))
