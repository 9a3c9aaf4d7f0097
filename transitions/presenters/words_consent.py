"""Words of consent, representatives and harm assessments."""

from collections.abc import Mapping

from core.formats import in_sentence
from transitions.presenters.words_notice import QUESTIONS
from transitions.rules.fields import NOTE
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.rules.representation import Mandate, RepresentativeKind

SCOPES: Mapping[Scope, str] = {
    Scope.INFORMATION: "Uppgifter utöver lagens skickas",
    Scope.SIP: "SIP görs",
    Scope.PLAN_SHARING: "Planen delas",
    Scope.READING: "Andra vårdgivares uppgifter läses",
}

FORMS: Mapping[str, str] = {
    ConsentForm.ORAL: "Muntligt",
    ConsentForm.WRITTEN: "Skriftligt",
    "": "Anges inte",
}

REPRESENTATIVES: Mapping[RepresentativeKind, str] = {
    RepresentativeKind.GUARDIAN: "Vårdnadshavare",
    RepresentativeKind.GOD_MAN: "God man",
    RepresentativeKind.FORVALTARE: "Förvaltare",
    RepresentativeKind.FUTURE_PROXY: "Fullmaktshavare (framtidsfullmakt)",
}

MANDATES: Mapping[Mandate, str] = {
    Mandate.RIGHTS: "Bevaka rätt",
    Mandate.PROPERTY: "Förvalta egendom",
    Mandate.PERSON: "Sörja för person",
}

OSL: Mapping[OslGround, str] = {
    OslGround.NO_HARM_CARE: "Det är klart att ingen lider men (OSL 25 kap. 1 §)",
    OslGround.NO_HARM_SOCIAL: "Det är klart att ingen lider men (OSL 26 kap. 1 §)",
    OslGround.OWN_ACTIVITY: "Nödvändigt för den egna verksamheten (OSL 10 kap. 2 §)",
    OslGround.DUTY: "Skyldighet i lag eller förordning (OSL 10 kap. 28 §)",
    OslGround.CONSENT: "Samtycke (OSL 12 kap. 2 §)",
    OslGround.VULNERABLE_CARE: "Barn, missbruk, tvångsvård eller väntat barn (OSL 25 kap. 12 §)",
    OslGround.UNABLE: "Kan inte samtycka, behöver nödvändig vård (OSL 25 kap. 13 §)",
    OslGround.VULNERABLE_SOCIAL: "Barn, missbruk, tvångsvård eller väntat barn (OSL 26 kap. 9 §)",
    OslGround.PRIVATE_PROVIDER: "Privat vårdgivare: ingen lider men (PSL 6 kap. 12 §)",
}

WHY: Mapping[WhyNoConsent, str] = {
    WhyNoConsent.UNABLE: "Personen kan inte ta ställning",
    WhyNoConsent.REFUSES: "Personen säger nej",
    WhyNoConsent.NOT_REACHED: "Personen har inte kunnat tillfrågas",
}

FIELD_LABELS: Mapping[str, str] = {
    "expected_discharge": "beräknad utskrivning",
    "certainty": "hur säkert datumet är",
    "doctor_name": "behandlande läkare",
    "doctor": "behandlande läkare",
    "judged_at": "läkarens bedömning",
    **{name: in_sentence(label) for name, label in QUESTIONS.items()},
    "needs": "behov efter utskrivning",
    "support": "insatser i dag",
    "back_at": "när personen är åter",
    "reason": "orsak",
    "form": "rättslig form",
    "unknown": "vad som inte är känt",
    "left": "hur mycket som saknas",
    "to": "vart personen kommer",
    "applies": "om personen ansöker om insatser",
    "name": "namn och yrke",
    "phone": "direktnummer",
    "starts_at": "när insatserna börjar",
    "meets": "vem som möter",
    "key": "nyckel",
    "medicines": "läkemedel med hem",
    "extent": "omfattning",
    "track": "färgspår",
    "of_item": "vilket meddelande det gäller",
    "answer": "svar",
    "from_when": "från när",
    "missing": "vad som saknas",
    "stands": "om bedömningen står fast",
    "points": "det som ska vara klart före",
    "under": "enligt vilken lag",
    "paper_at": "när papperet lämnades",
    "receipt_by": "vem som tog emot papperet",
    "receipt_at": "när papperet togs emot",
    "accepted": "om tiden godtas",
    "enough": "om kompetens och utrustning räcker",
    "until": "till när det saknas",
    "granted": "beslut",
    "starts_on": "från vilken dag",
    "insatser": "insatser och omfattning",
    "profession": "vem som rådfrågas",
    "enclosed": "delar av ärendet som bifogas",
    "what": "vad som begärs",
    "owner": "vem som ansvarar",
    "outcome": "besked",
    "content": "innehållet",
    "health": "hälsa och vård",
    "risks": "risker",
    "medicines_started": "insatta läkemedel",
    "medicines_changed": "ändrade läkemedel",
    "medicines_stopped": "utsatta läkemedel",
    "lines": "kateter och infarter",
    "wounds": "sår",
    "checks": "bokade kontroller",
    "rehab": "rehabiliteringsplan",
    "questions": "vem som svarar på frågor",
    "care_tasks": "uppgifter efter utskrivningen",
    "patient_summary": "sammanfattning till patienten",
    "exists": "om det finns närstående",
    "capacity": "vad de närstående kan",
    "wants_support": "om de vill ha stöd",
    "sent_on": "när anmälan skickades",
    "sent_by": "vem som skickade anmälan",
    "doctor_phone": "läkarens direktnummer",
    "call_first": "vem man ringer först",
    "decided_by": "läkare som har beslutat",
    "talked_on": "när brytpunktssamtalet hölls",
    "talked_by": "läkare som höll samtalet",
    "decisions": "vad som är beslutat",
    "informed": "om närstående vet",
    "on": "vilken dag",
    "without_doctor": "varför läkare dygnet runt saknas",
    "night": "vilken natt det gäller",
    "care_class": "vem som får göra uppgiften",
    "helper": "vem som hjälper till",
    "performer": "enheten som gör uppgiften",
    "reviewer": "enheten som följer upp",
    "review_on": "när den följs upp",
    "assessed_by": "vem som har bedömt",
    "risk": "vad som kan hända",
    "if_not": "vad man gör om det inte fungerar",
    "ended": "att uppgiften är slut",
    "weeks": "antal veckor",
    "first_visit_hours": "tid till första besöket",
    "follow_up_days": "tid till uppföljning",
    "terms": "kommunens villkor",
    "criteria": "kriterier som personen uppfyller",
    "visit_at": "tid för första besöket",
    "visited_at": "tid för besöket",
    "who": "vem som kommer",
    "continues": "hur det fortsätter",
    "safe": "hur trygg personen har känt sig",
    NOTE: "anteckning",
}

NOTES: Mapping[ItemKind, str] = {
    ItemKind.DISCHARGED: "information vid utskrivning",
    ItemKind.DISCHARGE_READY_WITHDRAWN: "varför personen inte längre är utskrivningsklar",
    ItemKind.HOME_CARE_NOTIFIED: "vad som behövs",
    ItemKind.HOME_RECEPTION_ORDERED: "vad teamet behöver veta",
    ItemKind.HOME_RECEPTION_HANDED_OVER: "vad de som tar över behöver veta",
    ItemKind.QUESTION_ASKED: "frågan",
    ItemKind.QUESTION_ANSWERED: "svaret",
}
"""What the note is called where it is more than a note."""


def field_label(kind: ItemKind, name: str) -> str:
    """A field as the pages call it, in the middle of a sentence."""
    return NOTES.get(kind, FIELD_LABELS[NOTE]) if name == NOTE else FIELD_LABELS.get(name, name)
