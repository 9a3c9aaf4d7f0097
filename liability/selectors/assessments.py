"""Results that are kept for a case, and the cases whose result is due."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from actors.acting import Acting
from liability import permissions
from liability.models import Assessment, DayRate, Terms
from liability.rules.facts import Case
from liability.selectors.decisions import decisions_of
from liability.selectors.facts import KINDS, case_of
from transitions.selectors import followup, unscoped

if TYPE_CHECKING:
    from transitions.models import CareEpisode


def current(*, acting: Acting, episode_id: int) -> Assessment | None:
    """The result of an episode that stands, when the unit may see it. One query."""
    return permissions.visible_to(acting).filter(episode_id=episode_id, superseded_at__isnull=True).first()


def versions(*, acting: Acting, episode_id: int) -> list[Assessment]:
    """Every result that was kept for the episode, newest first, when the unit may see them. One query."""
    return list(permissions.visible_to(acting).filter(episode_id=episode_id).order_by("-number"))


def due_for_assessment() -> QuerySet["CareEpisode"]:
    """Episodes whose result may have changed with the day, the chain, the terms or an amount.

    Open ones, and those without a result of their present version that is younger than the latest terms and amounts.
    """
    newest = [rows.aggregate(at=Max("entered_at"))["at"] for rows in (Terms.objects, DayRate.objects)]
    fresh = Assessment.objects.filter(
        episode=OuterRef("pk"), superseded_at__isnull=True, episode_version=OuterRef("version")
    )
    for entered_at in newest:
        if entered_at is not None:
            fresh = fresh.filter(computed_at__gt=entered_at)
    return unscoped.episodes().filter(Q(ended_at__isnull=True) | ~Exists(fresh))


def cases_of(episodes: Sequence["CareEpisode"]) -> dict[int, Case]:
    """The facts of each episode, by id, with what both sides have decided. Four queries, however many episodes."""
    found = followup.chains_of_kinds(episodes, KINDS)
    decided = decisions_of(episode.pk for episode in episodes)
    cases = {episode.pk: case_of(episode, found[episode.pk]) for episode in episodes}
    return cases | {pk: replace(cases[pk], decisions=each) for pk, each in decided.items()}
