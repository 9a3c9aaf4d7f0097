"""Reads of the nämnd's reports and of their schedules."""

from collections.abc import Iterable
from uuid import UUID

from reporting.models import BoardReport, BoardSchedule, BoardState, BoardText

LATER = ("content", "figures", "rows")


def boards_of(organisations: Iterable[str]) -> list[BoardReport]:
    """The reports of the organisations, newest first, without what they keep. One query."""
    return list(BoardReport.objects.filter(organisation__in=list(organisations)).defer(*LATER)[:100])


def board(organisations: Iterable[str], public_id: UUID) -> BoardReport | None:
    """A report of one of the organisations. One query."""
    return BoardReport.objects.filter(organisation__in=list(organisations), public_id=public_id).first()


def board_by_id(board_id: int) -> BoardReport:
    """The report of an order. One query."""
    found: BoardReport = BoardReport.objects.get(pk=board_id)
    return found


def finals_before(row: BoardReport, limit: int = 4) -> list[BoardReport]:
    """The last final reports of the same organisation, without what they print. One query."""
    rows = BoardReport.objects.filter(organisation=row.organisation, state=BoardState.FINAL)
    return list(rows.exclude(pk=row.pk).defer("content", "rows").order_by("-final_at")[:limit])


def versions_of(row: BoardReport) -> dict[str, list[BoardText]]:
    """Every version of every part, newest first. One query."""
    found: dict[str, list[BoardText]] = {}
    for text in BoardText.objects.filter(report=row).order_by("part", "-number"):
        found.setdefault(text.part, []).append(text)
    return found


def schedules_of(organisations: Iterable[str]) -> list[BoardSchedule]:
    """The standing schedules. One query."""
    rows = BoardSchedule.objects.filter(organisation__in=list(organisations), ended_at__isnull=True)
    return list(rows)
