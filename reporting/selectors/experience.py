"""Reads of the patient's own view: the form's words, offers of a unit, and sums."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Count

from actors.acting import Acting
from reporting.models import ExperienceAnswer, ExperienceComment, ExperienceInvite
from reporting.rules.experience import QUESTIONS, InviteState
from reporting.rules.facts import EventFact
from transitions.permissions import visible_to

FORM = Path(__file__).resolve().parent.parent / "data" / "experience.json"
SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class FormLanguage:
    """The form's words in a language; `draft` until somebody has approved them."""

    code: str
    tag: str
    name: str
    direction: str
    draft: bool
    phrases: Mapping[str, str]


@cache
def form_version() -> str:
    """The version of the questions."""
    return str(json.loads(FORM.read_text(encoding="utf-8"))["version"])


@cache
def languages() -> dict[str, FormLanguage]:
    """Every language, Swedish first. All are drafts while the questions are."""
    stored = json.loads(FORM.read_text(encoding="utf-8"))
    unapproved = stored["status"] == "utkast"
    return {
        code: FormLanguage(
            code,
            one["tag"],
            one["name"],
            one["direction"],
            unapproved or one["status"] == "utkast",
            one["phrases"],
        )
        for code, one in stored["languages"].items()
    }


def language(code: str) -> FormLanguage:
    """A language; Swedish for one that is not there."""
    return languages().get(code) or languages()[SWEDISH]


def answers_between(*, since: datetime, until: datetime) -> dict[int, Sequence[EventFact]]:
    """Answers of the time as events of their stays, by stay. One query."""
    found: dict[int, list[EventFact]] = {}
    rows = ExperienceAnswer.objects.filter(at__gte=since, at__lt=until)
    for row in rows.order_by("at", "pk"):
        data = {name: getattr(row, name) for name in (*QUESTIONS, "respondent")}
        found.setdefault(row.episode_id, []).append(
            EventFact("experience_answered", row.at, None, row.pk, data)
        )
    return dict(found)


def safe_answers(episode_ids: Iterable[int]) -> dict[int, int]:
    """How safe those who answered felt, 1 to 5, by stay: the latest answer. One query."""
    rows = ExperienceAnswer.objects.filter(episode_id__in=list(episode_ids), safe__isnull=False)
    return {pk: safe for pk, safe in rows.order_by("at", "pk").values_list("episode_id", "safe") if safe}


def mark() -> str:
    """Another text whenever an answer has come. One query."""
    return str(ExperienceAnswer.objects.aggregate(Count("pk"))["pk__count"])


def open_offers(*, acting: Acting, now: datetime) -> list[ExperienceInvite]:
    """Offers to people in the unit's chains that wait for an answer. One query."""
    rows = ExperienceInvite.objects.filter(
        episode__in=visible_to(acting), state=InviteState.OFFERED, lapses_at__gt=now
    )
    return list(rows.select_related("episode__patient"))


def offer(*, acting: Acting, public_id: UUID, now: datetime) -> ExperienceInvite | None:
    """One of them. One query."""
    rows = ExperienceInvite.objects.filter(episode__in=visible_to(acting), public_id=public_id)
    return (
        rows.filter(state=InviteState.OFFERED, lapses_at__gt=now).select_related("episode__patient").first()
    )


def offers_between(*, since: datetime, until: datetime) -> list[tuple[int, str]]:
    """Stay and state of each offer of the time. One query."""
    rows = ExperienceInvite.objects.filter(offered_at__gte=since, offered_at__lt=until)
    return list(rows.values_list("episode_id", "state"))


def comments(*, organisation_ids: Iterable[int]) -> list[ExperienceComment]:
    """What has been written about the organisations. One query."""
    rows = ExperienceComment.objects.filter(organisation__in=list(organisation_ids))
    return list(rows.select_related("ward")[:200])


def comment(*, organisation_ids: Iterable[int], public_id: UUID) -> ExperienceComment | None:
    """One of them. One query."""
    rows = ExperienceComment.objects.filter(organisation__in=list(organisation_ids), public_id=public_id)
    return rows.select_related("ward").first()
