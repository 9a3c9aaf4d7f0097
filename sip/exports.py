"""The calendar file of a meeting: without a word about whom it concerns."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from core import clock
from sip.models import Sip
from sip.presenters.words import MODES
from sip.rules.kinds import Mode

LENGTH = timedelta(hours=1)


def calendar_file(sip: Sip, *, url: str, now: datetime) -> bytes:
    """One meeting of one hour. A later call is a new version of the same meeting (`SEQUENCE`).

    Place and names stay on the page behind `url`: a calendar is read by more people than the case.
    """
    event = Event()
    event.add("uid", f"sip-{sip.public_id}@hemvag")
    event.add("dtstamp", now)
    event.add("sequence", max(0, len(sip.calls.all()) - 1))
    event.add("dtstart", clock.local(sip.meeting_at))
    event.add("dtend", clock.local(sip.meeting_at) + LENGTH)
    event.add("summary", f"SIP-möte, {MODES[Mode(sip.mode)].lower()}")
    event.add("description", f"Öppna kallelsen i Hemväg: {url}")
    event.add("url", url)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Hemväg//SIP//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
