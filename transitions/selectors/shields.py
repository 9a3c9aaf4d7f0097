"""What is blocked and opened of a person, as the page of a case asks."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from actors.acting import Acting
from core import scope
from transitions import permissions
from transitions.models import Availability, Block, CareEpisode, DirectAccess, ProtectionOpening
from transitions.rules.shields import ShieldLimits


def limits() -> ShieldLimits:
    """The limits of this installation."""
    return ShieldLimits(**settings.SHIELD_LIMITS)


@dataclass(frozen=True, slots=True)
class ShieldState:
    """What the page of a case says of a person's shields: blocks in force, the own unit's availability, an opening."""

    blocks: list[Block]
    available: Availability | None
    direct: DirectAccess | None


def state(*, acting: Acting, episode_id: int, now: datetime) -> ShieldState:
    """The shields of a case. Three queries."""
    blocks = Block.objects.filter(patient__episodes=episode_id, lifted_at__isnull=True)
    available = Availability.objects.filter(
        patient__episodes=episode_id, unit_id=acting.unit_id, ended_at__isnull=True
    )
    return ShieldState(
        list(blocks.select_related("unit").order_by("since", "pk")),
        available.first(),
        standing_access(acting=acting, episode_id=episode_id, now=now),
    )


def own_block(*, acting: Acting, episode: CareEpisode, block: UUID) -> bool:
    """Whether the block is on this person, and on the own organisation's data. One query."""
    own = Block.objects.filter(patient_id=episode.patient_id, organisation_id=acting.organisation_id)
    return own.filter(public_id=block).exists()


def standing_access(*, acting: Acting, episode_id: int, now: datetime) -> DirectAccess | None:
    """The person's own opening of the chain, while it lasts. One query."""
    return DirectAccess.objects.filter(
        episode_id=episode_id,
        user_id=acting.user_id or 0,
        unit_id=acting.unit_id,
        opened_at__lte=now,
        ends_at__gt=now,
    ).first()


def protected_opened(*, acting: Acting, patient_id: int, now: datetime) -> bool:
    """Whether the person has opened what is protected about this patient, and the time is not out. One query."""
    return ProtectionOpening.objects.filter(
        patient_id=patient_id,
        user_id=acting.user_id or 0,
        unit_id=acting.unit_id,
        opened_at__lte=now,
        ends_at__gt=now,
    ).exists()


def mark(*, state: ShieldState, episode: CareEpisode, opened: bool) -> str:
    """What an open page of the case was drawn from, of all that can hide or show; another when that changes."""
    direct = state.direct.pk if state.direct else 0
    told = [str(episode.patient.protection), opened, direct, *(block.pk for block in state.blocks)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def hidden_items(*, acting: Acting, episode: CareEpisode, blocks: Sequence[Block]) -> frozenset[int]:
    """Items of the chain that a block hides from the unit. One query, none where nothing is blocked."""
    if not blocks:
        return frozenset()
    with scope.on_chains([episode.pk]):
        found = permissions.items_barred_to(acting).filter(episode=episode).order_by()
        return frozenset(found.values_list("pk", flat=True))
