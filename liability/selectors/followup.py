"""What betalningsansvar came to for many episodes at once: for sums over a time (contracts/report.md)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from liability.models import Assessment, DayRate
from liability.models import Terms as TermsRow
from liability.rules.assessment import Rulebook, Status, assess
from liability.rules.statement import month_statement
from liability.rules.terms import Terms
from liability.selectors.decisions import decisions_of
from liability.selectors.facts import KINDS, case_of
from liability.selectors.rulebook import rulebook
from transitions.selectors import followup as chains_of_many

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Result:
    """What it came to. `ready_days` and `terms_code` decide under average terms, where the month is the answer."""

    status: Status
    days: int
    amount: int | None
    ready_days: int
    owed_by: str
    terms_code: str


@dataclass(frozen=True, slots=True)
class MonthResult:
    """A month under average terms: days and whole kronor, None when they cannot be known."""

    days: Decimal | None
    amount: int | None


def results(episode_ids: Iterable[int], rules: Rulebook) -> dict[int, Result]:
    """The result for each episode: the kept one while it is of the episode as it stands, else computed now.

    Two queries when all are kept; nine more for every two thousand that are not.
    """
    versions = chains_of_many.versions(episode_ids)
    kept = Assessment.objects.filter(episode_id__in=list(versions), superseded_at__isnull=True).values_list(
        "episode_id", "episode_version", "status", "days", "amount", "ready_days", "owed_by", "terms_codes"
    )
    found = {
        pk: Result(Status(status), days, amount, ready_days or 0, _first(owed_by), _first(codes))
        for pk, version, status, days, amount, ready_days, owed_by, codes in kept.order_by()
        if version == versions[pk]
    }
    missing = [pk for pk in versions if pk not in found]
    for start in range(0, len(missing), BATCH):
        found.update(_computed(missing[start : start + BATCH], rules))
    return found


def _computed(ids: Sequence[int], rules: Rulebook) -> dict[int, Result]:
    found = {}
    decided = decisions_of(ids)
    for pk, (episode, chain) in chains_of_many.chains_to_assess(ids, KINDS).items():
        case = replace(case_of(episode, chain), decisions=decided.get(pk, ()))
        answer = assess(case, rules)
        codes = [each.code or "" for each in answer.terms if each is not None]
        found[pk] = Result(
            answer.status,
            answer.charge.days,
            answer.charge.amount,
            answer.ready_days or 0,
            _first(answer.owed_by),
            _first(codes),
        )
    return found


def month_result(
    rules: Rulebook, *, terms_code: str, year: int, month: int, ready_days: Sequence[int]
) -> MonthResult:
    """The statement of a month under average terms."""
    terms: Mapping[str | None, Terms] = {each.code: each for each in rules.terms}
    answer = month_statement(
        terms[terms_code], year=year, month=month, ready_days=ready_days, national=rules.national_amounts
    )
    return MonthResult(answer.days, answer.amount)


def mark() -> str:
    """Another text whenever a result, terms or an amount has changed. Three queries."""
    newest = [
        rows.order_by("-pk").values_list("pk", flat=True).first()
        for rows in (Assessment.objects, TermsRow.history, DayRate.history)
    ]
    return "-".join(str(pk or 0) for pk in newest)


def _first(values: Sequence[str | None]) -> str:
    return next((value for value in values if value), "")


__all__ = ["MonthResult", "Result", "Rulebook", "mark", "month_result", "results", "rulebook"]
