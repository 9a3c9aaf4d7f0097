"""Why something was not delivered, in words: for whoever runs the installation, with what to do about it.

Every code that can be stored with a message, a delivery, an address or a call to a planning system has words here
(`tests/core/test_reasons.py`): a person at night need not know what `smtp_550` is.
"""

import re
from dataclasses import dataclass
from typing import Final

from core import giving_up


@dataclass(frozen=True, slots=True)
class Reason:
    """What has happened, and what to do; the second is empty where nobody has to do anything."""

    text: str
    advice: str = ""


_AGAIN: Final = "Skicka igen när det fungerar."
_NEXT_WAY: Final = "Be enheten rätta adressen under Så når ni oss, och skicka igen."
_ADDRESS: Final = "Enheten rättar adressen till sitt planeringssystem."

_REASONS: Final[dict[str, Reason]] = {
    # Of a message or a delivery as a whole.
    "attempts_exhausted": Reason(
        "Alla försök är gjorda, och den som gjorde dem avbröts varje gång",
        "Något i meddelandet fäller den som behandlar det. Anmäl det som ett fel i Hemväg och ring mottagaren.",
    ),
    "restored": Reason(
        "Hölls kvar när databasen återställdes, det kan redan vara skickat",
        "Fråga mottagaren. Skicka igen det som inte har kommit fram, skriv av resten.",
    ),
    "no_way": Reason("Enheten har inget sätt kvar att nås på", _NEXT_WAY),
    "by_hand": Reason("Meddelandet lämnas för hand", "Avsändaren ringer eller lämnar papper."),
    # E-mail and SMS.
    "number": Reason("Telefonnumret finns inte", _NEXT_WAY),
    "NoGateway": Reason(
        "Installationen har ingen tjänst för SMS",
        "Ställ in SMS_GATEWAY_URL, eller låt enheten välja ett annat sätt.",
    ),
    "PermissionError": Reason(
        "Tjänsten för SMS känner inte igen Hemväg", "Rätta SMS_GATEWAY_TOKEN och skicka igen."
    ),
    "SMTPServerDisconnected": Reason("E-postservern bröt förbindelsen", _AGAIN),
    "SMTPConnectError": Reason("E-postservern svarar inte", _AGAIN),
    "SMTPAuthenticationError": Reason(
        "E-postservern godtar inte inloggningen", "Rätta EMAIL_URL och skicka igen."
    ),
    # Calls to other systems.
    "timeout": Reason("Det andra systemet svarade inte i tid", _AGAIN),
    "no_connection": Reason("Det gick inte att ansluta till det andra systemet", _AGAIN),
    "name_unknown": Reason("Värdnamnet finns inte", "Kontrollera adressen och namnservern."),
    "name_slow": Reason("Namnservern svarade inte i tid", "Kontrollera namnservern."),
    "tls": Reason(
        "Det andra systemets certifikat godtogs inte", "Be dem förnya certifikatet, och skicka igen."
    ),
    "resting": Reason("Vilar efter flera fel i rad", "Nya försök görs av sig själva."),
    "system_away": Reason("Enhetens planeringssystem svarar inte", "Nya försök görs av sig själva."),
    "gone": Reason("Enhetens planeringssystem har slutat ta emot", _ADDRESS),
    "secret_unreadable": Reason(
        "Nyckeln till planeringssystemet kan inte läsas", "Enheten gör en ny nyckel."
    ),
    "private_address": Reason("Adressen leder till ett internt nät", _ADDRESS),
    "address": Reason("Adressen går inte att läsa", _ADDRESS),
    "with_login": Reason("Adressen innehåller ett lösenord", _ADDRESS),
    "not_https": Reason("Adressen är inte krypterad (https)", _ADDRESS),
    "in_figures": Reason("Adressen är ett nummer i stället för ett namn", _ADDRESS),
    "port": Reason("Adressens port är inte tillåten", _ADDRESS),
    "host": Reason("Adressens värdnamn är inte tillåtet", _ADDRESS),
    # What a receiver has answered, or not.
    "never_fetched": Reason(
        "Enhetens planeringssystem tog emot men hämtade inte meddelandet", "Avsändaren har fått en uppgift."
    ),
    "never_opened": Reason("Ingen öppnade länken i tid", "Avsändaren har fått en uppgift."),
    "unknown_person": Reason("Enheten känner inte till personen", "Avsändaren har fått en uppgift."),
    "not_ours": Reason("Enheten har inte uppdraget", "Avsändaren har fått en uppgift."),
    "unreadable": Reason("Enhetens system kunde inte läsa meddelandet", "Avsändaren har fått en uppgift."),
    "other": Reason("Enheten tar inte emot meddelandet", "Avsändaren har fått en uppgift."),
    # The machine's own, by the class of the failure.
    "OperationalError": Reason("Databasen svarade inte", _AGAIN),
    "InterfaceError": Reason("Förbindelsen till databasen bröts", _AGAIN),
    "ConnectionRefusedError": Reason("Det gick inte att ansluta", _AGAIN),
    "ConnectionResetError": Reason("Förbindelsen bröts", _AGAIN),
    "TimeoutError": Reason("Inget svar i tid", _AGAIN),
    "gaierror": Reason("Värdnamnet finns inte", "Kontrollera adressen och namnservern."),
    "OSError": Reason("Det gick inte att ansluta, eller att skriva", _AGAIN),
}

_FAULT: Final = Reason(
    "Fel i programmet ({code})",
    "Det står i loggen med meddelandets nummer. Anmäl felet, och skicka igen när det är rättat.",
)
_MAIL: Final = (
    Reason("E-postservern är upptagen (svar {number})", _AGAIN),
    Reason("E-postadressen finns inte (svar {number})", _NEXT_WAY),
    Reason(
        "E-postservern tog inte emot brevet (svar {number})", "Kontrollera e-postservern och skicka igen."
    ),
)
_SMS: Final = Reason("Tjänsten för SMS svarade med fel (svar {number})", _AGAIN)
_SYSTEM_BUSY: Final = Reason("Enhetens planeringssystem svarade med fel (svar {number})", _AGAIN)
_SYSTEM_SAID_NO: Final = Reason(
    "Enhetens planeringssystem nekade (svar {number})", "Be enheten fråga sin leverantör, och skicka igen."
)
_NUMBERED: Final = re.compile(r"(smtp|gateway|http)_(\d{3})")
_NO_SUCH_MAILBOX: Final = (550, 551, 553)


def reason(code: str) -> Reason:
    """The words for a stored code; of one that nobody foresaw, that it is a fault, with its name."""
    if code in _REASONS:
        return _REASONS[code]
    if code.startswith("given_up."):
        return Reason(giving_up.REASONS.get(code.removeprefix("given_up."), "Avskrivet"))
    if found := _NUMBERED.fullmatch(code):
        pattern = _numbered(found[1], int(found[2]))
        return Reason(pattern.text.format(number=found[2]), pattern.advice)
    return Reason(_FAULT.text.format(code=code), _FAULT.advice)


def _numbered(family: str, number: int) -> Reason:
    if family == "smtp":
        if number < 500:
            return _MAIL[0]
        return _MAIL[1] if number in _NO_SUCH_MAILBOX else _MAIL[2]
    if family == "gateway":
        return _SMS
    return _SYSTEM_BUSY if number >= 500 or number in (408, 425, 429) else _SYSTEM_SAID_NO
