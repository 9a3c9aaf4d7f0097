"""Words of questions, cancellations, interruptions, and the legal form of care."""

from collections.abc import Mapping

from transitions.rules.kinds import LegalForm
from transitions.rules.messages import AnswerKind, CancelReason, InterruptReason, Topic

CANCEL_REASONS: Mapping[CancelReason, str] = {
    CancelReason.WRONG_PERSON: "Fel person",
    CancelReason.WRONG_CONTENT: "Fel innehåll",
    CancelReason.SENT_TWICE: "Skickat två gånger",
    CancelReason.NOT_HAPPENED: "Det blev inte av",
    CancelReason.OTHER: "Annat",
}

INTERRUPT_REASONS: Mapping[InterruptReason, str] = {
    InterruptReason.WORSE: "Patienten har blivit sämre",
    InterruptReason.OTHER_HOSPITAL: "Vården fortsätter på ett annat sjukhus utanför länet",
    InterruptReason.DECLINES: "Personen vill inte ha någon planering",
    InterruptReason.NO_NEED: "Behovet av insatser finns inte längre",
    InterruptReason.OTHER: "Annat",
}

TOPICS: Mapping[Topic, str] = {
    Topic.DATE: "Datum",
    Topic.FUNCTION: "Funktion och behov",
    Topic.MEDICINES: "Läkemedel",
    Topic.AIDS: "Hjälpmedel",
    Topic.HOUSING: "Boende och hem",
    Topic.SUPPORT: "Insatser",
    Topic.OTHER: "Annat",
}

ANSWERS: Mapping[AnswerKind, str] = {
    AnswerKind.TEXT: "Svar här",
    AnswerKind.COMPLETED: "Meddelandet är kompletterat med svaret",
    AnswerKind.NOT_KNOWN: "Det är inte känt",
    AnswerKind.PHONED: "Besvarat på telefon",
}

LEGAL_FORMS: Mapping[LegalForm, str] = {
    LegalForm.VOLUNTARY: "Frivillig vård (HSL)",
    LegalForm.LPT: "Psykiatrisk tvångsvård (LPT)",
    LegalForm.LRV: "Rättspsykiatrisk vård (LRV)",
    LegalForm.OPEN_LPT: "Öppen psykiatrisk tvångsvård (LPT)",
    LegalForm.OPEN_LRV: "Öppen rättspsykiatrisk vård (LRV)",
}

SENT_IN: Mapping[str, str] = {
    "usual": "Brukar vara",
    "done": "Gjort och givet",
    "sent_with": "Med till sjukhuset",
    "phone": "Nås på",
}
"""What a report from the one who sent the person in says, beside the reason (T32)."""
