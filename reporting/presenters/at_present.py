"""The dashboard in words: figures, tables that hide small numbers, the two weeks, and the cases for those who may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from core.diagrams import Diagram, Mark, Series
from core.formats import clock_text, count_word, day_text, moment_text, number_text
from core.ui import Tone
from reporting.presenters.charts import Chart
from reporting.presenters.notices import SplitTable
from reporting.presenters.numbers import cell_text
from reporting.rules.at_present import NOTHING_LEFT, Now, WardNow
from reporting.selectors.at_present import Trend
from transitions.presenters.worklist import PHASES
from transitions.rules.chain import Phase
from transitions.rules.kinds import Protection

LENGTH_NAMES = {
    "0": "Sedan i dag",
    "1": "1 dag",
    "2-3": "2–3 dagar",
    "4-7": "4–7 dagar",
    "8-": "8 dagar eller mer",
}
STEP_NAMES = {
    "receipt": "Att någon kvitterar ett meddelande",
    "decision": "Kommunens kontakt och beslut",
    "care_contact": "Fast vårdkontakt",
    "sip": "Kallelse till SIP eller tid för mötet",
    "answer": "Svar om mottagande, kompetens eller öppenvård",
    "home": "Utförare och hemgångslistan",
    "information": "Information eller svar från avdelningen",
    NOTHING_LEFT: "Bara hemgången",
}
WARD_COLUMNS = ["Sjukhus och avdelning", "Inskrivna", "Utskrivningsklara", "Hemgång i dag"]
NO_HOSPITAL = "Utan sjukhus"

CASES = {
    "ready": "Utskrivningsklara",
    "home": "Hemgångar i dag",
    "notices": "Försenade inskrivningsmeddelanden",
    "sip": "Kallelser till SIP som ska göras",
    "liability": "På väg in i betalningsansvar",
}
"""The figures whose cases may be opened, and their headings."""

WHY_NOT = (
    "Du ser antal. Ärendena öppnas av dem som arbetar i dem: avdelningen, biståndsenheten, vårdcentralen och "
    "de som ger hjälpen hemma."
)
WHY_NOT_MAS = (
    "Du ser antal. Ärendena öppnas av dem som arbetar i dem. Avvikelserna i kommunen öppnar du från siffran."
)
HIDDEN = "Tecknet – betyder att antalet inte visas: färre än fem patienter, eller så går det att räkna ut."
LATE = "Försenat"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the dashboard. The attributes are those of components/key_figures.html."""

    label: str
    value: str
    goal: str = ""
    change: str = ""
    tone: str = ""
    url: str = ""


def figures(now: Now, links: Mapping[str, str], *, owing: bool) -> list[Figure]:
    """The figures at the top. `links`: where each may be opened; `owing`: the reader may know of betalningsansvar."""
    found = [
        Figure(
            "Utskrivningsklara nu",
            number_text(now.ready),
            change=_longest(now),
            url=links.get("ready", ""),
        ),
        Figure(
            "Hemgångar i dag",
            number_text(now.expected_today + now.home_today),
            change=f"{number_text(now.expected_today)} väntade, {number_text(now.home_today)} redan hemma",
            url=links.get("home", ""),
        ),
        Figure(
            "Försenade inskrivnings\u00admeddelanden",
            number_text(now.notices_late),
            goal=LATE if now.notices_late else "",
            change="Mer än 24 timmar utan meddelande",
            tone=_tone(now.notices_late),
            url=links.get("notices", ""),
        ),
        Figure(
            "Kallelser till SIP som dröjer",
            number_text(now.sip_late),
            goal=LATE if now.sip_late else "",
            change=f"{number_text(now.sip_today)} till ska göras i dag",
            tone=_tone(now.sip_late),
            url=links.get("sip", ""),
        ),
        Figure(
            "Obesvarade avvikelser",
            number_text(now.unanswered),
            goal=f"{number_text(now.unanswered_long)} äldre än 30 dagar" if now.unanswered_long else "",
            change=_oldest(now),
            tone=_tone(now.unanswered_long),
            url=links.get("deviations", ""),
        ),
    ]
    if owing:
        found.append(
            Figure(
                "I betalningsansvar nu",
                number_text(now.liable),
                change=f"{number_text(now.passing_today)} till i dag, {number_text(now.passing_soon)} inom tre dagar",
                url=links.get("liability", ""),
            )
        )
    return found


def lead(now: Now) -> str:
    """The first sentence."""
    if not now.admitted:
        return "Ingen är inskriven just nu."
    ready = "ingen är utskrivningsklar" if not now.ready else f"{_people(now.ready)} är utskrivningsklara"
    if now.ready == 1:
        ready = "en person är utskrivningsklar"
    return f"{_people(now.admitted).capitalize()} är inskrivna just nu, {ready}."


def updated(now: Now) -> str:
    """When the figures were counted."""
    return f"Räknat kl. {clock_text(now.at)}. Sidan håller sig själv aktuell."


def tables(now: Now) -> list[SplitTable]:
    """For how long, and waiting for what."""
    return [
        SplitTable(
            "Hur länge de har varit utskrivningsklara",
            ["Tid", "Antal"],
            _shown(LENGTH_NAMES, now.lengths),
        ),
        SplitTable(
            "Vad de väntar på: närmaste steget som inte är gjort",
            ["Väntar på", "Antal"],
            _shown(STEP_NAMES, now.waiting),
        ),
    ]


def hospitals(now: Now) -> list[dict[str, Any]]:
    """Rows of hospitals, each followed by its wards."""
    return [
        {
            "hospital": _cells(one.name or NO_HOSPITAL, one),
            "wards": [_cells(ward.name, ward) for ward in one.wards],
        }
        for one in now.hospitals
    ]


def trend_chart(trend: Trend, now: Now, src: str) -> Chart:
    """The two weeks and now, as a diagram and a table."""
    names = [*(f"{day.day}/{day.month}" for day in trend.days), "nu"]
    counts = [*trend.counts, now.ready]
    first, last = counts[0], counts[-1]
    course = f"är {last}, som för två veckor sedan" if first == last else f"har gått från {first} till {last}"
    title = f"Antalet utskrivningsklara {course}."
    return Chart(
        id="laget",
        title=title,
        alt=f"Stapeldiagram över två veckor: utskrivningsklara kl. 12 varje dag. {title} Alla värden står i tabellen.",
        definition="Antalet som var utskrivningsklara kl. 12 varje dag, och nu.",
        columns=["Dag", "Utskrivningsklara"],
        rows=[[name, number_text(count)] for name, count in zip(names, counts, strict=True)],
        diagram=Diagram(
            Mark.BARS,
            tuple(names),
            (Series("Utskrivningsklara", tuple(float(one) for one in counts)),),
            "antal",
        ),
        src=src,
    )


def case_rows(rows: Iterable[Any], steps: Mapping[Any, str], now: datetime) -> list[dict[str, Any]]:
    """The cases of a figure, for those who may open them. `rows`: episodes with patient and ward."""
    return [
        {
            "url": reverse("case", args=[row.public_id]),
            "name": "Skyddad identitet" if row.patient.protection != Protection.NONE else row.patient.name,
            "ward": row.ward.name,
            "status": PHASES[Phase(row.phase)],
            "since": moment_text(row.ready_at, now) if row.ready_at else "",
            "waits": STEP_NAMES[steps.get(row.pk, NOTHING_LEFT)] if row.ready_at else "",
        }
        for row in rows
    ]


def _shown(names: Mapping[str, str], row: Mapping[str, int | None]) -> list[list[str]]:
    """The rows of a table; none where every cell is hidden."""
    if all(value is None for value in row.values()):
        return []
    return [[name, cell_text(row[code])] for code, name in names.items()]


def _cells(name: str, row: WardNow) -> list[str]:
    return [name, *(cell_text(value) for value in (row.admitted, row.ready, row.home_today))]


def _longest(now: Now) -> str:
    if now.longest_days is None:
        return ""
    if not now.longest_days:
        return "Alla sedan i dag"
    return f"Längst: {number_text(now.longest_days)} {'dag' if now.longest_days == 1 else 'dagar'}"


def _oldest(now: Now) -> str:
    if now.oldest_unanswered is None:
        return "Alla är besvarade"
    return f"Den äldsta kom {day_text(now.oldest_unanswered, now.at)}"


def _people(count: int) -> str:
    return f"{count_word(count)} {'person' if count == 1 else 'personer'}"


def _tone(count: int) -> str:
    return str(Tone.DANGER) if count else ""
