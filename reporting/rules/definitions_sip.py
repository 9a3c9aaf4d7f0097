"""What each figure of the SIP statistics means, told once: the contract's own, and those beside them (S9)."""

from reporting.rules.definitions import BY_CODE, SIP, Definition, Unit

CALLED, MEETINGS, AFTER, OUTSIDE = "Kallelser", "Möten", "Uppföljning och mål", "SIP utan inskrivning"


def _count(code: str, name: str, text: str, part_of: str | None) -> Definition:
    return Definition(code, name, text, Unit.COUNT, SIP, part_of)


_OWN = (
    _count(
        "sip_calls_by_care_contact",
        "Kallelse från vårdcentral eller annan öppenvård",
        "Utskrivna vårdtillfällen med minst en kallelse från den fasta vårdkontakten till och med periodens slut, "
        "i tid eller inte.",
        "episodes",
    ),
    _count(
        "sip_calls_by_hospital",
        "Kallelse från sjukhuset",
        "Utskrivna vårdtillfällen med minst en kallelse från sjukhuset till och med periodens slut.",
        "episodes",
    ),
    _count(
        "sip_declined",
        "Beslut att SIP inte behövs",
        "Utskrivna vårdtillfällen utan kallelse, där någon till och med periodens slut har beslutat att SIP inte "
        "behövs. Det senaste beslutet räknas.",
        "episodes",
    ),
    _count(
        "sip_neither",
        "Varken kallelse eller beslut",
        "Utskrivna vårdtillfällen där ingen till och med periodens slut har kallat till SIP eller beslutat att den "
        "inte behövs.",
        "episodes",
    ),
    _count(
        "sip_held_without_patient",
        "SIP-möten utan patienten",
        "Av genomförda SIP-möten: patienten deltog inte på något sätt, inte heller genom ombud.",
        "sip_held",
    ),
    _count(
        "sip_held_with_home_care",
        "SIP-möten där hemtjänst deltog",
        "Av genomförda SIP-möten: en hemtjänstenhet deltog, kommunens egen eller en privat utförares.",
        "sip_held",
    ),
    Definition(
        "sip_days_to_meeting",
        "Dagar från kallelse till möte, median",
        "Kalenderdagar från den första kallelsens dag till mötets dag, median över genomförda SIP-möten.",
        Unit.CALENDAR_DAYS,
        SIP,
    ),
    _count(
        "sip_goals",
        "Uppföljda mål",
        "Mål i planer som följts upp under perioden. Ett mål som följts upp flera gånger räknas en gång.",
        None,
    ),
    _count(
        "sip_goals_reached",
        "Nådda mål",
        "Av uppföljda mål: målet var nått vid periodens sista uppföljning.",
        "sip_goals",
    ),
    _count(
        "sip_home_called",
        "SIP utan inskrivning, kallade",
        "Första kallelsen under perioden till SIP för en person som inte är inskriven på sjukhus. Räknas inte i något "
        "mått om vårdtillfällen.",
        None,
    ),
    _count(
        "sip_home_by_care_contact",
        "Kallade av vårdcentral eller annan öppenvård",
        "Av SIP utan inskrivning: öppenvården kallade först.",
        "sip_home_called",
    ),
    _count(
        "sip_home_by_municipality",
        "Kallade av kommunen",
        "Av SIP utan inskrivning: kommunen kallade först.",
        "sip_home_called",
    ),
    _count(
        "sip_home_asked",
        "På begäran av personen eller en närstående",
        "Av SIP utan inskrivning: personen själv eller en närstående bad om den.",
        "sip_home_called",
    ),
    _count(
        "sip_home_held",
        "SIP utan inskrivning, genomförda möten",
        "SIP utan inskrivning vars möte hölls under perioden.",
        None,
    ),
    _count(
        "sip_home_followed_up",
        "SIP utan inskrivning, uppföljda",
        "SIP utan inskrivning som följdes upp första gången under perioden.",
        None,
    ),
)

SIP_BY_CODE = {
    **{each.code: each for each in BY_CODE.values() if each.code.startswith("sip_") or each.group == SIP},
    "episodes": BY_CODE["episodes"],
    **{each.code: each for each in _OWN},
}

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        CALLED,
        (
            "episodes",
            "episodes_with_sip_call",
            "sip_calls_by_care_contact",
            "sip_calls_by_care_contact_in_time",
            "sip_calls_by_municipality",
            "sip_calls_by_hospital",
            "sip_declined",
            "sip_neither",
        ),
    ),
    (
        MEETINGS,
        (
            "sip_held",
            "sip_days_to_meeting",
            "sip_held_with_patient",
            "sip_held_without_patient",
            "sip_held_with_relative",
            "sip_held_with_rehab",
            "sip_held_with_home_care",
        ),
    ),
    (AFTER, ("sip_followed_up", "sip_goals", "sip_goals_reached")),
    (
        OUTSIDE,
        (
            "sip_home_called",
            "sip_home_by_care_contact",
            "sip_home_by_municipality",
            "sip_home_asked",
            "sip_home_held",
            "sip_home_followed_up",
        ),
    ),
)
"""The order in which they stand on the page and in the files."""

MONTH_CODES = (
    "episodes",
    "episodes_with_sip_call",
    "sip_calls_by_care_contact_in_time",
    "sip_calls_by_municipality",
    "sip_declined",
    "sip_held",
    "sip_days_to_meeting",
    "sip_held_with_patient",
    "sip_held_with_relative",
    "sip_held_with_rehab",
    "sip_held_with_home_care",
    "sip_followed_up",
    "sip_goals_reached",
)
"""The columns of the table of months."""
