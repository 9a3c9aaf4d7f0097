"""Reads of the follow-up: what is to be followed up, how it went, and the questions of the evaluation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from actors.acting import Acting
from sip import permissions
from sip.models import Sip, SipEvaluation, SipFollowUp
from sip.rules.kinds import SipState, Voice
from sip.selectors import whole_rows
from transitions.selectors import readmissions

QUESTIONS = Path(__file__).resolve().parent / "data" / "evaluation.json"
DAYS_BEFORE = 14
"""So many days before its day a follow-up is shown as one to do."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The questions as they are asked. `draft`: nobody has reviewed the words."""

    version: str
    draft: bool
    scale: Mapping[str, str]
    questions: Mapping[Voice, Mapping[str, str]]


@cache
def wording() -> Wording:
    """The questions, from the file of data."""
    data = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    questions = {voice: data[str(voice)] for voice in Voice}
    return Wording(data["version"], data["status"] == "utkast", data["scale"], questions)


def to_follow_up(*, acting: Acting, today: date) -> QuerySet[Sip]:
    """The unit's SIPs whose day of follow-up has passed or is near, the first first. Not evaluated."""
    rows = (
        permissions.visible_to(acting)
        .filter(
            state__in=[SipState.AGREED, SipState.FOLLOWED_UP],
            follow_up_on__lte=today + timedelta(days=DAYS_BEFORE),
        )
        .exclude(readmissions.dead(acting=acting))
    )
    return whole_rows(rows).order_by("follow_up_on", "pk")


def follow_ups(*, sip: Sip) -> list[SipFollowUp]:
    """How it was followed up, newest first. One query."""
    return list(SipFollowUp.objects.filter(sip=sip).select_related("by_unit").order_by("-at", "-pk"))


def evaluations(*, sip: Sip) -> list[SipEvaluation]:
    """What the person and the staff have answered, newest first. One query."""
    return list(SipEvaluation.objects.filter(sip=sip).select_related("by_unit").order_by("-at", "-pk"))
