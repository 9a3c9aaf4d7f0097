"""Samtycke: given and withdrawn (T4). A withdrawal stops what rests on consent, never the duties."""

from collections.abc import Iterable
from datetime import datetime

from actors.acting import Acting
from transitions.models import Consent, Item
from transitions.rules.kinds import ItemKind, Scope
from transitions.services.loading import transition
from transitions.services.writing import Invalid, Writing


@transition
def give_consent(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    scopes: Iterable[Scope],
    units: Iterable[int] = (),
    note: str = "",
) -> Item:
    """Record what the person has agreed to, and to whom. Raises Invalid("no_scope")."""
    covered = _covered(scopes)
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.CONSENT_GIVEN, at=at)
    item = writing.put(data={"scope": [str(scope) for scope in covered], "units": sorted(units)}, note=note)
    Consent.objects.bulk_create(
        [Consent(item=item, episode=writing.episode, scope=scope, given_at=at) for scope in covered]
    )
    return writing.close()


@transition
def withdraw_consent(
    *, acting: Acting, episode_id: int, at: datetime, scopes: Iterable[Scope], note: str = ""
) -> Item:
    """Withdraw consent; it takes effect at once. Raises Invalid("no_scope")."""
    covered = _covered(scopes)
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.CONSENT_WITHDRAWN, at=at)
    writing.put(data={"scope": [str(scope) for scope in covered]}, note=note)
    Consent.objects.filter(
        episode=writing.episode, scope__in=covered, withdrawn_at__isnull=True, given_at__lte=at
    ).update(withdrawn_at=at)
    return writing.close()


def _covered(scopes: Iterable[Scope]) -> list[Scope]:
    covered = sorted(set(scopes))
    if not covered:
        raise Invalid("no_scope", "Välj vad samtycket gäller.", "scope")
    return covered
