"""One's own deadlines as a calendar: what is to be done and when, without a word about whom."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event

from core import clock
from transitions.presenters.worklist import task_text

BEFORE: Final = timedelta(minutes=30)
REFRESH: Final = timedelta(hours=1)


def calendar_file(tasks: Iterable[Any], *, case_url: Any, now: datetime) -> bytes:
    """A calendar of the tasks' deadlines, each as the half hour before it.

    A calendar lies on telephones and with suppliers of mail: what to do and a link that asks for a log-in, no more.
    `case_url` gives the whole address of an episode's page.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hemväg//Tidsfrister//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Hemväg: mina tidsfrister")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for task in tasks:
        url = case_url(task.episode)
        due = clock.local(task.due_at)
        event = Event()
        event.add("uid", f"task-{task.episode.public_id}-{task.kind}-{task.item_id or 0}@hemvag")
        event.add("dtstamp", now)
        event.add("dtstart", clock.local(task.due_at - BEFORE))
        event.add("dtend", due)
        event.add("summary", f"Hemväg: {task_text(task)}")
        event.add("description", f"Senast {due:%H.%M}. Öppna ärendet i Hemväg: {url}")
        event.add("url", url)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
