"""Swedish words for the closed lists of deviations, each once."""

from core.ui import Status, Tone
from deviations.rules.kinds import (
    Category,
    EntryKind,
    FileState,
    Function,
    Law,
    Outcome,
    Rung,
    Severity,
    Stage,
    Step,
    Voice,
)

CATEGORIES = {
    Category.SIP_NOT_CALLED: "Ingen kallelse till SIP",
    Category.NOTICE_LATE: "Inskrivningsmeddelande för sent",
    Category.NOTICE_INCOMPLETE: "Inskrivningsmeddelande ofullständigt",
    Category.DISCHARGE_DATE_NOT_UPDATED: "Utskrivningsdatum fel eller inte uppdaterat",
    Category.HOME_CARE_NOT_INFORMED: "Hemtjänsten inte meddelad",
    Category.MEDICINES: "Läkemedel",
    Category.AIDS: "Hjälpmedel",
    Category.HOME_ADAPTATION: "Bostadsanpassning",
    Category.OPEN_CARE_NOT_PLANNED: "Öppenvården inte planerad",
    Category.NOT_READY_FOR_DISCHARGE: "Utskriven utan att vara redo",
    Category.INFORMATION_NOT_READ: "Information inte läst eller kvitterad",
    Category.DELEGATION: "Delegering",
    Category.PATIENT_NOT_TAKING_PART: "Personen inte delaktig",
    Category.SIP_NOT_ATTENDED: "Kallad till SIP men kom inte",
    Category.CARE_CONTACT_MISSING: "Fast vårdkontakt saknas",
    Category.DISCHARGE_INFORMATION_MISSING: "Utskrivningsinformation saknas",
    Category.CONSUMABLES: "Förbrukningsmaterial",
    Category.REHABILITATION: "Rehabilitering",
    Category.SUPPORT_NOT_STARTED: "Insatser inte påbörjade",
    Category.OTHER: "Annat",
}

SEVERITIES = {
    Severity.LOW: Status("Lindrig", Tone.NEUTRAL),
    Severity.MODERATE: Status("Måttlig", Tone.WARNING, "circle-alert"),
    Severity.SERIOUS: Status("Allvarlig", Tone.DANGER),
}

SEVERITY_HELP = {
    Severity.LOW: "Lindrig: obehag eller merarbete",
    Severity.MODERATE: "Måttlig: övergående skada, eller risk för det",
    Severity.SERIOUS: "Allvarlig: bestående skada eller dödsfall, eller risk för det",
}

OUTCOMES = {
    Outcome.RISK: "Risk: det kunde ha skadat personen",
    Outcome.HARM: "Skada: personen kom till skada",
}

OUTCOMES_SHORT = {Outcome.RISK: "Risk", Outcome.HARM: "Skada"}

VOICES = {Voice.PATIENT: "Personens", Voice.KIN: "En närståendes"}

FILE_STATES = {
    FileState.WAITING: Status("Granskas", Tone.WARNING, "hourglass"),
    FileState.CLEAN: Status("Klar", Tone.SUCCESS),
    FileState.REFUSED: Status("Togs bort: skadlig kod", Tone.DANGER),
}

LAWS = {
    Law.HSL: "Hälso- och sjukvård (HSL)",
    Law.SOL: "Socialtjänst (SoL)",
    Law.LSS: "Stöd och service (LSS)",
}

STAGES = {
    Stage.REPORTED: Status("Rapporterad", Tone.WARNING),
    Stage.RECEIVED: Status("Mottagen", Tone.INFO),
    Stage.INVESTIGATING: Status("Under utredning", Tone.INFO, "search"),
    Stage.ANSWERED: Status("Besvarad", Tone.SUCCESS),
    Stage.READ: Status("Svaret läst", Tone.SUCCESS, "eye"),
    Stage.CLOSED: Status("Avslutad", Tone.NEUTRAL),
}

NEXT_STEP = {
    Stage.REPORTED: "Ta emot senast",
    Stage.RECEIVED: "Svara senast",
    Stage.INVESTIGATING: "Svara senast",
    Stage.ANSWERED: "Läs svaret senast",
    Stage.READ: "Avsluta senast",
}

FUNCTIONS = {
    Function.UNIT_MANAGER: "Enhetschef",
    Function.MAS: "MAS",
    Function.MAR: "MAR",
    Function.CHIEF_PHYSICIAN: "Chefläkare",
    Function.OPERATIONS_MANAGER: "Verksamhetschef",
    Function.PROVIDER: "Utförarens ansvariga",
    Function.HSF_BOX: "HSF:s funktionsbrevlåda",
    Function.STORSTHLM_BOX: "Storsthlms funktionsbrevlåda",
    Function.FORUM: "Samverkansforum",
    Function.STEERING: "Styrgrupp",
}

RUNGS = {
    Rung.REMIND: "Påminnelse",
    Rung.MANAGER: "Utan svar: enhetens chef",
    Rung.CHIEF: "Utan svar: MAS eller verksamhetschef",
    Rung.FORUM: "Utan svar: samverkansforum",
    Rung.STEERING: "Utan svar: styrgrupp",
}

RUNGS_TAKEN = {
    Rung.REMIND: "Påminnelse skickad",
    Rung.MANAGER: "Utan svar: chefen har fått veta",
    Rung.CHIEF: "Utan svar: MAS eller verksamhetschef har fått veta",
    Rung.FORUM: "Utan svar: samverkansforum har fått veta",
    Rung.STEERING: "Utan svar: styrgruppen har fått veta",
}

ASKED = {
    Rung.REMIND: Status("Påmind", Tone.WARNING, "bell"),
    Rung.MANAGER: Status("Hos chefen", Tone.DANGER, "circle-alert"),
    Rung.CHIEF: Status("Hos MAS eller verksamhetschef", Tone.DANGER, "circle-alert"),
    Rung.FORUM: Status("Hos samverkansforum", Tone.DANGER, "circle-alert"),
    Rung.STEERING: Status("Hos styrgruppen", Tone.DANGER, "circle-alert"),
}

ENTRIES = {
    EntryKind.RECEIVED: "Mottagen",
    EntryKind.INVESTIGATING: "Under utredning",
    EntryKind.ANSWERED: "Besvarad",
    EntryKind.READ: "Svaret läst",
    EntryKind.CLOSED: "Avslutad",
    EntryKind.REOPENED: "Öppnad igen",
    EntryKind.RETURNED: "Fel mottagare",
    EntryKind.HOLDER: "Ny person svarar",
    EntryKind.MESSAGE: "Fråga eller svar",
    EntryKind.JOINED: "Besvaras tillsammans",
    EntryKind.PARTED: "Besvaras för sig igen",
    EntryKind.NOTE: "Egen anteckning, bara för er enhet",
}

TERMS = {
    "receive_days": "Ta emot",
    "answer_low_days": "Svara på en lindrig",
    "answer_moderate_days": "Svara på en måttlig",
    "answer_serious_days": "Svara på en allvarlig",
    "read_days": "Läsa svaret",
    "close_days": "Avsluta",
    "remind_days": "Påminn så långt före sista dagen",
    "manager_days": "Enhetens chef får veta efter",
    "chief_days": "MAS eller verksamhetschef får veta efter",
    "forum_days": "Samverkansforum får veta efter",
    "steering_days": "Styrgruppen får veta efter",
}

TERM_HELP = {
    "receive_days": "Räknas från att avvikelsen kom till mottagaren.",
    "answer_low_days": "Svarstiden räknas från rapporten, eller från att avvikelsen öppnades igen.",
    "manager_days": "Räknas från sista dagen för svar.",
}

PRINCIPALS = {"region": "Region", "municipality": "Kommun", "provider": "Privat utförare"}
"""Huvudman of the unit that a deviation is about, as the board is narrowed by it."""

MOVES = {
    Step.RECEIVE: "Ta emot",
    Step.INVESTIGATE: "Börja utreda",
    Step.ANSWER: "Svara",
    Step.RETURN: "Fel mottagare",
    Step.READ: "Svaret är läst",
    Step.CLOSE: "Avsluta",
    Step.REOPEN: "Öppna igen",
}
"""The moves of the board, in the order of the life of a deviation."""
