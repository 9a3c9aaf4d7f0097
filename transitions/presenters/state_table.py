"""docs/tillstand.md: the state table in Swedish."""

from core.formats import in_sentence
from transitions.presenters.words import ITEMS, conflict_text
from transitions.rules.kinds import ItemKind
from transitions.rules.state_table import STATES, table

STATE_WORDS = {
    "admitted": "Inskriven",
    "noticed": "Planeras",
    "applied": "Har ansökt",
    "not_applied": "Har inte ansökt",
    "objects": "Motsätter sig",
    "ready": "Utskrivningsklar",
    "questioned": "Ifrågasatt",
    "paper": "Papper utan kvittens",
    "withdrawn": "Återkallad",
    "discharged": "Utskriven",
    "deceased": "Avliden",
    "at_home": "Hemma",
}

_HEAD = """# Tillstånd och handlingar

Varje läge i ett ärende gånger varje handling: *ja*, eller numret på skälet nedan. Tabellen skrivs av
`python manage.py write_state_table` ur `transitions/rules/actions.py`, samma regler som knappen, sidan, API:et och
händelsefilen frågar, och hålls mot dem av `tests/unit/transitions/test_state_table.py` och, mot tjänsterna,
`tests/transitions/test_state_table.py`. Vem som får göra vad står i `docs/behorigheter.md`. En handling som regeln
säger nej till gör ingenting: sidan svarar 409 med vad som har hänt.

"""


def as_markdown() -> str:
    """The whole document."""
    answers = table()
    codes: dict[str, int] = {}
    for by_state in answers.values():
        for verdict in by_state.values():
            if not verdict.allowed:
                codes.setdefault(verdict.code, len(codes) + 1)
    head = "| handling | " + " | ".join(STATE_WORDS[state] for state in STATES) + " |"
    line = "|---|" + "---|" * len(STATES)
    always = [kind for kind, by_state in answers.items() if all(one.allowed for one in by_state.values())]
    rows = [
        f"| {ITEMS[kind]} (`{kind}`) | "
        + " | ".join(
            "ja" if by_state[state].allowed else str(codes[by_state[state].code]) for state in STATES
        )
        + " |"
        for kind, by_state in answers.items()
        if kind not in always
    ]
    reasons = [f"{number}. {conflict_text(code)} (`{code}`)" for code, number in codes.items()]
    return (
        _HEAD
        + "\n".join([head, line, *rows])
        + "\n\n## Skälen\n\n"
        + "\n".join(reasons)
        + "\n\n## Alltid möjliga\n\nI alla lägen, för den som får: "
        + ", ".join(f"{_inside(kind)} (`{kind}`)" for kind in always)
        + ".\n"
    )


def _inside(kind: ItemKind) -> str:
    return in_sentence(ITEMS[kind])
