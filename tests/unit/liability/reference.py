"""The slow reference: the contract of `assess_liability` read once more, day by day and event by event.

Shares no code with the rules: its own clock changes, holidays and walk. Plain JSON values in and out.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

DAY = timedelta(days=1)


# --- the calendar, from definitions


@cache
def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.weekday() != 6:
        day -= DAY
    return day


def wall(moment: datetime) -> datetime:
    """Swedish time: UTC + 1, and + 2 from the last Sunday of March to that of October, both at 01:00 UTC."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    spring = datetime.combine(last_sunday(utc.year, 3), datetime.min.time()) + timedelta(hours=1)
    autumn = datetime.combine(last_sunday(utc.year, 10), datetime.min.time()) + timedelta(hours=1)
    return utc + timedelta(hours=2 if spring <= utc < autumn else 1)


def easter(year: int) -> date:
    """Anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def saturday_from(first: date) -> date:
    while first.weekday() != 5:
        first += DAY
    return first


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Lag (1989:253), with annandag pingst until 2004 and nationaldagen from 2005."""
    sunday = easter(year)
    days = {date(year, 1, 1), date(year, 1, 6), date(year, 5, 1), date(year, 12, 25), date(year, 12, 26)}
    days |= {sunday - 2 * DAY, sunday, sunday + DAY, sunday + 39 * DAY, sunday + 49 * DAY}
    days |= {saturday_from(date(year, 6, 20)), saturday_from(date(year, 10, 31))}
    days.add(date(year, 6, 6) if year >= 2005 else sunday + 50 * DAY)
    return frozenset(days)


def is_weekday(day: date, eves_count: bool) -> bool:
    if day.weekday() in (5, 6) or day in public_holidays(day.year):
        return False
    midsummer_eve = saturday_from(date(day.year, 6, 20)) - DAY
    if day in (midsummer_eve, date(day.year, 12, 24), date(day.year, 12, 31)):
        return eves_count
    return True


# --- a case


def read(case: dict[str, Any]) -> tuple[list[tuple[datetime, dict[str, Any]]], datetime | None]:
    events = [(datetime.fromisoformat(each["at"]), each) for each in case["events"]]
    events.sort(key=lambda pair: pair[0].timestamp())
    as_of = events[-1][0] if events else None
    if case.get("as_of"):
        as_of = datetime.fromisoformat(case["as_of"])
    return [pair for pair in events if as_of is not None and pair[0] <= as_of], as_of


def told_municipality(each: dict[str, Any]) -> bool:
    return each.get("to") is None or "municipality" in each["to"]


def spells_of(events: list[tuple[datetime, dict[str, Any]]], home: str | None) -> list[dict[str, Any]]:
    """Walk the events with one hand on the standing notice."""
    found: list[dict[str, Any]] = []
    now: dict[str, Any] | None = None
    for place, (at, each) in enumerate(events):
        match each["type"]:
            case "discharge_ready_sent" if now is None and told_municipality(each):
                now = {"at": at, "place": place, "text": each["at"], "end": None, "home": home}
                found.append(now)
            case "discharge_ready_withdrawn" | "transferred" | "discharged" | "died" if now is not None:
                now["end"] = at
                now = None
            case "registration_changed":
                home = each.get("registered_in") or home
    return found


def start_by(terms: dict[str, Any], moment: datetime) -> date:
    seen = wall(moment)
    clock = seen.time().isoformat("microseconds")
    cutoff = terms["cutoff"] + ".000000"
    late = clock >= cutoff if not terms["cutoff_inclusive"] else clock > cutoff
    left = terms["free_days"] + (terms["late_extra_days"] if late else 0)
    day = seen.date()
    while left:
        day += DAY
        if terms["day_type"] == "calendar" or is_weekday(day, terms["eves_are_weekdays"]):
            left -= 1
    return day


def verdict(  # noqa: C901 - one rule after the other, as the contract lists them
    case: dict[str, Any],
    terms: dict[str, Any],
    events: list[tuple[datetime, dict[str, Any]]],
    spell: dict[str, Any],
    as_of: datetime,
) -> tuple[str, date | None]:
    """ "never", "review" or "free" for the preconditions, and the start day."""
    asked = terms["preconditions"]
    limit = spell["end"] or as_of
    ended = spell["end"] is not None
    upto = [(at, each) for at, each in events if at <= limit]
    never = review = False
    too_late: list[datetime] = []

    if "admission_notice" in asked:
        sent = [at for at, e in upto if e["type"] == "admission_notice_sent" and told_municipality(e)]
        if not sent:
            never = True
        else:
            clocks = [at for at, e in events if e["type"] == "admitted"][:1]
            clocks += [at for at, e in events if e["type"] == "need_assessed" and at <= sent[0]]
            if clocks and (sent[0] - max(clocks)).total_seconds() > 24 * 3600:
                too_late.append(sent[0])

    wants_sip = "sip_call" in asked and not any(e["type"] == "sip_not_required" for _, e in events)
    calls = [at for at, e in upto if e["type"] == "sip_called" and e["by"] == "care_contact"]
    if wants_sip and calls:
        last_date = wall(spell["at"]).date() + 3 * DAY
        if calls[0] >= spell["at"] and wall(calls[0]).date() > last_date:
            too_late.append(calls[0])

    start = start_by(terms, spell["at"])
    if terms["late_precondition"] == "shift" and too_late:
        start = start_by(terms, max([spell["at"], *too_late]))
    if wants_sip and not calls and (ended or wall(as_of).date() >= start):
        never = True

    if "open_care_available" in asked:
        lamp, dark = "on", []
        for place, (_, e) in enumerate(upto):
            if e["type"] in ("open_care_unavailable", "open_care_unclear"):
                lamp = "off"
            if e["type"] == "open_care_available":
                lamp = "on"
            if place >= spell["place"]:
                dark.append(lamp)
        if "off" in dark:
            never, review = never or lamp == "off", review or lamp == "on"

    if "care_contact" in asked and ended and not any(e["type"] == "care_contact_appointed" for _, e in upto):
        never = True
    if "support_not_declined" in asked and any(e["type"] == "support_declined" for _, e in upto):
        never = True
    if any(e["type"] == "registration_changed" and spell["at"] < at < limit for at, e in events):
        review = True
    owes = case.get("placed_by") or spell["home"]
    if case.get("care_region") and case["care_region"] != owes[:2]:
        review = True
    if too_late:
        never = never or terms["late_precondition"] == "block"
        review = review or terms["late_precondition"] == "review"
    return ("never" if never else "review" if review else "free"), start


def assess(case: dict[str, Any], terms: dict[str, Any], amounts: dict[int, int]) -> dict[str, Any]:
    """The answer under the given terms: the fields in which two implementations are compared."""
    events, as_of = read(case)
    spells = spells_of(events, case.get("registered_in"))
    if not spells:
        home = case.get("placed_by") or case.get("registered_in")
        outside = home is not None and case.get("care_region") and case["care_region"] != home[:2]
        status = "needs_review" if home is None or outside else "not_liable"
        return {
            "status": status,
            "days": 0,
            "amount": 0,
            "billable": False,
            "billable_amount": 0,
            "spells": [],
        }
    assert as_of is not None
    homeless = any((case.get("placed_by") or spell["home"]) is None for spell in spells)
    if terms["basis"] == "average" and not homeless:
        walked = 0
        for spell in spells:
            day = wall(spell["at"]).date()
            while day < wall(spell["end"] or as_of).date():
                day, walked = day + DAY, walked + 1
        return {"status": "average", "ready_days": walked}

    rows, owed = [], []
    for spell in spells:
        row, days = one_spell(case, terms, events, spell, as_of, amounts)
        rows.append(row)
        owed += days
    rates = {day: rate(terms, day, amounts) for day in owed}
    billable = [day for day in owed if not suspended(terms, day)]
    order = ["needs_review", "running", "liable", "not_yet", "not_liable", "average"]
    codes = set()
    if any(value is None for value in rates.values()):
        codes.add("rate_unknown")
    if len(billable) < len(owed):
        codes.add("invoicing_suspended")
    return {
        "status": min((row["status"] for row in rows), key=order.index),
        "days": len(owed),
        "amount": total(owed, rates),
        "billable": bool(billable),
        "billable_amount": total(billable, rates),
        "spells": rows,
        "codes": codes,
    }


def one_spell(
    case: dict[str, Any],
    terms: dict[str, Any],
    events: list[tuple[datetime, dict[str, Any]]],
    spell: dict[str, Any],
    as_of: datetime,
    amounts: dict[int, int],
) -> tuple[dict[str, Any], list[date]]:
    last = wall(spell["end"] or as_of).date()
    row: dict[str, Any] = {"notice_at": spell["text"], "starts_on": None, "days": 0, "amount": 0}
    row["ends_on"] = last.isoformat() if spell["end"] else None
    if (case.get("placed_by") or spell["home"]) is None:
        return {**row, "status": "needs_review"}, []
    if terms["basis"] == "average":  # beside a spell that nobody is known to owe for
        return {**row, "status": "average"}, []
    found, start = verdict(case, terms, events, spell, as_of)
    if found != "free":
        return {**row, "status": "not_liable" if found == "never" else "needs_review"}, []
    assert start is not None
    owed: list[date] = []
    reached, day = False, wall(spell["at"]).date()
    while day <= last:
        reached = reached or day == start
        if reached and (day < last or terms["day_convention"] == "started"):
            owed.append(day)
        day += DAY
    if spell["end"] is None:
        row["status"] = "running" if reached else "not_yet"
    else:
        row["status"] = "liable" if owed else "not_liable"
    if reached or row["status"] == "not_yet":
        row["starts_on"] = start.isoformat()
    row["days"] = len(owed)
    row["amount"] = total(owed, {day: rate(terms, day, amounts) for day in owed})
    return row, owed


def rate(terms: dict[str, Any], day: date, amounts: dict[int, int]) -> int | None:
    return amounts.get(day.year) if terms["amount"] == "national" else terms["amount"]


def suspended(terms: dict[str, Any], day: date) -> bool:
    span = terms["invoicing_suspended"]
    return bool(span) and span["from"] <= day.isoformat() <= (span["to"] or "9999-12-31")


def total(days: list[date], rates: dict[date, int | None]) -> int | None:
    kronor: int | None = 0
    for day in days:
        price = rates[day]
        kronor = None if kronor is None or price is None else kronor + price
    return kronor


# --- a month


def month(terms: dict[str, Any], ready_days: list[int], year_rate: int | None) -> dict[str, Any]:
    """One patient and one day at a time, in hundred-thousandths of a day so that nothing is rounded."""
    unit = 100_000
    patients = days = alone = 0
    limit = terms["individual_after_days"]
    for stay in ready_days:
        inside = 0
        for number in range(1, stay + 1):
            if limit is not None and number > limit:
                alone += 1
            else:
                inside += 1
        long_stay = limit is not None and stay > limit
        if long_stay and terms["long_stay_in_mean"] == "excluded":
            continue
        if stay == 0 and terms["mean_population"] == "from_day_one":
            continue
        patients, days = patients + 1, days + inside
    answer: dict[str, Any] = {"patients": patients, "sum_days": days, "individual_days": alone}
    answer |= {"excess_days": None, "days": None, "amount": None}
    if terms["mean_level"] is None:
        return answer
    over = max(0, days * unit - int(Decimal(terms["mean_level"]) * unit) * patients)
    owed = over + alone * unit
    answer["excess_days"] = Decimal(over) / unit
    answer["days"] = Decimal(owed) / unit
    if owed == 0:
        answer["amount"] = 0
    elif year_rate is not None:
        answer["amount"] = (owed * year_rate * 2 + unit) // (2 * unit)
    return answer
