"""To whom an item goes by rule, and on what ground. The code of docs/visibility.md.

The sender of a message names its receivers; everything else is addressed here. A step is a fact of its
own: home care gets its own steps and the date, not whether a SIP is called, unless it is invited. What home care
must hear of a changed date or a home-coming is one item of its own, `home_care_notified`, and one receipt.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain
from transitions.rules.kinds import Ground, ItemKind

CORE = frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE, UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY})
"""The three who share the process: the ward, the assessment office, the open care."""

CARE = CORE | {
    UnitKind.PRIMARY_CARE_REHAB,
    UnitKind.MUNICIPAL_HEALTH_CARE,
    UnitKind.SPECIAL_HOUSING,
    UnitKind.SHORT_TERM_HOUSING,
    UnitKind.HOSPITAL_AT_HOME,
    UnitKind.HOUSING_PHYSICIANS,
    UnitKind.LSS,
    UnitKind.SOCIAL_PSYCHIATRY,
    UnitKind.ADDICTION_SERVICES,
    UnitKind.CHILD_WELFARE,
    UnitKind.HOUSING_SUPPORT,
    UnitKind.OUT_OF_HOURS_CARE,
    UnitKind.DAY_ACTIVITY,
}
"""Those who take part in planning when the notice names them."""

EVERYBODY = CARE | HOME_PROVIDERS

AT_THE_BEDSIDE = frozenset(
    {
        UnitKind.WARD,
        UnitKind.PRIMARY_CARE,
        UnitKind.MUNICIPAL_HEALTH_CARE,
        UnitKind.SPECIAL_HOUSING,
        UnitKind.SHORT_TERM_HOUSING,
        UnitKind.HOSPITAL_AT_HOME,
        UnitKind.HOUSING_PHYSICIANS,
        UnitKind.OUT_OF_HOURS_CARE,
        UnitKind.HOME_CARE,
        UnitKind.NIGHT_PATROL,
        UnitKind.ALARM,
    }
)
"""Those who care for and help a person who is dying, and whoever is called."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Which kinds of unit, among those on the chain, an item reaches, and the ground.

    `returning`: only those that were on the chain before a readmission too (T14). `unless_named`: kinds that the rule
    adds only when the sender names nobody, as a file does.
    """

    kinds: frozenset[UnitKind]
    ground: Ground
    acknowledge: bool = False
    returning: bool = False
    unless_named: frozenset[UnitKind] = frozenset()


AUDIENCE: Mapping[ItemKind, Audience] = {
    ItemKind.ADMISSION_NOTICE_SENT: Audience(frozenset(), Ground.LUS_2_1, acknowledge=True),
    ItemKind.EXPECTED_DISCHARGE_CHANGED: Audience(CARE, Ground.LUS_2_4, acknowledge=True),
    ItemKind.DISCHARGE_READY_SENT: Audience(frozenset(), Ground.LUS_3_1, acknowledge=True),
    ItemKind.DISCHARGE_READY_WITHDRAWN: Audience(frozenset(), Ground.LUS_3_1, acknowledge=True),
    ItemKind.DISCHARGED: Audience(CARE, Ground.LUS_3_2, acknowledge=True),
    ItemKind.DIED: Audience(EVERYBODY, Ground.LUS_3_2, acknowledge=True),
    ItemKind.TRANSFERRED: Audience(CARE, Ground.LUS_2_4, acknowledge=True),
    ItemKind.LEAVE_STARTED: Audience(EVERYBODY, Ground.LUS_3_2, acknowledge=True),
    ItemKind.LEAVE_ENDED: Audience(EVERYBODY, Ground.LUS_3_2, acknowledge=True),
    ItemKind.HOME_CARE_NOTIFIED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.LUS_3_2, acknowledge=True
    ),
    ItemKind.SIP_CALLED: Audience(CORE, Ground.LUS_4_3, acknowledge=True),
    ItemKind.NEED_ASSESSED: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.CARE_CONTACT_APPOINTED: Audience(CARE, Ground.LUS_2_5),
    ItemKind.CONTACT_TAKEN: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.SUPPORT_APPLIED: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.SUPPORT_DECLINED: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.SERVICES_REPORTED: Audience(frozenset({UnitKind.WARD}), Ground.CONSENT),
    ItemKind.ANSWER_GIVEN: Audience(CORE, Ground.PROCESS),
    ItemKind.OPEN_CARE_UNAVAILABLE: Audience(CORE, Ground.PROCESS),
    ItemKind.OPEN_CARE_UNCLEAR: Audience(CORE, Ground.PROCESS),
    ItemKind.OPEN_CARE_AVAILABLE: Audience(CORE, Ground.PROCESS),
    ItemKind.SIP_NOT_REQUIRED: Audience(CORE, Ground.PROCESS),
    ItemKind.SIP_HELD: Audience(CORE, Ground.LUS_4_3),
    ItemKind.SIP_PLAN_AGREED: Audience(CORE, Ground.CONSENT),
    ItemKind.SIP_FOLLOWED_UP: Audience(CORE, Ground.CONSENT),
    ItemKind.SIP_CLOSED: Audience(CORE, Ground.CONSENT),
    ItemKind.CHECKLIST_POINT: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.SAFETY_RECEIPT_GIVEN: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.DISCHARGE_INFORMATION_SENT: Audience(CARE, Ground.LUS_3_2, acknowledge=True),
    ItemKind.SUPPORT_STARTED: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.SUPPORT_NOT_STARTED: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.HOME_RECEPTION_ORDERED: Audience(
        frozenset({UnitKind.HOME_RECEPTION_TEAM}),
        Ground.PROCESS,
        acknowledge=True,
        unless_named=frozenset({UnitKind.HOME_RECEPTION_TEAM}),
    ),
    ItemKind.HOME_RECEPTION_ACCEPTED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.HOME_RECEPTION_DECLINED: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.HOME_RECEPTION_PLANNED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.HOME_RECEPTION_VISITED: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.HOME_RECEPTION_HANDED_OVER: Audience(
        frozenset({UnitKind.ASSESSMENT_OFFICE, UnitKind.HOME_CARE}),
        Ground.PROCESS,
        acknowledge=True,
        unless_named=frozenset({UnitKind.HOME_CARE}),
    ),
    ItemKind.HOME_RECEPTION_FOLLOWED_UP: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.REGISTRATION_CHANGED: Audience(CORE, Ground.LUS_2_1),
    ItemKind.EMERGENCY_VISIT: Audience(
        frozenset({UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY}), Ground.PROCESS, acknowledge=True
    ),
    ItemKind.SENT_IN_REPORTED: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.INTERRUPTED: Audience(EVERYBODY, Ground.LUS_2_4, acknowledge=True),
    ItemKind.MESSAGE_CANCELLED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.MESSAGE_CORRECTED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.WRONG_RECIPIENT: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.CONSENT_GIVEN: Audience(CORE, Ground.PROCESS),
    ItemKind.CONSENT_WITHDRAWN: Audience(CORE, Ground.PROCESS),
    ItemKind.READMISSION_CAUSE_RECORDED: Audience(
        HOME_PROVIDERS | {UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}, Ground.PROCESS, returning=True
    ),
    ItemKind.EXPERIENCE_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.NOTICE_COMPLETED: Audience(frozenset(), Ground.LUS_2_1, acknowledge=True),
    ItemKind.QUESTION_ASKED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.QUESTION_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.LEGAL_FORM_CHANGED: Audience(CORE, Ground.PROCESS),
    ItemKind.ACKNOWLEDGED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.DEVIATION_REPORTED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.DEVIATION_RECEIVED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.DEVIATION_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.DEVIATION_CLOSED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.TRACK_SET: Audience(CORE, Ground.PROCESS),
    ItemKind.READINESS_ANSWERED: Audience(CORE, Ground.PROCESS),
    ItemKind.PAPER_TIME_DECIDED: Audience(CORE, Ground.PROCESS),
    ItemKind.COMPETENCE_STATED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.DECISION_MADE: Audience(frozenset({UnitKind.WARD}), Ground.PROCESS),
    ItemKind.CONSULTED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.CONSULTATION_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.REQUEST_MADE: Audience(frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.REQUEST_JUDGED: Audience(frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.NEXT_OF_KIN_STATED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
    ItemKind.KIN_SUPPORT_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.GUARDIAN_CONSIDERED: Audience(frozenset({UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.REQUEST_TAKEN: Audience(frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS),
    ItemKind.SIP_SIGNALLED: Audience(
        frozenset({UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY}), Ground.PROCESS
    ),
    ItemKind.SIP_SIGNAL_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.SIP_TIMES_PROPOSED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.SIP_TIMES_ANSWERED: Audience(frozenset(), Ground.PROCESS),
    ItemKind.COORDINATOR_NAMED: Audience(EVERYBODY, Ground.PROCESS),
    ItemKind.END_OF_LIFE_STATED: Audience(AT_THE_BEDSIDE, Ground.LUS_3_2, acknowledge=True),
    ItemKind.DIED_AT_HOME: Audience(EVERYBODY, Ground.PROCESS, acknowledge=True),
    ItemKind.HAND_OVER_NOTE: Audience(frozenset(), Ground.PROCESS),
    ItemKind.CARE_TASK_CLASSED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS, acknowledge=True
    ),
    ItemKind.REQUEST_DECIDED: Audience(
        frozenset({UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE}), Ground.PROCESS
    ),
}


def needs_receipt(kind: ItemKind) -> bool:
    """Whether the units that an item is addressed to must acknowledge it (kvittera)."""
    return AUDIENCE[kind].acknowledge


RECEIPT_OF_NAMED = frozenset({ItemKind.HOME_CARE_NOTIFIED, ItemKind.HOME_RECEPTION_HANDED_OVER})
"""What those acknowledge to whom it was written; ward and office are informed."""


def informs_only(kind: ItemKind, *, named: bool) -> bool:
    """Whether an item that others must acknowledge only informs this unit: it was not written to it."""
    return kind in RECEIPT_OF_NAMED and not named


def addressees(kind: ItemKind, chain: Chain, *, named: frozenset[int], by_id: int) -> dict[int, Ground]:
    """Units that an item reaches: those named, and those on the chain to whom the rule addresses it.

    The writer is not addressed: what one wrote oneself, one sees anyway. A former ward gets nothing new.
    """
    audience = AUDIENCE[kind]
    by_rule = {
        party.id
        for party in chain.parties.values()
        if party.kind in audience.kinds
        and not (named and party.kind in audience.unless_named)
        and (party.earlier_id is not None or not audience.returning)
        and (party.kind is not UnitKind.WARD or party.id == chain.current_ward_id)
    }
    return dict.fromkeys((by_rule | named) - {by_id}, audience.ground)
