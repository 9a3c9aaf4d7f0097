"""Which times to propose for a meeting, and which of them suits whom (S5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from actors.rules.calendar import Calendar
from actors.rules.hours import Period, Staffing, periods
from transitions.rules.limits import STOCKHOLM, local_date

FEWEST, MOST = 2, 5
LENGTHS = (30, 45, 60, 75, 90, 120)
"""Minutes to choose from; the default stands among the limits (`sip_meeting_minutes`)."""
SHORTEST_MEETING, LONGEST_MEETING = 10, 480
STARTS = (time(9), time(10, 30), time(13), time(14, 30))
"""When a proposed meeting begins: with room for travel and lunch."""
DAYS_AHEAD = 14
MOST_PARTICIPANTS = 60


def propose(
    staffing: Iterable[Staffing],
    calendar: Calendar,
    *,
    after: datetime,
    latest: datetime | None = None,
    minutes: int = 60,
) -> tuple[datetime, ...]:
    """Up to five times, one a half-day, on working days, when every unit that has stated its hours is staffed for so
    many minutes.

    A unit that has said nothing hinders none. `latest`: the last moment at which a meeting is to begin, when there is
    one. UTC, in order. A local time that the clock change skips is passed over.
    """
    stated = [one for one in staffing if one.stated]
    first, length = local_date(after), timedelta(minutes=minutes)
    found: list[datetime] = []
    for number in range(1, DAYS_AHEAD + 1):
        day = first + timedelta(days=number)
        if day.weekday() >= 5 or calendar.is_holiday(day):
            continue
        for half in (STARTS[:2], STARTS[2:]):
            begin = next((at for at in _on(day, half) if _all_there(stated, calendar, at, length)), None)
            if begin is not None and (latest is None or begin <= latest):
                found.append(begin)
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def noon_between(now: datetime, first: datetime) -> datetime:
    """By when to answer: noon of the day before the first time, or an hour before it when that has passed. UTC."""
    noon = datetime.combine(local_date(first) - timedelta(days=1), time(12), STOCKHOLM).astimezone(UTC)
    return noon if noon > now else first - timedelta(hours=1)


def _on(day: date, clocks: Sequence[time]) -> list[datetime]:
    return [datetime.combine(day, clock, STOCKHOLM).astimezone(UTC) for clock in clocks]


def _all_there(stated: Iterable[Staffing], calendar: Calendar, begin: datetime, length: timedelta) -> bool:
    whole = Period(begin, begin + length)
    return all(whole in tuple(periods(one, calendar, begin, begin + length)) for one in stated)


@dataclass(frozen=True, slots=True)
class Tally:
    """A proposed time: who can, who cannot, who has not answered; ids of participants."""

    time_id: int
    can: frozenset[int]
    cannot: frozenset[int]
    silent: frozenset[int]


def tally(
    times: Iterable[int], parties: Iterable[int], replies: Mapping[int, frozenset[int]]
) -> tuple[Tally, ...]:
    """How each time stands. `replies` maps a party that has answered to the times it can."""
    everybody = frozenset(parties)
    return tuple(
        Tally(
            one,
            frozenset(party for party in everybody if one in replies.get(party, frozenset())),
            frozenset(party for party in everybody & replies.keys() if one not in replies[party]),
            everybody - replies.keys(),
        )
        for one in times
    )


def best(found: Sequence[Tally]) -> int | None:
    """The first time that most can, when anybody can at all."""
    top = max((len(one.can) for one in found), default=0)
    return next((one.time_id for one in found if top and len(one.can) == top), None)
