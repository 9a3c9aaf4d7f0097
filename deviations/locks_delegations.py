"""Locks of delegations: one decision at a time."""

from datetime import datetime

from actors.acting import Acting
from core import clock
from deviations import permissions_delegations as permissions
from deviations.models import Delegation
from deviations.selectors_delegations import serving
from transitions.locks import NotFound


def lock_delegation(acting: Acting, pk: int, at: datetime) -> Delegation:
    """Lock one decision until the transaction ends. Raises NotFound when it is not for the one who acts."""
    rows = serving(permissions.visible_to(acting), clock.local_date(at)).filter(pk=pk)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        raise NotFound
    return found[0]
