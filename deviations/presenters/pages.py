"""A deviation, and the rows of the list, as the templates take them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames, shown_names
from core import formats
from core.history import FieldChange, HistoryEntry
from core.ui import Status, Tone
from deviations import permissions
from deviations.models import Deviation
from deviations.presenters.words import (
    CATEGORIES,
    LAWS,
    NEXT_STEP,
    OUTCOMES_SHORT,
    SEVERITIES,
    STAGES,
)
from deviations.rules.kinds import Category, Law, Outcome, Severity, Stage, Step
from deviations.rules.life import can
from deviations.rules.limits import age_days, last_day
from deviations.selectors import OPEN, Headline
from deviations.services.common import fact_of


def days_text(days: int) -> str:
    """An age in days: "i dag", "1 dag", "34 dagar"."""
    if days == 0:
        return "i dag"
    return f"{formats.number_text(days)}{formats.NBSP}{'dag' if days == 1 else 'dagar'}"


def row(deviation: Deviation, *, now: datetime) -> dict[str, Any]:
    """A deviation in a list. Never the person: who may see that is decided on the page of the deviation."""
    stage = Stage(deviation.stage)
    waiting = stage in OPEN
    return {
        "url": reverse("deviation_detail", args=[deviation.public_id]),
        "ref": deviation.ref,
        "category": CATEGORIES[Category(deviation.category)],
        "severity": SEVERITIES[Severity(deviation.severity)],
        "stage": STAGES[stage],
        "about": deviation.about.name,
        "reported_by": deviation.reported_by.name,
        "routed_to": deviation.routed_to.name,
        "reported_at": deviation.reported_at,
        "age": days_text(age_days(deviation.reported_at, now)) if waiting else "",
        "next": NEXT_STEP.get(stage, ""),
        "due_at": deviation.due_at if waiting else None,
        "last_day": last_day(deviation.due_at) if deviation.due_at else None,
        "unread_answer": stage is Stage.ANSWERED and deviation.read_at is None,
    }


def figures(found: Headline, *, now: datetime) -> list[dict[str, str]]:
    """The headline: how many are unanswered, how old the oldest is, how many are past their time."""
    oldest = days_text(age_days(found.oldest_at, now)) if found.oldest_at else "–"
    return [
        {"label": "Obesvarade", "value": formats.number_text(found.unanswered)},
        {"label": "Äldsta obesvarade", "value": oldest},
        {
            "label": "Över lokal svarstid",
            "value": formats.number_text(found.late),
            **({"tone": "danger", "goal": "Behöver svar nu"} if found.late else {}),
        },
    ]


def detail(deviation: Deviation, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """One deviation with its thread. Protected staff stand there as role and unit."""
    names = shown_names(acting)
    shown = row(deviation, now=now)
    facts = [
        {"label": "Gäller", "value": deviation.about.name},
        {
            "label": "Rapporterad av",
            "value": names.signed(deviation.reporter_name, deviation.reported_by.name),
        },
        {"label": "Mottagare", "value": deviation.routed_to.name},
        {"label": "Allvar", "status": shown["severity"]},
    ]
    if deviation.outcome:
        facts.append({"label": "Risk eller skada", "value": OUTCOMES_SHORT[Outcome(deviation.outcome)]})
    if deviation.law:
        facts.append({"label": "Område", "value": LAWS[Law(deviation.law)]})
    if deviation.happened_at:
        facts.append({"label": "Hände", "value": formats.moment_text(deviation.happened_at, now)})
    if deviation.due_at:
        what = NEXT_STEP[Stage(deviation.stage)]
        facts.append(
            {"label": f"{what} (lokal tid)", "value": formats.day_text(last_day(deviation.due_at), now)}
        )
    return {**shown, "facts": facts, "thread": thread(deviation, acting=acting, names=names)}


def thread(deviation: Deviation, *, acting: Acting, names: ShownNames) -> list[dict[str, Any]]:
    """What each side has said and done, newest first, for components/timeline.html."""
    found: list[dict[str, Any]] = [
        {
            "at": deviation.reported_at,
            "title": "Rapporterad",
            "text": names.of(_parts(deviation.text, "Gjordes direkt: ", deviation.measure)),
            "by": names.signed(deviation.reporter_name, deviation.reported_by.name),
            "mine": deviation.reported_by_id == acting.unit_id,
        }
    ]
    if deviation.received_at:
        found.append(
            {"at": deviation.received_at, "title": "Mottagen", "by": names.of(deviation.received_by)}
        )
    if deviation.answered_at:
        unit = deviation.answered_unit
        found.append(
            {
                "at": deviation.answered_at,
                "title": "Besvarad",
                "text": names.of(
                    _parts(deviation.explanation, "Föreslagen åtgärd: ", deviation.proposed_measure)
                ),
                "by": names.signed(deviation.answered_by, unit.name)
                if unit
                else names.of(deviation.answered_by),
                "mine": deviation.answered_unit_id == acting.unit_id,
            }
        )
    if deviation.read_at:
        found.append({"at": deviation.read_at, "title": "Svaret läst", "by": names.of(deviation.read_by)})
    if deviation.closed_at:
        found.append({"at": deviation.closed_at, "title": "Avslutad", "by": names.of(deviation.closed_by)})
    return [{"receipts": [], **entry} for entry in reversed(found)]


def _parts(first: str, label: str, second: str) -> str:
    return "\n\n".join(part for part in (first, f"{label}{second}" if second else "") if part)


def steps(deviation: Deviation, *, acting: Acting, now: datetime) -> frozenset[Step]:
    """The steps that the unit may take now; the same rules as the services ask."""
    fact = fact_of(deviation)
    return frozenset(
        step for step in Step if permissions.may(acting, step, deviation) and can(step, fact, now).allowed
    )


def panel_row(deviation: Deviation, *, now: datetime) -> dict[str, Any]:
    """A deviation on the page of its case."""
    shown = row(deviation, now=now)
    if shown["unread_answer"]:
        shown["stage"] = Status("Svar att läsa", Tone.INFO)
    return shown


_WORDS: dict[str, dict[str, str]] = {
    "Läge": {str(code): status.label for code, status in STAGES.items()},
    "Allvar": {str(code): status.label for code, status in SEVERITIES.items()},
    "Vad det gäller": {str(code): word for code, word in CATEGORIES.items()},
}


def history(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Historik, newest first, each code in its Swedish word."""
    worded = [replace(entry, changes=tuple(_worded(change) for change in entry.changes)) for entry in entries]
    return sorted(worded, key=lambda entry: entry.at, reverse=True)


def _worded(change: FieldChange) -> FieldChange:
    words = _WORDS.get(change.field, {})
    return FieldChange(
        change.field, words.get(change.before, change.before), words.get(change.after, change.after)
    )
