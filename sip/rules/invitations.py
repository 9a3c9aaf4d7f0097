"""Who is to be invited to a SIP, and who that the needs ask for is not (S3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actors.rules.kinds import OPEN_CARE, UnitKind
from sip.rules.kinds import Need
from transitions.rules.receivers import Need as NoticeNeed

NEED_KINDS: Mapping[Need, frozenset[UnitKind]] = {
    Need.HOME_CARE: frozenset({UnitKind.HOME_CARE}),
    Need.NIGHT: frozenset({UnitKind.NIGHT_PATROL}),
    Need.REHAB: frozenset({UnitKind.PRIMARY_CARE_REHAB}),
    Need.HEALTH_CARE_AT_HOME: frozenset({UnitKind.MUNICIPAL_HEALTH_CARE, UnitKind.HOSPITAL_AT_HOME}),
    Need.HOUSING: frozenset({UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING}),
    Need.PSYCHIATRY: frozenset({UnitKind.OPEN_PSYCHIATRY, UnitKind.SOCIAL_PSYCHIATRY}),
    Need.LSS: frozenset({UnitKind.LSS}),
    Need.ADDICTION: frozenset({UnitKind.ADDICTION_SERVICES}),
    Need.CHILD: frozenset({UnitKind.CHILD_WELFARE}),
}
"""Any one of the kinds covers the need."""

FROM_NOTICE: Mapping[NoticeNeed, Need] = {
    NoticeNeed.HOME_CARE: Need.HOME_CARE,
    NoticeNeed.MUNICIPAL_HEALTH_CARE: Need.HEALTH_CARE_AT_HOME,
    NoticeNeed.HOSPITAL_AT_HOME: Need.HEALTH_CARE_AT_HOME,
    NoticeNeed.REHAB: Need.REHAB,
    NoticeNeed.SPECIAL_HOUSING: Need.HOUSING,
    NoticeNeed.SHORT_TERM_HOUSING: Need.HOUSING,
    NoticeNeed.LSS: Need.LSS,
    NoticeNeed.SOCIAL_PSYCHIATRY: Need.PSYCHIATRY,
    NoticeNeed.OPEN_PSYCHIATRY: Need.PSYCHIATRY,
    NoticeNeed.HOUSING_SUPPORT: Need.PSYCHIATRY,
    NoticeNeed.ADDICTION: Need.ADDICTION,
    NoticeNeed.FAMILY: Need.CHILD,
}
"""What the treating doctor's judgement in the notice says of whom the plan needs (LUS 2:1)."""

ONE_OF_MANY = frozenset(
    {UnitKind.HOME_CARE, UnitKind.NIGHT_PATROL, UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING}
)
"""Of these an area has many and a person one: which is never guessed."""

NOT_PROPOSED = frozenset(
    {UnitKind.MAS_OFFICE, UnitKind.ADMINISTRATION, UnitKind.OUT_OF_HOURS_CARE, UnitKind.ALARM}
)
"""Units that may stand on a chain without having a part in the plan."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who ought to be invited. `need` says why; None means that the statute does."""

    kinds: frozenset[UnitKind]
    need: Need | None = None


def needs_of(kinds: Iterable[UnitKind]) -> frozenset[Need]:
    """The needs that the units already on the chain speak of."""
    present = frozenset(kinds)
    return frozenset(need for need, covering in NEED_KINDS.items() if covering & present)


def needs_of_notice(codes: Iterable[str], *, child: bool) -> frozenset[Need]:
    """The needs that the notice speaks of; of a child always child and family. An unknown code is passed by."""
    known = {str(need): meant for need, meant in FROM_NOTICE.items()}
    found = {known[code] for code in codes if code in known}
    return frozenset(found | {Need.CHILD} if child else found)


def need_met_by(kind: UnitKind, needs: Iterable[Need]) -> Need | None:
    """The first of the needs, in the order of the list, that a unit of this kind covers."""
    wanted = frozenset(needs)
    return next((need for need, kinds in NEED_KINDS.items() if need in wanted and kind in kinds), None)


def beside_the_chain(
    needs: Iterable[Need], on_chain: Iterable[UnitKind], others: Iterable[tuple[int, UnitKind]]
) -> frozenset[int]:
    """Units outside the chain that are ticked from the start: the only one that covers a need nobody there covers."""
    present = frozenset(on_chain)
    candidates = list(others)
    found = set()
    for need in needs:
        kinds = NEED_KINDS[need]
        fitting = [unit for unit, kind in candidates if kind in kinds - ONE_OF_MANY]
        if not kinds & present and len(fitting) == 1:
            found.add(fitting[0])
    return frozenset(found)


def proposed(kind: UnitKind, *, discharged: bool) -> bool:
    """Whether a unit on the chain is ticked from the start. A ward is, as long as the person is there."""
    if kind is UnitKind.WARD:
        return not discharged
    return kind not in NOT_PROPOSED


def missing(needs: Iterable[Need], invited: Iterable[UnitKind]) -> tuple[Missing, ...]:
    """Those whom needs or statute ask for and nobody invites, in a fixed order.

    The region's open care must take part (LUS 4:1), and the assessment office speaks for the municipality.
    """
    kinds = frozenset(invited)
    wanted = frozenset(needs)
    found = [
        Missing(covering)
        for covering in (OPEN_CARE - {UnitKind.PRIMARY_CARE_REHAB}, frozenset({UnitKind.ASSESSMENT_OFFICE}))
        if not covering & kinds
    ]
    found += [
        Missing(covering, need)
        for need, covering in NEED_KINDS.items()
        if need in wanted and not covering & kinds
    ]
    return tuple(found)
