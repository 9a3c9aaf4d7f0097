"""The words of the way home, as Hjälp and the pages explain them (core/words.py)."""

from core.words import Word, register

WORDS = (
    Word(
        "Beräknad utskrivning",
        "Den dag avdelningen tror att personen kan skrivas ut. Datumet ändras tills personen är utskrivningsklar, "
        "och alla som planerar får veta det.",
        "LUS 2 kap. 4 §",
    ),
    Word(
        "Betalningsansvar",
        "Kommunen betalar regionen för de dagar personen är kvar på sjukhuset efter fristdagarna.",
        "LUS 5 kap.",
    ),
    Word(
        "Fast vårdkontakt",
        "Den på vårdcentralen eller i öppenvården som håller ihop vården och kallar till SIP.",
        "LUS 2 kap. 5 §",
    ),
    Word(
        "Fristdagar",
        "Dagarna efter utskrivningsklar då kommunen ännu inte betalar.",
        "LUS 5 kap. och kommunens överenskommelse",
    ),
    Word(
        "Inskrivningsmeddelande",
        "Avdelningens första meddelande till kommun och vårdcentral. Det ska skickas inom 24 timmar.",
        "LUS 2 kap. 1–3 §§",
    ),
    Word(
        "Kvittera",
        "Att säga att hela enheten har tagit emot ett meddelande. Avsändaren ser vem och när. Det går inte att ångra.",
    ),
    Word("Lämna över", "Ge ett ärende till en kollega i samma enhet, med det som är bra att veta."),
    Word(
        "Låt vila",
        "Ta bort ett ärende från din egen lista ett tag. En tidsfrist eller något nytt tar fram det igen.",
    ),
    Word("MAS", "Medicinskt ansvarig sjuksköterska i kommunen.", "HSL 11 kap. 4 §"),
    Word(
        "Menprövning",
        "Bedömning av om en uppgift kan lämnas ut utan att personen eller någon närstående tar skada.",
        "OSL 25 och 26 kap.",
    ),
    Word("Oläst", "Du har inte öppnat ärendet sedan något hände. Det gäller bara dig."),
    Word(
        "SIP",
        "Samordnad individuell plan: vem som gör vad efter hemgången. Görs med personen.",
        "LUS 4 kap., SoL 10 kap. 8 §, HSL 16 kap. 4 §",
    ),
    Word(
        "Skyddad identitet",
        "Adress, telefon och närstående är dolda. Personen hittas bara med hela personnumret.",
    ),
    Word(
        "Spärr",
        "Personen vill inte att andra ser det som en enhet har skrivit. Det som lagen kräver skickas ändå.",
        "PDL 4 kap. 4 §, SVOD 2 kap.",
    ),
    Word("Ta ansvar", "Visa kollegorna i enheten att du har ärendet."),
    Word("Tidsfrist", "När något senast ska vara gjort, enligt lagen eller er överenskommelse."),
    Word(
        "Utskrivningsklar",
        "Läkaren bedömer att personen inte längre behöver vård på sjukhus. Tiden för fristdagar börjar räknas.",
        "LUS 1 kap. 3 § och 3 kap. 1 §",
    ),
    Word(
        "Utförare",
        "Den som ger hjälpen i hemmet: hemtjänst, nattpatrull, larm eller hemsjukvård.",
    ),
)


def explain() -> None:
    """Called when the app is ready."""
    register(*WORDS)
