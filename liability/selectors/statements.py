"""Reads of statements: the list, one month with its rows, what has been said of them, and their files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from actors.acting import Acting
from liability import permissions
from liability.models import (
    Statement,
    StatementAttachment,
    StatementDeadlines,
    StatementFile,
    StatementRow,
    StatementStep,
)
from liability.rules.statement_life import Deadlines, RowState, StatementFact
from liability.rules.statement_life import State as StatementState
from liability.rules.terms import EVERYWHERE
from liability.shelf import shipped_deadlines
from transitions import permissions as chain_permissions
from transitions.rules.kinds import Protection


def listed(*, acting: Acting) -> QuerySet[Statement]:
    """The statements of the acting one's side, the latest month first, with how many rows wait for an answer."""
    rows = permissions.statements_visible_to(acting).select_related("region", "municipality")
    return rows.annotate(
        row_count=Count("rows"),
        disputed=Count("rows", filter=Q(rows__state=RowState.DISPUTED)),
        answered=Count("rows", filter=Q(rows__state=RowState.ANSWERED)),
    ).order_by("-month", "municipality__sort_key", "terms_code")


def statement(*, acting: Acting, public_id: UUID) -> Statement | None:
    """One statement, when the acting one's side is a party to it. One query."""
    return listed(acting=acting).filter(public_id=public_id).first()


def rows_of(found: Statement) -> list[StatementRow]:
    """Its rows by number. One query."""
    return list(found.rows.order_by("number"))


def row(found: Statement, number: int) -> StatementRow | None:
    """One row. One query."""
    return found.rows.filter(number=number).first()


@dataclass(frozen=True, slots=True)
class Log:
    """What has been done with a statement, oldest first, and the attachments of each step."""

    steps: list[StatementStep]
    attachments: dict[int, list[StatementAttachment]] = field(default_factory=dict)


def log_of(found: Statement, *, row_id: int | None = None) -> Log:
    """The log of a statement, or of one row of it. Two queries."""
    steps = found.steps.select_related("row")
    if row_id is not None:
        steps = steps.filter(row_id=row_id)
    listed_steps = list(steps.order_by("at", "pk"))
    files: dict[int, list[StatementAttachment]] = {}
    for each in StatementAttachment.objects.filter(step__in=[step.pk for step in listed_steps]):
        files.setdefault(each.step_id, []).append(each)
    return Log(listed_steps, files)


def attachment(*, found: Statement, public_id: UUID) -> StatementAttachment | None:
    """A file that came with a step of the statement. One query."""
    return StatementAttachment.objects.filter(public_id=public_id, step__statement=found).first()


def files_of(found: Statement, *, limit: int = 10) -> list[StatementFile]:
    """The files that were ordered of it, newest first. One query."""
    return list(found.files.order_by("-ordered_at", "-pk")[:limit])


def file_order(*, found: Statement, public_id: UUID) -> StatementFile | None:
    """One ordered file. One query."""
    return found.files.filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class Named:
    """The person of a row, for those whose unit is on the chain."""

    name: str
    episode_public_id: str
    patient_id: int
    protected: bool


def names_of(*, acting: Acting, rows: Iterable[StatementRow]) -> dict[int, Named]:
    """Whom the rows are about, by episode id: only of the cases that the acting one's unit is on. One query at most."""
    ids = {each.episode_id for each in rows}
    if not chain_permissions.may(acting, chain_permissions.SEE_CASE):
        return {}
    visible = chain_permissions.visible_to(acting).filter(pk__in=ids)
    return {
        pk: Named(name, str(public_id), patient_id, protection != Protection.NONE)
        for pk, name, public_id, patient_id, protection in visible.values_list(
            "pk", "patient__name", "public_id", "patient_id", "patient__protection"
        )
    }


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """The deadlines that hold between two parties. `own`: entered here; others ship with the product."""

    deadlines: Deadlines
    source: str
    own: bool


def deadlines_for(region: str, municipality: str) -> DeadlineEntry:
    """The parties' own before the region's before everybody's before what ships. One query."""
    rows = StatementDeadlines.objects.filter(
        region__in=[region, EVERYWHERE], municipality__in=[municipality, EVERYWHERE]
    )
    ranked = sorted(rows, key=lambda each: (each.municipality == EVERYWHERE, each.region == EVERYWHERE))
    if not ranked:
        shipped = shipped_deadlines()
        return DeadlineEntry(shipped.deadlines, shipped.source, own=False)
    best = ranked[0]
    return DeadlineEntry(
        Deadlines(best.propose_days, best.dispute_days, best.answer_days), best.source, own=True
    )


def fact_of(found: Statement, *, today: date, row_state: str | None = None) -> StatementFact:
    """The statement as the rules know it. One query unless it is annotated (`listed`)."""
    counts = getattr(found, "row_count", None), getattr(found, "disputed", 0), getattr(found, "answered", 0)
    if counts[0] is None:
        counts = _counts(found)
    rows, disputed, answered = counts
    return StatementFact(
        state=StatementState(found.state),
        month=found.month,
        today=today,
        rows=rows or 0,
        disputed=disputed,
        answered=answered,
        agreed_region=found.agreed_region_at is not None,
        agreed_municipality=found.agreed_municipality_at is not None,
        dispute_by=found.dispute_by,
        row=None if row_state is None else RowState(row_state),
    )


def _counts(found: Statement) -> tuple[int, int, int]:
    told = found.rows.aggregate(
        rows=Count("pk"),
        disputed=Count("pk", filter=Q(state=RowState.DISPUTED)),
        answered=Count("pk", filter=Q(state=RowState.ANSWERED)),
    )
    return told["rows"], told["disputed"], told["answered"]
