"""Joint meetings in words: forums, one meeting, decisions and what they changed, who has mandate."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import clock, formats
from core.diagrams import Diagram, Mark, Series
from core.ui import Status, Tone
from deviations import permissions_meetings as permissions
from deviations.models import Forum, ForumSeat, MandateHolder, Meeting, MeetingDecision, MeetingItem
from deviations.presenters.words import CATEGORIES, SEVERITIES
from deviations.rules.kinds import Category, Severity
from deviations.rules.meetings import ForumKind, Mandate, Month, means, next_after
from transitions.presenters.readmission import CAUSES

KINDS = {ForumKind.JOINT: "Samverkansmöte", ForumKind.CLUSTER: "Klustermöte", ForumKind.OTHER: "Annat forum"}
MANDATES = {
    Mandate.DECIDES: "Får besluta",
    Mandate.ANCHORS: "Beslutar efter att ha frågat hemma",
    Mandate.INFORMS: "Informerar och för vidare",
}
VACANT = Status("Vakant", Tone.WARNING)


def forum(row: Forum, *, now: datetime, last: date | None = None) -> dict[str, Any]:
    """A forum in a list and on its page."""
    seats = list(row.seats.all())
    due = next_after(last, row.every_weeks) if last else None
    return {
        "name": row.name,
        "kind": KINDS[ForumKind(row.kind)],
        "url": reverse("forum", args=[row.public_id]),
        "kept_by": row.kept_by.name,
        "area": row.area.name,
        "rhythm": "Varje vecka" if row.every_weeks == 1 else f"Var {row.every_weeks}:e vecka",
        "agenda": [line.strip() for line in row.agenda.splitlines() if line.strip()],
        "seats": len(seats),
        "vacant": sum(not seat.holder for seat in seats),
        "next_by": due,
        "late": due is not None and due < clock.local_date(now),
    }


def seat(row: ForumSeat, *, away: frozenset[int], now: datetime, change: bool) -> dict[str, Any]:
    """Who sits there, with what mandate, and that nobody has come three times."""
    return {
        "id": row.pk,
        "organisation": row.organisation.name,
        "unit": row.unit.name if row.unit else "",
        "title": row.title,
        "holder": row.holder,
        "vacant": "" if row.holder else f"sedan {formats.day_text(row.since, now)}",
        "mandate": MANDATES[Mandate(row.mandate)],
        "away": row.pk in away,
        "url": reverse("forum_seat", args=[row.forum.public_id, row.pk]) if change else "",
    }


def item_title(row: MeetingItem) -> str:
    """What a point is called: the category and unit of a deviation, never a person."""
    if row.title:
        return row.title
    if row.category:
        about = f", {row.about.name}" if row.about else ""
        return f"{CATEGORIES[Category(row.category)]}{about}"
    return "Återinskrivning inom 30 dagar"


def item(row: MeetingItem, *, now: datetime) -> dict[str, Any]:
    """A point with its decisions."""
    month = formats.month_text(row.month) if row.month else ""
    causes = ", ".join(CAUSES.get(code, code) for code in row.causes.split(",") if code)
    source = ""
    if row.category:
        source = f"Avvikelse, {month}"
    elif row.month:
        source = f"Återinskrivning, {month}. Orsak enligt parterna: {causes or 'inte angiven'}"
    return {
        "title": item_title(row),
        "source": source,
        "severity": SEVERITIES[Severity(row.severity)] if row.severity else None,
        "decisions": [decision(one, now=now) for one in row.decisions.all()],
        "public_id": row.public_id,
    }


def decision(row: MeetingDecision, *, now: datetime) -> dict[str, Any]:
    """A decision in a list."""
    today = clock.local_date(now)
    if row.done_on:
        status = Status("Klart", Tone.SUCCESS)
    else:
        late = row.due_on < today
        status = Status("Försenat", Tone.DANGER) if late else Status("Pågår", Tone.INFO)
    return {
        "text": row.text,
        "responsible": f"{row.responsible}, {row.seat.organisation.name}",
        "due_on": row.due_on,
        "done_on": row.done_on,
        "done_text": row.done_text,
        "status": status,
        "url": reverse("meeting_decision", args=[row.public_id]),
    }


def decided(rows: Iterable[MeetingDecision], *, acting: Acting, now: datetime) -> list[dict[str, Any]]:
    """What has come back to a deviation: told to whoever sees the deviation, without a link for whom has no seat."""
    return [
        {
            **decision(row, now=now),
            "forum": row.item.meeting.forum.name,
            "at": row.decided_at,
        }
        for row in rows
    ]


def meeting_row(row: Meeting) -> dict[str, Any]:
    """A meeting in a list; `points` and `decided` are the selector's."""
    return {
        "url": reverse("meeting", args=[row.public_id]),
        "forum": row.forum.name,
        "at": row.starts_at,
        "place": row.place,
        "points": getattr(row, "points", 0),
        "decided": getattr(row, "decided", 0),
        "status": Status("Avslutat", Tone.SUCCESS) if row.closed_at else Status("Kommande", Tone.INFO),
    }


def meeting(row: Meeting, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """One meeting."""
    came = row.attendance.all()
    return {
        **meeting_row(row),
        "forum_url": reverse("forum", args=[row.forum.public_id]),
        "items": [item(one, now=now) for one in row.items.all()],
        "minutes": row.minutes,
        "closed_at": row.closed_at,
        "closed_by": row.closed_by,
        "attendance": [
            {
                "title": one.seat.title,
                "organisation": one.seat.organisation.name,
                "holder": one.by_name or one.seat.holder or "Vakant",
                "status": Status("Kom", Tone.SUCCESS) if one.came else Status("Kom inte", Tone.WARNING),
            }
            for one in came
        ],
        "keeps": permissions.keeps_forum(acting, row.forum),
    }


def _label(first: date) -> str:
    return f"{formats.MONTHS[first.month - 1]} {first.year}"


def diagram(months: tuple[Month, ...]) -> Diagram:
    """Before and after as two lines that do not meet."""
    return Diagram(
        Mark.LINES,
        tuple(_label(one.first) for one in months),
        (
            Series("Före beslutet", tuple(None if one.after else one.count for one in months)),
            Series("Från beslutets månad", tuple(one.count if one.after else None for one in months)),
        ),
        "avvikelser",
    )


def chart(row: MeetingDecision, months: tuple[Month, ...]) -> dict[str, Any]:
    """The diagram with its finding and table (components/figure.html)."""
    before, after = means(months)
    word = CATEGORIES[Category(row.category)]
    if after is None:
        finding = f"{word}: för tidigt att säga om beslutet har hjälpt"
    else:
        said = f"från {formats.number_text(before, 1)} till {formats.number_text(after, 1)} i månaden"
        finding = f"{word}: {said}"
    return {
        "id": "effect",
        "title": finding,
        "alt": f"{finding}. Värdena står i tabellen.",
        "definition": "Avvikelser i området, efter månaden de rapporterades. Beslutets egen månad jämförs inte.",
        "columns": ["Månad", "Avvikelser", "När"],
        "rows": [
            [_label(one.first), formats.number_text(one.count), "Efter" if one.after else "Före"]
            for one in months
        ],
        "src": reverse("meeting_effect", args=[row.public_id]),
    }


def holders(
    rows: Iterable[MandateHolder], *, acting: Acting, change: bool, now: datetime
) -> list[dict[str, Any]]:
    """Who has mandate; the own organisation's may be changed."""
    return [
        {
            "organisation": row.organisation.name,
            "counterpart": row.counterpart.name if row.counterpart else "Alla",
            "title": row.title,
            "holder": row.holder,
            "vacant": "" if row.holder else f"sedan {formats.day_text(row.since, now)}",
            "phone": row.phone,
            "mandate": MANDATES[Mandate(row.mandate)],
            "url": reverse("mandate", args=[row.pk])
            if change and row.organisation_id == acting.organisation_id
            else "",
        }
        for row in rows
    ]
