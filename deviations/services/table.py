"""Keeping the routing table and the times: one row at a time, each change moves the open ones (A2)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied

from actors import selectors as actors
from actors import selectors_colleagues
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from core import audit, clock, outbox, scope
from core.invalid import Invalid
from deviations import permissions
from deviations.models import AnswerTerms, Route
from deviations.rules.kinds import Category, Function, Rung
from deviations.rules.limits import DeviationLimits
from deviations.services.common import usual_limits
from deviations.services.routing import move_open, open_rows
from transitions.locks import NotFound

CHANGED = "deviation.table_changed"


def keeps(acting: Acting, organisation_id: int) -> bool:
    """Whether the organisation is the keeper's own or one below it."""
    return permissions.may_keep(acting) and organisation_id in actors.with_descendants(acting.organisation_id)


@scope.atomic
def save_route(
    *,
    acting: Acting,
    at: datetime,
    unit_id: int,
    function: str,
    holder_id: int | None,
    substitute_id: int | None = None,
    about_unit_id: int | None = None,
    about_kind: str = "",
    category: str = "",
    rung: str = "",
    route_id: int | None = None,
) -> Route:
    """Store a row of the acting organisation's table: a new one, or another content of one that is there.

    The holder and the substitute work in the unit that receives. Raises Invalid: `unit`, `function`, `holder`,
    `substitute`, `about`, `known` (the same is in the table already); NotFound for a row of another's table.
    """
    permissions.require_keep(acting)
    day = clock.local_date(at)
    units = actors.units_by_id({unit_id, *([about_unit_id] if about_unit_id else [])})
    if unit_id not in units or actors.in_place_of([unit_id], on=day):
        raise Invalid("unit", "Välj en mottagande enhet som finns.", "unit")
    if about_unit_id is not None and about_unit_id not in units:
        raise Invalid("about", "Välj en enhet som finns.", "about_unit")
    people = {one.user_id for one in selectors_colleagues.colleagues(unit_id, on=day, roles=list(Role))}
    if holder_id not in people:
        raise Invalid("holder", "Välj någon som arbetar på den mottagande enheten.", "holder")
    if substitute_id is not None and (substitute_id not in people or substitute_id == holder_id):
        raise Invalid("substitute", "Välj en annan som arbetar på den mottagande enheten.", "substitute")
    row = _own(acting, route_id) if route_id is not None else Route(organisation_id=acting.organisation_id)
    row.about_unit_id = about_unit_id
    row.about_kind = UnitKind(about_kind) if about_kind and about_unit_id is None else ""
    row.category = Category(category) if category else ""
    row.rung = Rung(rung) if rung else ""
    row.function = Function(function)
    row.unit_id, row.holder_id, row.substitute_id = unit_id, holder_id, substitute_id
    same = Route.objects.filter(
        organisation_id=row.organisation_id,
        about_unit_id=row.about_unit_id,
        about_kind=row.about_kind,
        category=row.category,
        rung=row.rung,
        ended_at__isnull=True,
    ).exclude(pk=row.pk)
    if same.exists():
        raise Invalid("known", "Det finns redan en mottagare för samma sak. Ändra den.", "category")
    row.save()
    _told(acting, "deviation.route_saved", row)
    return row


@scope.atomic
def end_route(*, acting: Acting, at: datetime, route_id: int) -> Route:
    """Let a row no longer hold; its open deviations go to whoever the table then names."""
    permissions.require_keep(acting)
    row = _own(acting, route_id)
    row.ended_at = at
    row.save()
    _told(acting, "deviation.route_ended", row)
    return row


def _own(acting: Acting, route_id: int) -> Route:
    mine = Route.objects.filter(organisation_id=acting.organisation_id, ended_at__isnull=True)
    row = mine.select_for_update(of=("self",)).filter(pk=route_id).first()
    if row is None:
        raise NotFound
    return row


def _told(acting: Acting, action: str, row: Route) -> None:
    audit.record(acting, action, row, {"unit": (None, row.unit_id), "holder": (None, row.holder_id)})
    outbox.emit(CHANGED, case=None, payload={"organisation": row.organisation_id}, acting=acting)


@scope.atomic
def reroute(*, acting: Acting, now: datetime) -> int:
    """Let every open deviation be held by whom the table now names. By the worker, after a change. Returns how many."""
    return move_open(open_rows(), acting=acting, now=now)


@scope.atomic
def save_terms(*, acting: Acting, days: Mapping[str, int], anonymous: bool = False) -> AnswerTerms:
    """Working days for what the organisation receives; holds from the next step of each deviation.

    Raises Invalid `days` with the name of the field that does not fit, PermissionDenied for a provider's MAS.
    """
    permissions.require_keep(acting)
    if acting.organisation_kind is OrganisationKind.PRIVATE_PROVIDER:
        raise PermissionDenied("terms")
    try:
        DeviationLimits.of(days, usual_limits())
    except ValueError as error:
        field = str(error)
        text = (
            "Styrgruppen ska få veta sist: sätt stegen i stigande ordning."
            if field == "steering_days"
            else "Ange ett antal arbetsdagar mellan 0 och 260."
        )
        raise Invalid("days", text, field) from error
    row, _ = AnswerTerms.objects.select_for_update().get_or_create(
        organisation_id=acting.organisation_id, defaults={"days": dict(days), "anonymous": anonymous}
    )
    if (row.days, row.anonymous) != (dict(days), anonymous):
        row.days, row.anonymous = dict(days), anonymous
        row.save()
    audit.record(acting, "deviation.terms_saved", row)
    return row
