"""An investigation in words: for its own side, and the parts that the answer carries."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core import clock, formats
from core.history import HistoryEntry
from core.ui import Status, Tone
from deviations.models import CourseCopy, Investigation, InvestigationAction
from deviations.rules.investigation import (
    ActionFact,
    ActionState,
    Carried,
    Verdict,
    action_state,
    factors,
)
from transitions.presenters.words import CLOCKS, ITEMS
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.chain import Chain
from transitions.rules.clocks import ClockState, clocks
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.selectors.cases import VisibleItem

VERDICTS = {
    Verdict.HELPED: Status("Hjälpte", Tone.SUCCESS),
    Verdict.NOT: Status("Hjälpte inte", Tone.DANGER),
    Verdict.CANNOT_TELL: Status("Går inte att säga", Tone.NEUTRAL),
}
STATES = {
    ActionState.TO_DO: Status("Att göra", Tone.INFO),
    ActionState.LATE: Status("Försenad", Tone.DANGER),
    ActionState.DONE: Status("Klar", Tone.SUCCESS),
    ActionState.TO_CHECK: Status("Kontrollera effekten", Tone.WARNING),
    ActionState.CHECKED: Status("Kontrollerad", Tone.SUCCESS),
}
CARRIED = {
    Carried.COURSE: "Händelseförlopp",
    Carried.FACTORS: "Bidragande orsaker",
    Carried.CAUSE: "Orsak",
    Carried.ACTIONS: "Åtgärder",
}
_UNTOLD = frozenset(
    {
        ItemKind.ACKNOWLEDGED,
        ItemKind.HAND_OVER_NOTE,
        ItemKind.DEVIATION_REPORTED,
        ItemKind.DEVIATION_RECEIVED,
        ItemKind.DEVIATION_ANSWERED,
        ItemKind.DEVIATION_CLOSED,
    }
)
"""Receipts stand at what they acknowledge; deviations are no part of what they are about."""


def course_events(
    items: Iterable[VisibleItem], chain: Chain, *, acting: Acting, limits: Limits, now: datetime
) -> list[dict[str, Any]]:
    """The timeline as facts, oldest first: what, when, by which unit, who acknowledged when; clocks that were missed.

    No free text and nobody's name: what somebody wrote of the person stays in the case.
    """
    found: list[dict[str, Any]] = []
    for one in items:
        item = one.item
        kind = ItemKind(item.kind)
        if kind in _UNTOLD:
            continue
        receipts = [
            {"unit": row.unit.name, "at": row.acknowledged_at.isoformat() if row.acknowledged_at else ""}
            for row in one.receipts
            if needs_receipt(kind)
            and row.unit_id != item.by_unit_id
            and not informs_only(kind, named=row.named)
        ]
        found.append(
            {
                "at": item.at.isoformat(),
                "title": ITEMS[kind],
                "by": item.by_unit.name,
                "receipts": receipts,
                "taken_back": item.cancelled_at is not None,
            }
        )
    for clock_ in clocks(chain, limits, now):
        if acting.unit_kind in clock_.concerns and clock_.state in (ClockState.MISSED, ClockState.LATE):
            at = clock_.due_at or (chain.end.at if chain.end else None)
            if at is not None:
                label = CLOCKS[clock_.code].replace("\u00ad", "")
                missed = f"Tiden gick ut: {label}" + (f" ({clock_.source})" if clock_.source else "")
                found.append(
                    {"at": at.isoformat(), "title": missed, "by": "", "missed": True, "receipts": []}
                )
    return sorted(found, key=lambda event: event["at"])


def course(copy: CourseCopy | None, names: ShownNames) -> dict[str, Any] | None:
    """A frozen course for the page."""
    if copy is None:
        return None
    return {
        "at": copy.at,
        "by": names.of(copy.by_name),
        "events": [
            {
                **event,
                "at": datetime.fromisoformat(event["at"]),
                "receipts": [
                    {"unit": one["unit"], "at": datetime.fromisoformat(one["at"]) if one["at"] else None}
                    for one in event["receipts"]
                ],
            }
            for event in copy.events
        ],
    }


def fact_of(row: InvestigationAction) -> ActionFact:
    """An action as the rules know it."""
    return ActionFact(row.due_on, row.check_on, row.done_on, Verdict(row.verdict) if row.verdict else None)


def action(
    row: InvestigationAction, *, names: ShownNames, now: datetime, acts: bool = False
) -> dict[str, Any]:
    """An action on the page."""
    state = action_state(fact_of(row), clock.local_date(now))
    return {
        "text": names.of(row.text),
        "who": row.function + (f", {names.of(row.person.name)}" if row.person else ""),
        "due_on": row.due_on,
        "check_on": row.check_on,
        "done": f"{formats.day_text(row.done_on, now)}, {names.of(row.done_by)}" if row.done_on else "",
        "status": VERDICTS[Verdict(row.verdict)] if row.verdict else STATES[state],
        "verdict_text": names.of(row.verdict_text),
        "done_url": reverse("investigation_action_done", args=[row.public_id])
        if acts and row.done_on is None
        else "",
        "effect_url": reverse("investigation_action_effect", args=[row.public_id])
        if acts and row.done_on is not None and not row.verdict
        else "",
    }


def found(row: Investigation, names: ShownNames) -> list[dict[str, Any]]:
    """What has been written, for those of the own side who read only."""
    return [
        {"label": label, "text": names.of(text)}
        for label, text in (
            ("Händelseförlopp", row.course),
            ("Bidragande orsaker", factors_text(row)),
            ("Orsak", row.cause),
        )
        if text
    ]


def factors_text(row: Investigation) -> str:
    """The factors, those of the list first."""
    listed = [factors()[code].label for code in row.factors if code in factors()]
    return ". ".join([*listed, *([row.factors_text] if row.factors_text else [])])


def history(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Historik of what was written, with the factors in words."""

    def worded(text: str) -> str:
        codes = text.split(", ")
        return ". ".join(factors()[code].label if code in factors() else code for code in codes)

    return [
        replace(
            entry,
            changes=tuple(
                replace(one, before=worded(one.before), after=worded(one.after))
                if one.field == "Bidragande orsaker"
                else one
                for one in entry.changes
            ),
        )
        for entry in entries
    ]


def carries(row: Investigation) -> list[tuple[str, str]]:
    """What there is for an answer to carry."""
    there = {
        Carried.COURSE: bool(row.course),
        Carried.FACTORS: bool(factors_text(row)),
        Carried.CAUSE: bool(row.cause),
        Carried.ACTIONS: bool(row.actions.all()),
    }
    return [(one, CARRIED[one]) for one in Carried if there[one]]


def carried_text(
    row: Investigation, actions: Iterable[InvestigationAction], chosen: Collection[Carried], now: datetime
) -> str:
    """What the answer carries, as it stood when it was given. Nobody's name: the function answers outwards."""
    parts = {
        Carried.COURSE: row.course,
        Carried.FACTORS: factors_text(row),
        Carried.CAUSE: row.cause,
        Carried.ACTIONS: "\n".join(
            f"• {one.text} Ansvarig: {one.function}. "
            + (f"Klar {formats.day_text(one.done_on, now)}." if one.done_on else _until(one, now))
            for one in actions
        ),
    }
    return "\n\n".join(f"{CARRIED[one]}: {parts[one]}" for one in Carried if one in chosen and parts[one])


def _until(one: InvestigationAction, now: datetime) -> str:
    due, check = formats.day_text(one.due_on, now), formats.day_text(one.check_on, now)
    return f"Klar senast {due}, effekten kontrolleras {check}."
