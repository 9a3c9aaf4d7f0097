"""Every field of every message and why it may be sent. The code of the second table of docs/visibility.md.

Shared by the send pages, by the one way in which items are written, and by the document: what has no standing ground
for a unit is not sent there. A field that is not in the table is an error, never sent by chance.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from transitions.rules.audience import AUDIENCE
from transitions.rules.kinds import Ground, ItemKind, Scope
from transitions.rules.notice import BEYOND_THE_ACT
from transitions.rules.standing import Standing

K = ItemKind


class Carrier(StrEnum):
    """What must carry a field (architecture, What a party may know, 5).

    `duty`: always sent. `unless_secrecy`: sent unless secrecy prevents; an objection asks for a recorded assessment.
    `sender`: says who sends or answers, nothing of the person. `process`: the step itself, between those who share it.
    `beyond`: consent or a harm assessment, else not sent.
    """

    DUTY = "duty"
    UNLESS_SECRECY = "unless_secrecy"
    SENDER = "sender"
    PROCESS = "process"
    BEYOND = "beyond"


DUTY, UNLESS, SENDER, PROCESS, BEYOND = Carrier
NOTE = "note"

INFORMATION = (
    "health",
    "function",
    "risks",
    "medicines_started",
    "medicines_changed",
    "medicines_stopped",
    "lines",
    "wounds",
    "aids",
    "checks",
    "rehab",
    "questions",
    "patient_summary",
)
"""The sections of the information at discharge (LUS 3:2; `rules.information.Section`)."""

_SIP = {"sip": PROCESS, NOTE: BEYOND}
_ORDER = {NOTE: PROCESS}  # what the office orders of the one who performs it
_DEVIATION = dict.fromkeys(  # whom it is about has conditions of its own (deviations.permissions)
    ("deviation", "category", "severity", "reported_by", "about", NOTE), PROCESS
)
_ONLY_NOTE = {NOTE: BEYOND}
_NOTICE = {  # "vet ej", and how much is still missing, say what the sender knows, nothing of the person
    **dict.fromkeys(BEYOND_THE_ACT, BEYOND),
    "needs": BEYOND,
    "unknown": SENDER,
    "left": SENDER,
}

FIELDS: Mapping[ItemKind, Mapping[str, Carrier]] = {
    K.ADMISSION_NOTICE_SENT: {
        "expected_discharge": DUTY,
        "certainty": DUTY,
        "doctor_name": SENDER,
        **_NOTICE,
        NOTE: BEYOND,
    },
    K.EXPECTED_DISCHARGE_CHANGED: {"expected_discharge": DUTY, "certainty": DUTY, NOTE: BEYOND},
    K.REGISTRATION_CHANGED: {"registered_in": DUTY, "registered_in_id": DUTY, NOTE: BEYOND},
    K.TRANSFERRED: {"ward": DUTY, "ward_id": DUTY, NOTE: BEYOND},
    K.DISCHARGE_READY_SENT: {
        "everybody": PROCESS,
        "doctor": SENDER,
        "judged_at": UNLESS,
        "under": PROCESS,
        "points": PROCESS,
        "paper_at": PROCESS,
        "receipt_by": SENDER,
        "receipt_at": PROCESS,
        NOTE: BEYOND,
    },
    K.READINESS_ANSWERED: {"of_item": PROCESS, "stands": PROCESS, "doctor": SENDER, NOTE: BEYOND},
    K.PAPER_TIME_DECIDED: {"of_item": PROCESS, "accepted": PROCESS, NOTE: BEYOND},
    K.TRACK_SET: {"track": PROCESS, NOTE: BEYOND},
    K.COMPETENCE_STATED: {"enough": PROCESS, "missing": PROCESS, "until": PROCESS, NOTE: BEYOND},
    K.DECISION_MADE: {
        "granted": PROCESS,
        "starts_on": PROCESS,
        "insatser": BEYOND,
        NOTE: BEYOND,
    },
    K.CONSULTED: {"profession": PROCESS, "enclosed": BEYOND, NOTE: BEYOND},
    K.CONSULTATION_ANSWERED: {"of_item": PROCESS, NOTE: BEYOND},
    K.REQUEST_MADE: {"what": PROCESS, "owner": PROCESS, NOTE: BEYOND},
    K.REQUEST_JUDGED: {
        "what": PROCESS,
        "of_item": PROCESS,
        "outcome": PROCESS,
        "doctor": SENDER,
        NOTE: BEYOND,
    },
    K.REQUEST_DECIDED: {"what": PROCESS, "of_item": PROCESS, "outcome": PROCESS, NOTE: BEYOND},
    # That there is a task, who answers for it and until when is the step itself; what it is tells of health.
    K.CARE_TASK_CLASSED: {
        **dict.fromkeys(("task", "care_class", "performer", "reviewer", "review_on", "ended"), PROCESS),
        **dict.fromkeys(("assessed_by", "profession"), SENDER),
        **dict.fromkeys(("what", "name", "helper", "risk", "if_not", NOTE), BEYOND),
    },
    # Whom to call is what those at home must know (LUS 3:2); what is decided of the care, and who knows, is more.
    K.END_OF_LIFE_STATED: {
        **dict.fromkeys(("doctor", "doctor_phone", "call_first"), UNLESS),
        **dict.fromkeys(("decided_by", "talked_on", "talked_by", "decisions", "informed", NOTE), BEYOND),
        "ended": PROCESS,
    },
    # What a relative says of the own health or life has no field: it is not asked for.
    K.NEXT_OF_KIN_STATED: {"exists": PROCESS, "wants_support": PROCESS, "capacity": BEYOND, NOTE: BEYOND},
    K.KIN_SUPPORT_ANSWERED: {"outcome": PROCESS, NOTE: BEYOND},
    K.GUARDIAN_CONSIDERED: {"outcome": PROCESS, "sent_on": PROCESS, "sent_by": SENDER, NOTE: BEYOND},
    K.REQUEST_TAKEN: {"what": PROCESS, "of_item": PROCESS, "from_when": PROCESS, NOTE: BEYOND},
    K.DIED_AT_HOME: {"on": PROCESS, NOTE: BEYOND},
    # Between those who perform the same decided help: necessary for their own work (OSL 10:2).
    K.HAND_OVER_NOTE: {"night": PROCESS, "until": PROCESS, NOTE: PROCESS},
    K.DISCHARGE_READY_WITHDRAWN: _ONLY_NOTE,
    K.DISCHARGED: {"to": DUTY, "without_doctor": UNLESS, "information_due": PROCESS, NOTE: UNLESS},
    K.DIED: {NOTE: UNLESS},
    K.LEAVE_STARTED: {"back_at": UNLESS, NOTE: UNLESS},
    K.LEAVE_ENDED: {NOTE: UNLESS},
    K.EMERGENCY_VISIT: {"visited_at": UNLESS, NOTE: UNLESS},
    # Between those who care for the person, for the care that is needed now (OSL 25:11, 25:13).
    K.SENT_IN_REPORTED: {
        "phone": SENDER,
        **dict.fromkeys(("usual", "done", "sent_with", NOTE), UNLESS),
    },
    K.INTERRUPTED: {"reason": PROCESS, NOTE: BEYOND},
    K.HOME_CARE_NOTIFIED: {
        "cause": DUTY,
        "cause_item": DUTY,
        "cause_expected_discharge": DUTY,
        "cause_certainty": DUTY,
        "cause_to": DUTY,
        "starts_at": PROCESS,
        "meets": PROCESS,
        "key": PROCESS,
        "medicines": PROCESS,
        NOTE: PROCESS,
    },
    K.CARE_CONTACT_APPOINTED: {"name": SENDER, "phone": SENDER, NOTE: BEYOND},
    K.NEED_ASSESSED: _ONLY_NOTE,
    K.CONTACT_TAKEN: {"applies": PROCESS, NOTE: BEYOND},
    K.SUPPORT_APPLIED: _ONLY_NOTE,
    K.SUPPORT_DECLINED: _ONLY_NOTE,
    K.SUPPORT_STARTED: {"at_unit": PROCESS, "unit_id": PROCESS, NOTE: BEYOND},
    K.SUPPORT_NOT_STARTED: {
        **dict.fromkeys(("at_unit", "unit_id", "reason", "hinder", "from_when"), PROCESS),
        NOTE: BEYOND,
    },
    K.SERVICES_REPORTED: {
        "at_unit": PROCESS,
        "providers": PROCESS,
        "asked": PROCESS,
        **dict.fromkeys(("support", "aids", "extent", NOTE), BEYOND),
    },
    K.ANSWER_GIVEN: {
        "of": PROCESS,
        "of_item": PROCESS,
        "answer": PROCESS,
        "from_when": PROCESS,
        "missing": PROCESS,
        NOTE: BEYOND,
    },
    K.OPEN_CARE_UNAVAILABLE: _ONLY_NOTE,
    K.OPEN_CARE_UNCLEAR: _ONLY_NOTE,
    K.OPEN_CARE_AVAILABLE: _ONLY_NOTE,
    K.CHECKLIST_POINT: {
        "point": PROCESS,
        "state": PROCESS,
        "critical": PROCESS,
        "due": PROCESS,
        NOTE: BEYOND,
    },
    K.DISCHARGE_INFORMATION_SENT: {
        **dict.fromkeys((*INFORMATION, "care_tasks", NOTE), UNLESS),
        "missing": PROCESS,
    },
    K.SAFETY_RECEIPT_GIVEN: {"content": BEYOND, NOTE: BEYOND},
    K.SIP_CALLED: {**_SIP, "caller": PROCESS, "meeting_at": PROCESS, "mode": PROCESS},
    K.SIP_NOT_REQUIRED: {"reason": PROCESS, "by_track": PROCESS, NOTE: BEYOND},
    K.SIP_HELD: {
        **_SIP,
        "attended": PROCESS,
        "patient_took_part": PROCESS,
        "relative_took_part": PROCESS,
    },
    K.SIP_PLAN_AGREED: _SIP,
    K.SIP_FOLLOWED_UP: _SIP,
    K.SIP_CLOSED: _SIP,
    K.SIP_TIMES_PROPOSED: {**_SIP, **dict.fromkeys(("round", "answer_by", "reminder"), PROCESS)},
    K.SIP_TIMES_ANSWERED: {**_SIP, **dict.fromkeys(("round", "participant"), PROCESS)},
    K.COORDINATOR_NAMED: {"name": SENDER, "phone": SENDER, NOTE: BEYOND},
    K.SIP_SIGNALLED: {"reasons": PROCESS, "wish": PROCESS, NOTE: BEYOND},
    K.SIP_SIGNAL_ANSWERED: {**dict.fromkeys(("of_items", "answer", "why"), PROCESS), NOTE: BEYOND},
    K.HOME_RECEPTION_ORDERED: {
        **dict.fromkeys(("weeks", "first_visit_hours", "follow_up_days", "terms", "criteria"), PROCESS),
        **_ORDER,
    },
    K.HOME_RECEPTION_ACCEPTED: {"of_item": PROCESS, NOTE: BEYOND},  # the ward hears of it too
    K.HOME_RECEPTION_DECLINED: {"of_item": PROCESS, "reason": PROCESS, **_ORDER},
    K.HOME_RECEPTION_PLANNED: {"of_item": PROCESS, "visit_at": PROCESS, "who": SENDER, NOTE: BEYOND},
    K.HOME_RECEPTION_VISITED: {"of_item": PROCESS, "visited_at": PROCESS, "who": SENDER, **_ORDER},
    K.HOME_RECEPTION_HANDED_OVER: {"of_item": PROCESS, "continues": PROCESS, **_ORDER},
    K.HOME_RECEPTION_FOLLOWED_UP: {"of_item": PROCESS, "outcome": PROCESS, "safe": PROCESS, **_ORDER},
    K.MESSAGE_CANCELLED: {"of": PROCESS, "of_at": PROCESS, "reason": PROCESS, NOTE: BEYOND},
    K.MESSAGE_CORRECTED: {"of": PROCESS, "of_at": PROCESS, NOTE: BEYOND},
    K.WRONG_RECIPIENT: {
        **dict.fromkeys(("of", "of_at", "unit", "unit_name", "readers", "proposed"), PROCESS),
        NOTE: PROCESS,
    },
    K.CONSENT_GIVEN: {"scope": PROCESS, "units": PROCESS, NOTE: BEYOND},
    K.CONSENT_WITHDRAWN: {"scope": PROCESS, "units": PROCESS, NOTE: BEYOND},
    K.READMISSION_CAUSE_RECORDED: {"cause": PROCESS, NOTE: BEYOND},
    K.EXPERIENCE_ANSWERED: {
        "safe": PROCESS,
        "took_part": PROCESS,
        "informed": PROCESS,
        "respondent": PROCESS,
        NOTE: BEYOND,
    },
    K.ACKNOWLEDGED: {
        "of": PROCESS,
        "at_unit": PROCESS,
        "items": PROCESS,
        "entered_for": PROCESS,
        NOTE: BEYOND,
    },
    K.LEGAL_FORM_CHANGED: {"form": PROCESS, NOTE: BEYOND},
    # Who asks must say what of: necessary for its own work (OSL 10:2). The answer is another thing.
    K.QUESTION_ASKED: {"of": PROCESS, "of_at": PROCESS, "topic": PROCESS, NOTE: PROCESS},
    K.QUESTION_ANSWERED: {"question": PROCESS, "answer": PROCESS, NOTE: BEYOND},
    K.NOTICE_COMPLETED: {"doctor_name": SENDER, **_NOTICE, NOTE: BEYOND},
    K.DEVIATION_REPORTED: _DEVIATION,
    K.DEVIATION_RECEIVED: _DEVIATION,
    K.DEVIATION_ANSWERED: _DEVIATION,
    K.DEVIATION_CLOSED: _DEVIATION,
}

_SIP_KINDS = frozenset(
    {K.SIP_CALLED, K.SIP_NOT_REQUIRED, K.SIP_HELD, K.SIP_PLAN_AGREED, K.SIP_FOLLOWED_UP, K.SIP_CLOSED}
    | {K.SIP_SIGNALLED, K.SIP_SIGNAL_ANSWERED, K.SIP_TIMES_PROPOSED, K.SIP_TIMES_ANSWERED}
)


def scopes_for(kind: ItemKind) -> tuple[Scope, ...]:
    """Which consents carry what goes beyond the duties in a kind."""
    if kind in _SIP_KINDS:
        return (Scope.INFORMATION, Scope.SIP, Scope.PLAN_SHARING)
    return (Scope.INFORMATION,)


def carrier(kind: ItemKind, field: str) -> Carrier:
    """What must carry a field. Raises KeyError for one that nobody has decided on."""
    return FIELDS[kind][field]


def ground_of(
    carried_by: Carrier, kind: ItemKind, *, standing: Standing, unit: int, at: datetime
) -> Ground | None:
    """On what ground a field reaches a unit at a moment; None: it is not sent there."""
    if carried_by is Carrier.BEYOND:
        return standing.carries_beyond(scopes_for(kind), unit, at)
    if carried_by is Carrier.UNLESS_SECRECY and not standing.carries_duty(unit, at):
        return None
    return AUDIENCE[kind].ground


def depend_on_the_person(carriers: Iterable[Carrier]) -> bool:
    """Whether what stands has to be known at all."""
    return any(one in (Carrier.BEYOND, Carrier.UNLESS_SECRECY) for one in carriers)


def withheld(
    fields: Mapping[str, Carrier], kind: ItemKind, *, standing: Standing, unit: int, at: datetime
) -> tuple[str, ...]:
    """The fields, of those filled in, that are not sent to a unit."""
    return tuple(
        sorted(
            name
            for name, carried_by in fields.items()
            if ground_of(carried_by, kind, standing=standing, unit=unit, at=at) is None
        )
    )
