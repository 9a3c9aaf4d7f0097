"""The statistics of SIP as the page and its files show them (S9, U12)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.diagrams import Diagram, Mark
from core.formats import NBSP, number_text
from reporting.presenters.charts import Chart, as_measure, as_share, chart, labels, series
from reporting.presenters.notices import SplitTable
from reporting.presenters.numbers import Measures, cell_text, share, share_text, value_text
from reporting.presenters.summary import KeyFigure
from reporting.rules.breakdowns import Row
from reporting.rules.definitions_sip import GROUPS, MONTH_CODES, SIP_BY_CODE
from reporting.rules.names import SUPPRESSED_REASON
from reporting.rules.sip_statistics import SPLIT_CODES, Attendance
from reporting.selectors.directory import Directory
from reporting.selectors.figures import Figures

HOW = {
    "room": "På plats",
    "video": "Via video",
    "phone": "Via telefon",
    "proxy": "Genom ombud",
}
REASONS = {
    "no_consent": "Personen samtycker inte",
    "single_principal": "Bara en huvudman ger insatser",
    "open_compulsory_care": "Samordnad vårdplan görs i stället",
}
OUTCOMES = {
    "reached": "Nått",
    "partly": "Delvis nått",
    "not_reached": "Inte nått",
    "no_longer": "Inte aktuellt längre",
}
SPLITS = {
    "by_municipality": "Efter kommun",
    "by_hospital": "Efter sjukhus",
    "by_unit": "Efter vårdcentral och annan öppenvård",
}
ATTENDANCE_COLUMNS = ["Enhet", "Inbjuden till", "Deltog i", "På plats", "Via video", "Via telefon"]
KEY_FIGURES = (
    ("episodes_with_sip_call", "episodes"),
    ("sip_calls_by_care_contact_in_time", "episodes"),
    ("sip_held_with_patient", "sip_held"),
    ("sip_followed_up", None),
)
CHART_IDS = ("sip-kallelser", "sip-moten")


@dataclass(frozen=True, slots=True)
class SipPage:
    """All that the page shows. `attendance` is None where the reader has no unit to answer for."""

    organisation: str
    period: str
    lead: str
    key_figures: list[KeyFigure]
    groups: list[SplitTable]
    months: SplitTable
    rows: list[SplitTable]
    splits: list[SplitTable]
    attendance: SplitTable | None
    definitions: list[tuple[str, str]]
    hidden: str


def sip_measures(figures: Figures) -> Measures:
    """The contract's measures and those beside them, of the period, and SIPs outside discharge."""
    return {**figures.report.measures, **figures.sip.totals, **figures.sip.outside}


def sip_months(figures: Figures) -> list[tuple[str, Measures]]:
    """The same for each of the twelve months."""
    return [
        (period.name, {**measures, **more})
        for (period, measures), more in zip(figures.months, figures.sip.months, strict=True)
    ]


def present_sip(figures: Figures, known: Directory, *, answers_for: Collection[str]) -> SipPage:
    """The figures as they are shown. `answers_for`: ids of the units whose attendance the reader may see."""
    measures = sip_measures(figures)
    found = figures.sip
    mine = [one for one in found.attendance if one.unit in answers_for]
    return SipPage(
        organisation=figures.scope.name,
        period=figures.period.name,
        lead=lead(figures),
        key_figures=[_key_figure(code, whole, measures) for code, whole in KEY_FIGURES],
        groups=[
            SplitTable(
                title,
                ["Mått", figures.period.name, "Andel"],
                [
                    [
                        SIP_BY_CODE[code].name,
                        value_text(SIP_BY_CODE[code], measures[code]),
                        share_text(SIP_BY_CODE[code], measures),
                    ]
                    for code in codes
                ],
            )
            for title, codes in GROUPS
        ],
        months=SplitTable(
            "Månad för månad",
            ["Månad", *(SIP_BY_CODE[code].name for code in MONTH_CODES)],
            [
                [name, *(value_text(SIP_BY_CODE[code], month[code], unit=False) for code in MONTH_CODES)]
                for name, month in sip_months(figures)
            ],
        ),
        rows=[
            _row("Hur patienten deltog", "Sätt", HOW, found.how),
            _row("Varför SIP inte behövs", "Skäl", REASONS, found.declined),
            _row("Hur det gick med målen", "Utfall", OUTCOMES, found.goals),
        ],
        splits=[table for name in SPLITS if (table := split_table(name, figures, known)) is not None],
        attendance=attendance_table(mine, known) if mine else None,
        definitions=[(each.name, each.text) for each in SIP_BY_CODE.values()],
        hidden="" if figures.unsuppressed else SUPPRESSED_REASON,
    )


def lead(figures: Figures) -> str:
    """The sentence that says the most: "1 kallelse till SIP på 111 utskrivna vårdtillfällen, 0,9 %."."""
    measures = figures.report.measures
    called, episodes = int(str(measures["episodes_with_sip_call"])), int(str(measures["episodes"]))
    if not episodes:
        return f"Under {figures.period.name} skrevs ingen ut."
    told = (
        f"{number_text(called)} av {number_text(episodes)} utskrivna vårdtillfällen fick en kallelse till SIP"
    )
    percent = share(SIP_BY_CODE["episodes_with_sip_call"], measures) or 0
    return f"Under {figures.period.name}: {told}, {number_text(percent, 1)}{NBSP}%."


def sip_charts(figures: Figures) -> list[Chart]:
    """Two diagrams over the twelve months that end with the period."""
    months = tuple(
        (period, {**measures, **more})
        for (period, measures), more in zip(figures.months, figures.sip.months, strict=True)
    )
    calls = ("episodes_with_sip_call", "sip_calls_by_care_contact_in_time", "sip_calls_by_municipality")
    meetings = ("sip_held", "sip_held_with_patient", "sip_held_with_rehab", "sip_held_with_home_care")
    lines = Diagram(Mark.LINES, labels(months), series(months, calls, as_share, SIP_BY_CODE), "procent", 0)
    bars = Diagram(Mark.BARS, labels(months), series(months, meetings, as_measure, SIP_BY_CODE), "antal")
    called = sum(int(str(measures["episodes_with_sip_call"])) for _, measures in months)
    episodes = sum(int(str(measures["episodes"])) for _, measures in months)
    held, without = (
        sum(int(str(measures[code])) for _, measures in months)
        for code in ("sip_held", "sip_held_without_patient")
    )
    return [
        chart(
            CHART_IDS[0],
            f"På tolv månader fick {number_text(called)} av {number_text(episodes)} en kallelse till SIP",
            calls,
            months,
            lines,
            lambda code, measures: share_text(SIP_BY_CODE[code], measures),
            SIP_BY_CODE,
        ),
        chart(
            CHART_IDS[1],
            f"{number_text(held)} SIP-möten på tolv månader, {number_text(without)} utan patienten",
            meetings,
            months,
            bars,
            lambda code, measures: value_text(SIP_BY_CODE[code], measures[code], unit=False),
            SIP_BY_CODE,
        ),
    ]


def split_table(name: str, figures: Figures, known: Directory) -> SplitTable | None:
    """One split; None where it has a single row, which says what the whole says."""
    split = figures.sip.splits[name]
    if len(split) < 2:
        return None
    names = {code: _name(code, known) for code in split}
    return SplitTable(
        SPLITS[name],
        ["", *(SIP_BY_CODE[code].name for code in SPLIT_CODES)],
        [
            [names[category], *(cell_text(split[category][code]) for code in SPLIT_CODES)]
            for category in sorted(split, key=lambda code: (names[code], code))
        ],
    )


def attendance_table(rows: Iterable[Attendance], known: Directory) -> SplitTable:
    """What each unit was at: the basis of reimbursement."""
    return SplitTable(
        "Närvarounderlag",
        ATTENDANCE_COLUMNS,
        [
            [
                known.units[one.unit].name,
                *(number_text(number) for number in (one.called, one.came, one.room, one.video, one.phone)),
            ]
            for one in rows
        ],
    )


def _name(code: str, known: Directory) -> str:
    if code in known.organisations:
        return known.organisations[code].name
    return known.units[code].name if code in known.units else code


def _row(title: str, heading: str, names: Mapping[str, str], row: Row) -> SplitTable:
    return SplitTable(title, [heading, "Antal"], [[names[code], cell_text(row[code])] for code in names])


def _key_figure(code: str, whole: str | None, measures: Measures) -> KeyFigure:
    definition = SIP_BY_CODE[code]
    goal = ""
    if whole:
        found = share(SIP_BY_CODE[code], {**measures, code: measures[code]})
        goal = (
            f"{number_text(found, 1)}{NBSP}% av {value_text(SIP_BY_CODE[whole], measures[whole])}"
            if found is not None
            else ""
        )
    return KeyFigure(definition.name, value_text(definition, measures[code]), goal, "")
