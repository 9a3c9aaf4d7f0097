"""A month's statement in words: where it stands, its sums, its rows, and what has been said."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import formats
from core.ui import Status as Tag
from core.ui import Tone
from liability import permissions
from liability.models import Statement, StatementRow
from liability.presenters.results import MISSING_AMOUNT, amount_text, days_text
from liability.rules.billing import Outcome
from liability.rules.periods import each_day
from liability.rules.reasons import deciding
from liability.rules.statement_life import Act, RowState, Side, State, StatementFact, can
from liability.rules.terms import Basis, MeanPopulation
from liability.rules.terms_form import terms_from_json
from liability.selectors.statements import Named

STATES = {
    State.PRELIMINARY: Tag("Preliminärt", Tone.NEUTRAL),
    State.PROPOSED: Tag("Föreslaget", Tone.INFO),
    State.AGREED: Tag("Godkänt av båda", Tone.SUCCESS),
    State.LOCKED: Tag("Låst", Tone.SUCCESS, "lock"),
}
ROW_STATES = {
    RowState.OPEN: Tag("Inte bestridd", Tone.NEUTRAL),
    RowState.DISPUTED: Tag("Bestridd", Tone.DANGER),
    RowState.ANSWERED: Tag("Besvarad", Tone.WARNING),
    RowState.SETTLED: Tag("Uppgjord", Tone.SUCCESS),
}
OUTCOMES = {
    Outcome.BILLABLE: "Att betala",
    Outcome.SUSPENDED: "Beräknas, ej fakturerbart",
    Outcome.REVIEW: "Behöver bedömas",
    Outcome.BLOCKED: "Inget betalningsansvar",
    Outcome.FREE: "Inom fristdagarna",
    Outcome.MEAN: "Ingår i medelvärdet",
}
GROUPS = (
    ("pay", "Att betala", (Outcome.BILLABLE,)),
    ("mean", "Ingår i månadens medelvärde", (Outcome.MEAN,)),
    ("suspended", "Beräknas men faktureras inte", (Outcome.SUSPENDED,)),
    ("review", "Behöver bedömas av båda parter", (Outcome.REVIEW,)),
    ("blocked", "Inget betalningsansvar: en förutsättning saknas", (Outcome.BLOCKED,)),
    ("free", "Inga dagar: slut före betalningsansvaret, eller inom fristdagarna", (Outcome.FREE,)),
)
SIDES = {Side.REGION: "Regionen", Side.MUNICIPALITY: "Kommunen"}
POPULATIONS = {
    MeanPopulation.ALL: "alla utskrivna som varit utskrivningsklara, också de som åkte hem samma dag (dag noll)",
    MeanPopulation.FROM_DAY_ONE: "utskrivna som varit utskrivningsklara minst en dag",
}


def tag_of(found: Statement) -> Tag:
    """Where the statement stands. A disputed row says more than that it is proposed."""
    state = State(found.state)
    if state is State.PROPOSED and getattr(found, "disputed", False):
        return Tag("Bestridet", Tone.DANGER)
    if state is State.PROPOSED and getattr(found, "answered", False):
        return Tag("Besvarat", Tone.WARNING)
    if state is State.PROPOSED and (found.agreed_region_at or found.agreed_municipality_at):
        side = formats.in_sentence(SIDES[Side.REGION if found.agreed_region_at else Side.MUNICIPALITY])
        return Tag(f"Godkänt av {side}", Tone.INFO)
    return STATES[state]


def listed_row(found: Statement, *, now: datetime) -> dict[str, Any]:
    """A statement in the list."""
    return {
        "url": reverse("statement", args=[found.public_id]),
        "month": formats.month_text(found.month),
        "municipality": found.municipality.name,
        "terms": found.terms_name,
        "tag": tag_of(found),
        "days": days_of(found),
        "amount": amount_text(found.amount),
        "billable": amount_text(found.billable_amount),
        "next": next_step(found, now=now),
    }


def days_of(found: Statement) -> str:
    """Days owed: under average terms they may be fractions, or unknown."""
    if found.basis != Basis.AVERAGE or not found.mean:
        return days_text(found.days)
    days = found.mean.get("days")
    return "Nivån saknas" if days is None else f"{formats.number_text(Decimal(days))}{formats.NBSP}dagar"


def next_step(found: Statement, *, now: datetime) -> str:
    """What is waited for, and until when."""
    state = State(found.state)
    today = formats.day_of(now)
    if state is State.PRELIMINARY:
        return "Räknas om varje dag"
    if state is State.LOCKED:
        return "Klart"
    if state is State.AGREED:
        return "Regionen låser"
    if getattr(found, "disputed", False):
        return "Regionen svarar"
    if getattr(found, "answered", False):
        return "Kommunen godtar eller bestrider"
    if found.agreed_municipality_at:
        return "Regionen godkänner"
    if found.dispute_by and today <= found.dispute_by:
        return f"Kommunen granskar, senast {formats.day_text(found.dispute_by, now)}"
    return "Kommunen godkänner"


def head(found: Statement, *, now: datetime) -> dict[str, Any]:
    """The statement's own facts and figures."""
    terms = terms_from_json(found.terms)
    facts: list[dict[str, Any]] = [
        {"label": "Betalnings\u00adansvarig", "value": found.municipality.name},
        {"label": "Region", "value": found.region.name},
        {"label": "Villkor", "value": found.terms_name},
        {"label": "Källa", "value": terms.source or "Saknas"},
        {"label": "Beräknat", "value": formats.moment_text(found.computed_at, now)},
    ]
    if not terms.confirmed:
        facts.insert(4, {"label": "Villkoren är", "status": Tag("Inte bekräftade", Tone.WARNING)})
    if found.dispute_by:
        facts.append({"label": "Bestrids senast", "value": formats.day_text(found.dispute_by, now)})
    for label, at in (
        ("Godkänt av regionen", found.agreed_region_at),
        ("Godkänt av kommunen", found.agreed_municipality_at),
        ("Låst", found.locked_at),
    ):
        if at is not None:
            facts.append({"label": label, "value": formats.moment_text(at, now)})
    if found.checksum:
        facts.append({"label": "Kontrollsumma", "value": found.checksum[:16]})
    return {
        "title": f"Betalningsunderlag {formats.month_text(found.month)}",
        "municipality": found.municipality.name,
        "tag": tag_of(found),
        "next": next_step(found, now=now),
        "facts": facts,
        "mean": mean(found),
    }


def figures(found: Statement) -> list[dict[str, str]]:
    """The sums above the rows."""
    shown = [
        {"label": "Dagar", "value": days_of(found)},
        {"label": "Belopp", "value": amount_text(found.amount)},
        {"label": "Fakturerbart", "value": amount_text(found.billable_amount)},
    ]
    if found.held_days:
        shown.append({"label": "Dagar som inte räknas", "value": days_text(found.held_days)})
    return shown


def mean(found: Statement) -> dict[str, Any] | None:
    """The month's mean and how it was worked out; None under individual terms."""
    told = found.mean
    if not told:
        return None
    terms = terms_from_json(found.terms)
    level = terms.mean_level
    population = POPULATIONS[terms.mean_population or MeanPopulation.ALL]
    shown = "–" if told["mean"] is None else f"{formats.number_text(Decimal(told['mean']), 2)} dagar"
    said = [f"Medelvärdet räknas över {population}: {told['patients']} patienter, {told['sum_days']} dagar."]
    if level is None:
        said.append("Nivån är inte känd. Dagar och belopp kan inte räknas förrän den är inlagd.")
    else:
        over = formats.number_text(Decimal(told["excess_days"]))
        said.append(
            f"Nivån är {formats.number_text(level)} dagar. Det som överstiger nivån är "
            f"{told['sum_days']} − {formats.number_text(level)} × {told['patients']}, alltså {over} dagar."
        )
    if told["individual_days"]:
        said.append(
            f"Vistelser längre än {terms.individual_after_days} dagar betalas var för sig för det som är över: "
            f"{told['individual_days']} dagar."
        )
    return {
        "value": shown,
        "sentences": said,
        "figures": [
            {"label": "Patienter", "value": str(told["patients"])},
            {"label": "Summa dagar", "value": str(told["sum_days"])},
            {"label": "Medelvärde", "value": shown},
            {
                "label": "Nivå",
                "value": "Saknas" if level is None else f"{formats.number_text(level)} dagar",
            },
        ],
    }


def row_view(row: StatementRow, found: Statement, named: Mapping[int, Named]) -> dict[str, Any]:
    """A row of the table. The person's name only for those whose unit is on the case."""
    person = named.get(row.episode_id)
    adjusted = row.adjusted_days is not None
    days = row.adjusted_days if adjusted else (row.ready_days if row.outcome == Outcome.MEAN else row.days)
    return {
        "number": row.number,
        "url": reverse("statement_row", args=[found.public_id, row.number]),
        "name": "" if person is None else ("Skyddad identitet" if person.protected else person.name),
        "correction": row.kind == StatementRow.Kind.CORRECTION,
        "ward": row.ward or "–",
        "notice_at": row.notice_at,
        "period": period(row.first_day, row.last_day),
        "days": days_text(days or 0),
        "held": days_text(row.held_days) if row.held_days else "",
        "adjusted": days_text(row.ready_days if row.outcome == Outcome.MEAN else row.days)
        if adjusted
        else "",
        "rate": MISSING_AMOUNT if row.rate is None else formats.money_text(row.rate),
        "amount": amount_text(row_amount(row)),
        "tag": ROW_STATES[RowState(row.state)],
        "waits": row.state in (RowState.DISPUTED, RowState.ANSWERED),
        "outcome": OUTCOMES[Outcome(row.outcome)],
        "why": why(row),
    }


def row_amount(row: StatementRow) -> int | None:
    """What a row comes to, after what the two sides agreed to change."""
    if row.adjusted_days is None or row.outcome == Outcome.MEAN:
        return row.amount
    if row.adjusted_days == 0:
        return 0
    return None if row.rate is None else row.adjusted_days * row.rate


def why(row: StatementRow) -> str:
    """The sentence that decided the row."""
    place = deciding([reason["code"] for reason in row.reasons])
    return "" if place is None else str(row.reasons[place]["text"])


def period(first: date | None, last: date | None) -> str:
    """ "10–15 mars", "31 mars"."""
    if first is None or last is None:
        return "–"
    month = formats.MONTHS_LONG[first.month - 1]
    return f"{first.day} {month}" if first == last else f"{first.day}–{last.day} {month}"


def groups(
    rows: Iterable[StatementRow], found: Statement, named: Mapping[int, Named]
) -> list[dict[str, Any]]:
    """The rows by what they are: to pay first, then what is not billable with the reason."""
    corrections = [row for row in rows if row.kind == StatementRow.Kind.CORRECTION]
    stays = [row for row in rows if row.kind != StatementRow.Kind.CORRECTION]
    shown = []
    for code, title, outcomes in GROUPS:
        chosen = [row for row in stays if row.outcome in outcomes]
        if code == "pay":
            chosen.sort(key=lambda row: row.state == RowState.OPEN)
        if chosen:
            shown.append(_group(code, title, chosen, found, named))
    if corrections:
        shown.insert(1, _group("corrections", "Rättelser av låsta månader", corrections, found, named))
    return shown


def _group(
    code: str, title: str, rows: list[StatementRow], found: Statement, named: Mapping[int, Named]
) -> dict[str, Any]:
    counted = code in ("pay", "mean", "corrections", "suspended")
    return {
        "code": code,
        "title": title,
        "rows": [row_view(row, found, named) for row in rows],
        "paid": code in ("pay", "corrections", "suspended"),
        "folded": not counted and len(rows) > 5,
        "count": len(rows),
    }


def days(row: StatementRow) -> list[dict[str, Any]]:
    """Each owed day of a row with its rate, for the page of the row."""
    if row.first_day is None or row.last_day is None:
        return []
    shown = []
    for number, day in enumerate(each_day(row.first_day, row.last_day)):
        left = row.adjusted_days is None or number < row.adjusted_days
        shown.append(
            {
                "day": f"{formats.WEEKDAYS[day.weekday()]} {day.day} {formats.MONTHS_LONG[day.month - 1]}",
                "amount": amount_text(row.rate) if left else "Räknas inte, enligt svaret",
            }
        )
    return shown


ACT_BUTTONS = (
    (Act.PROPOSE, "Föreslå underlaget", "statement_propose", "send"),
    (Act.AGREE, "Godkänn underlaget", "statement_agree", "check"),
    (Act.LOCK, "Lås underlaget", "statement_lock", "lock"),
)


def actions(
    found: Statement, fact: StatementFact, acting: Acting
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The primary button and the others, as the same rules answer that the services ask."""
    side = permissions.side_of(acting)
    buttons = []
    for act, label, name, icon in ACT_BUTTONS:
        if permissions.may(acting, permissions.ACTION_OF[act]) and can(act, side, fact).allowed:
            buttons.append(
                {
                    "label": label,
                    "url": reverse(name, args=[found.public_id]),
                    "method": "post",
                    "icon": icon,
                    "fields": {"version": found.version},
                }
            )
    if permissions.may(acting, permissions.PROPOSE) and can(Act.TAKE_BACK, side, fact).allowed:
        buttons.append(
            {"label": "Ta tillbaka förslaget", "url": reverse("statement_take_back", args=[found.public_id])}
        )
    primary = buttons.pop(0) if buttons and buttons[0].get("method") else None
    return primary, buttons
