"""What has been done with a month, and the files that were ordered of it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core import formats
from core.conflicts import Conflict
from core.orders import OrderState
from core.ui import Status as Tag
from core.ui import Tone
from liability.forms import ANSWERS, DISPUTE_REASONS
from liability.models import Statement, StatementFile
from liability.presenters.results import days_text
from liability.presenters.statements import SIDES
from liability.rules.statement_life import Act, Side, State
from liability.selectors.statements import Log

STEPS = {
    Act.PROPOSE: "Föreslog underlaget",
    Act.TAKE_BACK: "Tog tillbaka förslaget",
    Act.DISPUTE: "Bestred rad {row}",
    Act.ANSWER: "Svarade på rad {row}",
    Act.ACCEPT: "Godtog rad {row}",
    Act.AGREE: "Godkände underlaget",
    Act.LOCK: "Låste underlaget",
}


def log_lines(log: Log, found: Statement, *, now: datetime) -> list[dict[str, Any]]:
    """What has been done, newest first."""
    reasons = {**dict(DISPUTE_REASONS), **dict(ANSWERS)}
    lines = []
    for step in reversed(log.steps):
        row = step.row.number if step.row is not None else ""
        lines.append(
            {
                "at": formats.moment_text(step.at, now),
                "title": STEPS[Act(step.kind)].format(row=row),
                "by": ", ".join(each for each in (step.by_name, step.by_unit_name) if each),
                "side": SIDES[Side(step.side)] if step.side else "",
                "reason": reasons.get(step.reason, ""),
                "text": step.text,
                "days": "" if step.days is None else days_text(step.days),
                "files": [
                    {
                        "label": f"Hämta bilagan ({each.kind.upper()}, {max(1, each.size // 1024)} kB)",
                        "url": reverse("statement_attachment", args=[found.public_id, each.public_id]),
                    }
                    for each in log.attachments.get(step.pk, [])
                ],
            }
        )
    return lines


def refusal(conflict: Conflict, log: Log, *, now: datetime) -> str:
    """Why a step was refused; from an old page also what has been done since, and by whom."""
    since = conflict.current.get("since")
    if not isinstance(since, int):
        return conflict.message
    # Each step makes one version: what the page did not show are the last of them.
    missed = log.steps[-(conflict.current["version"] - since) :] if since >= 0 else []
    told = []
    for step in missed:
        what = STEPS[Act(step.kind)].format(row="" if step.row is None else step.row.number)
        told.append(f"{what} ({step.by_name}, {formats.moment_text(step.at, now)}).")
    return " ".join([conflict.message, *told])


def formats_for(found: Statement) -> list[dict[str, str]]:
    """The files that can be ordered: the finance system's once both have agreed."""
    choices = [("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")]
    if found.state in (State.AGREED, State.LOCKED):
        choices.append(("finance", "Fil till ekonomisystemet"))
    return [{"value": value, "label": label} for value, label in choices]


FILE_NAMES = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "finance": "Fil till ekonomisystemet"}
ORDER_STATES = {
    OrderState.ORDERED: Tag("Görs nu", Tone.INFO),
    OrderState.MADE: Tag("Klar", Tone.SUCCESS),
    OrderState.FAILED: Tag("Kunde inte göras", Tone.DANGER),
}


def file_line(found: Statement, one: StatementFile, *, now: datetime) -> dict[str, Any]:
    """An ordered file: how far it has come, where it is, and whether it was fetched."""
    state = OrderState(one.state)
    return {
        "format": FILE_NAMES[one.format],
        "status": ORDER_STATES[state],
        "made": state is OrderState.MADE,
        "waiting": state is OrderState.ORDERED,
        "progress": one.progress,
        "ordered": formats.moment_text(one.ordered_at, now),
        "by": one.ordered_by_name,
        "size": f"{formats.number_text(max(1, round((one.size or 0) / 1024)))} kB" if one.size else "",
        "sha256": one.sha256,
        "stale": one.statement_version != found.version,
        "fetched": ""
        if one.fetched_at is None
        else f"{formats.moment_text(one.fetched_at, now)} av {one.fetched_by_name}",
        "url": reverse("statement_file", args=[found.public_id, one.public_id]),
        "file_url": reverse("statement_download", args=[found.public_id, one.public_id]),
    }
