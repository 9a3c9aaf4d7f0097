"""Delegations in words: lists, one decision, one person, the night."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import shown_names
from actors.selectors_staff import Staff
from core import clock, formats
from core.history import HistoryEntry
from core.ui import Status, Tone
from deviations import permissions_delegations as permissions
from deviations.models import Delegation
from deviations.rules.delegations import (
    REMIND_DAYS,
    EndCause,
    FollowedUp,
    Knowledge,
    SigningList,
    Standing,
    standing,
)
from deviations.selectors_delegations import Counts, Night, holds

KNOWLEDGE = {
    Knowledge.OBSERVED: "Jag har sett personen göra uppgiften",
    Knowledge.TEST: "Kunskapsprov och sedd i arbetet",
    Knowledge.TALK: "Genomgång och samtal",
    Knowledge.COURSE: "Utbildning och sedd i arbetet",
}
SIGNING_LISTS = {
    SigningList.HOME_CARE: "Hemtjänsten eller boendet",
    SigningList.NURSE: "Den enhet som delegerar",
    SigningList.AT_HOME: "Ligger hemma hos patienten",
}
FOLLOWED_UP = {
    FollowedUp.WORKS: Status("Fungerar", Tone.SUCCESS),
    FollowedUp.TRAINING: Status("Behöver mer träning", Tone.WARNING),
    FollowedUp.STOPS: Status("Ska inte fortsätta", Tone.DANGER),
}
STANDINGS = {
    Standing.COMING: Status("Börjar gälla", Tone.INFO),
    Standing.VALID: Status("Gäller", Tone.SUCCESS),
    Standing.ENDING: Status("Går snart ut", Tone.WARNING),
    Standing.ENDED: Status("Upphörd", Tone.NEUTRAL),
}
CAUSES = {
    EndCause.EXPIRED: "Tiden gick ut",
    EndCause.WITHDRAWN: "Återkallad",
    EndCause.NURSE_LEFT: "Den som delegerade har slutat på enheten",
    EndCause.RECEIVER_LEFT: "Personen har slutat på enheten",
}


def extent(row: Delegation) -> str:
    """For whom it is: never the patient's name, which the page of the decision has."""
    return "En namngiven patient" if row.patient_id else f"Patienter hos {row.receiver_unit.name}"


def row(one: Delegation, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """A delegation in a list."""
    today = clock.local_date(now)
    state = standing(holds(one), today)
    left = (one.valid_to - today).days
    names = shown_names(acting)
    late = one.follow_up_on is not None and one.follow_up_on < today and state is not Standing.ENDED
    return {
        "url": reverse("delegation", args=[one.public_id]),
        "task": one.task.name,
        "person": names.of(one.receiver_name),
        "unit": one.receiver_unit.name,
        "nurse": names.signed(one.nurse_name, one.nurse_unit.name),
        "extent": extent(one),
        "status": STANDINGS[state],
        "ends": one.valid_to,
        "begins": one.valid_from,
        "left": f"{left} {'dag' if left == 1 else 'dagar'} kvar"
        if state is not Standing.ENDED and 0 <= left <= REMIND_DAYS[0]
        else "",
        "cause": _cause(one, state),
        "unconfirmed": one.accepted_at is None and state is not Standing.ENDED,
        "follow_up_late": late,
        "soon": state is Standing.ENDING,
    }


def _cause(one: Delegation, state: Standing) -> str:
    if one.end_cause:
        return CAUSES[EndCause(one.end_cause)]
    if state is not Standing.ENDED:
        return ""
    known = holds(one)
    if not known.receiver_in_service:
        return CAUSES[EndCause.RECEIVER_LEFT]
    return CAUSES[EndCause.EXPIRED if known.nurse_in_service else EndCause.NURSE_LEFT]


def detail(one: Delegation, *, acting: Acting, now: datetime) -> dict[str, Any]:
    """One decision with everything that it says."""
    shown = row(one, acting=acting, now=now)
    names = shown_names(acting)
    facts: list[dict[str, Any]] = [
        {"label": "Uppgift", "value": one.task.name},
        {"label": "Krav på kunskap", "value": one.task.needs},
        {"label": "Delegerad till", "value": names.signed(one.receiver_name, one.receiver_unit.name)},
        {"label": "Delegerad av", "value": shown["nurse"]},
        {
            "label": "Gäller",
            "value": f"{formats.day_text(one.valid_from, now)} till och med {formats.day_text(one.valid_to, now)}",
        },
        {"label": "Omfattar", "value": one.scope_text or shown["extent"]},
        {"label": "Kunskapen prövad", "value": KNOWLEDGE[Knowledge(one.knowledge)]},
        {"label": "Vad som prövades", "value": one.knowledge_text},
        {"label": "Signeringslistan", "value": SIGNING_LISTS[SigningList(one.signing_list)]},
        {"label": "Underskriven", "value": formats.moment_text(one.signed_at, now)},
        {
            "label": "Bekräftad av mottagaren",
            "value": formats.moment_text(one.accepted_at, now) if one.accepted_at else "Inte än",
        },
        {"label": "Version av uppgiftslistan", "value": str(one.task.version.number)},
    ]
    if one.follow_up_on and not one.ended_on:
        facts.append({"label": "Följs upp senast", "value": formats.day_text(one.follow_up_on, now)})
    if one.ended_on:
        facts.append({"label": "Upphörde", "value": formats.day_text(one.ended_on, now)})
    if one.end_text:
        facts.append({"label": "Skäl", "value": names.of(one.end_text)})
    return {
        **shown,
        "facts": facts,
        "follow_ups": [
            {
                "at": each.at,
                "by": names.of(each.by_name),
                "status": FOLLOWED_UP[FollowedUp(each.outcome)],
                "text": names.of(each.text),
            }
            for each in one.follow_ups.all()
        ],
        "reminders": [
            {"days": each.days, "due": each.due_at, "sent": each.sent_at} for each in one.reminders.all()
        ],
    }


def actions(
    one: Delegation, *, acting: Acting, now: datetime
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The buttons: the receiver confirms, the nurse follows up, withdraws or renews."""
    state = standing(holds(one), clock.local_date(now))
    found: list[dict[str, Any]] = []
    if state is not Standing.ENDED:
        if permissions.may_accept(acting, one) and one.accepted_at is None:
            url = reverse("delegation_accept", args=[one.public_id])
            found.append(
                {"label": "Jag har läst och förstått", "url": url, "icon": "check", "method": "post"}
            )
        if permissions.may_follow_up(acting, one):
            url = reverse("delegation_follow_up", args=[one.public_id])
            found.append({"label": "Följ upp", "url": url, "icon": "eye"})
    if permissions.may_follow_up(acting, one):
        url = f"{reverse('delegation_new')}?fran={one.public_id}"
        found.append({"label": "Förnya", "url": url, "icon": "refresh-cw"})
    if state is not Standing.ENDED and permissions.may_withdraw(acting, one):
        url = reverse("delegation_withdraw", args=[one.public_id])
        found.append({"label": "Återkalla", "url": url, "icon": "x"})
    return (found[0], found[1:]) if found else (None, [])


def by_person(
    rows: Sequence[Delegation], people: Iterable[Staff], *, acting: Acting, now: datetime
) -> list[dict[str, Any]]:
    """A home-care unit's own staff: each with what they may do, those without anything too."""
    names = shown_names(acting)
    of: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in rows:
        of[one.receiver_id].append(row(one, acting=acting, now=now))
    return [
        {
            "name": names.of(person.name),
            "url": reverse("delegation_person", args=[person.assignment_id]),
            "rows": of.get(person.user_id, []),
        }
        for person in people
    ]


def count_rows(found: Iterable[Counts]) -> list[dict[str, Any]]:
    """Numbers of each provider, as a MAS sees them."""
    return [
        {
            "unit": one.unit,
            "people": formats.number_text(one.people),
            "decisions": formats.number_text(one.decisions),
            "ending": formats.number_text(one.ending),
            "declines": one.declines,
        }
        for one in found
    ]


def staff_rows(
    people: Iterable[Staff], units: dict[int, str], *, acting: Acting, now: datetime
) -> list[dict[str, Any]]:
    """People who have begun and have nothing."""
    names = shown_names(acting)
    return [
        {
            "name": names.of(one.name),
            "unit": units.get(one.unit_id, ""),
            "since": formats.day_text(one.since, now),
            "url": f"{reverse('delegation_new')}?enhet={one.unit_id}&person={one.assignment_id}",
        }
        for one in people
    ]


def night(
    found: Sequence[Night], *, acting: Acting, tasks: dict[str, str], day: date, now: datetime
) -> dict[str, Any]:
    """The phone's page: what I may do, what somebody else may do, what nobody may."""
    names = shown_names(acting)
    parts: dict[str, list[dict[str, Any]]] = {"mine": [], "others": [], "nobody": []}
    for one in found:
        told = one.told
        patient = told.episode.patient
        part = "mine" if one.mine else "others" if one.names else "nobody"
        parts[part].append(
            {
                "task": told.name or tasks.get(told.what, "Uppgiften är inte skickad till er enhet"),
                "person": patient.name,
                "personal_number": patient.personal_number,
                "url": reverse("case", args=[told.episode.public_id]),
                "who": ", ".join(names.of(name) for name in one.names),
            }
        )
    return {**parts, "day": formats.weekday_text(day, now), "count": len(found)}


def history(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Historik, newest first."""
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
