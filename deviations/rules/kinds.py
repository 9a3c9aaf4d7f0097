"""The closed lists of deviations (contracts/events.md; A1b, A3, A4)."""

from enum import StrEnum


class Category(StrEnum):
    """What went wrong, in the order of contracts/events.md. Both principals' faults."""

    SIP_NOT_CALLED = "sip_not_called"
    NOTICE_LATE = "notice_late"
    NOTICE_INCOMPLETE = "notice_incomplete"
    DISCHARGE_DATE_NOT_UPDATED = "discharge_date_not_updated"
    HOME_CARE_NOT_INFORMED = "home_care_not_informed"
    MEDICINES = "medicines"
    AIDS = "aids"
    HOME_ADAPTATION = "home_adaptation"
    OPEN_CARE_NOT_PLANNED = "open_care_not_planned"
    NOT_READY_FOR_DISCHARGE = "not_ready_for_discharge"
    INFORMATION_NOT_READ = "information_not_read"
    DELEGATION = "delegation"
    PATIENT_NOT_TAKING_PART = "patient_not_taking_part"
    SIP_NOT_ATTENDED = "sip_not_attended"
    CARE_CONTACT_MISSING = "care_contact_missing"
    DISCHARGE_INFORMATION_MISSING = "discharge_information_missing"
    CONSUMABLES = "consumables"
    REHABILITATION = "rehabilitation"
    SUPPORT_NOT_STARTED = "support_not_started"
    OTHER = "other"


class Severity(StrEnum):
    """How serious it was, or could have been."""

    LOW = "low"
    MODERATE = "moderate"
    SERIOUS = "serious"


class Law(StrEnum):
    """Under which act the matter falls, as far as the reporter can say (A1b). One recipient regardless."""

    HSL = "hsl"
    SOL = "sol"
    LSS = "lss"


class Outcome(StrEnum):
    """Whether somebody came to harm or could have (PSL 6:4)."""

    RISK = "risk"
    HARM = "harm"


class Stage(StrEnum):
    """Where in its life a deviation is (A4). One that is reopened is under investigation again."""

    REPORTED = "reported"
    RECEIVED = "received"
    INVESTIGATING = "investigating"
    ANSWERED = "answered"
    READ = "read"
    CLOSED = "closed"


UNANSWERED = (Stage.REPORTED, Stage.RECEIVED, Stage.INVESTIGATING)
"""Stages in which the reporter waits for an answer: the recipient owes the next step."""


class Step(StrEnum):
    """What may be done with a deviation after it has been reported."""

    RECEIVE = "receive"
    INVESTIGATE = "investigate"
    ANSWER = "answer"
    READ = "read"
    CLOSE = "close"
    REOPEN = "reopen"
    RETURN = "return"
    TAKE_OVER = "take_over"


class Function(StrEnum):
    """As what somebody receives a deviation, or is told that it has no answer (law.md 7.2–7.4)."""

    UNIT_MANAGER = "unit_manager"
    MAS = "mas"
    MAR = "mar"
    CHIEF_PHYSICIAN = "chief_physician"
    OPERATIONS_MANAGER = "operations_manager"
    PROVIDER = "provider"
    HSF_BOX = "hsf_box"
    STORSTHLM_BOX = "storsthlm_box"
    FORUM = "forum"
    STEERING = "steering"


class Rung(StrEnum):
    """The agreed order in which an answer that is missing is asked for (A4; law.md 7.3: VIS)."""

    REMIND = "remind"
    MANAGER = "manager"
    CHIEF = "chief"
    FORUM = "forum"
    STEERING = "steering"


class EntryKind(StrEnum):
    """What stands in the thread of a deviation beside its report and its standing answer."""

    RECEIVED = "received"
    INVESTIGATING = "investigating"
    ANSWERED = "answered"
    READ = "read"
    CLOSED = "closed"
    REOPENED = "reopened"
    RETURNED = "returned"
    HOLDER = "holder"
    MESSAGE = "message"
    NOTE = "note"
    JOINED = "joined"
    PARTED = "parted"


class Voice(StrEnum):
    """Whose own words stand in a report (A9)."""

    PATIENT = "patient"
    KIN = "kin"


class FileState(StrEnum):
    """How far a file that goes with a report has come. Only a clean one is given to anybody."""

    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"
