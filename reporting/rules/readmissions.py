"""Which episode a readmission follows (report.md, `readmissions_30d`)."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

from reporting.rules.dates import days_between, local_date
from reporting.rules.facts import EndFact
from reporting.rules.summary import EpisodeSummary
from transitions.rules.readmission import is_readmission


def days_since_previous(
    episodes: Iterable[EpisodeSummary], earlier_ends: Iterable[EndFact] = ()
) -> dict[str, int]:
    """Local calendar days from the end of the patient's latest ended episode to the admission, by episode id.

    The latest is the one that ended last of those that ended at or before the admission, by discharge or
    death. Episodes without an earlier one are left out; an episode is never its own predecessor.
    """
    episodes = list(episodes)
    ends: dict[str, dict[str, datetime]] = {}
    for end in earlier_ends:
        ends.setdefault(end.patient, {})[end.episode] = end.ended_at
    for episode in episodes:
        if episode.ended_at is not None:
            ends.setdefault(episode.patient, {})[episode.id] = episode.ended_at
    ordered = {patient: sorted((at, episode) for episode, at in of.items()) for patient, of in ends.items()}

    found: dict[str, int] = {}
    for episode in episodes:
        of_patient = ordered.get(episode.patient, [])
        place = bisect_right(of_patient, episode.admitted_at, key=lambda end: end[0])
        while place and of_patient[place - 1][1] == episode.id:
            place -= 1
        if place:
            found[episode.id] = days_between(local_date(of_patient[place - 1][0]), episode.admitted_on)
    return found


def is_readmission_30d(days: int | None) -> bool:
    """Whether so many days since the previous end make an unplanned episode a readmission within 30 days."""
    return is_readmission(days)


def is_readmission_same_day(days: int | None) -> bool:
    """Whether the admission came on the day of the previous end."""
    return days == 0
