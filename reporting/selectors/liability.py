"""Betalningsansvar as the report's rules take it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liability.rules.assessment import Rulebook, Status
from liability.selectors import followup
from liability.selectors.followup import Result
from liability.selectors.rulebook import rulebook
from reporting.rules.facts import LiabilityFact, StatementFact


@dataclass(frozen=True, slots=True)
class Assessed:
    """The results of some episodes, by the ids of the report's facts."""

    results: dict[int, Result]
    rules: Rulebook

    def of(self, episode: str) -> LiabilityFact:
        """What betalningsansvar came to for an episode."""
        found = self.results[int(episode)]
        average = found.status is Status.AVERAGE
        return LiabilityFact(
            status=str(found.status),
            days=found.days,
            # Under average terms the month has an amount, the patient has none.
            amount=0 if average else found.amount,
            ready_days=found.ready_days,
            statement_group=(found.owed_by, found.terms_code) if average else None,
        )

    def month(self, group: tuple[str, str], month: str, ready_days: Sequence[int]) -> StatementFact:
        """The statement of a month under average terms."""
        year, number = map(int, month.split("-"))
        found = followup.month_result(
            self.rules, terms_code=group[1], year=year, month=number, ready_days=ready_days
        )
        return StatementFact(found.days, found.amount)


def assessed(episode_ids: Iterable[int]) -> Assessed:
    """The results of these episodes, under the terms in force. Four queries when all results are kept."""
    rules = rulebook()
    return Assessed(followup.results(episode_ids, rules), rules)


def mark() -> str:
    """Another text whenever some result may have changed. Three queries."""
    return followup.mark()
