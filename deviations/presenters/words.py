"""Swedish words for the closed lists of deviations, each once."""

from core.ui import Status, Tone
from deviations.rules.kinds import Category, Law, Outcome, Severity, Stage

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

LAWS = {
    Law.HSL: "Hälso- och sjukvård (HSL)",
    Law.SOL: "Socialtjänst (SoL)",
    Law.LSS: "Stöd och service (LSS)",
}

STAGES = {
    Stage.REPORTED: Status("Rapporterad", Tone.WARNING),
    Stage.RECEIVED: Status("Mottagen", Tone.INFO),
    Stage.ANSWERED: Status("Besvarad", Tone.SUCCESS),
    Stage.CLOSED: Status("Avslutad", Tone.NEUTRAL),
}

NEXT_STEP = {
    Stage.REPORTED: "Ta emot senast",
    Stage.RECEIVED: "Svara senast",
    Stage.ANSWERED: "Läs svaret senast",
}
