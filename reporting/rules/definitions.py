"""What each measure means, told once. Page, PDF, spreadsheet and command print from here.

A change of meaning is a new version, and the contract's.
"""

from dataclasses import dataclass
from enum import StrEnum

DEFINITIONS_VERSION = "1"


class Unit(StrEnum):
    """What a measure is counted in."""

    COUNT = "antal"
    PERCENT = "procent"
    DAYS = "dygn"
    CALENDAR_DAYS = "dagar"
    HOURS = "timmar"
    KRONOR = "kronor"


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure: its code in the contract, its Swedish name and definition, and what it is counted in.

    `part_of` is the measure that this one is a part of, when a share of it can be shown.
    """

    code: str
    name: str
    text: str
    unit: Unit
    group: str
    part_of: str | None = None


EPISODES = "Utskrivningar"
SIP = "Samordnad individuell plan (SIP)"
READY = "Utskrivningsklara dagar och betalningsansvar"
HOME_CARE = "Hemtjänst"
READMISSIONS = "Återinskrivningar"
DEVIATIONS = "Avvikelser"
EXPERIENCE = "Patientens upplevelse"

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "episodes",
        "Utskrivna vårdtillfällen",
        "Vårdtillfällen med ett inskrivningsmeddelande till kommunens sida, utskrivna under perioden. "
        "Den som avlidit på sjukhuset räknas inte.",
        Unit.COUNT,
        EPISODES,
    ),
    Definition(
        "admission_notices_in_time",
        "Inskrivningsmeddelande inom 24 timmar",
        "Utskrivna vårdtillfällen där inskrivningsmeddelandet kom högst 24 timmar efter inskrivningen, eller "
        "efter den senaste bedömningen av behovet som gjorts före meddelandet.",
        Unit.COUNT,
        EPISODES,
        "episodes",
    ),
    Definition(
        "admission_notices_acknowledged",
        "Inskrivningsmeddelande kvitterat av alla",
        "Utskrivna vårdtillfällen där varje mottagande enhet kvitterade inskrivningsmeddelandet före "
        "utskrivningen.",
        Unit.COUNT,
        EPISODES,
        "episodes",
    ),
    Definition(
        "discharge_date_changes_acknowledged",
        "Ändrade utskrivningsdatum som alla kvitterat",
        "Andel av alla ändringar av beräknad utskrivning, på periodens utskrivna vårdtillfällen, som varje "
        "mottagande enhet kvitterade före utskrivningen. En kvittens gäller alla ändringar före den.",
        Unit.PERCENT,
        EPISODES,
    ),
    Definition(
        "episodes_with_sip_call",
        "Vårdtillfällen med kallelse till SIP",
        "Utskrivna vårdtillfällen med minst en kallelse till samordnad individuell plan till och med "
        "periodens slut, vem som än kallade.",
        Unit.COUNT,
        SIP,
        "episodes",
    ),
    Definition(
        "sip_calls_by_care_contact_in_time",
        "Kallelse från fast vårdkontakt i tid",
        "Utskrivna vårdtillfällen där den fasta vårdkontakten kallade till SIP före underrättelsen om "
        "utskrivningsklar eller senast tre dagar efter dess datum. Utan underrättelse räknas ingen.",
        Unit.COUNT,
        SIP,
        "episodes",
    ),
    Definition(
        "sip_calls_by_municipality",
        "Kallelse från kommunen",
        "Utskrivna vårdtillfällen med minst en kallelse till SIP från kommunen till och med periodens slut.",
        Unit.COUNT,
        SIP,
        "episodes",
    ),
    Definition(
        "sip_held",
        "Genomförda SIP-möten",
        "SIP-möten som hölls under perioden, även på vårdtillfällen som inte är avslutade.",
        Unit.COUNT,
        SIP,
    ),
    Definition(
        "sip_held_with_patient",
        "SIP-möten där patienten deltog",
        "Av genomförda SIP-möten: patienten deltog i rummet, på video, per telefon eller genom ombud.",
        Unit.COUNT,
        SIP,
        "sip_held",
    ),
    Definition(
        "sip_held_with_relative",
        "SIP-möten där närstående deltog",
        "Av genomförda SIP-möten: en närstående deltog.",
        Unit.COUNT,
        SIP,
        "sip_held",
    ),
    Definition(
        "sip_held_with_rehab",
        "SIP-möten där primärvårdsrehab deltog",
        "Av genomförda SIP-möten: en enhet för primärvårdsrehabilitering deltog.",
        Unit.COUNT,
        SIP,
        "sip_held",
    ),
    Definition(
        "sip_followed_up",
        "Uppföljda SIP",
        "Antal olika samordnade individuella planer som följdes upp under perioden.",
        Unit.COUNT,
        SIP,
    ),
    Definition(
        "ready_days",
        "Utskrivningsklara dagar",
        "Kalenderdagar från datumet för varje underrättelse om utskrivningsklar till datumet då den "
        "återkallades, patienten flyttades eller skrevs ut, summerade över periodens utskrivna "
        "vårdtillfällen. Alla dagar räknas i utskrivningens period.",
        Unit.DAYS,
        READY,
    ),
    Definition(
        "ready_days_mean_all",
        "Medel av utskrivningsklara dagar, alla",
        "Utskrivningsklara dagar delat med antalet utskrivna vårdtillfällen med minst en underrättelse om "
        "utskrivningsklar. De som skrevs ut samma dag räknas med.",
        Unit.DAYS,
        READY,
    ),
    Definition(
        "ready_days_mean_from_day_one",
        "Medel av utskrivningsklara dagar, från dag ett",
        "Utskrivningsklara dagar delat med antalet utskrivna vårdtillfällen med minst en sådan dag "
        "(SKR:s sätt att räkna).",
        Unit.DAYS,
        READY,
    ),
    Definition(
        "discharged_day_zero",
        "Utskrivna samma dag",
        "Utskrivna vårdtillfällen där underrättelsen om utskrivningsklar som gällde vid utskrivningen har "
        "samma datum som utskrivningen.",
        Unit.COUNT,
        READY,
        "episodes",
    ),
    Definition(
        "liability_days",
        "Dagar med betalningsansvar",
        "Summan av dagar som kommunen har betalningsansvar för enligt gällande villkor, över periodens "
        "utskrivna vårdtillfällen. Under genomsnittsvillkor är det varje månads underlag.",
        Unit.DAYS,
        READY,
    ),
    Definition(
        "liability_needs_review",
        "Betalningsansvar som kräver bedömning",
        "Utskrivna vårdtillfällen där regeln inte avgör betalningsansvaret utan en person måste bedöma.",
        Unit.COUNT,
        READY,
        "episodes",
    ),
    Definition(
        "liability_amount",
        "Belopp för betalningsansvar",
        "Beloppet för samma dagar. 0 när inga dagar finns; saknas när beloppet för någon dag inte är känt.",
        Unit.KRONOR,
        READY,
    ),
    Definition(
        "home_care_episodes",
        "Utskrivna hem med hemtjänst",
        "Utskrivna vårdtillfällen till hemmet med minst ett meddelande till hemtjänsten.",
        Unit.COUNT,
        HOME_CARE,
        "episodes",
    ),
    Definition(
        "home_care_notified",
        "Hemtjänsten meddelad före utskrivningen",
        "Av utskrivna hem med hemtjänst: varje utförare som meddelats fick ett meddelande före "
        "utskrivningen.",
        Unit.COUNT,
        HOME_CARE,
        "home_care_episodes",
    ),
    Definition(
        "night_patrol_notified",
        "Nattpatrullen meddelad före utskrivningen",
        "Av utskrivna hem med hemtjänst: en nattpatrull meddelades före utskrivningen.",
        Unit.COUNT,
        HOME_CARE,
        "home_care_episodes",
    ),
    Definition(
        "home_care_lead_time_median_h",
        "Framförhållning till hemtjänsten, median",
        "Timmar från det sista meddelandet till hemtjänsten till att insatserna börjar. Median över "
        "utskrivna hem med hemtjänst.",
        Unit.HOURS,
        HOME_CARE,
    ),
    Definition(
        "readmissions_30d",
        "Återinskrivna inom 30 dagar",
        "Vårdtillfällen inskrivna under perioden, inte planerade, 1 till 30 kalenderdagar efter att "
        "patientens senaste vårdtillfälle tog slut. Det tidigare kan höra till en annan organisation eller "
        "period.",
        Unit.COUNT,
        READMISSIONS,
    ),
    Definition(
        "readmissions_same_day",
        "Återinskrivna samma dag",
        "Som återinskrivna inom 30 dagar, men inskrivna samma dag som det tidigare vårdtillfället tog slut.",
        Unit.COUNT,
        READMISSIONS,
    ),
    Definition(
        "readmissions_with_cause",
        "Återinskrivningar med orsak",
        "Av återinskrivna inom 30 dagar: en orsak är angiven på det senare vårdtillfället.",
        Unit.COUNT,
        READMISSIONS,
        "readmissions_30d",
    ),
    Definition(
        "deviations_reported",
        "Rapporterade avvikelser",
        "Avvikelser som rapporterades under perioden av organisationens enheter eller som gäller dem. En "
        "privat utförares enhet räknas till den kommun eller stadsdel som vårdtillfället hör till.",
        Unit.COUNT,
        DEVIATIONS,
    ),
    Definition(
        "deviations_answered",
        "Besvarade avvikelser",
        "Av de rapporterade: besvarade till och med periodens slut.",
        Unit.COUNT,
        DEVIATIONS,
        "deviations_reported",
    ),
    Definition(
        "deviations_unanswered_over_30d",
        "Obesvarade i mer än 30 dagar",
        "Alla organisationens avvikelser, när de än rapporterades, som är obesvarade vid periodens slut och "
        "rapporterades mer än 30 dagar före periodens sista dag, eller före i dag om den är tidigare.",
        Unit.COUNT,
        DEVIATIONS,
    ),
    Definition(
        "deviation_answer_median_days",
        "Svarstid på avvikelser, median",
        "Kalenderdagar från rapport till svar. Median över de avvikelser som besvarades under perioden.",
        Unit.CALENDAR_DAYS,
        DEVIATIONS,
    ),
    Definition(
        "experience_answers",
        "Svar från patienter och närstående",
        "Svar på de tre frågorna om upplevelsen, lämnade under perioden.",
        Unit.COUNT,
        EXPERIENCE,
    ),
    Definition(
        "experience_safe",
        "Kände sig trygg",
        "Andel som svarade 4 eller 5 av 5, av dem som svarade på frågan. Visas inte när färre än fem olika "
        "patienter svarat.",
        Unit.PERCENT,
        EXPERIENCE,
    ),
    Definition(
        "experience_took_part",
        "Var delaktig",
        "Andel som svarade 4 eller 5 av 5, av dem som svarade på frågan. Visas inte när färre än fem olika "
        "patienter svarat.",
        Unit.PERCENT,
        EXPERIENCE,
    ),
    Definition(
        "experience_informed",
        "Visste vad som skulle hända",
        "Andel som svarade 4 eller 5 av 5, av dem som svarade på frågan. Visas inte när färre än fem olika "
        "patienter svarat.",
        Unit.PERCENT,
        EXPERIENCE,
    ),
)

BY_CODE = {definition.code: definition for definition in DEFINITIONS}
