"""The patient-safety compilation of a year: the same tables on the page, in the PDF and in the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from actors.names import ShownNames
from core import formats
from core.spreadsheets import Cell
from core.ui import Status
from deviations.models import InvestigationAction, MeetingDecision
from deviations.presenters.words import CATEGORIES, OUTCOMES_SHORT, SEVERITIES, STAGES
from deviations.rules.investigation import ActionFact, ActionState, Verdict, action_state
from deviations.rules.kinds import Category
from deviations.rules.serious import Statute
from deviations.rules.year import Flow
from deviations.selectors_year import Year

MOST_ROWS = 100
"""Rows of a list on the page and in the PDF; the workbook has them all."""

READERS = (
    "För MAS och den som MAS lämnar den till i den egna verksamheten. Små tal är inte dolda, och åtgärdernas text är "
    "enheternas egen: läs igenom den innan något tas in i den offentliga berättelsen."
)

SOURCES = "Underlag till patientsäkerhetsberättelsen, 3 kap. 10 § patientsäkerhetslagen, och SOSFS 2011:9."

DEFINITIONS: Mapping[str, str] = {
    "Avvikelse": "Rapporterad under året, svensk tid. Avvikelser som besvaras tillsammans räknas en gång, som den "
    "ledande och det år då den rapporterades.",
    "Området": "Kommunens eller stadsdelens enheter. En privat utförares avvikelser räknas hit när personen är "
    "folkbokförd i området.",
    "Skickade": "Området rapporterade, någon annan berörs.",
    "Mottagna": "Någon annan rapporterade, området berörs.",
    "Inom området": "Området både rapporterade och berörs.",
    "Risk och skada": "Det som rapportören angav. Ej angivet när inget valdes.",
    "Läge": "Där avvikelsen står den dag då sammanställningen görs, inte vid årets slut.",
    "Tid till svar": "Median av dygn från rapport till första svar. Obesvarade och försenade räknas den dag då "
    "sammanställningen görs, mot den lokala svarstiden.",
    "Åtgärder": "Ur områdets egna utredningar av årets avvikelser. Effekten är den egna enhetens bedömning vid "
    "kontrollen.",
    "Lex Maria och lex Sarah": "Händelser som områdets enheter har bedömt mot lagens frågor, och hur många som har "
    "lämnats över till vårdgivarens eller socialtjänstens egen handläggning. Om anmälan till IVO avgörs där.",
    "Bra överlämning": "Tack från en enhet till en annan under året.",
}

ACTION_STATES = {
    ActionState.TO_DO: "Att göra",
    ActionState.LATE: "Försenad",
    ActionState.DONE: "Klar, effekten kontrolleras senare",
    ActionState.TO_CHECK: "Klar, effekten ska kontrolleras",
    ActionState.CHECKED: "Kontrollerad",
}

VERDICTS = {
    Verdict.HELPED: "Hjälpte",
    Verdict.NOT: "Hjälpte inte",
    Verdict.CANNOT_TELL: "Går inte att säga",
}

STATUTES = {Statute.MARIA: "Lex Maria", Statute.SARAH: "Lex Sarah"}

FLOW = ["Skickade", "Mottagna", "Inom området", "Alla"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a short name for the workbook's sheet, a heading, a sentence, columns, rows; `id` for its heading."""

    id: str
    name: str
    title: str
    lead: str
    columns: list[str]
    rows: list[list[Cell]]

    @property
    def shown(self) -> list[list[dict[str, Any]]]:
        """The first rows as a page writes them, each cell with its column's name."""
        return [
            [
                {"label": label, "text": _text(value), "number": not isinstance(value, str)}
                for label, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows[:MOST_ROWS]
        ]

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The columns, and whether they hold numbers."""
        first = self.rows[0] if self.rows else [""] * len(self.columns)
        return [
            {"label": label, "number": not isinstance(value, str)}
            for label, value in zip(self.columns, first, strict=True)
        ]

    @property
    def left_out(self) -> int:
        """Rows that only the workbook has."""
        return max(0, len(self.rows) - MOST_ROWS)


def _text(value: Cell) -> str:
    if value is None:
        return "–"
    return (
        value
        if isinstance(value, str)
        else formats.number_text(value, 1 if isinstance(value, float) else None)
    )


def _flow(one: Flow) -> list[Cell]:
    return [one.sent, one.received, one.within, one.total]


def _split(
    found: Mapping[Any, Flow], words: Mapping[Any, str | Status], *more: tuple[str, Flow]
) -> list[list[Cell]]:
    named = [(word.label if isinstance(word, Status) else word, found[code]) for code, word in words.items()]
    return [[label, *_flow(one)] for label, one in (*named, *more)]


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""


def title(year: Year) -> str:
    """ "Patientsäkerhet 2026, Testköpings kommun"."""
    return f"Patientsäkerhet {year.year}, {year.area}"


def headline(year: Year) -> list[dict[str, str]]:
    """What is told first."""
    harm = sum(one.total for code, one in year.outcomes.items() if code == "harm")
    serious = sum(one.total for code, one in year.severities.items() if code == "serious")
    done = sum(one.done_on is not None for one in year.actions)
    return [
        {"label": label, "value": formats.number_text(value)}
        for label, value in (
            ("Avvikelser", year.total.total),
            ("Allvarliga", serious),
            ("Med skada", harm),
            ("Genomförda åtgärder", done),
        )
    ]


def tables(year: Year, *, names: ShownNames, today: date) -> list[Table]:
    """All tables, in the order in which the report is written."""
    return [
        _categories(year),
        _table("severity", "Allvar", "Allvar", "", ["Allvar", *FLOW], _split(year.severities, SEVERITIES)),
        _table(
            "outcome",
            "Risk och skada",
            "Risk och skada",
            "",
            ["Risk eller skada", *FLOW],
            _split(year.outcomes, OUTCOMES_SHORT, ("Ej angivet", year.uncertain)),
        ),
        _table("stage", "Läge", "Läge i dag", "", ["Läge", *FLOW], _split(year.stages, STAGES)),
        _table(
            "answering",
            "Tid till svar",
            "Tid till svar",
            "Varje mottagare, den som tar längst tid först.",
            ["Mottagare", "Besvarade", "Median, dygn till första svar", "Obesvarade", "Över lokal svarstid"],
            [
                [
                    one.name,
                    one.answered,
                    None if one.median_days is None else round(one.median_days, 1),
                    one.waiting,
                    one.late,
                ]
                for one in year.answering
            ],
        ),
        _effects(year, today),
        _actions(year.actions, names, today),
        _decisions(year.decisions, names),
        _table(
            "lex",
            "Lex Maria, lex Sarah",
            "Lex Maria och lex Sarah",
            "Hemväg avgör inget: siffrorna säger vad som är bedömt och överlämnat.",
            ["Lag", "Bedömda händelser", "Överlämnade"],
            [[STATUTES[code], one.assessed, one.handed] for code, one in year.serious.items()],
        ),
        _table(
            "thanks",
            "Bra överlämning",
            "Bra överlämning",
            "",
            ["Tack", "Antal"],
            [
                ["Till andra", year.thanks.sent],
                ["Från andra", year.thanks.received],
                ["Inom området", year.thanks.within],
            ],
        ),
    ]


def _table(
    code: str, name: str, heading: str, lead: str, columns: list[str], rows: list[list[Cell]]
) -> Table:
    return Table(f"year-{code}", name, heading, lead, columns, rows)


def _categories(year: Year) -> Table:
    used = [one for one in Category if year.categories[one].total or year.before.get(one)]
    rows: list[list[Cell]] = [
        [CATEGORIES[one], *_flow(year.categories[one]), year.before.get(one, 0)] for one in used
    ]
    rows.append(["Alla", *_flow(year.total), sum(year.before.values())])
    lead = "Kategorier utan avvikelser de två åren står inte med."
    if year.joined:
        more = formats.number_text(year.joined)
        lead += f" Därtill {more} rapporter om händelser som redan är räknade."
    columns = ["Kategori", *FLOW, f"Alla {year.year - 1}"]
    return _table("category", "Kategori", "Vad det gällde", lead, columns, rows)


def _state(row: InvestigationAction, today: date) -> ActionState:
    verdict = Verdict(row.verdict) if row.verdict else None
    return action_state(ActionFact(row.due_on, row.check_on, row.done_on, verdict), today)


def _effects(year: Year, today: date) -> Table:
    states = [_state(one, today) for one in year.actions]
    counts: list[tuple[str, int]] = [
        ("Utredda avvikelser", year.investigated),
        ("Åtgärder", len(states)),
        *((f"Åtgärder: {label.lower()}", states.count(state)) for state, label in ACTION_STATES.items()),
        *(
            (f"Effekt: {label.lower()}", sum(one.verdict == code for one in year.actions))
            for code, label in VERDICTS.items()
        ),
        ("Avvikelser som lyftes till samverkansmöte", year.lifted),
        ("Beslut på samverkansmöte", len(year.decisions)),
        ("Beslut som är genomförda", sum(one.done_on is not None for one in year.decisions)),
    ]
    rows: list[list[Cell]] = [[*pair] for pair in counts]
    return _table("learned", "Lärande", "Utredningar, åtgärder och beslut", "", ["Vad", "Antal"], rows)


def _actions(found: Sequence[InvestigationAction], names: ShownNames, today: date) -> Table:
    rows: list[list[Cell]] = [
        [
            names.of(one.text),
            CATEGORIES[Category(one.investigation.deviation.category)],
            one.investigation.unit.name,
            names.of(one.function),
            _day(one.due_on),
            ACTION_STATES[_state(one, today)],
            VERDICTS[Verdict(one.verdict)] if one.verdict else "",
            names.of(one.verdict_text),
        ]
        for one in found
    ]
    columns = ["Åtgärd", "Gäller", "Enhet", "Ansvarig", "Klar senast", "Läge", "Effekt", "Hur det syns"]
    return _table("actions", "Åtgärder", "Åtgärder och deras effekt", "", columns, rows)


def _decisions(found: Sequence[MeetingDecision], names: ShownNames) -> Table:
    rows: list[list[Cell]] = [
        [
            names.of(one.text),
            one.item.meeting.forum.name,
            f"{one.seat.title}, {one.seat.organisation.name}",
            _day(one.due_on),
            _day(one.done_on),
            names.of(one.done_text),
        ]
        for one in found
    ]
    columns = ["Beslut", "Forum", "Ansvarig", "Klart senast", "Klart", "Vad som gjordes"]
    return _table("decisions", "Beslut", "Beslut på samverkansmöten", "", columns, rows)


class Form(StrEnum):
    """What the compilation can be fetched as."""

    PDF = "pdf"
    XLSX = "xlsx"
