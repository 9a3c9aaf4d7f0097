"""The whole report of one organisation: facts once, any number of periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reporting.rules.breakdowns import Row, Split, breakdowns, causes, more_breakdowns
from reporting.rules.dates import STOCKHOLM
from reporting.rules.definitions import DEFINITIONS_VERSION
from reporting.rules.facts import Facts, MonthStatement
from reporting.rules.liability_totals import LiabilityOf, no_statement
from reporting.rules.measures import Selection, Value, measures
from reporting.rules.periods import Period, twelve_months_ending_with
from reporting.rules.readmissions import days_since_previous, is_readmission_30d, is_readmission_same_day
from reporting.rules.scope import Scope, resolve
from reporting.rules.summary import summarise


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period; `more` are splits beside the contract's."""

    scope: Scope
    period: Period
    measures: dict[str, Value]
    breakdowns: dict[str, Row | Split]
    more: dict[str, Row | Split]


class FollowUp:
    """An organisation's facts, read once. `now` is the moment of the question.

    `liability_of` is asked only for episodes discharged in the periods that are asked for.
    """

    def __init__(
        self,
        facts: Facts,
        of: str,
        now: datetime,
        liability_of: LiabilityOf,
        month_statement: MonthStatement = no_statement,
    ) -> None:
        self.facts = facts
        self.now = now
        self.scope = resolve(of, facts.organisations, facts.units)
        self._liability_of = liability_of
        self._month_statement = month_statement

        summaries = [summarise(e, facts.organisations, facts.units) for e in facts.episodes]
        since = days_since_previous(summaries, facts.earlier_ends)
        unplanned = [e for e in summaries if not e.planned and self.scope.owns_readmission(e)]
        self._belonging = [e for e in summaries if self.scope.owns_episode(e)]
        self._readmissions = [e for e in unplanned if is_readmission_30d(since.get(e.id))]
        self._same_day = [e for e in unplanned if is_readmission_same_day(since.get(e.id))]
        self._deviations = [d for d in facts.deviations if self.scope.owns_deviation(d, facts.units)]

    def selection(self, period: Period) -> Selection:
        """What belongs to the organisation in the period."""
        return Selection(
            period=period,
            now=self.now,
            episodes=[
                e
                for e in self._belonging
                if e.has_notice and e.discharged_at is not None and period.contains(e.discharged_at)
            ],
            belonging=self._belonging,
            readmissions=[e for e in self._readmissions if period.contains(e.admitted_at)],
            readmissions_same_day=[e for e in self._same_day if period.contains(e.admitted_at)],
            deviations=self._deviations,
        )

    def measures(self, period: Period) -> dict[str, Value]:
        """Every measure of the period, in the contract's order."""
        return measures(self.selection(period), self._liability_of, self._month_statement)

    def report(self, period: Period, *, unsuppressed: bool = False) -> Report:
        """Measures and breakdowns.

        `unsuppressed` only inside the system, for those who may open the cases.
        """
        selection = self.selection(period)
        return Report(
            scope=self.scope,
            period=period,
            measures=measures(selection, self._liability_of, self._month_statement),
            breakdowns=breakdowns(
                selection, self.facts.patients, self.facts.units, unsuppressed=unsuppressed
            ),
            more=more_breakdowns(selection, unsuppressed=unsuppressed),
        )

    def causes_over_twelve_months(self, period: Period, *, unsuppressed: bool = False) -> Row:
        """Causes of readmissions over the twelve months that end with the period, for a published report."""
        return causes(
            self.selection(twelve_months_ending_with(period)).readmissions, unsuppressed=unsuppressed
        )


def document(report: Report, generated_at: datetime, goals: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """The report in the contract's JSON form; `goals` as `goals.as_json` writes them."""
    return {
        "of": report.scope.id,
        "name": report.scope.name,
        "period": report.period.code,
        "generated_at": generated_at.astimezone(STOCKHOLM).isoformat(timespec="seconds"),
        "definitions_version": DEFINITIONS_VERSION,
        "measures": report.measures,
        "breakdowns": report.breakdowns,
        "goals": list(goals),
    }
