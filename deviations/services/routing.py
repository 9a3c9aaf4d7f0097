"""Finding the one recipient of a deviation, and moving open ones when the recipient changes (A2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from actors import selectors as actors
from actors import selectors_colleagues
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role, UnitKind, default_role
from actors.selectors import UnitRef
from core import audit, clock
from deviations.models import Deviation, Route
from deviations.rules.kinds import UNANSWERED, Category, EntryKind, Function, Rung
from deviations.rules.routing import Office, RouteFact, best, recipient, usual_function
from deviations.services.common import emit, note, save


@dataclass(frozen=True, slots=True)
class Held:
    """Who answers: the unit, as what, the named holder and the substitute (None: the unit has nobody by name)."""

    unit_id: int
    function: Function
    holder_id: int | None = None
    substitute_id: int | None = None


class Directory:
    """The routing table and the MAS offices, read once for a write or a page. Three queries."""

    def __init__(self, *, practice: bool) -> None:
        self.routes = {row.pk: row for row in Route.objects.filter(ended_at__isnull=True).order_by("pk")}
        self.facts = [_fact(row) for row in self.routes.values()]
        offices = actors.units(kinds=[UnitKind.MAS_OFFICE], practice=practice)
        self.offices = [Office(unit.id, unit.organisation_id) for unit in offices]
        self.parents: Mapping[int, int | None] = {
            row.id: row.parent_id for row in actors.organisations(practice=practice)
        }

    def areas(self, about: UnitRef, *, registered_in_id: int | None) -> list[int]:
        """Organisations whose table holds, nearest first: where the patient is registered decides for a provider."""
        nearest = [about.organisation_id]
        if about.organisation_kind is OrganisationKind.PRIVATE_PROVIDER:
            nearest += [registered_in_id] if registered_in_id else []
            nearest += actors.served_areas(about.id)
        found: list[int] = []
        for area in nearest:
            parent = self.parents.get(area)
            found += [one for one in (area, parent) if one is not None and one not in found]
        return found

    def candidates(self, about: UnitRef, category: Category | None, areas: list[int]) -> list[Held]:
        """Who may be the right one, the one that the table names first; never empty."""
        rows = [fact for fact in self.facts if not self.routes[fact.id].rung]
        fitting = best(rows, about_id=about.id, about_kind=about.kind, category=category, areas=areas)
        found = [_held(self.routes[fact.id]) for fact in fitting]
        usual = recipient(
            about_id=about.id,
            about_kind=about.kind,
            municipal_side=about.municipal_side,
            areas=areas,
            offices=self.offices,
        )
        kind = about.kind if usual == about.id else UnitKind.MAS_OFFICE
        found.append(Held(usual, usual_function(kind, category)))
        if usual != about.id:
            found.append(Held(about.id, usual_function(about.kind, category)))
        return list({held.unit_id: held for held in reversed(found)}.values())[::-1]

    def rung(self, about: UnitRef, rung: Rung, areas: list[int]) -> Held | None:
        """Who is told at a rung of the agreed order, where the table says it."""
        rows = [fact for fact in self.facts if self.routes[fact.id].rung == rung]
        found = best(rows, about_id=about.id, about_kind=about.kind, category=None, areas=areas)
        return _held(self.routes[found[0].id]) if found else None


def _fact(row: Route) -> RouteFact:
    return RouteFact(
        id=row.pk,
        organisation_id=row.organisation_id,
        about_unit_id=row.about_unit_id,
        about_kind=UnitKind(row.about_kind) if row.about_kind else None,
        category=Category(row.category) if row.category else None,
        unit_id=row.unit_id,
    )


def _held(row: Route) -> Held:
    return Held(row.unit_id, Function(row.function), row.holder_id, row.substitute_id)


def named(held: Held, *, on: date) -> Held:
    """With people: the holder that the table names while she works there and is not away, else the substitute, else
    whoever leads the unit. Three queries.
    """
    kind = actors.units_by_id([held.unit_id])[held.unit_id].kind
    people = [
        one.user_id
        for roles in ([Role.MANAGER], [default_role(kind)], list(Role))
        for one in selectors_colleagues.colleagues(held.unit_id, on=on, roles=roles)
    ]
    away = selectors_colleagues.colleagues_away(held.unit_id, on=on)
    wanted = [held.holder_id, held.substitute_id]
    in_place = [away[one].substitute_id for one in wanted if one in away]
    order = list(dict.fromkeys(one for one in [*wanted, *in_place, *people] if one in people))
    there = [one for one in order if one not in away]
    chosen = [*there, *(one for one in order if one in away)]
    holder = chosen[0] if chosen else None
    others = [one for one in [*wanted, *chosen] if one is not None and one != holder and one in people]
    return Held(held.unit_id, held.function, holder, others[0] if others else None)


def route(
    about: UnitRef, *, category: Category, registered_in_id: int | None, acting: Acting, on: date
) -> Held:
    """The recipient of a deviation about a unit. People are named when it is reported, not in loaded history."""
    directory = Directory(practice=about.practice)
    areas = directory.areas(about, registered_in_id=registered_in_id)
    candidates = directory.candidates(about, category, areas)
    if acting.importing:
        return candidates[0]
    closed = actors.in_place_of([held.unit_id for held in candidates], on=on)
    open_ones = [held for held in candidates if held.unit_id not in closed]
    return named((open_ones or management(areas) or candidates)[0], on=on)


def management(areas: list[int]) -> list[Held]:
    """Who leads the nearest organisation that has somebody: for what is about a unit that is no more."""
    for area in areas:
        for kind in (UnitKind.MAS_OFFICE, UnitKind.ADMINISTRATION):
            found = actors.units(kinds=[kind], organisation_id=area)
            if found:
                return [Held(found[0].id, usual_function(kind, None))]
    return []


def proposed(row: Deviation, *, registered_in_id: int | None = None) -> list[Held]:
    """Who else may be the right recipient, the likeliest first: not those who have had it. Five queries."""
    about = actors.units_by_id([row.about_id])[row.about_id]
    directory = Directory(practice=about.practice)
    areas = directory.areas(about, registered_in_id=registered_in_id)
    had = set(row.entries.filter(kind=EntryKind.RETURNED).values_list("by_unit_id", flat=True)) | {
        row.routed_to_id
    }
    found = directory.candidates(about, Category(row.category), areas)
    return [held for held in found if held.unit_id not in had]


def give(row: Deviation, held: Held, *, acting: Acting, at: datetime, why: str = "") -> bool:
    """Let somebody else hold the deviation; it begins anew there when the unit is another. Returns whether it moved."""
    moved = held.unit_id != row.routed_to_id
    before = (row.routed_to_id, row.function, row.holder_id, row.substitute_id)
    row.routed_to_id, row.function = held.unit_id, held.function
    row.holder_id, row.substitute_id = held.holder_id, held.substitute_id
    if before == (row.routed_to_id, row.function, row.holder_id, row.substitute_id):
        return False
    if moved:
        row.routed_at = at
        row.received_at = row.investigating_at = None
        row.received_by = ""
    save(row, acting)
    audit.record(
        acting,
        "deviation.moved",
        row,
        {"routed_to": (before[0], row.routed_to_id), "holder": (before[2], row.holder_id)},
    )
    if why:
        note(row, acting=acting, kind=EntryKind.HOLDER, at=at, text=why)
    if moved:
        emit(row, "deviation.moved", acting=acting, to=[row.routed_to_id, row.reported_by_id])
    return True


def move_open(rows: Iterable[Deviation], *, acting: Acting, now: datetime) -> int:
    """Let the table as it is now say who holds these open ones: after a change of it, or when somebody is away.

    The caller holds the rows' locks. Returns how many moved.
    """
    count = 0
    directories: dict[bool, Directory] = {}
    found: dict[tuple[int, str, int | None], Held] = {}
    for row in rows:
        about = actors.units_by_id([row.about_id])[row.about_id]
        directory = directories.setdefault(about.practice, Directory(practice=about.practice))
        registered = row.episode.registered_in_id if row.episode is not None else None
        key = (row.about_id, row.category, registered)
        if key not in found:
            areas = directory.areas(about, registered_in_id=registered)
            found[key] = named(
                directory.candidates(about, Category(row.category), areas)[0], on=clock.local_date(now)
            )
        count += give(
            row, found[key], acting=acting, at=now, why="Mottagartabellen eller bemanningen har ändrats."
        )
    return count


def open_rows() -> Iterable[Deviation]:
    """The deviations that wait for an answer and have not been sent on by hand, locked, in order."""
    rows = Deviation.objects.filter(stage__in=list(UNANSWERED)).exclude(entries__kind=EntryKind.RETURNED)
    return rows.select_related("episode").select_for_update(of=("self",)).order_by("pk")
