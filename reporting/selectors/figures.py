"""The figures of a report: the period, what it is compared with, and the months up to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.cache import cache

from core import clock
from core.scope import widened
from deviations import followup as deviations
from reporting.rules.breakdowns import Row, Split
from reporting.rules.dates import add_months, midnight
from reporting.rules.definitions import DEFINITIONS_VERSION
from reporting.rules.followup import FollowUp, Report
from reporting.rules.goals import Followed, GoalFact, follow
from reporting.rules.measures import Value
from reporting.rules.notice_quality import NoticeQuality, notice_quality
from reporting.rules.periods import (
    Period,
    month_of,
    parse_period,
    previous,
    same_last_year,
    twelve_months_ending_with,
)
from reporting.rules.scope import Scope
from reporting.rules.sip_statistics import SipStatistics, statistics
from reporting.selectors import experience, facts, liability, notices, sip
from reporting.selectors.directory import Directory, directory, scope_of
from reporting.selectors.goals import goals_of
from transitions.rules.notice import BEYOND_THE_ACT
from transitions.selectors import followup as chains

KEEP_SECONDS = 600
MONTHS_SHOWN = 12
SHAPE = 4
"""Of what is kept in the cache: another number after a change of `Figures`."""

Measures = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a page or a file says of an organisation and a period.

    `months` are the twelve months that end with the period, `causes` the causes of readmissions over them. Beside
    the contract's measures: `notices`, what the inskrivningsmeddelanden did not say; `questioned`, in how many of the
    period's episodes a receiver questioned utskrivningsklar (T28); `sip`, the statistics of SIP (S9). `goals`
    are those that hold, never kept with the figures. Small numbers are hidden, unless `unsuppressed` (never in a file).
    """

    report: Report
    previous: tuple[Period, Measures]
    last_year: tuple[Period, Measures]
    months: tuple[tuple[Period, Measures], ...]
    causes: Row
    notices: NoticeQuality
    questioned: int
    sip: SipStatistics
    computed_at: datetime
    unsuppressed: bool = False
    goals: tuple[GoalFact, ...] = ()

    @property
    def scope(self) -> Scope:
        """Whose figures."""
        return self.report.scope

    @property
    def period(self) -> Period:
        """Over which period."""
        return self.report.period

    @property
    def followed(self) -> list[Followed]:
        """The effect goals, with what the period and the months say of them."""
        over = self.period.ends_before <= self.computed_at
        months = tuple(measures for _, measures in self.months)
        return [follow(goal, self.report.measures, months, over=over) for goal in self.goals]

    @property
    def breakdowns(self) -> dict[str, Row | Split]:
        """The splits by sex, age, hospital and cause, and those beside the contract's."""
        return {**self.report.breakdowns, **self.report.more}


def report(of: str, period: str, *, now: datetime) -> Report:
    """The contract's report, always computed. Raises PeriodError, UnknownOrganisation. Ten queries."""
    asked = parse_period(period)
    known = directory()
    return _follow_up(scope_of(of, known), known, asked.first, asked, now).report(asked)


def figures(
    of: str,
    period: str,
    *,
    now: datetime,
    unsuppressed: bool = False,
    fresh: bool = False,
    known: Directory | None = None,
) -> Figures:
    """Everything for a page or a file. Raises PeriodError, UnknownOrganisation.

    Kept in the cache until an item comes on any chain, the rules of betalningsansvar change, or the day ends;
    `fresh` computes them without it. `known` saves the reading of a directory that the caller has.
    """
    asked = parse_period(period)
    known = known or directory()
    scope = scope_of(of, known)
    with widened():
        mark = f"{chains.mark()}:{experience.mark()}:{deviations.mark()}:{liability.mark()}:{clock.local_date(now)}"
    key = f"report-{SHAPE}:{DEFINITIONS_VERSION}:{_safe(scope.id)}:{asked.code}:{mark}"

    def compute() -> tuple[Figures, Figures]:
        with widened():
            return _compute(scope, known, asked, now)

    shown, inside = compute() if fresh else _kept(key, compute)
    held = goals_of(scope, known, asked)
    return replace(inside if unsuppressed else shown, goals=held)


def _compute(scope: Scope, known: Directory, period: Period, now: datetime) -> tuple[Figures, Figures]:
    """Counted over every chain of the organisation; what a reader may see of small numbers is decided after."""
    months = _months(period)
    before, last_year = previous(period), same_last_year(period)
    year = twelve_months_ending_with(period)
    first = min(each.first for each in (months[0], before, last_year, year))
    follow_up = _follow_up(scope, known, first, period, now)
    sent = notices.load(
        scope, known, since=min(months[0].starts_at, period.starts_at), until=period.ends_before
    )

    def of_notices(*, unsuppressed: bool) -> NoticeQuality:
        return notice_quality(sent, period, months, BEYOND_THE_ACT, unsuppressed=unsuppressed)

    sip_facts = sip.load((int(each.id) for each in follow_up.facts.episodes), scope, known, period)
    attendance = sip.attendance(scope, known, period)

    def of_sip(*, unsuppressed: bool) -> SipStatistics:
        return statistics(
            follow_up.selection(period),
            [follow_up.selection(month) for month in months],
            sip_facts,
            organisations=known.organisations,
            units=known.units,
            attendance=attendance,
            unsuppressed=unsuppressed,
        )

    shown = Figures(
        report=follow_up.report(period),
        previous=(before, follow_up.measures(before)),
        last_year=(last_year, follow_up.measures(last_year)),
        months=tuple((month, follow_up.measures(month)) for month in months),
        causes=follow_up.causes_over_twelve_months(period),
        notices=of_notices(unsuppressed=False),
        questioned=len(chains.readiness_questions(int(e.id) for e in follow_up.selection(period).episodes)),
        sip=of_sip(unsuppressed=False),
        computed_at=now,
    )
    inside = replace(
        shown,
        report=follow_up.report(period, unsuppressed=True),
        causes=follow_up.causes_over_twelve_months(period, unsuppressed=True),
        notices=of_notices(unsuppressed=True),
        sip=of_sip(unsuppressed=True),
        unsuppressed=True,
    )
    return shown, inside


def _months(period: Period) -> list[Period]:
    return [month_of(add_months(period.after, back)) for back in range(-MONTHS_SHOWN, 0)]


def _follow_up(scope: Scope, known: Directory, first: date, period: Period, now: datetime) -> FollowUp:
    since = midnight(first)
    loaded = facts.load(scope, known, since=since, until=period.ends_before)
    discharged = [
        int(episode.id) for episode in loaded.episodes if any(e.type == "discharged" for e in episode.events)
    ]
    assessed = liability.assessed(discharged)
    return FollowUp(loaded, scope.id, now, assessed.of, assessed.month)


def _kept(key: str, compute: Callable[[], tuple[Figures, Figures]]) -> tuple[Figures, Figures]:
    found: tuple[Figures, Figures] | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEEP_SECONDS)
    return found


def _safe(text: str) -> str:
    """A hospital's name as a part of a cache key."""
    return text.encode().hex()
