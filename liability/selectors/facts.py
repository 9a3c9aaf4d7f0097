"""A case for the rules, read from the chain (contracts/report.md, "In assess_liability's words")."""

from typing import TYPE_CHECKING

from actors.rules.kinds import MUNICIPAL_SIDE, OrganisationKind
from liability.rules.facts import (
    CALLERS,
    SIP_NOT_REQUIRED_REASONS,
    TO_MUNICIPALITY,
    TO_OPEN_CARE,
    Case,
    Event,
    EventKind,
    event,
)
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind

if TYPE_CHECKING:
    from actors.models import Organisation
    from transitions.models import CareEpisode

KINDS: dict[ItemKind, EventKind] = {
    ItemKind(kind.value): kind for kind in EventKind if kind is not EventKind.ADMITTED
}
"""Items that bear on betalningsansvar, and what the rules call them."""

NOTICES = frozenset({ItemKind.ADMISSION_NOTICE_SENT, ItemKind.DISCHARGE_READY_SENT})


def case_of(episode: "CareEpisode", chain: Chain) -> Case:
    """The facts of an episode. `episode` comes with registered_in, placed_by and ward.organisation: no query."""
    events = [event(EventKind.ADMITTED, episode.admitted_at)]
    events += [_event(fact, chain) for fact in chain.facts if fact.kind in KINDS and not fact.cancelled]
    owner = episode.ward.organisation
    return Case(
        events=tuple(events),
        care_form=episode.care_form,
        registered_in=_owing(episode.registered_in),
        placed_by=_owing(episode.placed_by),
        care_region=owner.code if owner.kind == OrganisationKind.REGION else None,
    )


def _owing(organisation: "Organisation | None") -> str | None:
    """A municipality's or district's id; nobody else can owe (LUS 5:2)."""
    owes = MUNICIPAL_SIDE - {OrganisationKind.PRIVATE_PROVIDER}
    return organisation.code if organisation is not None and organisation.kind in owes else None


def _event(fact: Fact, chain: Chain) -> Event:
    caller, reason = fact.data.get("caller"), fact.data.get("reason")
    registered_in = fact.data.get("registered_in")
    return event(
        KINDS[fact.kind],
        fact.at,
        to=_recipients(fact, chain) if fact.kind in NOTICES else None,
        by=caller if caller in CALLERS else None,
        reason=reason if reason in SIP_NOT_REQUIRED_REASONS else None,
        registered_in=registered_in if isinstance(registered_in, str) else None,
    )


def _recipients(fact: Fact, chain: Chain) -> list[str] | None:
    """Which sides a notice reached. None: it named nobody, and went to everybody that was told of the admission."""
    if fact.data.get("everybody"):
        return None
    named = [chain.parties[unit] for unit in fact.named if unit in chain.parties]
    sides = [TO_MUNICIPALITY] if any(party.municipal_side for party in named) else []
    return [*sides, TO_OPEN_CARE] if any(party.open_care for party in named) else sides
