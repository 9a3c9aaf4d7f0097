"""Words of the inskrivningsmeddelande: its questions, sections, needs, and why a unit is proposed."""

from collections.abc import Mapping

from transitions.rules.notice import LEVELS as LEVELLED
from transitions.rules.notice import Level, Section
from transitions.rules.present_support import Support
from transitions.rules.receivers import Need, Reason

QUESTIONS: Mapping[str, str] = {
    "mobility": "Förflyttning",
    "hygiene": "Personlig vård",
    "eating": "Måltider",
    "cognition": "Minne och orientering",
    "communication": "Kommunikation",
    "function": "Funktion och behov efter utskrivning",
    "rehab": "Rehabilitering",
    "aids": "Hjälpmedel",
    "home_adaptation": "Bostadsanpassning",
    "medicines": "Läkemedel",
    "housing": "Boende",
    "lives_alone": "Bor ensam",
    "decisions": "Beslut och insatser i dag",
    "next_of_kin": "Närstående",
    "guardians": "God man eller förvaltare",
    "children": "Barn i hemmet",
    "interpreter": "Behov av tolk",
    "custodians": "Vårdnadshavare",
    "siblings": "Syskon",
    "school": "Förskola eller skola",
}

HELP: Mapping[str, str] = {
    "rehab": "Vad som behövs, och om det kan ges hemma.",
    "aids": "Som finns, och som behöver ordnas.",
    "home_adaptation": "Till exempel trösklar, ramp, badrum. Skriv Behövs inte, om det är så.",
    "medicines": "Vem som hanterar dem, dosett eller dospåsar, injektioner.",
    "housing": "Boendeform, våning, hiss.",
    "decisions": "Hemtjänst, larm, hemsjukvård eller annat som redan är beslutat.",
    "next_of_kin": "Vem, hur de nås, och om de orkar hjälpa.",
    "guardians": "Namn och vad uppdraget omfattar. Skriv Ingen, om det är så.",
    "children": "Ålder, och vem som tar hand om dem nu. Skriv Inga, om det är så.",
    "interpreter": "Språk. Skriv Nej, om tolk inte behövs.",
    "custodians": "Båda vårdnadshavarnas namn och hur de nås. De är parter i planeringen.",
    "siblings": "Ålder, och om de behöver information eller stöd. Skriv Inga, om det är så.",
    "school": "Vilken, och om den ska vara med i planeringen.",
}

LEVELS: Mapping[Level, str] = {
    Level.NONE: "Klarar själv",
    Level.SOME: "Behöver viss hjälp",
    Level.MUCH: "Behöver mycket hjälp",
}

SECTIONS: Mapping[Section, str] = {
    Section.FUNCTION: "Funktion",
    Section.REHAB: "Rehabilitering, hjälpmedel och bostad",
    Section.HEALTH: "Läkemedel",
    Section.HOME: "Hemmet och insatser i dag",
    Section.PEOPLE: "Närstående och företrädare",
    Section.CHILD: "Barnet och familjen",
}

NEEDS: Mapping[Need, str] = {
    Need.HOME_CARE: "Hemtjänst",
    Need.MUNICIPAL_HEALTH_CARE: "Kommunal hälso- och sjukvård",
    Need.REHAB: "Rehabilitering i öppenvård",
    Need.HOSPITAL_AT_HOME: "Avancerad sjukvård i hemmet (ASIH)",
    Need.SPECIAL_HOUSING: "Särskilt boende",
    Need.SHORT_TERM_HOUSING: "Korttidsboende",
    Need.LSS: "Insatser enligt LSS",
    Need.SOCIAL_PSYCHIATRY: "Socialpsykiatri",
    Need.OPEN_PSYCHIATRY: "Psykiatrisk öppenvård",
    Need.ADDICTION: "Beroendevård",
    Need.HOUSING_SUPPORT: "Boendestöd eller case manager",
    Need.RECEPTION: "Tryggt mottagande",
    Need.ALARM: "Trygghetslarm",
    Need.OUT_OF_HOURS: "Jourläkare eller joursjuksköterska",
    Need.DAY_ACTIVITY: "Dagverksamhet",
    Need.FAMILY: "Stöd till barn och familj",
}

REASONS: Mapping[Reason, str] = {
    Reason.REGISTERED: "personen är folkbokförd här",
    Reason.PLACING: "har placerat personen i annan kommun",
    Reason.LISTED: "personen är listad här",
    Reason.OPEN_CARE_DUTY: "ska alltid ha meddelandet när kommunal hälso- och sjukvård behövs (LUS 2 kap. 1 §)",
    Reason.NEED: "behovet talar för det",
    Reason.CARE_FORM: "vårdformen talar för det",
    Reason.CHILD: "patienten är ett barn",
}

SUPPORT: Mapping[Support, str] = {
    Support.HOME_CARE: "Hemtjänst",
    Support.ALARM: "Trygghetslarm",
    Support.MEALS: "Matdistribution",
    Support.HOME_NURSING: "Kommunal hemsjukvård",
    Support.HOME_REHAB: "Rehabilitering i hemmet",
    Support.DAY_ACTIVITY: "Dagverksamhet",
    Support.HOUSING_SUPPORT: "Boendestöd",
    Support.COMPANION: "Ledsagning eller avlösning",
    Support.ASSISTANCE: "Personlig assistans",
    Support.SHORT_TERM_HOUSING: "Korttidsboende",
    Support.SPECIAL_HOUSING: "Särskilt boende",
    Support.LSS_HOUSING: "Bostad enligt LSS",
}

UNKNOWN = "Vet ej"


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Why a unit is proposed, in a line."""
    said = ", ".join(REASONS[reason] for reason in reasons)
    return said[:1].upper() + said[1:]


def answer_text(name: str, value: object) -> str:
    """An answer as a person reads it."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    text = str(value)
    return LEVELS[Level(text)] if text in set(Level) and name in LEVELLED else text
