"""Keeping what contracts say."""

from collections.abc import Mapping

from django.db import transaction

from actors import permissions, selectors_contracts
from actors.acting import Acting
from actors.models import LeadHours
from core import audit, clock
from core.invalid import Invalid

MOST_HOURS = 336


@transaction.atomic
def set_lead_hours(*, acting: Acting, hours: Mapping[int, int | None]) -> int:
    """Store the hours of providers, for the acting one's organisation; None takes a contract away (24 hold).

    Providers that do not serve it are passed over. Returns how many changed. Raises PermissionDenied,
    Invalid("hours").
    """
    permissions.require(acting, permissions.KEEP_UNITS)
    changed = 0
    for one in selectors_contracts.providers_of(acting, on=clock.today()):
        if one.unit.pk not in hours:
            continue
        wanted = hours[one.unit.pk]
        if wanted is not None and not 0 <= wanted <= MOST_HOURS:
            raise Invalid("hours", f"Ange timmar mellan 0 och {MOST_HOURS}.", f"hours-{one.unit.pk}")
        before = one.row.hours if one.row else None
        if wanted == before:
            continue
        changed += 1
        row = one.row or LeadHours(unit=one.unit, organisation_id=acting.organisation_id)
        if wanted is None:
            audit.record(acting, "lead_hours.removed", row, {"hours": (before, None)})
            row.delete()
            continue
        row.hours = wanted
        row.save()
        audit.record(acting, "lead_hours.set", row, {"hours": (before, wanted)})
    return changed
