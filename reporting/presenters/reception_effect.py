"""Effect of tryggt mottagande in words: a table of two groups, the differences, and what the figures cannot say."""

from typing import Any

from core.formats import NBSP, number_text
from reporting.presenters.notices import SplitTable
from reporting.presenters.numbers import NOTHING, cell_text
from reporting.rules.reception_effect import SAID, Difference, Effect
from transitions.presenters.reception import SAFE
from transitions.rules.reception_values import Safe

COLUMNS = ["", "Med tryggt mottagande", "Utan"]
NOT_CAUSE = (
    "Grupperna är inte lika från början: de som får ett team är oftare sköra eller oroliga. Siffrorna säger vad som "
    "hände, inte vad teamet åstadkom."
)
NOT_OVER = "Trettio dagar har inte gått för alla. Återinskrivningarna kan bli fler."
DEFINITIONS = (
    (
        "Hemkomster",
        "Vårdtillfällen utskrivna till eget hem under perioden. Med team: ett team har tagit emot beställningen.",
    ),
    ("Återinskrivna", "Inskrivna igen, oplanerat, 1 till 30 dagar efter hemkomsten, oavsett sjukhus."),
    (
        "Trygga",
        "Andel som svarat 4 eller 5 på frågan om trygghet, av dem som svarat på patienternas formulär.",
    ),
    (
        "Skillnad",
        "Mer än slump: 95 procents intervall för skillnaden mellan två andelar (Newcombe) täcker inte noll.",
    ),
)


def present(effect: Effect) -> dict[str, Any]:
    """What the page shows."""
    groups = (effect.with_team, effect.without)
    rows = [
        ["Hemkomster", *(cell_text(one.home) for one in groups)],
        ["Återinskrivna inom 30 dagar", *(cell_text(one.back) for one in groups)],
        ["Andel återinskrivna", *(_percent(one.back_percent) for one in groups)],
        ["Svar om trygghet", *(cell_text(one.answers) for one in groups)],
        ["Andel trygga", *(_percent(one.safe_percent) for one in groups)],
    ]
    hidden = any(None in (one.home, one.back, one.answers) for one in groups)
    return {
        "lead": _lead(effect),
        "sentences": [
            _told("återinskrivna", effect.back),
            _told("trygga", effect.safe),
        ],
        "table": SplitTable("Med och utan tryggt mottagande", COLUMNS, rows),
        "said": SplitTable(
            "Vad personerna har sagt till teamet vid uppföljningen",
            ["Svar", "Antal"],
            [[SAFE[Safe(name)], cell_text(effect.said[name])] for name in SAID],
        ),
        "notes": [NOT_CAUSE, *([] if effect.over else [NOT_OVER])],
        "hidden": hidden or None in effect.said.values(),
        "definitions": DEFINITIONS,
    }


def _lead(effect: Effect) -> str:
    if effect.with_team.home is None or effect.without.home is None:
        return "För få har kommit hem med ett team, eller utan, för att siffrorna ska kunna visas."
    if not effect.with_team.home:
        return "Ingen som kom hem under perioden hade ett team."
    whole = effect.with_team.home + effect.without.home
    return f"{number_text(effect.with_team.home)} av {number_text(whole)} hemkomster hade ett team."


def _told(what: str, found: Difference | None) -> str:
    if found is None:
        return f"Om andelen {what} skiljer sig går inte att säga: för få, eller inget att jämföra."
    between = f"mellan {number_text(found.low, 1)} och {number_text(found.high, 1)} procentenheter"
    if not found.more_than_chance:
        return f"Skillnaden i andelen {what} kan vara slump ({between})."
    more = "högre" if found.low > 0 else "lägre"
    return f"Andelen {what} är {more} med team än utan, mer än slump ({between})."


def _percent(value: float | None) -> str:
    return NOTHING if value is None else f"{number_text(value, 1)}{NBSP}%"
