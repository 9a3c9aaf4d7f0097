"""Swedish words for the closed lists of SIP, each once."""

from dataclasses import dataclass

from actors.presenters import UNIT_KIND_LABELS
from actors.rules.kinds import UnitKind
from core.formats import in_sentence
from core.ui import Status, Tone
from sip.rules.invitations import Missing
from sip.rules.kinds import (
    AskedBy,
    Caller,
    Guest,
    Mode,
    Need,
    NotRequiredReason,
    Outcome,
    Overall,
    PlanKind,
    SipState,
    TookPart,
    Voice,
)
from sip.rules.preparing import Material, Readiness


@dataclass(frozen=True, slots=True)
class KindWords:
    """What a kind of plan is called, everywhere that it is named. `made_by` is empty when any of the parties calls."""

    name: str
    short: str
    plan: str
    meeting: str
    call: str
    call_short: str
    law: str
    paper: str
    invited: str
    invited_own: str
    answers: str
    need: str
    need_help: str
    no_consent: str
    made_by: str = ""


KINDS = {
    PlanKind.SIP: KindWords(
        name="Samordnad individuell plan (SIP)",
        short="SIP",
        plan="Personens plan",
        meeting="SIP-mötet",
        call="Kalla till samordnad individuell plan (SIP)",
        call_short="Kalla till SIP",
        law="SoL 10 kap. 8 §, HSL 16 kap. 4 §",
        paper="Min plan",
        invited="en samordnad individuell plan (SIP)",
        invited_own="din samordnade individuella plan (SIP)",
        answers="Samordnare",
        need="Enhetens bedömning inför mötet",
        need_help="Det som de andra behöver veta. Står inte i personens plan.",
        no_consent="Planen får göras och läsas bara med personens samtycke till SIP, och det omfattar inte er enhet "
        "nu (LUS 4 kap. 2 §).",
    ),
    PlanKind.CARE_PLAN: KindWords(
        name="Samordnad vårdplan",
        short="Vårdplan",
        plan="Samordnad vårdplan",
        meeting="mötet om samordnad vårdplan",
        call="Kalla till samordnad vårdplan",
        call_short="Kalla till samordnad vårdplan",
        law="LPT 7 a §, LRV 12 a §",
        paper="Min samordnade vårdplan",
        invited="en samordnad vårdplan",
        invited_own="din samordnade vårdplan",
        answers="Chefsöverläkare",
        need="Det bedömda behovet av insatser från er",
        need_help="Står i vårdplanen: lagen frågar efter det bedömda behovet (LPT 7 a §, LRV 12 a §).",
        no_consent="Enheternas delar läses här bara när personen samtycker till att planen delas, och det omfattar "
        "inte er enhet nu.",
        made_by="Chefsöverläkaren gör vårdplanen. Socialtjänsten och de andra som ska ge insatser tar fram den "
        "tillsammans. Den följer med ansökan om öppen tvångsvård.",
    ),
}

CALLERS = {
    Caller.CARE_CONTACT: "Fast vårdkontakt i öppenvården",
    Caller.MUNICIPALITY: "Kommunen",
    Caller.HOSPITAL: "Sjukhuset",
}

ASKED_BY = {
    AskedBy.UNIT: "Vår enhet",
    AskedBy.PERSON: "Personen själv",
    AskedBy.RELATIVE: "En närstående",
}

MODES = {Mode.ROOM: "På plats", Mode.VIDEO: "Video", Mode.PHONE: "Telefon"}

TOOK_PART = {
    TookPart.ROOM: "På plats",
    TookPart.VIDEO: "Via video",
    TookPart.PHONE: "Via telefon",
    TookPart.PROXY: "Genom ombud, till exempel närstående eller god man",
    TookPart.NO: "Deltog inte",
}

STATES = {
    SipState.CALLED: Status("Kallad", Tone.INFO),
    SipState.HELD: Status("Möte hållet", Tone.ACCENT),
    SipState.AGREED: Status("Plan överenskommen", Tone.SUCCESS),
    SipState.FOLLOWED_UP: Status("Uppföljd", Tone.SUCCESS),
    SipState.CLOSED: Status("Avslutad", Tone.NEUTRAL),
}

REASONS = {
    NotRequiredReason.NO_CONSENT: "Personen samtycker inte till SIP",
    NotRequiredReason.SINGLE_PRINCIPAL: "Bara kommunen eller bara regionen behöver ge insatser",
    NotRequiredReason.OPEN_COMPULSORY_CARE: "Samordnad vårdplan görs i stället (öppen tvångsvård, LPT eller LRV)",
}

OVERALL = {Overall.REGION: "Regionen", Overall.MUNICIPALITY: "Kommunen"}

VOICES = {Voice.PERSON: "Personen svarade", Voice.STAFF: "Enheten svarade"}

OUTCOMES = {
    Outcome.REACHED: Status("Nått", Tone.SUCCESS),
    Outcome.PARTLY: Status("Delvis nått", Tone.INFO),
    Outcome.NOT_REACHED: Status("Inte nått", Tone.WARNING),
    Outcome.NO_LONGER: Status("Inte aktuellt längre", Tone.NEUTRAL),
}

GUESTS = {Guest.PATIENT: "Personen själv", Guest.RELATIVE: "Närstående", Guest.OTHER: "Annan"}

NEEDS = {
    Need.HOME_CARE: "Hemtjänst",
    Need.NIGHT: "Hjälp på natten",
    Need.REHAB: "Rehabilitering eller hjälpmedel",
    Need.HEALTH_CARE_AT_HOME: "Hälso- och sjukvård i hemmet",
    Need.HOUSING: "Särskilt boende eller korttidsboende",
    Need.PSYCHIATRY: "Psykiatriskt stöd",
    Need.LSS: "Insatser enligt LSS",
    Need.ADDICTION: "Beroendevård",
    Need.CHILD: "Stöd till barn och familj",
}

MATERIALS = {
    Material.TALK: "Samtal om vad en SIP är och vad personen vill",
    Material.QUESTIONS: "De tre frågorna på papper, att fundera på",
    Material.LETTER: "Inbjudan som brev",
    Material.EASY: "Lättläst information",
    Material.PICTURES: "Bildstöd",
    Material.INTERPRETER: "Tolk",
}

READINESS = {
    Readiness.DONE: Status("Klart", Tone.SUCCESS),
    Readiness.WAITS: Status("Inte klart", Tone.NEUTRAL, "clock"),
    Readiness.LATE: Status("Försenat", Tone.DANGER),
}

_SPOKEN_FOR = {
    Need.HOME_CARE: "Hemtjänsten",
    Need.NIGHT: "Nattpatrullen",
    Need.REHAB: "Primärvårdsrehab",
    Need.HEALTH_CARE_AT_HOME: "Kommunens hälso- och sjukvård",
    Need.HOUSING: "Boendets sjuksköterska",
    Need.PSYCHIATRY: "Psykiatrin",
    Need.LSS: "LSS-enheten",
    Need.ADDICTION: "Beroendevården",
    Need.CHILD: "Barn och familj",
}


def missing_text(one: Missing) -> str:
    """Who is not invited, and why that matters: "Primärvårdsrehab är inte inbjuden (behov: rehabilitering)"."""
    if one.need is not None:
        return f"{_SPOKEN_FOR[one.need]} är inte inbjuden (behov: {in_sentence(NEEDS[one.need])})."
    if UnitKind.ASSESSMENT_OFFICE in one.kinds:
        return "Kommunens biståndsenhet är inte inbjuden."
    return "Vårdcentralen eller annan öppenvård i regionen är inte inbjuden."


def reason_text(kind: UnitKind, *, on_chain: bool, need: Need | None) -> str:
    """Why a unit is proposed: "finns i ärendet, behov: rehabilitering"; "" when nothing speaks for it."""
    said = []
    if kind is UnitKind.ASSESSMENT_OFFICE:
        said.append("företräder kommunen")
    if need is not None:
        said.append(f"behov: {in_sentence(NEEDS[need])}")
    elif on_chain and not said:
        said.append("finns i ärendet")
    return ", ".join(said)


def unit_label(name: str, kind: UnitKind) -> str:
    """A unit in a list of choices: "Gröndals rehab, primärvårdsrehab"."""
    label = UNIT_KIND_LABELS[kind]
    return name if label.lower() in name.lower() else f"{name}, {label}"
