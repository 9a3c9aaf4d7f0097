"""What betalningsansvar comes to in an event file, by the rules of `liability`, without a database."""

from collections.abc import Callable

from liability.rules.assessment import assess
from liability.rules.facts import Case, Event, EventKind, event
from liability.shelf import shipped_desk
from reporting.rules.facts import EpisodeFact, EventFact, Facts, LiabilityFact, UnitFact
from reporting.rules.summary import summarise

OPEN_CARE = {"primary_care", "primary_care_rehab", "open_psychiatry"}
KINDS = {kind.value for kind in EventKind}


def liability_in(facts: Facts) -> Callable[[str], LiabilityFact]:
    """Episode id → its betalningsansvar."""
    by_id = {episode.id: episode for episode in facts.episodes}

    def of(episode: str) -> LiabilityFact:
        result = assess(_case(by_id[episode], facts), shipped_desk().rulebook)
        return LiabilityFact(result.status.value, result.charge.days, result.charge.amount)

    return of


def _case(episode: EpisodeFact, facts: Facts) -> Case:
    ordered = sorted(episode.events, key=lambda e: (e.at, e.seq))
    ward = facts.units[summarise(episode, facts.organisations, facts.units).last_ward]
    return Case(
        events=(
            event(EventKind.ADMITTED, episode.admitted_at),
            *(_event(e, facts.units) for e in ordered if e.type in KINDS),
        ),
        care_form=episode.care_form,
        registered_in=_owing(episode.registered_in, facts),
        placed_by=_owing(episode.placed_by, facts),
        care_region=ward.organisation if ward.organisation_kind == "region" else None,
    )


def _owing(organisation: str | None, facts: Facts) -> str | None:
    """A municipality or district; nobody else can owe."""
    found = facts.organisations.get(organisation or "")
    return found.id if found is not None and found.kind in ("municipality", "district") else None


def _event(told: EventFact, units: dict[str, UnitFact]) -> Event:
    return event(
        EventKind(told.type),
        told.at,
        to=_sides(told.data["to"], units) if isinstance(told.data.get("to"), list) else None,
        by=told.data.get("caller"),
        reason=told.data.get("reason"),
        registered_in=told.data.get("registered_in"),
    )


def _sides(ids: list[str], units: dict[str, UnitFact]) -> list[str]:
    named = [units[each] for each in ids]
    sides = ["municipality"] if any(unit.is_municipal_side for unit in named) else []
    if any(unit.organisation_kind == "region" and unit.kind in OPEN_CARE for unit in named):
        sides.append("open_care")
    return sides
