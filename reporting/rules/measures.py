"""Every measure of report.md over a period, from summaries of episodes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from reporting.rules.dates import days_between, local_date
from reporting.rules.facts import DeviationFact, MonthStatement
from reporting.rules.liability_totals import LiabilityOf, liability_totals
from reporting.rules.periods import Period
from reporting.rules.rounding import median, one_decimal, percent, ratio, two_decimals
from reporting.rules.summary import EpisodeSummary, Experience, HomeCare
from reporting.rules.suppression import SMALLEST_SHOWN

Value = int | float | str | None
T = TypeVar("T")

UNANSWERED_DAYS = 30
MICROSECOND = timedelta(microseconds=1)
MICROSECONDS_AN_HOUR = timedelta(hours=1) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Selection:
    """What belongs to an organisation in a period.

    `episodes`: with an inskrivningsmeddelande, discharged in the period. `belonging`: all the organisation's
    episodes. `deviations`: all the organisation's, whenever reported.
    """

    period: Period
    now: datetime
    episodes: Sequence[EpisodeSummary]
    belonging: Sequence[EpisodeSummary]
    readmissions: Sequence[EpisodeSummary]
    readmissions_same_day: Sequence[EpisodeSummary]
    deviations: Sequence[DeviationFact]

    def up_to_end(self, at: datetime) -> bool:
        """Whether an instant is not later than the period's end: its last instant, or now if earlier."""
        return at < self.period.ends_before and at <= self.now


def has_sip_call(selection: Selection, episode: EpisodeSummary) -> bool:
    """At least one call to SIP, whoever called, up to the period's end."""
    return any(selection.up_to_end(call.at) for call in episode.sip_calls)


def measures(
    selection: Selection, liability_of: LiabilityOf, month_statement: MonthStatement
) -> dict[str, Value]:
    """All measures, in the contract's order."""
    episodes = selection.episodes
    liability = liability_totals(episodes, liability_of, month_statement)
    return {
        "episodes": len(episodes),
        "admission_notices_in_time": _count(episodes, lambda e: e.notice_in_time),
        "episodes_with_sip_call": _count(episodes, lambda e: has_sip_call(selection, e)),
        **_sip(selection),
        "admission_notices_acknowledged": _count(episodes, lambda e: e.notice_acknowledged),
        "discharge_date_changes_acknowledged": percent(
            sum(e.changes_acknowledged for e in episodes), sum(e.changes for e in episodes)
        ),
        **_ready_days(episodes),
        "liability_days": liability.days,
        "liability_needs_review": liability.needs_review,
        "liability_amount": liability.amount,
        **_home_care([e.home_care for e in episodes if e.home_care is not None]),
        "readmissions_30d": len(selection.readmissions),
        "readmissions_same_day": len(selection.readmissions_same_day),
        "readmissions_with_cause": _count(selection.readmissions, lambda e: e.cause is not None),
        **_deviations(selection),
        **_experience(selection),
    }


def _count(items: Iterable[T], holds: Callable[[T], bool]) -> int:
    return sum(1 for item in items if holds(item))


def _sip(selection: Selection) -> dict[str, Value]:
    def called(episode: EpisodeSummary, caller: str, *, in_time: bool = False) -> bool:
        return any(
            call.caller == caller and selection.up_to_end(call.at) and (call.in_time or not in_time)
            for call in episode.sip_calls
        )

    in_period = selection.period.contains
    held = [m for e in selection.belonging for m in e.sip_meetings if in_period(m.at)]
    followed_up = {sip for e in selection.belonging for at, sip in e.sip_follow_ups if in_period(at)}
    return {
        "sip_calls_by_care_contact_in_time": _count(
            selection.episodes, lambda e: called(e, "care_contact", in_time=True)
        ),
        "sip_calls_by_municipality": _count(selection.episodes, lambda e: called(e, "municipality")),
        "sip_held": len(held),
        "sip_held_with_relative": _count(held, lambda m: m.with_relative),
        "sip_held_with_patient": _count(held, lambda m: m.with_patient),
        "sip_held_with_rehab": _count(held, lambda m: m.with_rehab),
        "sip_followed_up": len(followed_up),
    }


def _ready_days(episodes: Sequence[EpisodeSummary]) -> dict[str, Value]:
    days = sum(e.ready_days for e in episodes)
    return {
        "ready_days": days,
        "ready_days_mean_all": two_decimals(ratio(days, _count(episodes, lambda e: e.has_ready_notice))),
        "ready_days_mean_from_day_one": two_decimals(
            ratio(days, _count(episodes, lambda e: e.ready_days >= 1))
        ),
        "discharged_day_zero": _count(episodes, lambda e: e.day_zero),
    }


def _home_care(told: Sequence[HomeCare]) -> dict[str, Value]:
    return {
        "home_care_episodes": len(told),
        "home_care_notified": _count(told, lambda h: h.all_before_discharge),
        "night_patrol_notified": _count(told, lambda h: h.night_patrol),
        "home_care_lead_time_median_h": one_decimal(
            median(Fraction(h.lead // MICROSECOND, MICROSECONDS_AN_HOUR) for h in told if h.lead is not None)
        ),
    }


def _deviations(selection: Selection) -> dict[str, Value]:
    period = selection.period
    reported = [d for d in selection.deviations if period.contains(d.reported_at)]
    today = period.last_date_or_today(selection.now)

    def answered(deviation: DeviationFact) -> bool:
        return deviation.answered_at is not None and selection.up_to_end(deviation.answered_at)

    days = [
        Fraction(days_between(local_date(d.reported_at), local_date(d.answered_at)))
        for d in selection.deviations
        if d.answered_at is not None and period.contains(d.answered_at)
    ]
    return {
        "deviations_reported": len(reported),
        "deviations_answered": _count(reported, answered),
        "deviations_unanswered_over_30d": _count(
            selection.deviations,
            lambda d: not answered(d) and days_between(local_date(d.reported_at), today) > UNANSWERED_DAYS,
        ),
        "deviation_answer_median_days": one_decimal(median(days)),
    }


def _experience(selection: Selection) -> dict[str, Value]:
    answers = [
        (e.patient, answer)
        for e in selection.belonging
        for answer in e.experiences
        if selection.period.contains(answer.at)
    ]
    return {
        "experience_answers": len(answers),
        "experience_safe": _share(answers, lambda a: a.safe),
        "experience_took_part": _share(answers, lambda a: a.took_part),
        "experience_informed": _share(answers, lambda a: a.informed),
    }


def _share(
    answers: Sequence[tuple[str, Experience]], question: Callable[[Experience], int | None]
) -> float | None:
    """Percent of answers 4 or 5 among those that answered the question.

    None below five different patients.
    """
    given = [(patient, value) for patient, a in answers if (value := question(a)) is not None]
    if len({patient for patient, _ in given}) < SMALLEST_SHOWN:
        return None
    return percent(_count(given, lambda g: g[1] >= 4), len(given))
