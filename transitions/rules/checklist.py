"""The going-home checklist (T11): which template holds, who owns each point, what is left to do.

A point is a fact of its own, addressed to its owner, the ward and the assessment office. The latest fact of a point's
name is how it stands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Party, Phase
from transitions.rules.kinds import CareForm, ItemKind, PointState
from transitions.rules.limits import end_of

MOST_POINTS = 30
LONGEST_POINT = 120
MOST_DAYS_BEFORE = 14

OWNERS = (
    UnitKind.WARD,
    UnitKind.ASSESSMENT_OFFICE,
    UnitKind.PRIMARY_CARE,
    UnitKind.PRIMARY_CARE_REHAB,
    UnitKind.MUNICIPAL_HEALTH_CARE,
    UnitKind.HOME_CARE,
    UnitKind.NIGHT_PATROL,
    UnitKind.HOME_RECEPTION_TEAM,
    UnitKind.SPECIAL_HOUSING,
    UnitKind.OPEN_PSYCHIATRY,
    UnitKind.SOCIAL_PSYCHIATRY,
    UnitKind.HOUSING_SUPPORT,
    UnitKind.ADDICTION_SERVICES,
)
"""Kinds of unit that a template may name."""

_MUNICIPAL = frozenset(OWNERS) - {
    UnitKind.WARD,
    UnitKind.PRIMARY_CARE,
    UnitKind.PRIMARY_CARE_REHAB,
    UnitKind.OPEN_PSYCHIATRY,
}


@dataclass(frozen=True, slots=True)
class TemplatePoint:
    """A point as a template has it. `days_before` the expected discharge it is due."""

    text: str
    owner: UnitKind
    critical: bool = False
    days_before: int = 0

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "TemplatePoint":
        """From stored values. Raises ValueError, KeyError or TypeError on what no template may hold."""
        point = cls(
            text=str(values["text"]).strip(),
            owner=UnitKind(values["owner"]),
            critical=bool(values.get("critical", False)),
            days_before=int(values.get("days_before", 0)),
        )
        if not 0 < len(point.text) <= LONGEST_POINT or point.owner not in OWNERS:
            raise ValueError(point.text)
        if not 0 <= point.days_before <= MOST_DAYS_BEFORE:
            raise ValueError(point.days_before)
        return point

    def stored(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "text": self.text,
            "owner": str(self.owner),
            "critical": self.critical,
            "days_before": self.days_before,
        }

    def due_on(self, expected: date | None) -> date | None:
        """The day by which the point is due; None while no discharge is expected."""
        return expected - timedelta(days=self.days_before) if expected else None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of what an organisation has decided for a care form ("" is all of them), from a local date."""

    organisation_id: int
    care_form: str
    number: int
    valid_from: date
    id: int = 0


def in_force(
    versions: Iterable[Version], *, organisations: Collection[int], care_form: CareForm, on: date
) -> Version | None:
    """The version that holds on a day: the nearest organisation's, for the care form rather than for all.

    `organisations`: where the person is registered, then what that is a part of. Of two that have begun, the later
    day's, then the later version.
    """
    order = {organisation: place for place, organisation in enumerate(organisations)}
    found = [
        one
        for one in versions
        if one.organisation_id in order and one.care_form in ("", care_form) and one.valid_from <= on
    ]
    return min(
        found,
        key=lambda one: (
            order[one.organisation_id],
            one.care_form == "",
            -one.valid_from.toordinal(),
            -one.number,
        ),
        default=None,
    )


def owner_of(kind: UnitKind, parties: Iterable[Party], *, ward_id: int) -> int:
    """The unit on the chain that a point falls to: of the kind, else the office for the municipality's, else the ward.

    Nobody is added to a chain by a template: a unit that has not been told of the person owns nothing.
    """
    if kind is UnitKind.WARD:
        return ward_id
    known = sorted(parties, key=lambda party: party.id)
    wanted = [kind, UnitKind.ASSESSMENT_OFFICE] if kind in _MUNICIPAL else [kind]
    for one in wanted:
        for party in known:
            if party.kind is one:
                return party.id
    return ward_id


@dataclass(frozen=True, slots=True)
class PointFact:
    """How a point stands on the chain."""

    point: str
    owner_id: int
    state: PointState
    critical: bool
    due: date | None
    since: datetime


def points(chain: Chain) -> tuple[PointFact, ...]:
    """Every point as it stands now, in the order in which they came. What a former ward owned is the present ward's."""
    found: dict[str, PointFact] = {}
    for fact in chain.of_kind(ItemKind.CHECKLIST_POINT):
        name = str(fact.data["point"])
        before = found.get(name)
        owner = next(iter(sorted(fact.named)), fact.by_id)
        party = chain.parties.get(owner)
        if party is not None and party.ward:
            owner = chain.current_ward_id
        due = fact.data.get("due")
        found[name] = PointFact(
            name,
            owner,
            PointState(fact.data["state"]),
            bool(fact.data.get("critical")),
            date.fromisoformat(due) if due else None,
            before.since if before else fact.at,
        )
    return tuple(found.values())


def begun(chain: Chain) -> bool:
    """Somebody has put a point on the list."""
    return bool(chain.of_kind(ItemKind.CHECKLIST_POINT))


@dataclass(frozen=True, slots=True)
class Left:
    """What a unit has left on the list: since when, and by when the first of it is due."""

    unit_id: int
    since: datetime
    due_at: datetime | None
    count: int


def left(chain: Chain) -> Iterator[Left]:
    """What each owner has left. After the home-coming the ward is asked no more: it has said why (T11)."""
    if chain.phase is Phase.DECEASED:
        return
    of_unit: dict[int, list[PointFact]] = {}
    for point in points(chain):
        if point.state is PointState.OPEN:
            of_unit.setdefault(point.owner_id, []).append(point)
    for unit, still in sorted(of_unit.items()):
        if chain.end is not None and unit == chain.current_ward_id:
            continue
        days = [point.due for point in still if point.due is not None]
        yield Left(unit, min(point.since for point in still), end_of(min(days)) if days else None, len(still))
