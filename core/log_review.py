"""The follow-up of who looked at whom: random samples, verdicts, flags, alerts, and one patient's own log.

Systematic and recurring, as PDL 4:3, SVOD 4:4 and PuL-soc 10 § ask; each provider answers for its own units' looks.
Other apps see frozen values.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.db.models import Count, Max

from core import audit, clock, conf
from core.acting import Actor
from core.models import AccessLogRow, LogSample, LogVerdict, LookAlert

JUSTIFIED: Final = LogVerdict.Finding.JUSTIFIED.value
ASK: Final = LogVerdict.Finding.ASK.value
FINDINGS: Final = tuple(LogVerdict.Finding.choices)


class NotReviewable(Exception):
    """The sample cannot be drawn or judged. `code` is nothing_to_review, own_look, or not_in_sample."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Look:
    """One look, as the log has it."""

    id: int
    at: datetime
    user_id: int | None
    user_name: str
    role: str
    unit_id: int | None
    unit_name: str
    organisation_id: int | None
    patient_id: int
    case_id: int | None
    action: str
    ground: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody found of a look, and when."""

    finding: str
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample and how far its review has come."""

    id: int
    unit_id: int
    unit_name: str
    since: datetime
    until: datetime
    seed: str
    population: int
    rows: tuple[int, ...]
    drawn_at: datetime
    drawn_by_name: str
    judged: int
    last_verdict_at: datetime | None

    @property
    def done(self) -> bool:
        """Every row has a verdict."""
        return self.judged >= len(self.rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a unit's log is followed up. `flagged`: it was read, and nobody has finished a review in time."""

    looks: int
    reviewed_at: datetime | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody opened more patients in a short time than the role's limit."""

    at: datetime
    user_name: str
    unit_name: str
    opened: int
    unrelated: int
    limit: int


def draw(
    acting: Actor,
    *,
    unit_id: int,
    unit_name: str,
    organisation_id: int,
    since: datetime,
    until: datetime,
) -> Sample:
    """Draw a sample of a unit's looks in a time. Raises NotReviewable when there are none."""
    ids = _population(unit_id, since, until)
    if not ids:
        raise NotReviewable("nothing_to_review")
    seed = secrets.token_hex(8)
    row = LogSample.objects.create(
        unit_id=unit_id,
        unit_name=unit_name,
        organisation_id=organisation_id,
        since=since,
        until=until,
        seed=seed,
        population=len(ids),
        rows=pick(ids, seed, conf.value("LOG_SAMPLE_SIZE")),
        drawn_at=clock.now(),
        drawn_by_id=acting.user_id,
        drawn_by_name=audit.require_name(acting),
    )
    audit.record(acting, "log.sample_drawn", row, {"unit": (None, unit_id), "rows": (None, len(row.rows))})
    return _sample(row, 0, None)


def pick(ids: list[int], seed: str, size: int) -> list[int]:
    """So many of the ids in random order; the same seed gives the same."""
    return Random(seed).sample(ids, min(size, len(ids)))  # noqa: S311 - to be drawn again, not to be guessed


def redrawn(sample: Sample) -> list[int]:
    """The rows that the sample's unit, time and seed give now: the same, unless the log has been changed."""
    return pick(_population(sample.unit_id, sample.since, sample.until), sample.seed, len(sample.rows))


def _population(unit_id: int, since: datetime, until: datetime) -> list[int]:
    found = AccessLogRow.objects.filter(unit_id=unit_id, at__gte=since, at__lt=until)
    return list(found.order_by("pk").values_list("pk", flat=True))


def samples(unit_ids: Collection[int], *, drawn_since: datetime) -> list[Sample]:
    """The units' samples, the latest first; one query."""
    found = LogSample.objects.filter(unit_id__in=unit_ids, drawn_at__gte=drawn_since)
    found = found.annotate(judged=Count("verdicts__row_id", distinct=True), last=Max("verdicts__at"))
    return [_sample(row, row.judged, row.last) for row in found]


def sample(unit_ids: Collection[int], sample_id: int) -> Sample | None:
    """One sample of these units; one query."""
    found = LogSample.objects.filter(unit_id__in=unit_ids, pk=sample_id)
    row = found.annotate(judged=Count("verdicts__row_id", distinct=True), last=Max("verdicts__at")).first()
    return _sample(row, row.judged, row.last) if row else None


def chosen(sample: Sample) -> list[tuple[Look, Verdict | None]]:
    """The sample's looks in the order they were drawn, each with its latest verdict. Two queries."""
    rows = AccessLogRow.objects.in_bulk(sample.rows)
    verdicts = {
        verdict.row_id: Verdict(verdict.finding, verdict.note, verdict.by_name, verdict.at)
        for verdict in LogVerdict.objects.filter(sample_id=sample.id).order_by("pk")
    }
    return [(_look(rows[pk]), verdicts.get(pk)) for pk in sample.rows if pk in rows]


def judge(acting: Actor, sample: Sample, findings: Mapping[int, tuple[str, str]]) -> int:
    """Store what was found of looks, by their ids: finding and note. Returns how many.

    Nobody judges a look of their own. Raises NotReviewable for such a one and for one that is not in the sample.
    """
    if not findings.keys() <= set(sample.rows):
        raise NotReviewable("not_in_sample")
    own = AccessLogRow.objects.filter(pk__in=findings, user_id=acting.user_id, user_id__isnull=False)
    if own.exists():
        raise NotReviewable("own_look")
    now, name = clock.now(), audit.require_name(acting)
    for row_id, (finding, note) in findings.items():
        verdict = LogVerdict.objects.create(
            sample_id=sample.id,
            row_id=row_id,
            finding=LogVerdict.Finding(finding),
            note=note,
            at=now,
            by_id=acting.user_id,
            by_name=name,
        )
        audit.record(acting, "log.judged", verdict, {"finding": (None, str(finding))})
    return len(findings)


def standings(unit_ids: Collection[int], *, now: datetime) -> dict[int, Standing]:
    """How each unit's log is followed up. Two queries."""
    since = now - timedelta(days=conf.value("LOG_REVIEW_DAYS"))
    looks = dict(
        AccessLogRow.objects.filter(unit_id__in=unit_ids, at__gte=since)
        .order_by()
        .values_list("unit_id")
        .annotate(Count("pk"))
    )
    reviewed: dict[int, datetime] = {}
    for one in samples(unit_ids, drawn_since=since - timedelta(days=365)):
        if one.done and one.last_verdict_at is not None:
            reviewed[one.unit_id] = max(one.last_verdict_at, reviewed.get(one.unit_id, one.last_verdict_at))
    return {
        unit: Standing(
            looks.get(unit, 0),
            reviewed.get(unit),
            looks.get(unit, 0) > 0 and (unit not in reviewed or reviewed[unit] < since),
        )
        for unit in unit_ids
    }


def alerts(unit_ids: Collection[int], *, since: datetime) -> list[Alert]:
    """Alerts about people of the units, the latest first; one query."""
    rows = LookAlert.objects.filter(unit_id__in=unit_ids, at__gte=since)
    return [Alert(row.at, row.user_name, row.unit_name, row.opened, row.unrelated, row.limit) for row in rows]


def looks_at(patient_id: int, *, since: datetime, until: datetime) -> list[Look]:
    """Everybody's looks at one patient in a time, the latest first; one query (PDL 8:5, SVOD 4:5)."""
    rows = AccessLogRow.objects.filter(patient_id=patient_id, at__gte=since, at__lt=until)
    return [_look(row) for row in rows.order_by("-at", "-pk")]


def _look(row: AccessLogRow) -> Look:
    return Look(**{name: getattr(row, name) for name in Look.__slots__})


def _sample(row: LogSample, judged: int, last: datetime | None) -> Sample:
    return Sample(
        row.pk,
        row.unit_id,
        row.unit_name,
        row.since,
        row.until,
        row.seed,
        row.population,
        tuple(row.rows),
        row.drawn_at,
        row.drawn_by_name,
        judged,
        last,
    )
