"""How episodes go: those that ended, a year of them, and those that are open now, in every state."""

from datetime import datetime, timedelta
from typing import Literal

from integrations.demo.replies import answer_order, read, share_read
from integrations.demo.stories import Story

State = Literal[
    "admitted",
    "notice_late",
    "noticed",
    "planned",
    "date_changed",
    "date_passed",
    "ready",
    "withdrawn",
]

OPEN_STATES: tuple[tuple[State, int], ...] = (
    ("admitted", 26),
    ("notice_late", 14),
    ("noticed", 62),
    ("planned", 120),
    ("date_changed", 46),
    ("date_passed", 26),
    ("ready", 92),
    ("withdrawn", 14),
)
"""Shares of the open cases, in about four hundred."""

CAUSES = (
    "aids",
    "home_adaptation",
    "medicines",
    "consumables",
    "open_care_not_planned",
    "home_care_not_informed",
    "insufficient_support",
    "medical",
    "medical",
    "medical",
    "other",
)
CATEGORIES = (
    "sip_not_called",
    "notice_late",
    "discharge_date_not_updated",
    "home_care_not_informed",
    "medicines",
    "aids",
    "discharge_information_missing",
    "delegation",
    "information_not_read",
    "other",
)


def ended(story: Story, *, days: int, cause: bool) -> None:
    """An episode of so many days, to its end and what came after. `cause`: it is a readmission whose cause is told."""
    noticed = story.notice(expected_in=max(1, days - 1))
    if story.chance(0.25):
        story.consent(noticed)
    if story.chance(0.35):
        story.word_on_support(noticed)
    if story.chance(0.93):
        story.care_contact(noticed)
    end = story.office_hours(story.day_after(story.admitted_at, days), 9, 17)
    end = max(end, noticed + timedelta(hours=3))
    waits = min(days - 1, story.rng.choices((0, 1, 2, 3, 5, 8, 12), (42, 21, 14, 10, 8, 4, 1))[0])
    if days > 3 and story.chance(0.35):
        middle = story.office_hours(story.day_after(story.admitted_at, days // 2))
        story.change_date(
            max(middle, noticed), story.day_after(end, 0), story.rng.choice(("sure", "likely", "guess"))
        )
    if days > 5 and story.chance(0.05):
        _transfer(story, noticed)
    if story.chance(0.04):
        if story.add("died", end, story.ward):
            story.ended_at = end
        return
    _ready_until(story, noticed, end, waits)
    _calls(story, noticed, end)
    if story.chance(0.02):
        story.add("open_care_unavailable", story.after(noticed, 2, 20), story.primary_care)
    if cause:
        story.add(
            "readmission_cause_recorded", story.after(noticed, 2, 40), story.area.office, cause=_cause(story)
        )
    story.discharge(end)
    if story.ended_at:
        _afterwards(story, end)


def _cause(story: Story) -> str:
    return story.rng.choice(CAUSES)


def _transfer(story: Story, noticed: datetime) -> None:
    """To a geriatric ward, where it goes on."""
    ward = "SE-DEMO-DAL-1" if story.area.south else "SE-DEMO-SAB-1"
    moved = story.after(noticed, 4, 20)
    if ward != story.ward and story.add("transferred", moved, story.ward, ward=ward):
        story.ward = ward
        read(story, "transferred", moved, story.to)


def _ready_until(story: Story, noticed: datetime, end: datetime, waits: int) -> None:
    if not story.chance(0.94):
        return
    ready = story.office_hours(story.day_after(end, -waits), 8, 15)
    if ready >= end:
        ready = end - timedelta(hours=2)
    ready = max(ready, noticed + timedelta(hours=1))
    if waits >= 3 and story.chance(0.25):
        story.ready(ready)
        story.withdraw(ready + timedelta(hours=20))
        ready += timedelta(hours=44)
    story.ready(min(ready, end - timedelta(minutes=30)))


def _calls(story: Story, noticed: datetime, end: datetime) -> None:
    """SIP: not needed, called in time, late, by another, or by nobody."""
    how = story.rng.choices(
        ("not_required", "before", "day_two", "late", "municipality", "hospital", "missed"),
        (40, 24, 10, 5, 6, 3, 12) if story.receipts else (58, 11, 6, 3, 4, 2, 16),
    )[0]
    if how == "not_required":
        reason = story.rng.choice(("single_principal", "single_principal", "no_consent"))
        story.add("sip_not_required", story.after(noticed, 2, 40), story.primary_care, reason=reason)
    elif how == "before":
        story.sip(min(story.after(noticed, 4, 50), end - timedelta(hours=1)), "care_contact")
    elif how == "day_two":
        story.sip((story.ready_at or noticed) + timedelta(hours=40), "care_contact")
    elif how == "late":
        story.sip((story.ready_at or noticed) + timedelta(days=5), "care_contact")
    elif how in {"municipality", "hospital"}:
        story.sip(story.after(noticed, 20, 70), how)


def _afterwards(story: Story, end: datetime) -> None:
    if story.chance(0.08):
        deviation(story, story.after(end, 2, 100))
    if story.chance(0.3):
        answers = {name: story.rng.choices((5, 4, 3, 2, 1, None), (38, 30, 15, 8, 4, 5))[0] for name in ASKED}
        who = story.rng.choice(("patient", "patient", "relative"))
        story.add(
            "experience_answered", story.after(end, 100, 500), story.area.office, respondent=who, **answers
        )


ASKED = ("safe", "took_part", "informed")


def deviation(story: Story, at: datetime) -> None:
    """A deviation between units of the chain: answered in time, late, or not yet."""
    pairs = [
        (story.area.office, story.ward),
        (story.area.office, story.primary_care),
        (story.primary_care, story.ward),
        (story.ward, story.area.office),
        (story.ward, story.primary_care),
    ]
    if story.providers:
        pairs.append((story.providers[0], story.area.office))
    by, about = story.rng.choice(pairs)
    ref = f"D-{story.id}"
    told = story.add(
        "deviation_reported",
        at,
        by,
        deviation=ref,
        category=story.rng.choice(CATEGORIES),
        reported_by=by,
        about=about,
        severity=story.rng.choices(("low", "moderate", "serious"), (45, 45, 10))[0],
        note="Demo: händelsen är påhittad.",
    )
    if told and story.chance(0.8):
        received = story.after(at, 5, 120)
        story.add("deviation_received", received, about, deviation=ref)
        if story.chance(0.7):
            answered = story.after(received, 20, 900)
            if story.add("deviation_answered", answered, about, deviation=ref) and story.chance(0.6):
                story.add("deviation_closed", story.after(answered, 10, 200), by, deviation=ref)


def admitted_ago(state: State, story_rng_uniform: float) -> timedelta:
    """How long ago an open case began, for its state; the second argument is between 0 and 1."""
    spans: dict[State, tuple[float, float]] = {
        "admitted": (1, 21),
        "notice_late": (26, 60),
        "noticed": (8, 44),
        "planned": (40, 170),
        "date_changed": (60, 220),
        "date_passed": (120, 300),
        "ready": (96, 420),
        "withdrawn": (150, 300),
    }
    low, high = spans[state]
    return timedelta(minutes=round(60 * (low + (high - low) * story_rng_uniform)))


def open_now(story: Story, state: State) -> None:
    """An episode that goes on, in one of the states."""
    now = story.now
    stayed = now - story.admitted_at
    if state in {"admitted", "notice_late"}:
        if story.chance(0.3):
            story.add("need_assessed", story.after(story.admitted_at, 0.2, 0.8), story.ward)
        return
    days = stayed.days
    passed = state == "date_passed"
    expected_in = max(1, days - story.rng.randrange(1, 4)) if passed else days + story.rng.randrange(1, 9)
    if state == "noticed":
        hours = story.rng.uniform(1, min(20, stayed / timedelta(hours=1) - 1))
        noticed = story.notice(hours=hours, expected_in=expected_in, acknowledged=0.35)
        if story.chance(0.5):
            story.consent(noticed)
        return
    noticed = story.notice(expected_in=expected_in)
    story.consent(noticed)
    if story.chance(0.75):
        story.word_on_support(noticed)
    if story.chance(0.7):
        story.care_contact(noticed)
    if story.chance(0.75):
        story.known_services(noticed)
    if story.chance(0.5):
        story.checklist(noticed)
    if state == "planned":
        _calls(story, noticed, now)
    elif state == "date_changed":
        story.change_date(
            story.after(now, -30, -1),
            story.day_after(now, story.rng.randrange(1, 7)),
            story.rng.choice(("sure", "likely", "guess")),
            acknowledged=0.15,
        )
        _calls(story, noticed, now)
        _home_care_told(story, story.after(now, -28, -1))
    elif state in {"ready", "withdrawn"}:
        _ready_now(story, noticed, withdrawn=state == "withdrawn")


def _ready_now(story: Story, noticed: datetime, *, withdrawn: bool) -> None:
    now = story.now
    waited = story.rng.choices(range(11), (16, 14, 12, 11, 10, 8, 7, 6, 6, 5, 5))[0]
    ready = now - timedelta(days=waited, minutes=story.rng.randrange(20, 300))
    ready = max(ready, noticed + timedelta(hours=2))
    _calls(story, noticed, now)
    story.ready(ready)
    if withdrawn:
        story.withdraw(min(story.after(ready, 3, 40), now - timedelta(minutes=10)))
    else:
        _home_care_told(story, story.after(ready, 0.2, 12))
    if waited > 3 and story.chance(0.25):
        deviation(story, story.after(ready, 20, 70))
    if waited > 4 and story.chance(0.15):
        story.add("open_care_unavailable", story.after(ready, 2, 20), story.primary_care)


def _home_care_told(story: Story, at: datetime) -> None:
    """The providers are told of the home-coming to be; of what came last some is not yet acknowledged."""
    if not story.providers or not story.chance(0.85):
        return
    starts = story.now + timedelta(hours=story.rng.randrange(6, 60))
    if story.add("home_care_notified", at, story.area.office, to=story.providers, starts_at=starts):
        for unit in story.providers:
            if story.chance(share_read(story, at)):
                story.add(
                    "acknowledged", story.after(at, 0.2, 4), unit, of="home_care_notified", at_unit=unit
                )
        answer_order(story, at, starts, story.providers)
