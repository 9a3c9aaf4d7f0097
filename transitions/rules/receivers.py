"""To whom an inskrivningsmeddelande is proposed to go, and why (LUS 2:1; T1, T16, T29).

The sender decides; the rule proposes and says its reason. A unit can have several reasons; all are told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Stay
from transitions.rules.kinds import CareForm

U = UnitKind


class Need(StrEnum):
    """What the treating doctor judges that the person may need after discharge (LUS 2:1)."""

    HOME_CARE = "home_care"
    MUNICIPAL_HEALTH_CARE = "municipal_health_care"
    REHAB = "rehab"
    HOSPITAL_AT_HOME = "hospital_at_home"
    SPECIAL_HOUSING = "special_housing"
    SHORT_TERM_HOUSING = "short_term_housing"
    LSS = "lss"
    SOCIAL_PSYCHIATRY = "social_psychiatry"
    OPEN_PSYCHIATRY = "open_psychiatry"
    ADDICTION = "addiction"
    HOUSING_SUPPORT = "housing_support"
    RECEPTION = "reception"
    ALARM = "alarm"
    OUT_OF_HOURS = "out_of_hours"
    DAY_ACTIVITY = "day_activity"
    FAMILY = "family"


KINDS: Mapping[Need, frozenset[UnitKind]] = {
    Need.HOME_CARE: frozenset({U.HOME_CARE, U.NIGHT_PATROL}),
    Need.MUNICIPAL_HEALTH_CARE: frozenset({U.MUNICIPAL_HEALTH_CARE}),
    Need.REHAB: frozenset({U.PRIMARY_CARE_REHAB}),
    Need.HOSPITAL_AT_HOME: frozenset({U.HOSPITAL_AT_HOME}),
    Need.SPECIAL_HOUSING: frozenset({U.SPECIAL_HOUSING, U.HOUSING_PHYSICIANS}),
    Need.SHORT_TERM_HOUSING: frozenset({U.SHORT_TERM_HOUSING}),
    Need.LSS: frozenset({U.LSS}),
    Need.SOCIAL_PSYCHIATRY: frozenset({U.SOCIAL_PSYCHIATRY}),
    Need.OPEN_PSYCHIATRY: frozenset({U.OPEN_PSYCHIATRY}),
    Need.ADDICTION: frozenset({U.ADDICTION_SERVICES}),
    Need.HOUSING_SUPPORT: frozenset({U.HOUSING_SUPPORT}),
    Need.RECEPTION: frozenset({U.HOME_RECEPTION_TEAM}),
    Need.ALARM: frozenset({U.ALARM}),
    Need.OUT_OF_HOURS: frozenset({U.OUT_OF_HOURS_CARE}),
    Need.DAY_ACTIVITY: frozenset({U.DAY_ACTIVITY}),
    Need.FAMILY: frozenset({U.CHILD_WELFARE}),
}
"""Which kinds of unit a need concerns."""

_OF_A_PERSON = frozenset({U.HOME_CARE, U.NIGHT_PATROL, U.ALARM, U.SPECIAL_HOUSING, U.SHORT_TERM_HOUSING})
"""Of these a municipality has many, and a person one: only a present one is proposed."""


class Reason(StrEnum):
    """Why a unit is proposed."""

    REGISTERED = "registered"
    PLACING = "placing"
    LISTED = "listed"
    OPEN_CARE_DUTY = "open_care_duty"
    NEED = "need"
    CARE_FORM = "care_form"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that could be told. `registered`, `placing`: it serves that municipality's or district's inhabitants.

    `listed`: the person is listed there. `present`: it helps the person already.
    """

    id: int
    kind: UnitKind
    registered: bool = False
    placing: bool = False
    listed: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit to tell, with every reason in order of weight."""

    unit_id: int
    reasons: tuple[Reason, ...]


def propose(candidates: Iterable[Candidate], *, needs: Collection[Need], stay: Stay) -> tuple[Proposal, ...]:
    """The units to tell, in the order of the candidates.

    Always: the assessment office where the person is registered, that of the municipality which placed the person
    elsewhere, and the listed vårdcentral. By need: the kinds that the need concerns. When municipal health care is
    needed, the open care by duty (LUS 2:1 second paragraph).
    """
    needed = frozenset(kind for need in needs for kind in KINDS[need])
    found = ((one, _reasons(one, needed, Need.MUNICIPAL_HEALTH_CARE in needs, stay)) for one in candidates)
    return tuple(Proposal(one.id, reasons) for one, reasons in found if reasons)


def _reasons(
    one: Candidate, needed: frozenset[UnitKind], health_care: bool, stay: Stay
) -> tuple[Reason, ...]:
    why: list[Reason] = []
    if one.kind is U.ASSESSMENT_OFFICE:
        why += [Reason.REGISTERED] if one.registered else []
        why += [Reason.PLACING] if one.placing else []
    if one.listed:
        why += [Reason.OPEN_CARE_DUTY, Reason.LISTED] if health_care else [Reason.LISTED]
    if one.kind in needed and (one.present or one.kind not in _OF_A_PERSON):
        why.append(Reason.NEED)
    psychiatric = stay.care_form is CareForm.PSYCHIATRIC and one.kind is U.OPEN_PSYCHIATRY
    if psychiatric or (stay.care_form is CareForm.DETOX and one.kind is U.ADDICTION_SERVICES):
        why.append(Reason.CARE_FORM)
    if stay.child and one.kind is U.CHILD_WELFARE:
        why.append(Reason.CHILD)
    return tuple(why)


def unmet(needs: Collection[Need], chosen: Iterable[UnitKind]) -> tuple[Need, ...]:
    """Needs of which no unit among the chosen is told, in their own order."""
    told = frozenset(chosen)
    return tuple(need for need in Need if need in needs and not KINDS[need] & told)


def open_care_missing(needs: Collection[Need], *, open_care_told: bool) -> bool:
    """Municipal health care is needed, and the region's open care is not told: against LUS 2:1 second paragraph."""
    return Need.MUNICIPAL_HEALTH_CARE in needs and not open_care_told
