"""Block, emergency opening and protected identity: what a patient, and the law, keep from being seen.

Sources: PDL (2008:355) 4:4–5, SVOD (2022:913) 2:2–3, 2:5, 3:5–6, law.md 6.6. Pure: everything is passed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from actors.rules.kinds import Role, UnitKind
from transitions.rules.kinds import Ground, Protection
from transitions.rules.sectors import Sector, reader_sector
from transitions.rules.verdicts import Verdict

DUTY_GROUNDS = frozenset(
    {
        Ground.OWN,
        Ground.LUS_2_1,
        Ground.LUS_2_4,
        Ground.LUS_2_5,
        Ground.LUS_3_1,
        Ground.LUS_3_2,
        Ground.LUS_4_3,
    }
)
"""What the act orders to be sent. A block stops making available, never a duty (LUS 2–4; PDL 4:4)."""

SHORTEST_REASON = 10
"""Characters of a reason in words: less says nothing to whoever reviews it."""


class StatedBy(StrEnum):
    """Who asks for a block."""

    PATIENT = "patient"
    PROXY = "proxy"
    GUARDIAN = "guardian"


class LiftGround(StrEnum):
    """On what ground a block is lifted (PDL 4:5)."""

    PATIENT = "patient_asked"
    CONSENT = "patient_consents"
    UNAVOIDABLE = "unavoidable_care"


class EmergencyReason(StrEnum):
    """Why an emergency opening is needed (SVOD 3:5–6)."""

    LIFE = "danger_to_life"
    HEALTH = "serious_health_risk"


class ReviewOutcome(StrEnum):
    """What the reviewer of an emergency opening finds."""

    JUSTIFIED = "justified"
    UNCLEAR = "unclear"
    UNJUSTIFIED = "unjustified"


class OpeningReason(StrEnum):
    """Why what is protected about a person is opened."""

    SEND_REGISTERED_ADDRESS = "send_registered_address"
    REACH_PERSON = "reach_person"
    CARE_NEEDS_IT = "care_needs_it"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class ShieldLimits:
    """Local limits, data of the installation: how long an opening lasts, in minutes, and how many an hour."""

    emergency_minutes: int = 60
    emergencies_per_hour: int = 5
    direct_minutes: int = 240
    protected_minutes: int = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and the organisation that owns it: the writer or the reader of an item."""

    unit_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A block in force: on a whole organisation's data, or on one unit's."""

    organisation_id: int
    unit_id: int | None = None


def bars(bar: Bar, *, writer: Place, reader: Place) -> bool:
    """Whether the block keeps what the writer wrote from the reader."""
    if bar.unit_id is not None:
        return bar.unit_id == writer.unit_id and reader.unit_id != writer.unit_id
    return bar.organisation_id == writer.organisation_id and reader.organisation_id != writer.organisation_id


def shown(*, writer: Place, reader: Place, ground: Ground | None, blocks: Iterable[Bar]) -> bool:
    """Whether an item is shown to the reader, who was addressed on `ground` (None: was not).

    One's own is always shown; what the act orders to be sent stays with whom it was sent to.
    """
    if writer.unit_id == reader.unit_id:
        return True
    if ground is None:
        return False
    return ground in DUTY_GROUNDS or not any(bars(one, writer=writer, reader=reader) for one in blocks)


def is_health_care(role: Role, kind: UnitKind) -> bool:
    """Whether the person acts in health care: the role and the unit both are. Housing support has `other_care` too."""
    return reader_sector(role, kind) is Sector.HEALTH_CARE


def may_block(*, stated_by: StatedBy, explained: str, own: bool) -> Verdict:
    """Whether a block can be recorded. Guardians may not block a child's data (PDL 4:4, SVOD 2:3).

    A proxy's scope is told in words. Only who holds the data blocks them (`own`).
    """
    if stated_by is StatedBy.GUARDIAN:
        return Verdict.no("guardian_may_not_block", impossible=True)
    if not own:
        return Verdict.no("not_own_data", impossible=True)
    if stated_by is StatedBy.PROXY and len(explained.strip()) < SHORTEST_REASON:
        return Verdict.no("no_reason")
    return Verdict.yes()


def may_lift(*, ground: LiftGround, explained: str, health_care: bool, own: bool, lifted: bool) -> Verdict:
    """Whether a block can be lifted: the person asks or consents, or cannot and the care is unavoidable (PDL 4:5)."""
    if lifted:
        return Verdict.no("block_already_lifted")
    if not own:
        return Verdict.no("not_own_data", impossible=True)
    if ground is LiftGround.UNAVOIDABLE:
        if not health_care:
            return Verdict.no("not_health_care", impossible=True)
        if len(explained.strip()) < SHORTEST_REASON:
            return Verdict.no("no_reason")
    return Verdict.yes()


def may_open_emergency(
    *, role: Role, kind: UnitKind, explained: str, opened_last_hour: int, limits: ShieldLimits
) -> Verdict:
    """Whether the person may open in an emergency: care providers only (SVOD 3:5–6), with a reason in words.

    Social services have no emergency access (SVOD 3:4, law.md 6.3).
    """
    if not is_health_care(role, kind):
        return Verdict.no("not_health_care", impossible=True)
    if len(explained.strip()) < SHORTEST_REASON:
        return Verdict.no("no_reason")
    if opened_last_hour >= limits.emergencies_per_hour:
        return Verdict.no("too_many_openings", most=limits.emergencies_per_hour)
    return Verdict.yes()


REVIEWERS = frozenset({Role.MAS, Role.MANAGER})
"""MAS, or the verksamhetschef, reviews an emergency opening."""


def may_review(
    *, role: Role, own_organisation: bool, own_opening: bool, outcome: ReviewOutcome, explained: str
) -> Verdict:
    """Whether the person may review this opening: of the own organisation, and never one's own."""
    if role not in REVIEWERS or not own_organisation:
        return Verdict.no("not_reviewer", impossible=True)
    if own_opening:
        return Verdict.no("own_opening", impossible=True)
    if outcome is not ReviewOutcome.JUSTIFIED and len(explained.strip()) < SHORTEST_REASON:
        return Verdict.no("no_reason")
    return Verdict.yes()


def may_change_protection(*, before: Protection, after: Protection, explained: str) -> Verdict:
    """Whether a mark of protected identity can be set, changed or taken away on the page: it says why."""
    if before is after:
        return Verdict.no("same_protection")
    if len(explained.strip()) < SHORTEST_REASON:
        return Verdict.no("no_reason")
    return Verdict.yes()


def kept_protection(before: Protection, told: Protection) -> Protection:
    """What holds when an admission tells a protection: it can set the mark, never take it away or weaken it."""
    return told if before is Protection.NONE else before
