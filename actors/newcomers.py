"""What a newcomer needs to know of a role: what it can do, and the first steps. Held to the roles by a test."""

from dataclasses import dataclass

from actors.rules.kinds import Role


@dataclass(frozen=True, slots=True)
class Guide:
    """The newcomer's page of a role. `page` is the role's page in the user guide."""

    can: tuple[str, ...]
    first: tuple[str, ...]


_LIST = "Öppna Att göra. Den mest brådskande raden står först och säger vad som ska göras."
_UNIT = "Titta under Enheter: där finns direktnummer till dem du samarbetar med."
_TRAP = (
    "Du ser det som har skickats till enheten och det som enheten själv har skrivit. Allt du öppnar loggas."
)

_WARD = Guide(
    (
        "Skriva in en person och skicka inskrivningsmeddelande till kommun och vårdcentral.",
        "Ändra beräknad utskrivning, meddela utskrivningsklar och återkalla det.",
        "Skriva ut med den information som ska följa med hem.",
        "Rapportera en avvikelse och svara på dem som gäller avdelningen.",
    ),
    (_LIST, "Ta ansvar för ett ärende, så ser kollegorna att du har det.", _TRAP),
)
_HOUSING = Guide(
    (
        "Kvittera meddelanden om personer som ska hem till er.",
        "Svara på avdelningens frågor och berätta vilka insatser ni ger.",
        "Kalla till och delta i SIP.",
        "Rapportera och besvara avvikelser.",
    ),
    (_LIST, "Kvittera det som är olästa meddelanden: då vet avdelningen att ni har tagit emot.", _TRAP),
)
_HOME = Guide(
    (
        "Se vem som kommer hem, när och vad som är beställt.",
        "Kvittera, så att biståndsenheten vet att ni är beredda.",
        "Meddela vilka insatser ni ger i dag.",
        "Rapportera en avvikelse om något saknades vid hemkomsten.",
    ),
    (_LIST, "Kvittera hemkomster samma dag: raden blir röd när tiden har gått ut.", _TRAP),
)

GUIDES: dict[Role, Guide] = {
    Role.WARD_NURSE: _WARD,
    Role.WARD_DOCTOR: _WARD,
    Role.ASSESSOR: Guide(
        (
            "Ta emot inskrivningsmeddelanden och kvittera dem.",
            "Ta kontakt med personen och skriva vad den själv vill.",
            "Meddela hemtjänst och nattpatrull när någon kommer hem.",
            "Följa betalningsansvaret dag för dag, och kalla till SIP.",
        ),
        (_LIST, "Gå igenom Försenade varje morgon: där räknas tiden mot lagens gränser.", _TRAP),
    ),
    Role.CARE_CONTACT: Guide(
        (
            "Utse fast vårdkontakt och kalla till SIP.",
            "Svara om öppenvården är redo att ta över.",
            "Dokumentera SIP-mötet och följa upp planen.",
        ),
        (_LIST, "Utse fast vårdkontakt tidigt: då kan mötet hållas före utskrivningen.", _TRAP),
    ),
    Role.REHAB: Guide(
        (
            "Se planerade utskrivningar som rör er.",
            "Svara på frågor och delta i SIP.",
            "Rapportera avvikelser.",
        ),
        (_LIST, _UNIT, _TRAP),
    ),
    Role.HOUSING_NURSE: _HOUSING,
    Role.HOME_CARE_COORDINATOR: _HOME,
    Role.NIGHT_PATROL: _HOME,
    Role.MAS: Guide(
        (
            "Se kommunens avvikelser, ta emot och besvara dem.",
            "Svara biståndshandläggaren på frågor om råd.",
            "Granska nödöppningar och stickprov ur åtkomstloggen.",
            "Läsa rapporter för organisationen.",
        ),
        ("Öppna Avvikelser och börja med dem som väntar på svar.", _UNIT, _TRAP),
    ),
    Role.MANAGER: Guide(
        (
            "Läsa rapporter för organisationen.",
            "Se betalningsansvaret som summor.",
            "Hämta rapporter som filer.",
        ),
        (
            "Öppna Rapporter och välj månad.",
            "Under varje siffra står hur den räknas.",
            "Du ser inga patienter.",
        ),
    ),
    Role.REGION_CONTROLLER: Guide(
        (
            "Läsa rapporter för regionen och dess kommuner.",
            "Se betalningsansvaret som summor.",
            "Lägga in årets belopp.",
        ),
        (
            "Öppna Rapporter och välj månad.",
            "Under varje siffra står hur den räknas.",
            "Du ser inga patienter.",
        ),
    ),
    Role.ADMINISTRATOR: Guide(
        (
            "Ge och avsluta behörighet till enheten.",
            "Se vem som har behörighet och vad som inte har använts på 90 dagar.",
            "Hålla enhetens telefonnummer och öppettider aktuella.",
        ),
        (
            "Öppna Behörigheter och gå igenom listan.",
            "Avsluta dem som har slutat: det gäller genast.",
            "Du ser inga patienter.",
        ),
    ),
    Role.OTHER_CARE: _HOUSING,
}
