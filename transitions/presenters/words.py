"""Swedish words for the closed lists of the process, each once."""

from transitions.presenters.words_shields import REFUSALS
from transitions.rules.clocks import ClockCode
from transitions.rules.kinds import (
    Applies,
    CareForm,
    Certainty,
    DischargedTo,
    Ground,
    ItemKind,
    Protection,
    Sex,
)
from transitions.rules.tasks import TaskKind

CARE_FORMS = {
    CareForm.SOMATIC: "Somatisk vård",
    CareForm.GERIATRIC: "Geriatrisk vård",
    CareForm.PSYCHIATRIC: "Psykiatrisk vård",
    CareForm.DETOX: "Tillnyktring och abstinensvård",
}

SEXES = {Sex.FEMALE: "Kvinna", Sex.MALE: "Man", Sex.UNKNOWN: "Okänt"}

PROTECTIONS = {
    Protection.NONE: "Inget skydd",
    Protection.CONFIDENTIAL: "Sekretessmarkering",
    Protection.PROTECTED_REGISTRATION: "Skyddad folkbokföring",
    Protection.FICTITIOUS: "Fingerade personuppgifter",
}

CERTAINTIES = {Certainty.SURE: "Säkert", Certainty.LIKELY: "Troligt", Certainty.GUESS: "Gissning"}

DISCHARGED_TO = {
    DischargedTo.HOME: "Hemmet",
    DischargedTo.SPECIAL_HOUSING: "Särskilt boende",
    DischargedTo.SHORT_TERM_HOUSING: "Korttidsboende",
    DischargedTo.OTHER: "Annat",
}

APPLIES = {
    Applies.YES: "Ja, ansöker om insatser",
    Applies.NO: "Nej, ansöker inte",
    Applies.NOT_YET: "Inte ännu",
    Applies.CANNOT_EXPRESS: "Kan inte uttrycka sin vilja",
    Applies.OBJECTS: "Motsätter sig insatser",
}

GROUNDS = {
    Ground.OWN: "Egen uppgift",
    Ground.LUS_2_1: "Skyldighet, LUS 2 kap. 1 §",
    Ground.LUS_2_4: "Skyldighet, LUS 2 kap. 4 §",
    Ground.LUS_2_5: "Skyldighet, LUS 2 kap. 5 §",
    Ground.LUS_3_1: "Skyldighet om inte sekretess hindrar, LUS 3 kap. 1 §",
    Ground.LUS_3_2: "Skyldighet om inte sekretess hindrar, LUS 3 kap. 2 §",
    Ground.LUS_4_3: "Skyldighet, LUS 4 kap. 3 §",
    Ground.CONSENT: "Samtycke",
    Ground.HARM_ASSESSMENT: "Menprövning",
    Ground.PROCESS: "Steg i processen",
}

ITEMS = {
    ItemKind.NEED_ASSESSED: "Behov av insatser bedömt",
    ItemKind.CONSENT_GIVEN: "Samtycke lämnat",
    ItemKind.CONSENT_WITHDRAWN: "Samtycke återkallat",
    ItemKind.ADMISSION_NOTICE_SENT: "Inskrivningsmeddelande",
    ItemKind.ACKNOWLEDGED: "Kvittens",
    ItemKind.EXPECTED_DISCHARGE_CHANGED: "Beräknad utskrivning ändrad",
    ItemKind.CARE_CONTACT_APPOINTED: "Fast vårdkontakt utsedd",
    ItemKind.CONTACT_TAKEN: "Kontakt tagen med personen",
    ItemKind.SUPPORT_APPLIED: "Personen ansöker om insatser",
    ItemKind.SUPPORT_DECLINED: "Personen motsätter sig insatser",
    ItemKind.DISCHARGE_READY_SENT: "Utskrivningsklar",
    ItemKind.DISCHARGE_READY_WITHDRAWN: "Utskrivningsklar återkallad",
    ItemKind.OPEN_CARE_UNAVAILABLE: "Öppenvårdens insatser finns inte att tillgå",
    ItemKind.OPEN_CARE_UNCLEAR: "Oklart om öppenvårdens insatser finns",
    ItemKind.OPEN_CARE_AVAILABLE: "Öppenvårdens insatser finns att tillgå",
    ItemKind.REGISTRATION_CHANGED: "Ny folkbokföring",
    ItemKind.SERVICES_REPORTED: "Nuvarande insatser och utförare",
    ItemKind.ANSWER_GIVEN: "Svar från mottagaren",
    ItemKind.MESSAGE_CANCELLED: "Meddelande makulerat",
    ItemKind.MESSAGE_CORRECTED: "Meddelande rättat",
    ItemKind.WRONG_RECIPIENT: "Felsänt",
    ItemKind.LEAVE_STARTED: "Permission börjar",
    ItemKind.LEAVE_ENDED: "Åter från permission",
    ItemKind.EMERGENCY_VISIT: "Akutbesök utan inskrivning",
    ItemKind.INTERRUPTED: "Utskrivningsplaneringen avbruten",
    ItemKind.CHECKLIST_POINT: "Hemgångslistan",
    ItemKind.DISCHARGE_INFORMATION_SENT: "Information vid utskrivning",
    ItemKind.SAFETY_RECEIPT_GIVEN: "Trygghetskvitto lämnat",
    ItemKind.SIP_CALLED: "Kallelse till SIP",
    ItemKind.SIP_NOT_REQUIRED: "SIP behövs inte",
    ItemKind.SIP_HELD: "SIP-möte hållet",
    ItemKind.SIP_PLAN_AGREED: "SIP-plan överenskommen",
    ItemKind.SIP_FOLLOWED_UP: "SIP uppföljd",
    ItemKind.SIP_CLOSED: "SIP avslutad",
    ItemKind.HOME_CARE_NOTIFIED: "Hemtjänsten meddelad",
    ItemKind.SUPPORT_STARTED: "Insatserna har börjat",
    ItemKind.HOME_RECEPTION_ORDERED: "Tryggt mottagande beställt",
    ItemKind.HOME_RECEPTION_ACCEPTED: "Tryggt mottagande accepterat",
    ItemKind.HOME_RECEPTION_VISITED: "Första besök av tryggt mottagande",
    ItemKind.HOME_RECEPTION_HANDED_OVER: "Tryggt mottagande överlämnat till hemtjänsten",
    ItemKind.TRANSFERRED: "Flyttad till annan avdelning",
    ItemKind.DISCHARGED: "Utskriven",
    ItemKind.DIED: "Avliden",
    ItemKind.READMISSION_CAUSE_RECORDED: "Orsak till återinskrivning",
    ItemKind.DEVIATION_REPORTED: "Avvikelse rapporterad",
    ItemKind.DEVIATION_RECEIVED: "Avvikelse mottagen",
    ItemKind.DEVIATION_ANSWERED: "Avvikelse besvarad",
    ItemKind.DEVIATION_CLOSED: "Avvikelse avslutad",
    ItemKind.EXPERIENCE_ANSWERED: "Personens egen upplevelse",
    ItemKind.TRACK_SET: "Färgspår",
    ItemKind.READINESS_ANSWERED: "Läkarens svar om utskrivningsklar",
    ItemKind.PAPER_TIME_DECIDED: "Tid för underrättelse på papper avgjord",
    ItemKind.COMPETENCE_STATED: "Besked om kompetens och utrustning",
    ItemKind.DECISION_MADE: "Beslut om insatser",
    ItemKind.CONSULTED: "Fråga till kollega i kommunen",
    ItemKind.CONSULTATION_ANSWERED: "Svar från kollega i kommunen",
    ItemKind.REQUEST_MADE: "Begäran",
    ItemKind.REQUEST_JUDGED: "Läkarens bedömning av begäran",
    ItemKind.REQUEST_DECIDED: "Beslut om begäran",
    ItemKind.NOTICE_COMPLETED: "Inskrivningsmeddelandet kompletterat",
    ItemKind.QUESTION_ASKED: "Fråga",
    ItemKind.QUESTION_ANSWERED: "Svar på fråga",
    ItemKind.LEGAL_FORM_CHANGED: "Vårdens rättsliga form",
    ItemKind.SENT_IN_REPORTED: "Rapport från den som skickat in",
    ItemKind.SUPPORT_NOT_STARTED: "Insatserna har inte börjat",
}

TASKS = {
    TaskKind.SEND_NOTICE: "Skicka inskrivningsmeddelande",
    TaskKind.RESEND: "Felsänt – skicka till rätt mottagare",
    TaskKind.REPLY: "Svara på fråga",
    TaskKind.END_LEAVE: "Permissionen är slut – registrera återkomst",
    TaskKind.COMPLETE_NOTICE: "Komplettera inskrivningsmeddelandet",
    TaskKind.KEEP_DATE: "Planera utskrivning, håll datumet aktuellt",
    TaskKind.DISCHARGE: "Utskrivningsklar – skriv ut",
    TaskKind.TAKE_CONTACT: "Ta kontakt med personen",
    TaskKind.REPORT_SUPPORT: "Ange nuvarande insatser till avdelningen",
    TaskKind.NAME_PROVIDERS: "Ange utförare – hemtjänsten har inte kunnat meddelas",
    TaskKind.ARRANGE_HOME: "Utskrivningsklar – ordna hemgång",
    TaskKind.APPOINT_CONTACT: "Utse fast vårdkontakt",
    TaskKind.CALL_SIP: "Kalla till SIP",
    TaskKind.CALL_SIP_INSTEAD: "Vårdcentralen har inte kallat till SIP – kalla i dess ställe",
    TaskKind.PHONE: "Ring – mottagaren har inte kvitterat",
    TaskKind.ANSWER: "Svara om ni kan ta emot",
    TaskKind.ANSWER_QUESTION: "Svara: utskrivningsklar är ifrågasatt",
    TaskKind.ANSWER_ORDER: "Svara på beställningen",
    TaskKind.STATE_COMPETENCE: "Ange om kompetens och utrustning räcker",
    TaskKind.DECIDE_PAPER: "Avgör om tiden på papperet stämmer",
    TaskKind.DECIDE_SUPPORT: "Besluta om insatser",
    TaskKind.ASK_AGAIN: "Utskrivningsklar utan ansökan – stäm av före hemgång",
    TaskKind.CHASE_CONTACT: "Fast vårdkontakt saknas – ring vårdcentralen",
    TaskKind.SAY_OPEN_CARE: "Ange om öppenvårdens insatser finns",
    TaskKind.JUDGE_REQUEST: "Läkaren ska bedöma begäran om korttidsplats",
    TaskKind.DECIDE_REQUEST: "Besluta om begäran",
    TaskKind.ANSWER_CONSULTATION: "Svara kollegan",
    TaskKind.CONFIRM_STARTED: "Bekräfta att insatserna har börjat",
    TaskKind.START_SUPPORT: "Insatserna har inte bekräftats – ordna med utföraren",
    TaskKind.RECORD_CAUSE: "Ange varför personen är tillbaka",
    TaskKind.DATE_TO_MANAGER: "Datumet har passerat – går till chefen",
    TaskKind.REACH_OTHERWISE: "Nå mottagaren på annat sätt – meddelandet är inte framme",
    TaskKind.SEND_INFORMATION: "Skicka informationen vid utskrivning",
    TaskKind.COMPLETE_INFORMATION: "Komplettera informationen vid utskrivning",
    TaskKind.CHECKLIST: "Gör klart punkter på hemgångslistan",
    TaskKind.PROPOSE_OWING: "Bedöm betalningsansvaret",
    TaskKind.ANSWER_OWING: "Svara på förslaget om betalningsansvar",
    TaskKind.WAIT: "Väntar",
}

WAITS_FOR = {
    "acknowledgement": "Väntar på kvittens",
    "discharge_ready": "Väntar på utskrivningsklar",
    "home_coming": "Väntar på hemgång",
    "": "Väntar på andra",
}

CLOCKS = {
    ClockCode.ADMISSION_NOTICE: "Inskrivnings\u00admeddelande inom 24 timmar",
    ClockCode.EXPECTED_DATE: "Beräknad utskrivning",
    ClockCode.CARE_CONTACT: "Fast vårdkontakt före utskrivning",
    ClockCode.SIP_CALL: "Kallelse till SIP inom tre dagar",
    ClockCode.HOME_CARE_TOLD: "Hemtjänsten meddelad",
}

CONFLICTS = {
    "stale": "Ärendet har ändrats sedan du öppnade sidan. Läs vad som har hänt och skicka sedan igen.",
    "episode_ended": "Vårdtillfället är avslutat.",
    "patient_deceased": "Patienten har avlidit.",
    "no_admission_notice": "Skicka inskrivningsmeddelandet först.",
    "already_ready": "Utskrivningsklar är redan skickat. Återkalla det om läget har ändrats.",
    "not_ready": "Det finns inget utskrivningsklar att återkalla.",
    "before_admission": "Tidpunkten ligger före inskrivningen. Rätta tiden.",
    "already_admitted": "Patienten är redan inskriven på avdelningen. Öppna ärendet i Att göra.",
    "nothing_to_acknowledge": "Meddelandet är redan kvitterat.",
    "taken_by_other": "En kollega har redan tagit ansvar för ärendet.",
    "not_a_person": "Bara en person kan ta ansvar för ett ärende.",
    "nothing_to_answer": "Det finns inget att svara på just nu. Öppna ärendet och se vad som har hänt.",
    "question_open": "Någon har redan ifrågasatt det. Läkaren ska svara först.",
    "already_asked": "Det är redan begärt, och ingen har beslutat än. Öppna ärendet och se vem som har frågan.",
    "nothing_to_judge": "Det finns ingen begäran som väntar på läkaren.",
    "nothing_to_decide": "Det finns ingen begäran som väntar på beslut. En korttidsplats bedöms först av läkaren.",
    "nothing_new": "Det som är skrivet är redan publicerat.",
    "no_readmission": "Ärendet är ingen återinskrivning som enheten kan ange orsak till.",
    "no_claim": "Det finns ingen tid på papper att avgöra. Öppna ärendet och se vad som har hänt.",
    "not_home_yet": "Personen är inte utskriven än. Bekräfta insatserna när de har börjat hemma.",
    "nothing_to_confirm": "Insatserna är redan bekräftade, eller inte beställda av din enhet.",
    "no_application": "Personen har inte ansökt. Registrera kontakten med personen först.",
    "person_objects": "Personen motsätter sig insatser. Registrera en ny kontakt om det har ändrats.",
    "no_question": "Det finns ingen obesvarad fråga. Öppna ärendet och se vad som har hänt.",
    "same_track": "Ärendet har redan det färgspåret. Välj ett annat.",
    "not_a_colleague": "Välj en kollega som har uppdrag i enheten i dag.",
    "rest_in_the_past": "Välj en tid framåt.",
    "rest_too_long": "Ett ärende kan vila i högst 30 dagar. Välj en tidigare dag.",
    "deadline_is_near": "Ärendet har en tidsfrist inom ett dygn och kan inte vila.",
    "handover_read": "Överlämningen är redan läst och kan inte ångras. Be kollegan lämna tillbaka.",
    "handover_gone": "Överlämningen finns inte längre.",
    "on_leave_already": "Patienten har redan permission. Registrera återkomsten först.",
    "not_on_leave": "Patienten har ingen permission.",
    "interrupted_already": "Planeringen är redan avbruten. Skicka ett nytt datum när den går vidare.",
    "withdraw_first": "Återkalla utskrivningsklar först.",
    "not_yours_to_cancel": "Bara den enhet som skickade meddelandet kan göra det.",
    "cancelled_already": "Meddelandet är redan makulerat.",
    "not_addressed": "Enheten har inte fått ärendet genom ett meddelande.",
    "has_worked": "Enheten har redan arbetat i ärendet. Ställ en fråga till avdelningen i stället.",
    "no_such_question": "Frågan är redan besvarad, eller inte ställd till din enhet.",
    "no_such_message": "Meddelandet finns inte längre.",
    "repeated": "Det är redan skickat.",
    "checklist_begun": "Hemgångslistan är redan påbörjad. Lägg till eller ändra punkter i den.",
    "point_exists": "Punkten finns redan på listan.",
    "point_unchanged": "Punkten är redan så.",
    "changed": "Händelsen finns redan med annat innehåll.",
}


def conflict_text(code: str) -> str:
    """What a refusal says to the reader: what blocks, and what to do."""
    return (CONFLICTS | REFUSALS).get(
        code, "Det går inte i ärendets nuvarande läge. Öppna ärendet och se vad som har hänt."
    )
