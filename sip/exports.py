"""The calendar file of a meeting: by itself without a word about whom it concerns."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from core import clock
from sip.models import Sip, SipParticipant
from sip.presenters.times import party_name, slot_text
from sip.presenters.words import MODES
from sip.rules.kinds import Mode


def calendar_file(sip: Sip, *, url: str, now: datetime, unit_id: int = 0, whole: bool = False) -> bytes:
    """One meeting, or the own slot of a unit that is in for a while. A later call is a new version of the
    same meeting (`SEQUENCE`).

    Place and names stay on the page behind `url`: a calendar is read by more people than the case. `whole` adds place,
    link and who is in; the person's own name is in neither.
    """
    own = next((row for row in sip.participants.all() if row.unit_id == unit_id), None) if unit_id else None
    begin, length = _span(sip, own)
    mode = Mode(own.joins) if own is not None and own.joins else Mode(sip.mode)
    event = Event()
    event.add("uid", f"sip-{sip.public_id}@hemvag")
    event.add("dtstamp", now)
    event.add("sequence", max(0, len(sip.calls.all()) - 1))
    # In UTC: every calendar shows it on its own clock, and the file needs no table of clock changes.
    event.add("dtstart", begin.astimezone(UTC))
    event.add("dtend", (begin + length).astimezone(UTC))
    event.add("summary", f"SIP-möte, {MODES[mode].lower()}")
    lines = [f"Öppna kallelsen i Hemväg: {url}"]
    if own is not None and own.slot_after is not None:
        lines.insert(
            0, f"Er tid: {slot_text(own, sip)}. Mötet börjar kl. {clock.local(sip.meeting_at):%H.%M}."
        )
    if whole:
        if sip.place:
            event.add("location", sip.place)
        named = [row for row in sip.participants.all() if row.unit_id is not None]
        lines += [_line(row, sip) for row in named]
    event.add("description", "\n".join(lines))
    event.add("url", url)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Hemväg//SIP//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _span(sip: Sip, own: SipParticipant | None) -> tuple[datetime, timedelta]:
    if own is None or own.slot_after is None or own.slot_minutes is None:
        return sip.meeting_at, timedelta(minutes=sip.minutes)
    return sip.meeting_at + timedelta(minutes=own.slot_after), timedelta(minutes=own.slot_minutes)


def _line(row: SipParticipant, sip: Sip) -> str:
    slot = slot_text(row, sip)
    return f"{party_name(row, opened=True)}: {slot}" if slot else party_name(row, opened=True)
