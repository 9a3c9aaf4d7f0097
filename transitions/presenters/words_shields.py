"""Swedish words of block, openings and protected identity, each once."""

from transitions.rules.disclosure import Ability
from transitions.rules.shields import (
    EmergencyReason,
    LiftGround,
    OpeningReason,
    ReviewOutcome,
    StatedBy,
)

STATED_BY = {
    StatedBy.PATIENT: "Personen själv",
    StatedBy.PROXY: "God man, förvaltare eller fullmaktshavare",
    StatedBy.GUARDIAN: "Vårdnadshavare",
}

LIFT_GROUNDS = {
    LiftGround.PATIENT: "Personen begär det",
    LiftGround.CONSENT: "Personen samtycker till det",
    LiftGround.UNAVOIDABLE: (
        "Samtycke kan inte hämtas in, och uppgifterna behövs för vård som personen oundgängligen behöver"
    ),
}

EMERGENCY_REASONS = {
    EmergencyReason.LIFE: "Fara för personens liv",
    EmergencyReason.HEALTH: "Allvarlig risk för personens hälsa",
}

REVIEW_OUTCOMES = {
    ReviewOutcome.JUSTIFIED: "Befogad",
    ReviewOutcome.UNCLEAR: "Oklart, följs upp",
    ReviewOutcome.UNJUSTIFIED: "Inte befogad",
}

OPENING_REASONS = {
    OpeningReason.SEND_REGISTERED_ADDRESS: "Jag ska skicka folkbokföringsadressen i ett meddelande",
    OpeningReason.REACH_PERSON: "Jag ska nå personen",
    OpeningReason.CARE_NEEDS_IT: "Vården eller insatsen kräver det",
    OpeningReason.CORRECT: "Jag ska rätta en uppgift",
}

ABILITIES = {
    Ability.CAN: "Kan ta ställning",
    Ability.TEMPORARILY_NOT: "Hindret är tillfälligt",
    Ability.LASTINGLY_NOT: "Hindret är varaktigt",
}

REFUSALS = {
    "guardian_may_not_block": (
        "En vårdnadshavare får inte spärra ett barns uppgifter (PDL 4 kap. 4 §). Barnet kan själv "
        "begära det när det är moget nog."
    ),
    "not_own_data": "Uppgifterna spärras av den som har skrivit dem. Hänvisa personen dit.",
    "no_reason": "Skriv skälet med egna ord, minst en mening.",
    "block_stands": "Uppgifterna är redan spärrade.",
    "block_already_lifted": "Spärren är redan hävd.",
    "not_health_care": (
        "Det här kan bara den göra som arbetar i hälso- och sjukvården. Be en sjuksköterska eller läkare."
    ),
    "too_many_openings": (
        "Du har gjort så många nödöppningar som tillåts på en timme. Ring enheten som har uppgifterna."
    ),
    "not_reviewer": "Nödöppningen granskas av MAS eller chef i den egna organisationen.",
    "own_opening": "Du kan inte granska din egen nödöppning. Be en kollega.",
    "same_protection": "Personen har redan det skyddet.",
    "not_protected": "Personen har inte skyddad identitet.",
    "already_available": "Uppgifterna är redan tillgängliga för andra.",
    "not_available_now": "Uppgifterna är inte tillgängliga för andra.",
    "nothing_available": "Ingen annan enhet har gjort sina uppgifter tillgängliga.",
    "not_informed": "Personen är inte informerad om sammanhållen dokumentation.",
    "objected": "Personen har motsatt sig att uppgifterna delas.",
    "blocked": "Personen har spärrat uppgifterna.",
    "no_relation": "Det krävs en aktuell patientrelation.",
    "no_support": (
        "Det krävs att personen har insatser för äldre eller för personer med "
        "funktionsnedsättning, eller utreds för dem."
    ),
    "does_not_matter": "Uppgifterna måste kunna antas ha betydelse.",
    "refused": "Personen har sagt nej. Då får uppgifterna inte öppnas.",
    "no_consent": (
        "Det krävs att personen samtycker. Det går inte att öppna för att personen tillfälligt "
        "inte kan svara."
    ),
    "no_consent_lastingly_unable": (
        "Uppgifterna får inte öppnas när personen varaktigt inte kan samtycka och villkoren för "
        "det inte är uppfyllda."
    ),
    "outside_the_act": "Din enhet omfattas inte av lagen om sammanhållen vård- och omsorgsdokumentation.",
}
