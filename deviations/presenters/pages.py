"""A deviation, and the rows of the list, as the templates take them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ProtectedName, ShownNames, shown_names
from core import formats
from core.history import FieldChange, HistoryEntry
from core.ui import Status, Tone
from deviations import permissions
from deviations.models import Deviation, Enclosure, Entry, Nudge
from deviations.presenters.words import (
    ASKED,
    CATEGORIES,
    ENTRIES,
    FILE_STATES,
    FUNCTIONS,
    LAWS,
    NEXT_STEP,
    OUTCOMES_SHORT,
    RUNGS_TAKEN,
    SEVERITIES,
    STAGES,
    VOICES,
)
from deviations.rules.kinds import (
    Category,
    EntryKind,
    FileState,
    Function,
    Law,
    Outcome,
    Rung,
    Severity,
    Stage,
    Step,
    Voice,
)
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
    asked = getattr(deviation, "asked", None) if stage is not Stage.READ else None
    return {
        "url": reverse("deviation_detail", args=[deviation.public_id]),
        "ref": deviation.ref,
        "category": CATEGORIES[Category(deviation.category)],
        "severity": SEVERITIES[Severity(deviation.severity)],
        "stage": STAGES[stage],
        "about": deviation.about.name,
        "reported_by": deviation.reported_by.name,
        "routed_to": deviation.routed_to.name,
        "holder": FUNCTIONS[Function(deviation.function)],
        "asked": ASKED[Rung(asked)] if asked else None,
        "reported_at": deviation.reported_at,
        "age": days_text(age_days(deviation.reported_at, now)) if waiting else "",
        "next": NEXT_STEP.get(stage, ""),
        "due_at": deviation.due_at if waiting else None,
        "last_day": last_day(deviation.due_at) if deviation.due_at else None,
        "unread_answer": stage is Stage.ANSWERED and deviation.read_at is None,
    }


def figures(found: Headline, *, now: datetime, thanks: int) -> list[dict[str, str]]:
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
        {"label": "Bra överlämningar, 90 dagar", "value": formats.number_text(thanks)},
    ]


def holder_text(deviation: Deviation, names: ShownNames) -> str:
    """Who answers: the function and, where somebody is named, the person."""
    function = FUNCTIONS[Function(deviation.function)]
    if deviation.holder is None:
        return f"{function}, {deviation.routed_to.name}"
    return f"{names.of(deviation.holder.name)}, {function.lower() if function[1].islower() else function}"


def names_for(deviation: Deviation, acting: Acting) -> ShownNames:
    """Names as the unit may see them; of one who reports anonymously the unit stands, but for the own unit."""
    names = shown_names(acting)
    if not deviation.anonymous or acting.unit_id == deviation.reported_by_id:
        return names
    name = deviation.reporter_name
    hidden = ProtectedName(name, "Anonym medarbetare", deviation.reported_by.name)
    return replace(names, hidden={**names.hidden, name.casefold(): hidden})


def files(found: Iterable[Enclosure], *, deviation: Deviation) -> list[dict[str, Any]]:
    """The files of a deviation; one that has not been looked at has no address."""
    return [
        {
            "label": f"{'Foto' if one.suffix == 'jpg' else 'PDF'} {number}",
            "at": one.at,
            "status": None if one.state == FileState.CLEAN else FILE_STATES[FileState(one.state)],
            "url": reverse("deviation_file", args=[deviation.public_id, one.public_id])
            if one.state == FileState.CLEAN
            else "",
        }
        for number, one in enumerate(found, 1)
    ]


def detail(
    deviation: Deviation,
    *,
    acting: Acting,
    now: datetime,
    entries: Iterable[Entry] = (),
    nudges: Iterable[Nudge] = (),
) -> dict[str, Any]:
    """One deviation with its thread. Protected staff stand there as role and unit."""
    names = names_for(deviation, acting)
    shown = row(deviation, now=now)
    facts = [
        {"label": "Gäller", "value": deviation.about.name},
        {
            "label": "Rapporterad av",
            "value": names.signed(deviation.reporter_name, deviation.reported_by.name),
        },
        {"label": "Mottagare", "value": deviation.routed_to.name},
        {"label": "Den som svarar", "value": holder_text(deviation, names)},
        {
            "label": "Ersättare",
            "value": names.of(deviation.substitute.name) if deviation.substitute else "Ingen utsedd",
        },
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
    return {
        **shown,
        "facts": facts,
        "thread": thread(deviation, acting=acting, names=names, entries=entries, nudges=nudges),
    }


def thread(
    deviation: Deviation,
    *,
    acting: Acting,
    names: ShownNames,
    entries: Iterable[Entry] = (),
    nudges: Iterable[Nudge] = (),
) -> list[dict[str, Any]]:
    """What each side has said and done, newest first, for components/timeline.html."""
    found: list[dict[str, Any]] = [
        {
            "at": deviation.reported_at,
            "title": "Rapporterad",
            "text": names.of(_report_text(deviation)),
            "by": names.signed(deviation.reporter_name, deviation.reported_by.name),
            "mine": deviation.reported_by_id == acting.unit_id,
        }
    ]
    kinds = set()
    for entry in entries:
        kinds.add(entry.kind)
        unit = entry.by_unit
        found.append(
            {
                "at": entry.at,
                "title": ENTRIES[EntryKind(entry.kind)],
                "text": names.of(entry.text),
                "by": names.signed(entry.author_name, unit.name) if unit else entry.author_name,
                "mine": entry.by_unit_id == acting.unit_id,
                **({"tone": "warning"} if entry.kind in (EntryKind.RETURNED, EntryKind.REOPENED) else {}),
            }
        )
    for nudge in nudges:
        who = names.signed(nudge.person.name, nudge.unit.name) if nudge.person else nudge.unit.name
        found.append(
            {
                "at": nudge.at,
                "title": RUNGS_TAKEN[Rung(nudge.rung)],
                "text": f"Skickad till {who}.",
                "by": "Hemväg",
                "mine": False,
                "tone": "warning",
            }
        )
    found += _loaded(deviation, acting=acting, names=names, kinds=kinds)
    order = sorted(enumerate(found), key=lambda pair: (pair[1]["at"], pair[0]))
    return [{"receipts": [], **entry} for _, entry in reversed(order)]


def _loaded(
    deviation: Deviation, *, acting: Acting, names: ShownNames, kinds: set[str]
) -> list[dict[str, Any]]:
    """Steps of the first register, which kept no lines."""
    found: list[dict[str, Any]] = []
    if deviation.answered_at and EntryKind.ANSWERED not in kinds:
        unit = deviation.answered_unit
        text = _parts(deviation.explanation, "Föreslagen åtgärd: ", deviation.proposed_measure)
        by = names.signed(deviation.answered_by, unit.name) if unit else names.of(deviation.answered_by)
        found.append({"at": deviation.answered_at, "title": "Besvarad", "text": names.of(text), "by": by})
    steps = (
        (EntryKind.RECEIVED, deviation.received_at, deviation.received_by),
        (EntryKind.READ, deviation.read_at, deviation.read_by),
        (EntryKind.CLOSED, deviation.closed_at, deviation.closed_by),
    )
    for kind, at, who in steps:
        if at is not None and kind not in kinds:
            found.append({"at": at, "title": ENTRIES[kind], "by": names.of(who)})
    return found


def _report_text(deviation: Deviation) -> str:
    told = _parts(deviation.text, "Gjordes direkt: ", deviation.measure)
    if not deviation.own_words:
        return told
    return _parts(told, f"{VOICES[Voice(deviation.own_words_by)]} egna ord: ", f"”{deviation.own_words}”")


def _parts(first: str, label: str, second: str) -> str:
    return "\n\n".join(part for part in (first, f"{label}{second}" if second else "") if part)


def steps(deviation: Deviation, *, acting: Acting, now: datetime) -> frozenset[Step]:
    """The steps that the unit may take now; the same rules as the services ask."""
    fact = fact_of(deviation)
    found = frozenset(
        step for step in Step if permissions.may(acting, step, deviation) and can(step, fact, now).allowed
    )
    mine = acting.user_id is None or deviation.holder_id in (None, acting.user_id)
    return found - {Step.TAKE_OVER} if mine else found


def panel_row(deviation: Deviation, *, now: datetime) -> dict[str, Any]:
    """A deviation on the page of its case."""
    shown = row(deviation, now=now)
    if shown["unread_answer"]:
        shown["stage"] = Status("Svar att läsa", Tone.INFO)
    return shown


_WORDS: dict[str, dict[str, str]] = {
    "Läge": {str(code): status.label for code, status in STAGES.items()},
    "Allvar": {str(code): status.label for code, status in SEVERITIES.items()},
    "Funktion": {str(code): word for code, word in FUNCTIONS.items()},
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
