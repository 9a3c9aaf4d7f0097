"""Cards of the day: who comes home when, what they need, what is sent along, what is new since last time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from actors.rules.kinds import HOME_PROVIDERS, OPEN_CARE, UnitKind
from core import formats
from core.ui import Status, Tone
from transitions.models import Task
from transitions.personal_numbers import formatted
from transitions.presenters.end_of_life import end_of_life_card
from transitions.presenters.hand_over_notes import note_card
from transitions.presenters.timeline import PROTECTED, item_text
from transitions.presenters.words import CERTAINTIES, DISCHARGED_TO, ITEMS, TASKS
from transitions.presenters.worklist import PHASES
from transitions.rules.chain import Phase
from transitions.rules.kinds import Certainty, DischargedTo, ItemKind, PointState, Protection
from transitions.rules.limits import local_date
from transitions.rules.tasks import TaskKind
from transitions.selectors.day import DayCase, Told

HOUSING = frozenset({UnitKind.SPECIAL_HOUSING, UnitKind.SHORT_TERM_HOUSING, UnitKind.MUNICIPAL_HEALTH_CARE})
_NEWS_SHOWN = 4
_ANSWERS = (ItemKind.ANSWER_GIVEN, ItemKind.COMPETENCE_STATED)

TITLES = {
    "home": "Hemkomster",
    "housing": "Kommer till oss",
    "rehab": "Dagen på rehab",
    "open_care": "Dagen på mottagningen",
    "ward": "Går hem",
    "other": "Kommer hem",
}


def view_of(kind: UnitKind) -> str:
    """Which of the day's pages a kind of unit has."""
    if kind in HOME_PROVIDERS:
        return "home"
    if kind in HOUSING:
        return "housing"
    if kind is UnitKind.PRIMARY_CARE_REHAB:
        return "rehab"
    if kind in OPEN_CARE:
        return "open_care"
    return "ward" if kind is UnitKind.WARD else "other"


def when_text(case: DayCase, now: datetime) -> str:
    """ "Hemma sedan i dag kl. 13.00", "Väntas i morgon (säkert)", "Väntades fredag 20 nov"."""
    episode = case.episode
    if episode.ended_at is not None:
        day = formats.relative_day_text(episode.ended_at, now)
        return f"Utskriven {day} kl.\u00a0{formats.clock_text(episode.ended_at)}"
    if case.day is None:
        return "Ingen dag angiven"
    sure = f" ({formats.in_sentence(CERTAINTIES[Certainty(episode.certainty)])})" if episode.certainty else ""
    verb = "Väntades" if case.day < local_date(now) else "Väntas"
    return f"{verb} {formats.relative_day_text(case.day, now)}{sure}"


def card(
    case: DayCase, *, acting: Acting, now: datetime, names: ShownNames, at_home: bool = False
) -> dict[str, Any]:
    """One person. `at_home`: who meets in the home reads it, before the needs that the ward wrote.

    Of a protected person neither needs nor order is printed: the case opens them with a reason (LAW-6).
    """
    episode, patient = case.episode, case.episode.patient
    protected = patient.protection != Protection.NONE
    waiting = [one for one in case.told if one.waits]
    news = [
        one
        for one in case.told
        if one.item.by_unit_id != acting.unit_id
        and one.item.kind not in (ItemKind.ACKNOWLEDGED, ItemKind.HAND_OVER_NOTE)
        and (case.seen_at is None or one.item.recorded_at > case.seen_at)
    ]
    order = [] if protected else _order(case, now, names)
    return {
        "id": f"{episode.public_id}",
        "mark": f"{episode.public_id}:{episode.version}",
        "url": reverse("case", args=[episode.public_id]),
        "person": patient.name,
        "personal_number": formatted(patient.personal_number),
        "protected": protected,
        "withheld": PROTECTED if protected else "",
        "when": when_text(case, now),
        "late": episode.ended_at is None and case.day is not None and case.day < local_date(now),
        "status": PHASES[Phase(episode.phase)],
        "to": DISCHARGED_TO[DischargedTo(episode.discharged_to)]
        if episode.discharged_to and not protected
        else "",
        "ward": episode.ward.place,
        "ward_phone": episode.ward.phone,
        "order": order,
        "needs": [] if protected else _needs(case, names),
        "points": [] if protected else _points(case),
        "answer": _answer(case, acting.unit_id, now, names, opened=not protected),
        "waiting": [ITEMS[ItemKind(one.item.kind)] for one in waiting],
        "news": [
            {
                "title": ITEMS[ItemKind(one.item.kind)],
                # An order stands in full above.
                "text": ""
                if order and one.item.kind == ItemKind.HOME_CARE_NOTIFIED
                else names.of(item_text(one.item, now, opened=not protected)),
                "at": one.item.at,
            }
            for one in news[::-1][:_NEWS_SHOWN]
        ],
        "more_news": max(0, len(news) - _NEWS_SHOWN),
        "at_home": at_home,
        "flag": end_of_life_card(
            [one.item for one in case.told], acting=acting, now=now, names=names, opened=not protected
        ),
        "notes": note_card(
            case.of(ItemKind.HAND_OVER_NOTE),
            acting=acting,
            now=now,
            names=names,
            opened=not protected,
            url=reverse("hand_over_notes", args=[episode.public_id]),
        )
        if acting.unit_kind in HOME_PROVIDERS
        else None,
    }


def _order(case: DayCase, now: datetime, names: ShownNames) -> list[dict[str, str]]:
    """What the handläggare has ordered: from when, who meets, the key, the medicines, what is needed."""
    told = case.of(ItemKind.HOME_CARE_NOTIFIED)[::-1]
    latest = next((one for one in told if one.item.data.get("starts_at")), None)
    ordered = next((one for one in told if one.item.data.get("cause") == "order"), None)
    rows = []
    if latest is not None:
        starts = datetime.fromisoformat(latest.item.data["starts_at"])
        day = formats.relative_day_text(starts, now)
        rows.append({"label": "Insatser från", "value": f"{day} kl.\u00a0{formats.clock_text(starts)}"})
    if ordered is not None:
        data = ordered.item.data
        for name, label in (("meets", "Möter"), ("key", "Nyckel"), ("medicines", "Läkemedel med hem")):
            if data.get(name):
                rows.append({"label": label, "value": names.of(str(data[name]))})
        if ordered.item.note:
            rows.append({"label": "Behövs", "value": names.of(ordered.item.note)})
    return rows


def _needs(case: DayCase, names: ShownNames) -> list[dict[str, str]]:
    """What the ward has written beyond the act, as far as it was sent to the unit."""
    found = case.last(ItemKind.ADMISSION_NOTICE_SENT)
    notice = getattr(found.item, "admission_notice", None) if found else None
    rows = []
    if notice is not None:
        alone = {True: "Ja", False: "Nej", None: ""}[notice.lives_alone]
        for label, value in (
            ("Funktion", notice.function),
            ("Hjälpmedel", notice.aids),
            ("Boende", notice.housing),
            ("Bor ensam", alone),
            ("Tolk", notice.interpreter),
            ("Närstående", notice.next_of_kin),
        ):
            if value:
                rows.append({"label": label, "value": names.of(value)})
    left = case.last(ItemKind.DISCHARGED)
    if left is not None and left.item.note:
        rows.append({"label": "Från avdelningen", "value": names.of(left.item.note)})
    return rows


_POINTS = {
    PointState.OPEN: Status("Öppen", Tone.WARNING),
    PointState.DONE: Status("Klar", Tone.SUCCESS),
    PointState.NOT_NEEDED: Status("Behövs inte", Tone.NEUTRAL),
}


def _points(case: DayCase) -> list[dict[str, Any]]:
    """The points of the going-home checklist that reached the unit, as each stands."""
    latest: dict[str, Told] = {}
    for one in case.of(ItemKind.CHECKLIST_POINT):
        latest[str(one.item.data.get("point", ""))] = one
    return [
        {
            "text": text,
            "status": _POINTS.get(one.item.data.get("state"), _POINTS[PointState.OPEN]),
            "critical": bool(one.item.data.get("critical")),
            "open": one.item.data.get("state") == PointState.OPEN,
        }
        for text, one in latest.items()
        if text
    ]


def _answer(
    case: DayCase, unit_id: int, now: datetime, names: ShownNames, *, opened: bool
) -> dict[str, Any] | None:
    """What the unit itself has answered last."""
    own = [one for one in case.of(*_ANSWERS) if one.item.by_unit_id == unit_id]
    if not own:
        return None
    item = own[-1].item
    return {
        "title": ITEMS[ItemKind(item.kind)],
        "text": names.of(item_text(item, now, opened=opened)),
        "at": item.at,
    }


def by_day(
    cases: Iterable[DayCase], *, acting: Acting, now: datetime, names: ShownNames, at_home: bool = False
) -> list[dict[str, Any]]:
    """Sections: those who should have come, today, tomorrow, each later day, and those who came before today."""
    today = local_date(now)
    sections: dict[tuple[int, date], list[DayCase]] = {}
    for case in cases:
        if case.day is None:
            continue
        if case.episode.ended_at is not None and case.day < today:
            key = (3, today)
        elif case.day < today:
            key = (0, today)
        else:
            key = (1, case.day)
        sections.setdefault(key, []).append(case)
    found = []
    for (order, day), rows in sorted(sections.items(), key=lambda pair: pair[0]):
        title = {0: "Skulle ha kommit", 3: "Hemma sedan tidigare i veckan"}.get(order) or _day_title(day, now)
        cards = [card(one, acting=acting, now=now, names=names, at_home=at_home) for one in rows]
        # First who is near the end of life, then those that wait for a receipt; the rest in the day's order.
        cards.sort(key=lambda one: (one["flag"] is None, not one["waiting"]))
        found.append({"title": title, "cards": cards, "tone": "danger" if order == 0 else ""})
    return found


def _day_title(day: date, now: datetime) -> str:
    text = formats.relative_day_text(day, now)
    return text[:1].upper() + text[1:]


def task_rows(tasks: Sequence[Task], *, now: datetime) -> list[dict[str, Any]]:
    """Tasks of one kind as lines."""
    return [
        {
            "url": reverse("case", args=[task.episode.public_id]),
            "person": task.episode.patient.name,
            "personal_number": formatted(task.episode.patient.personal_number),
            "protected": task.episode.patient.protection != Protection.NONE,
            "ward": task.episode.ward.place,
            "ward_phone": task.episode.ward.phone,
            "status": PHASES[Phase(task.episode.phase)],
            "text": TASKS.get(TaskKind(task.kind), "Kvittera"),
            "due": task.due_at,
        }
        for task in tasks
    ]


def sip_rows(found: Iterable[Told], *, now: datetime) -> list[dict[str, Any]]:
    """Invitations to a SIP whose meeting has not been, the nearest first; of each case the latest."""
    latest: dict[int, Told] = {}
    for one in found:
        if one.item.cancelled_at is None and one.item.data.get("meeting_at"):
            latest[one.item.episode_id] = one
    rows = []
    for one in latest.values():
        meeting = datetime.fromisoformat(one.item.data["meeting_at"])
        if meeting < now - timedelta(hours=2):
            continue
        rows.append(
            {
                "url": reverse("case", args=[one.item.episode.public_id]),
                "person": one.item.episode.patient.name,
                "personal_number": formatted(one.item.episode.patient.personal_number),
                "protected": one.item.episode.patient.protection != Protection.NONE,
                "meeting": meeting,
                "text": item_text(one.item, now, opened=False),
                "by": one.item.by_unit.name,
                "waits": one.waits,
            }
        )
    return sorted(rows, key=lambda row: row["meeting"])


def point_rows(found: Iterable[Told], *, now: datetime) -> list[dict[str, Any]]:
    """Open points of the checklist that are the unit's to settle, the critical first."""
    latest: dict[tuple[int, str], Told] = {}
    for one in found:
        if one.item.kind == ItemKind.CHECKLIST_POINT and one.item.cancelled_at is None:
            latest[one.item.episode_id, str(one.item.data.get("point", ""))] = one
    rows = [
        {
            "url": reverse("case", args=[one.item.episode.public_id]),
            "person": one.item.episode.patient.name,
            "personal_number": formatted(one.item.episode.patient.personal_number),
            "protected": one.item.episode.patient.protection != Protection.NONE,
            "ward": one.item.episode.ward.place,
            "ward_phone": one.item.episode.ward.phone,
            "status": Status("Avgörande för hemgång", Tone.DANGER)
            if one.item.data.get("critical")
            else Status("Öppen", Tone.WARNING),
            "critical": bool(one.item.data.get("critical")),
            "text": text,
            "day": one.item.episode.expected_discharge,
            "due": None,
        }
        for (_, text), one in latest.items()
        if one.item.data.get("state") == PointState.OPEN
    ]
    return sorted(rows, key=lambda row: (not row["critical"], row["day"] is None, row["day"] or date.max))
