"""Possible lex Maria and lex Sarah in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core.ui import Status, Tone
from deviations.models import CourseCopy, Deviation, Entry, Investigation, Nudge, SeriousEvent
from deviations.presenters import investigation as found
from deviations.presenters import pages
from deviations.rules.serious import QUESTIONS, Reply, Statute

STATUTES = {Statute.MARIA: "Möjlig lex Maria", Statute.SARAH: "Möjlig lex Sarah"}
REPLIES = {Reply.YES: "Ja", Reply.NO: "Nej", Reply.UNKNOWN: "Vet inte än"}
WHAT = {
    Statute.MARIA: "Vårdgivaren anmäler till IVO snarast, genom e-tjänst eller post, inte e-post eller fax (PSL 3:5).",
    Statute.SARAH: "Utredningen görs alltid. Ett allvarligt missförhållande anmäls till IVO snarast (27 kap. 6 § SoL).",
}


def questions(row: SeriousEvent) -> list[dict[str, str]]:
    """Each question with what was answered."""
    return [
        {"label": one.text, "source": one.source, "value": REPLIES[Reply(row.replies[one.code])]}
        for one in QUESTIONS[Statute(row.statute)]
        if row.replies.get(one.code)
    ]


def event(row: SeriousEvent, *, acting: Acting, names: ShownNames) -> dict[str, Any]:
    """One of them on the page."""
    handed = row.handed_at is not None
    args = [row.deviation.public_id, row.statute]
    mine = row.unit_id == acting.unit_id
    return {
        "title": STATUTES[Statute(row.statute)],
        "unit": row.unit.name,
        "status": Status("Överlämnad", Tone.SUCCESS)
        if handed
        else Status("Bedömd, inte överlämnad", Tone.WARNING),
        "questions": questions(row),
        "reasons": names.of(row.reasons),
        "assessed_at": row.assessed_at,
        "assessed_by": names.of(row.assessed_by),
        "handed_at": row.handed_at,
        "handed_by": names.of(row.handed_by),
        "handed_to": names.of(row.handed_to),
        "what": WHAT[Statute(row.statute)],
        "change_url": reverse("serious_assess", args=args) if mine and not handed else "",
        "hand_url": reverse("serious_hand_over", args=args) if mine and not handed else "",
        "file_url": reverse("serious_file", args=args) if mine else "",
    }


def sheet(
    row: SeriousEvent,
    deviation: Deviation,
    *,
    acting: Acting,
    now: datetime,
    names: ShownNames,
    entries: Iterable[Entry],
    nudges: Iterable[Nudge],
    own: Investigation | None,
    course: CourseCopy | None,
    person: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Everything that the unit has of the event, for the provider's own process."""
    shown = pages.detail(deviation, acting=acting, now=now, entries=entries, nudges=nudges)
    facts = [
        {"label": fact["label"], "value": fact["status"].label if "status" in fact else fact["value"]}
        for fact in shown["facts"]
    ]
    return {
        "event": event(row, acting=acting, names=names),
        "ref": deviation.ref,
        "category": shown["category"],
        "facts": facts,
        "thread": list(reversed(shown["thread"])),
        "found": found.found(own, names) if own else [],
        "actions": [found.action(one, names=names, now=now) for one in own.actions.all()] if own else [],
        "course": found.course(course, names),
        "person": person,
        "unit": acting.unit_name,
        "organisation": acting.organisation_name,
    }
