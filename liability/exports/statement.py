"""A statement as CSV, XLSX, tagged PDF, and as a municipality's finance system takes it. No file names a patient."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from django.template.loader import render_to_string

from core import formats, pdf
from core.spreadsheets import Cell, Sheet, csv_file, csv_text, workbook
from liability.models import StatementRow
from liability.presenters import statement_log as history
from liability.presenters import statements as present
from liability.rules import finance
from liability.rules.billing import Outcome
from liability.rules.statement_files import Format
from liability.rules.statement_life import Act, RowState
from liability.selectors.statement_files import Content

STYLES = (
    pdf.STATIC / "css" / "pdf.css",
    Path(__file__).resolve().parents[1] / "static" / "liability" / "statement_pdf.css",
)
COLUMNS = [
    "Rad",
    "Slag",
    "Utfall",
    "Utskrivningsklar",
    "Första dag",
    "Sista dag",
    "Dagar",
    "Fakturerbara dagar",
    "Dagar som utskrivningsklar",
    "Dagar som inte räknas",
    "Kronor per dygn",
    "Belopp",
    "Fakturerbart belopp",
    "Läge",
    "Varför",
]


def _cells(row: StatementRow) -> list[Cell]:
    settled = row.adjusted_days
    mean = row.outcome == Outcome.MEAN
    days = row.days if settled is None or mean else settled
    ready = settled if mean and settled is not None else row.ready_days
    billable = row.billable_days if settled is None or mean else (settled if row.billable_days else 0)
    amount = present.row_amount(row)
    return [
        row.number,
        row.get_kind_display(),
        present.OUTCOMES[Outcome(row.outcome)],
        formats.day_of(row.notice_at).isoformat(),
        row.first_day.isoformat() if row.first_day else None,
        row.last_day.isoformat() if row.last_day else None,
        days,
        billable,
        ready,
        row.held_days,
        row.rate,
        amount,
        amount if billable else (0 if row.billable_amount is not None else None),
        present.ROW_STATES[RowState(row.state)].label,
        present.why(row),
    ]


def _about(content: Content) -> Sheet:
    found = content.statement
    mean = present.mean(found)
    rows: list[list[Cell]] = [
        ["Månad", formats.month_text(found.month)],
        ["Betalningsansvarig", found.municipality.name],
        ["Region", found.region.name],
        ["Villkor", f"{found.terms_name} ({found.terms_code})"],
        ["Läge", present.tag_of(found).label],
        ["Dagar", present.days_of(found)],
        ["Belopp, kronor", found.amount],
        ["Fakturerbart, kronor", found.billable_amount],
        ["Radernas kontrollsumma", found.checksum or "Sätts när månaden låses"],
    ]
    if mean is not None:
        rows += [[f"Medelvärde {number}", text] for number, text in enumerate(mean["sentences"], 1)]
    return Sheet("Om underlaget", ["Uppgift", "Värde"], rows)


def as_csv(content: Content) -> bytes:
    """The rows, with a heading row."""
    return csv_file([COLUMNS, *(_cells(row) for row in content.rows)])


def as_xlsx(content: Content) -> bytes:
    """A workbook: what it is, the rows, and what has been done."""
    log: list[list[Cell]] = [
        [
            formats.day_of(step.at).isoformat(),
            history.STEPS[Act(step.kind)].format(row="" if step.row is None else step.row.number),
            step.by_name,
            step.by_unit_name,
            step.text,
        ]
        for step in content.steps
    ]
    sheets = [
        _about(content),
        Sheet("Rader", COLUMNS, [_cells(row) for row in content.rows]),
        Sheet("Vad som gjorts", ["Dag", "Steg", "Av", "Enhet", "Text"], log),
    ]
    found = content.statement
    return workbook(sheets, title=f"Betalningsunderlag {formats.month_text(found.month)}")


def as_pdf(content: Content) -> bytes:
    """The month as a tagged PDF (PDF/UA-1)."""
    found = content.statement
    context = {
        "statement": present.head(found, now=content.made_at),
        "figures": present.figures(found),
        "groups": present.groups(content.rows, found, {}),
        "log": history.log_lines(content.log, found, now=content.made_at),
        "made": formats.moment_text(content.made_at, content.made_at),
    }
    return pdf.make(render_to_string("liability/statement_pdf.html", context), styles=STYLES)


def posts(content: Content) -> list[finance.Post]:
    """What there is to pay, as lines: rows with billable days, corrections, and the month's mean as one line."""
    found = content.statement
    made = []
    for row in content.rows:
        cells = dict(zip(COLUMNS, _cells(row), strict=True))
        amount = cells["Fakturerbart belopp"]
        if row.kind == StatementRow.Kind.CORRECTION:
            amount = row.billable_amount
        if isinstance(amount, int) and (amount or (row.kind == StatementRow.Kind.CORRECTION and row.days)):
            kind = "rättelse" if row.kind == StatementRow.Kind.CORRECTION else "vårddygn"
            made.append(finance.Post(row.number, kind, str(cells["Fakturerbara dagar"]), row.rate, amount))
    if found.mean.get("amount") and found.mean.get("billable"):
        days = formats.number_text(Decimal(found.mean["days"]))
        rate = next((row.rate for row in content.rows if row.outcome == Outcome.MEAN), None)
        made.append(finance.Post(0, "medelvärde", days, rate, found.mean["amount"]))
    return made


def as_finance(content: Content) -> bytes:
    """The file for the finance system, in the municipality's layout. Raises ValueError when an amount is unknown."""
    found = content.statement
    if found.billable_amount is None:
        raise ValueError("an unknown amount is never sent to a finance system")
    made = posts(content)
    if sum(post.amount for post in made) != found.billable_amount:
        raise ValueError("the lines do not add up to the statement's sum")
    head = {
        "period": f"{found.month:%Y-%m}",
        "municipality": found.municipality.code,
        "region": found.region.code,
        "terms": found.terms_code,
        "reference": str(found.public_id),
    }
    return finance_text(content.layout, made, head).encode("utf-8-sig")


def finance_text(layout: finance.Layout, posts: Sequence[finance.Post], head: Mapping[str, str]) -> str:
    """The lines of the finance system's file, as they are written."""
    sign = layout.separator
    rows = finance.lines(layout, posts, head)
    return "".join(sign.join(_quoted(csv_text(cell), sign) for cell in row) + "\r\n" for row in rows)


def _quoted(text: str, separator: str) -> str:
    # A negative amount is a number, not a formula: it is written as it is.
    plain = text.removeprefix("'") if text.removeprefix("'-").isdigit() else text
    if any(sign in plain for sign in (separator, '"', "\r", "\n")):
        return '"' + plain.replace('"', '""') + '"'
    return plain


RENDERERS: dict[Format, Callable[[Content], bytes]] = {
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
    Format.PDF: as_pdf,
    Format.FINANCE: as_finance,
}


def render(content: Content, form: Format) -> bytes:
    """The file."""
    return RENDERERS[form](content)
