"""The inskrivningsmeddelande as pages show it: the three times, the meter, the sections."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import shown_names
from core import formats
from transitions import permissions
from transitions.models import AdmissionNotice, CareEpisode, Item
from transitions.presenters.timeline import PROTECTED
from transitions.presenters.words import CARE_FORMS, CERTAINTIES
from transitions.presenters.words_messages import SENT_IN
from transitions.presenters.words_notice import NEEDS, QUESTIONS, SECTIONS, answer_text
from transitions.rules.actions import can
from transitions.rules.kinds import CareForm, Certainty, ItemKind
from transitions.rules.limits import Limits, notice_due
from transitions.rules.notice import BEYOND_THE_ACT, Question, Section, merged, wanted
from transitions.rules.quality import Quality, quality
from transitions.rules.receivers import Need
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.chains import stay_of
from transitions.selectors.notices import standing
from transitions.selectors.sent_in import reports as reports_of


def said(notice: AdmissionNotice) -> tuple[Mapping[str, Any], Iterable[str]]:
    """A notice's answers, and what it said is not known."""
    return {name: getattr(notice, name) for name in BEYOND_THE_ACT}, notice.unknown


def meter(found: Quality) -> dict[str, Any]:
    """The quality meter: how much is answered, and the names of what is not."""
    return {
        "asked": found.asked,
        "done": len(found.answered) + len(found.unknown),
        "unknown": [QUESTIONS[name] for name in found.unknown],
        "missing": [QUESTIONS[name] for name in found.missing],
        "share_unknown": found.share_unknown,
        "complete": found.complete,
    }


def times(episode: CareEpisode, *, limits: Limits) -> dict[str, Any]:
    """When the person was admitted, from when the 24 hours count, and when they are over (LUS 2:3)."""
    start = chain_of(episode).notice_clock_from
    return {
        "admitted_at": episode.admitted_at,
        "judged_at": start if start != episode.admitted_at else None,
        "due_at": notice_due(start, limits),
        "sent_at": episode.notice_at,
    }


def reports(acting: Acting, episode: CareEpisode, *, now: datetime, opened: bool) -> list[dict[str, Any]]:
    """What those who sent the person in have told (T32). Of a protected person that nobody has opened: by whom."""
    signed = shown_names(acting).signed
    return [
        {
            "by": signed(item.author_name, item.by_unit.name),
            "at": item.at,
            "reason": item.note if opened else PROTECTED,
            "rows": [
                {"label": label, "value": item.data[name]}
                for name, label in SENT_IN.items()
                if opened and item.data.get(name)
            ],
        }
        for item in reports_of(acting=acting, episode=episode)
    ]


def reading(
    episode: CareEpisode, items: list[Item], *, acting: Acting, limits: Limits, now: datetime, opened: bool
) -> dict[str, Any]:
    """The page of the notice. Of a protected person that nobody has opened: the act's content alone."""
    rows = standing(items)
    answers, unknown = merged(said(row) for row in rows)
    questions = wanted(stay_of(episode))
    measured = any(row.asked for row in rows)
    signed = shown_names(acting).signed
    return {
        "facts_of_notice": _facts(episode, items, rows, acting=acting, limits=limits, now=now),
        "needs": [NEEDS[need] for need in Need if opened and any(str(need) in row.needs for row in rows)],
        "sections": _sections(questions, answers, unknown) if opened and (answers or unknown) else [],
        "protected_text": "" if opened else PROTECTED,
        "notes": [item.note for item in items if opened and item.note and item.cancelled_at is None],
        "meter": meter(quality(answers, unknown, stay_of(episode))) if opened and measured else None,
        "completed": [
            {"at": item.at, "by": signed(item.author_name, item.by_unit.name)}
            for item in items
            if item.kind == ItemKind.NOTICE_COMPLETED and item.cancelled_at is None
        ],
        "complete_url": _complete_url(episode, acting, now),
    }


def _facts(
    episode: CareEpisode,
    items: list[Item],
    rows: list[AdmissionNotice],
    *,
    acting: Acting,
    limits: Limits,
    now: datetime,
) -> list[dict[str, str]]:
    """The three times (law.md 1.2), who sent it and in which doctor's name, and the date."""
    chain, names = chain_of(episode), shown_names(acting)
    first = next((item for item in items if item.cancelled_at is None), items[0])
    doctor = next((row.doctor_name for row in reversed(rows) if row.doctor_name), "")
    start, expected = chain.notice_clock_from, chain.expected
    judged = formats.moment_text(start, now) if start != episode.admitted_at else "Vid inskrivningen"
    late = "efter 24 timmar" if first.at > notice_due(start, limits) else "inom 24 timmar"
    sure = (
        f" ({formats.in_sentence(CERTAINTIES[Certainty(expected[1])])})" if expected and expected[1] else ""
    )
    facts = {
        "Inskriven": formats.moment_text(episode.admitted_at, now),
        "Läkarens bedömning": judged,
        "Skickat": f"{formats.moment_text(first.at, now)}, {late}",
        "Skickat av": names.signed(first.author_name, first.by_unit.name),
        "I läkarens namn": names.of(doctor),
        "Beräknad utskrivning": formats.day_text(expected[0], now) + sure if expected else "",
        "Vårdform": CARE_FORMS[CareForm(episode.care_form)],
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def _sections(
    questions: Iterable[Question], answers: Mapping[str, Any], unknown: frozenset[str]
) -> list[dict[str, Any]]:
    asked = list(questions)
    return [
        {
            "title": SECTIONS[section],
            "rows": [
                {
                    "label": QUESTIONS[one.name],
                    "value": answer_text(one.name, answers[one.name]) if one.name in answers else "",
                    "unknown": one.name in unknown,
                }
                for one in asked
                if one.section is section
            ],
        }
        for section in Section
        if any(one.section is section for one in asked)
    ]


def _complete_url(episode: CareEpisode, acting: Acting, now: datetime) -> str:
    kind = ItemKind.NOTICE_COMPLETED
    may = permissions.may(acting, kind) and episode.ward_id == acting.unit_id
    if not may or not can(kind, chain_of(episode), now).allowed:
        return ""
    return reverse("complete_notice", args=[episode.public_id])
