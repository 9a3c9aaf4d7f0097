"""The nämnd's report: begun, written, made final once, and drafts that make themselves (U6)."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors.acting import Acting
from core import audit, clock
from core.conflicts import Conflict
from core.exclusive import alone
from core.invalid import Invalid
from reporting import permissions
from reporting.models import BoardReport, BoardSchedule, BoardState, BoardText
from reporting.rules.dates import add_months
from reporting.rules.definitions import DEFINITIONS_VERSION
from reporting.rules.periods import Period, ScheduleKind, month_of, parse_period
from reporting.selectors.directory import Directory
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Composed:
    """What a final report keeps: what is printed, the contract's form, and the rows of cells as they go out."""

    content: dict[str, Any]
    figures: dict[str, Any]
    rows: list[dict[str, Any]]

    @property
    def sha256(self) -> str:
        """The sum over all three, the same whatever the order of their names."""
        return checksum(self.content, self.figures, self.rows)


def checksum(content: Any, figures: Any, rows: Any) -> str:
    """The sum of a final report's parts."""
    told = json.dumps([content, figures, rows], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def is_whole(row: BoardReport) -> bool:
    """Whether a final report is what it was when it was made final."""
    return row.sha256 == checksum(row.content, row.figures, row.rows)


@transaction.atomic
def begin_board(*, acting: Acting, known: Directory, organisation: str, period: Period) -> BoardReport:
    """The draft of an organisation and a period; the one that is there, when it is. Raises PermissionDenied."""
    _require(acting, known, organisation)
    row, made = BoardReport.objects.get_or_create(
        organisation=organisation,
        period=period.code,
        state=BoardState.DRAFT,
        defaults={
            "organisation_name": known.organisations[organisation].name,
            "made_at": clock.now(),
            "made_by_name": acting.user_name,
            "definitions_version": DEFINITIONS_VERSION,
        },
    )
    if made:
        audit.record(acting, "report.board.begun", row, {"period": (None, period.code)})
    return row


@transaction.atomic
def write_board(
    *,
    acting: Acting,
    known: Directory,
    board: BoardReport,
    texts: Mapping[str, str],
    reference: str,
    version: int,
) -> BoardReport:
    """Keep what was written as new versions of the parts that changed.

    Raises PermissionDenied; Conflict `final`, and `stale` when somebody else has written since the page was drawn.
    """
    row = _locked(acting, known, board)
    if row.version != version:
        raise Conflict(Verdict.no("stale", version=row.version))
    latest = latest_texts(row)
    changed = {
        part: text for part, text in texts.items() if text != (latest[part].text if part in latest else None)
    }
    for part, text in changed.items():
        BoardText.objects.create(
            report=row,
            part=part,
            number=latest[part].number + 1 if part in latest else 1,
            text=text,
            written_at=clock.now(),
            written_by_name=acting.user_name,
        )
    if changed or reference != row.reference:
        row.reference = reference
        row.version += 1
        row.save(update_fields=["reference", "version"])
        audit.record(acting, "report.board.written", row, {"parts": (None, len(changed))})
    return row


def latest_texts(board: BoardReport) -> dict[str, BoardText]:
    """The last version of each part. One query."""
    found: dict[str, BoardText] = {}
    for text in BoardText.objects.filter(report=board).order_by("part", "number"):
        found[text.part] = text
    return found


@transaction.atomic
def make_final(
    *,
    acting: Acting,
    known: Directory,
    board: BoardReport,
    version: int,
    now: datetime,
    compose: Callable[[BoardReport], Composed],
) -> BoardReport:
    """Lock the report with its figures and texts. One at a time, so that each is held beside those before it (U7).

    Raises PermissionDenied; Invalid `not_over`; Conflict `final`, `stale`, and `busy` while another is made final.
    """
    if not alone("report.publish"):
        raise Conflict(Verdict.no("busy"))
    row = _locked(acting, known, board)
    if row.version != version:
        raise Conflict(Verdict.no("stale", version=row.version))
    if parse_period(row.period).ends_before > now:
        raise Invalid("not_over", "Perioden är inte slut än. Rapporten kan göras slutlig när den är det.")
    composed = compose(row)
    row.content, row.figures, row.rows = composed.content, composed.figures, composed.rows
    row.sha256 = composed.sha256
    row.state = BoardState.FINAL.value
    row.final_at, row.final_by_name = now, acting.user_name
    row.version += 1
    row.save()
    audit.record(acting, "report.board.final", row, {"sha256": (None, row.sha256)})
    return row


@transaction.atomic
def begin_schedule(
    *, acting: Acting, known: Directory, organisation: str, kind: ScheduleKind
) -> BoardSchedule:
    """Have a draft made when each period has ended; once for each kind. Raises PermissionDenied."""
    _require(acting, known, organisation)
    row, made = BoardSchedule.objects.get_or_create(
        organisation=organisation,
        kind=kind.value,
        ended_at=None,
        defaults={"begun_at": clock.now(), "begun_by_name": acting.user_name},
    )
    if made:
        audit.record(acting, "report.schedule.begun", row)
    return row


@transaction.atomic
def end_schedule(*, acting: Acting, known: Directory, schedule: BoardSchedule) -> None:
    """Make no more. Raises PermissionDenied."""
    _require(acting, known, schedule.organisation)
    row = BoardSchedule.objects.select_for_update().get(pk=schedule.pk)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        audit.record(acting, "report.schedule.ended", row)


def last_whole(kind: ScheduleKind, now: datetime) -> Period:
    """The last period of the kind that has ended."""
    today = clock.local_date(now)
    if kind is ScheduleKind.MONTH:
        return month_of(add_months(today, -1))
    if kind is ScheduleKind.QUARTER:
        first = add_months(today, -3 - (today.month - 1) % 3)
        return parse_period(f"{first.year}-K{(first.month + 2) // 3}")
    return parse_period(str(today.year - 1))


@transaction.atomic
def make_due_drafts(*, acting: Acting, known: Directory, now: datetime) -> int:
    """A draft for each schedule whose period has ended since it began and has none. Returns how many were made."""
    made = 0
    for row in BoardSchedule.objects.filter(ended_at__isnull=True):
        period = last_whole(ScheduleKind(row.kind), now)
        there = BoardReport.objects.filter(organisation=row.organisation, period=period.code)
        if row.organisation in known.organisations and not there.exists():
            begin_board(acting=acting, known=known, organisation=row.organisation, period=period)
            made += 1
    return made


def _locked(acting: Acting, known: Directory, board: BoardReport) -> BoardReport:
    _require(acting, known, board.organisation)
    row = BoardReport.objects.select_for_update().filter(pk=board.pk).first()
    if row is None:
        raise NotFound
    if row.state == BoardState.FINAL:
        raise Conflict(Verdict.no("final"))
    return row


def _require(acting: Acting, known: Directory, organisation: str) -> None:
    own = known.organisation_codes.get(acting.organisation_id, "")
    kept = permissions.decides_for(acting, organisation, organisation=own, organisations=known.organisations)
    if acting.source != "system" and not kept:
        raise PermissionDenied("board")
