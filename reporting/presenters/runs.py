"""An ordered file as it is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.formats import moment_text, number_text
from core.orders import OrderState as State
from core.ui import Status, Tone
from reporting.models import ReportRun
from reporting.rules.periods import parse_period

STATUSES = {
    State.ORDERED: Status("Görs nu", Tone.INFO),
    State.MADE: Status("Klar", Tone.SUCCESS),
    State.FAILED: Status("Kunde inte göras", Tone.DANGER),
}
FORMATS = {"pdf": "PDF", "csv": "CSV", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class RunView:
    """An order: what, of whom, how far, and where the file is."""

    title: str
    format: str
    status: Status
    made: bool
    waiting: bool
    ordered: str
    size: str
    url: str
    file_url: str


def run_view(run: ReportRun, now: datetime) -> RunView:
    """The order as it is shown."""
    state = State(run.state)
    return RunView(
        title=f"{run.organisation_name}, {parse_period(run.period).name}",
        format=FORMATS[run.format],
        status=STATUSES[state],
        made=state is State.MADE,
        waiting=state is State.ORDERED,
        ordered=moment_text(run.ordered_at, now),
        size=f"{number_text(max(1, round((run.size or 0) / 1024)))} kB" if run.size else "",
        url=reverse("report_run", args=[run.public_id]),
        file_url=reverse("report_file", args=[run.public_id]),
    )
