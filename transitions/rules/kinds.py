"""The kinds of item on a chain, and the closed lists that go with them (contracts/events.md)."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What happened: the event types of contracts/events.md, and those of our own (`OWN_KINDS`)."""

    NEED_ASSESSED = "need_assessed"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ADMISSION_NOTICE_SENT = "admission_notice_sent"
    ACKNOWLEDGED = "acknowledged"
    EXPECTED_DISCHARGE_CHANGED = "expected_discharge_changed"
    CARE_CONTACT_APPOINTED = "care_contact_appointed"
    CONTACT_TAKEN = "contact_taken"
    SUPPORT_APPLIED = "support_applied"
    SUPPORT_DECLINED = "support_declined"
    DISCHARGE_READY_SENT = "discharge_ready_sent"
    DISCHARGE_READY_WITHDRAWN = "discharge_ready_withdrawn"
    OPEN_CARE_UNAVAILABLE = "open_care_unavailable"
    OPEN_CARE_UNCLEAR = "open_care_unclear"
    OPEN_CARE_AVAILABLE = "open_care_available"
    REGISTRATION_CHANGED = "registration_changed"
    SERVICES_REPORTED = "services_reported"
    ANSWER_GIVEN = "answer_given"
    MESSAGE_CANCELLED = "message_cancelled"
    MESSAGE_CORRECTED = "message_corrected"
    WRONG_RECIPIENT = "wrong_recipient"
    LEAVE_STARTED = "leave_started"
    LEAVE_ENDED = "leave_ended"
    EMERGENCY_VISIT = "emergency_visit"
    INTERRUPTED = "interrupted"
    CHECKLIST_POINT = "checklist_point"
    SAFETY_RECEIPT_GIVEN = "safety_receipt_given"
    DISCHARGE_INFORMATION_SENT = "discharge_information_sent"
    SIP_CALLED = "sip_called"
    SIP_NOT_REQUIRED = "sip_not_required"
    SIP_HELD = "sip_held"
    SIP_PLAN_AGREED = "sip_plan_agreed"
    SIP_FOLLOWED_UP = "sip_followed_up"
    SIP_CLOSED = "sip_closed"
    HOME_CARE_NOTIFIED = "home_care_notified"
    SUPPORT_STARTED = "support_started"
    HOME_RECEPTION_ORDERED = "home_reception_ordered"
    HOME_RECEPTION_ACCEPTED = "home_reception_accepted"
    HOME_RECEPTION_VISITED = "home_reception_visited"
    HOME_RECEPTION_HANDED_OVER = "home_reception_handed_over"
    TRANSFERRED = "transferred"
    DISCHARGED = "discharged"
    DIED = "died"
    READMISSION_CAUSE_RECORDED = "readmission_cause_recorded"
    DEVIATION_REPORTED = "deviation_reported"
    DEVIATION_RECEIVED = "deviation_received"
    DEVIATION_ANSWERED = "deviation_answered"
    DEVIATION_CLOSED = "deviation_closed"
    EXPERIENCE_ANSWERED = "experience_answered"
    TRACK_SET = "track_set"
    READINESS_ANSWERED = "readiness_answered"
    PAPER_TIME_DECIDED = "paper_time_decided"
    COMPETENCE_STATED = "competence_stated"
    DECISION_MADE = "decision_made"
    CONSULTED = "consulted"
    CONSULTATION_ANSWERED = "consultation_answered"
    REQUEST_MADE = "request_made"
    REQUEST_JUDGED = "request_judged"
    REQUEST_DECIDED = "request_decided"
    NOTICE_COMPLETED = "notice_completed"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    LEGAL_FORM_CHANGED = "legal_form_changed"
    SENT_IN_REPORTED = "sent_in_reported"
    SUPPORT_NOT_STARTED = "support_not_started"
    CARE_TASK_CLASSED = "care_task_classed"
    HAND_OVER_NOTE = "hand_over_note"
    END_OF_LIFE_STATED = "end_of_life_stated"
    DIED_AT_HOME = "died_at_home"
    HOME_RECEPTION_DECLINED = "home_reception_declined"
    HOME_RECEPTION_PLANNED = "home_reception_planned"
    HOME_RECEPTION_FOLLOWED_UP = "home_reception_followed_up"
    NEXT_OF_KIN_STATED = "next_of_kin_stated"
    KIN_SUPPORT_ANSWERED = "kin_support_answered"
    GUARDIAN_CONSIDERED = "guardian_considered"
    REQUEST_TAKEN = "request_taken"
    SIP_SIGNALLED = "sip_signalled"
    SIP_SIGNAL_ANSWERED = "sip_signal_answered"
    SIP_TIMES_PROPOSED = "sip_times_proposed"
    SIP_TIMES_ANSWERED = "sip_times_answered"
    COORDINATOR_NAMED = "coordinator_named"


OWN_KINDS = frozenset(
    {
        ItemKind.CONTACT_TAKEN,
        ItemKind.SAFETY_RECEIPT_GIVEN,
        ItemKind.DISCHARGE_INFORMATION_SENT,
        ItemKind.TRACK_SET,
        ItemKind.READINESS_ANSWERED,
        ItemKind.PAPER_TIME_DECIDED,
        ItemKind.COMPETENCE_STATED,
        ItemKind.DECISION_MADE,
        ItemKind.CONSULTED,
        ItemKind.CONSULTATION_ANSWERED,
        ItemKind.REQUEST_MADE,
        ItemKind.REQUEST_JUDGED,
        ItemKind.REQUEST_DECIDED,
        ItemKind.NOTICE_COMPLETED,
        ItemKind.QUESTION_ASKED,
        ItemKind.QUESTION_ANSWERED,
        ItemKind.LEGAL_FORM_CHANGED,
        ItemKind.SENT_IN_REPORTED,
        ItemKind.SUPPORT_NOT_STARTED,
        ItemKind.CARE_TASK_CLASSED,
        ItemKind.HAND_OVER_NOTE,
        ItemKind.END_OF_LIFE_STATED,
        ItemKind.DIED_AT_HOME,
        ItemKind.HOME_RECEPTION_DECLINED,
        ItemKind.HOME_RECEPTION_PLANNED,
        ItemKind.HOME_RECEPTION_FOLLOWED_UP,
        ItemKind.NEXT_OF_KIN_STATED,
        ItemKind.KIN_SUPPORT_ANSWERED,
        ItemKind.GUARDIAN_CONSIDERED,
        ItemKind.REQUEST_TAKEN,
        ItemKind.SIP_SIGNALLED,
        ItemKind.SIP_SIGNAL_ANSWERED,
        ItemKind.SIP_TIMES_PROPOSED,
        ItemKind.SIP_TIMES_ANSWERED,
        ItemKind.COORDINATOR_NAMED,
    }
)
"""Kinds that contracts/events.md does not know: no event file tells of them."""


class CareForm(StrEnum):
    """Vårdform."""

    SOMATIC = "somatic"
    GERIATRIC = "geriatric"
    PSYCHIATRIC = "psychiatric"
    DETOX = "detox"


class LegalForm(StrEnum):
    """On what legal ground the care is given (vårdens rättsliga form; law.md 1.7).

    The open forms are where the person goes over to at discharge: a samordnad vårdplan stands in place of the SIP
    (LUS 4:1 second paragraph, LPT 7 a §, LRV 12 a §).
    """

    VOLUNTARY = "voluntary"
    LPT = "lpt"
    LRV = "lrv"
    OPEN_LPT = "open_lpt"
    OPEN_LRV = "open_lrv"


OPEN_COMPULSORY = frozenset({LegalForm.OPEN_LPT, LegalForm.OPEN_LRV})


class Sex(StrEnum):
    """Kön, as the population register has it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Protection(StrEnum):
    """Skyddade personuppgifter (law.md 6.6)."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    PROTECTED_REGISTRATION = "protected_registration"
    FICTITIOUS = "fictitious_identity"


class Certainty(StrEnum):
    """How sure the expected discharge is (T23)."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


class DischargedTo(StrEnum):
    """Where the person goes."""

    HOME = "home"
    SPECIAL_HOUSING = "special_housing"
    SHORT_TERM_HOUSING = "short_term_housing"
    OTHER = "other"


class Applies(StrEnum):
    """Whether the person applies for insatser (T3)."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    CANNOT_EXPRESS = "cannot_express"
    OBJECTS = "objects"


class Scope(StrEnum):
    """What a consent covers: messages, SIP, sharing of the plan, and reading what others hold (SVOD 3 kap.).

    The first three are the contract's; a file does not tell of the fourth.
    """

    INFORMATION = "information"
    SIP = "sip"
    PLAN_SHARING = "plan_sharing"
    READING = "reading"


class ConsentForm(StrEnum):
    """How a consent was given. An event file does not say."""

    ORAL = "oral"
    WRITTEN = "written"


class PointState(StrEnum):
    """State of a checklist point (T11)."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class Ground(StrEnum):
    """On what ground an item, or a field of it, reaches a unit (architecture.md, What a party may know)."""

    OWN = "own"
    LUS_2_1 = "lus_2_1"
    LUS_2_4 = "lus_2_4"
    LUS_2_5 = "lus_2_5"
    LUS_3_1 = "lus_3_1"
    LUS_3_2 = "lus_3_2"
    LUS_4_3 = "lus_4_3"
    CONSENT = "consent"
    HARM_ASSESSMENT = "harm_assessment"
    PROCESS = "process"


READMISSION_CAUSES = (
    "aids",
    "home_adaptation",
    "medicines",
    "consumables",
    "open_care_not_planned",
    "home_care_not_informed",
    "insufficient_support",
    "medical",
    "other",
)
"""Causes of a readmission, in the order of contracts/events.md (T14)."""
