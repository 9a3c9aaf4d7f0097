"""Everybody who must know that a person comes home: each part of the day, and who has it (T8).

For each part the provider is known, or somebody has said that the person has none, or nobody has said anything: then it
is missing, and the page names it. A part is told when its provider has got the latest that the ward has said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.reception import helping_team
from transitions.rules.tasks import HOME_EVENTS

PARTS = ("day", "evening", "night", "alarm", "delegated", "reception")
"""The parts of a day's help at home, in the order of the page (transitions.models.HomeCareService.Slot)."""


class PartState(StrEnum):
    """What is known of a part of the day."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One part with one provider, or none. `told_at` is when it was told of the latest (`news`)."""

    part: str
    state: PartState
    unit_id: int | None = None
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None


def everybody(chain: Chain, providers: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    """Every part of the day. `providers`: (part, unit) as they are now.

    A team that is to receive the person is among them from its order on. Who answered the form that asks of every part
    has said "none" for those left empty; a file, or a provider who speaks for itself, has said nothing of the others.
    """
    by_part: dict[str, list[int]] = {}
    team = helping_team(chain)
    for part, unit in {*providers, *((("reception", team),) if team is not None else ())}:
        by_part.setdefault(part, []).append(unit)
    asked = asked_parts(chain)
    latest = news(chain)
    found: list[Part] = []
    for part in PARTS:
        units = by_part.get(part, [])
        if not units:
            state = PartState.NOBODY if part in asked else PartState.UNKNOWN
            found.append(Part(part, state))
        found += [_part(chain, latest, part, unit) for unit in sorted(units)]
    return tuple(found)


def missing(parts: Iterable[Part]) -> tuple[str, ...]:
    """The parts that nobody has said anything of."""
    return tuple(one.part for one in parts if one.state is PartState.UNKNOWN)


def news(chain: Chain) -> Fact | None:
    """The latest that home care has to hear of; None while there is nothing."""
    return chain.last(*HOME_EVENTS)


def asked_parts(chain: Chain) -> frozenset[str]:
    """The parts that the latest answer about providers covers, named or not."""
    answer = chain.last(ItemKind.SERVICES_REPORTED)
    if answer is None:
        return frozenset()
    if not answer.data.get("providers"):
        return frozenset(PARTS)  # "the person has no providers"
    return frozenset(answer.data.get("asked", ())) & frozenset(PARTS)


def _part(chain: Chain, latest: Fact | None, part: str, unit: int) -> Part:
    if latest is None:
        return Part(part, PartState.NOT_TOLD, unit)
    told = told_of(chain, latest).get(unit)
    if told is None:
        return Part(part, PartState.NOT_TOLD, unit)
    return Part(part, PartState.TOLD, unit, told.at, told.to.get(unit))


def told_of(chain: Chain, cause: Fact) -> Mapping[int, Fact]:
    """By unit, the message in which it was told of a cause: the first, since later ones tell the same."""
    found: dict[int, Fact] = {}
    for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED):
        if fact.data.get("cause_item") == cause.id:
            for unit in fact.named:
                found.setdefault(unit, fact)
    return found


def home_coming(chain: Chain) -> tuple[datetime | None, date | None]:
    """When the person comes home: the moment where one is known, and the day. (None, None) while nobody knows.

    The discharge itself, to home; before it, the latest order's start of insatser, unless a later date has been told;
    else the expected day.
    """
    if chain.end is not None:
        home = chain.end.kind is ItemKind.DISCHARGED and chain.end.data.get("to") == "home"
        return (chain.end.at, local_date(chain.end.at)) if home else (None, None)
    expected = chain.expected
    orders = [one for one in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED) if one.data.get("cause") == "order"]
    if orders and (expected is None or orders[-1].at >= expected[2].at) and orders[-1].data.get("starts_at"):
        starts = datetime.fromisoformat(orders[-1].data["starts_at"])
        return starts, local_date(starts)
    return (None, expected[0]) if expected else (None, None)


def told_of_day(chain: Chain, unit: int, day: date) -> datetime | None:
    """Since when a provider has known that the person comes home on a day; None when it does not.

    A new day in between begins the time anew, also when the first one comes back.
    """
    since: datetime | None = None
    for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED):
        if unit not in fact.named:
            continue
        told = _day_told(fact)
        if told == day:
            since = since or fact.at
        elif told is not None:
            since = None
    return since


def _day_told(fact: Fact) -> date | None:
    if text := fact.data.get("cause_expected_discharge"):
        return date.fromisoformat(text)
    if text := fact.data.get("starts_at"):
        return local_date(datetime.fromisoformat(text))
    return None
