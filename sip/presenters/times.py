"""Who can when: the rounds of times as a table, and the meeting's parties with how they are reached (S5)."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.selectors import UnitRef
from core import formats, sms
from core.ui import Status, Tone
from sip import permissions
from sip.models import Sip, SipParticipant, TimeReply, TimeRound
from sip.presenters.words import GUESTS, MODES
from sip.rules.kinds import Guest, Mode, SipState, Told
from sip.rules.times import best, tally

CAN = Status("Kan", Tone.SUCCESS)
CANNOT = Status("Kan inte", Tone.DANGER)
SILENT = Status("Inte svarat", Tone.NEUTRAL, "clock")
TOLD = {Told.LETTER: "Brev", Told.SMS: "SMS"}


def party_name(row: SipParticipant, *, opened: bool) -> str:
    """The unit, or the person; of a protected person nobody has opened only what she is."""
    if row.unit is not None:
        return row.unit.name
    return row.name if row.name and opened else GUESTS[Guest(row.guest)]


def when(at: datetime, now: datetime) -> str:
    """A proposed time: "torsdag 26 november kl. 13.00"."""
    return f"{formats.weekday_text(at, now)} kl. {formats.clock_text(at)}"


def table(asked: TimeRound, sip: Sip, *, acting: Acting, now: datetime, opened: bool) -> dict[str, Any]:
    """A round: a row for each party, a column for each time, and how many can."""
    replies: dict[int, TimeReply] = {row.participant_id: row for row in asked.replies.all()}
    parties = list(sip.participants.all())
    times = list(asked.times.all())
    said = {party: frozenset(row.can) for party, row in replies.items()}
    counted = tally([one.pk for one in times], [row.pk for row in parties], said)
    top = best(counted)
    by_id = {row.pk: row for row in parties}
    rows = []
    for party in parties:
        reply = replies.get(party.pk)
        may = asked.closed_at is None and permissions.may_reply(acting, sip, party)
        rows.append(
            {
                "name": party_name(party, opened=opened),
                "own": party.unit_id == acting.unit_id,
                "cells": [
                    {
                        "when": when(one.starts_at, now),
                        "status": SILENT if reply is None else CAN if one.pk in reply.can else CANNOT,
                    }
                    for one in times
                ],
                "other": reply.other if reply is not None else "",
                "answered": reply and {"at": reply.at, "by": reply.by_name},
                "reply_url": reverse("sip_times_answer", args=[sip.public_id, party.pk]) if may else "",
                "reply_label": "Ändra svaret" if reply else "Svara",
            }
        )
    return {
        "number": asked.number,
        "by": asked.by_unit.name,
        "asked_at": asked.asked_at,
        "answer_by": asked.answer_by,
        "late": asked.closed_at is None and asked.answer_by < now,
        "reminded_at": asked.reminded_at,
        "closed_at": asked.closed_at,
        "settled": asked.settled,
        "columns": [
            {
                "id": one.pk,
                "when": when(one.starts_at, now),
                "passed": one.starts_at <= now,
                "count": f"{len(count.can)} av {len(parties)} kan",
                "best": one.pk == top,
                "cannot": [party_name(by_id[pk], opened=opened) for pk in sorted(count.cannot)],
            }
            for one, count in zip(times, counted, strict=True)
        ],
        "rows": rows,
        "silent": [row["name"] for row in rows if row["answered"] is None],
    }


def choices(asked: TimeRound, sip: Sip, *, now: datetime, opened: bool) -> list[tuple[int, str]]:
    """The times to settle among, each with who can."""
    found = []
    replies = {row.participant_id: frozenset(row.can) for row in asked.replies.all()}
    parties = {row.pk: party_name(row, opened=opened) for row in sip.participants.all()}
    times = [one for one in asked.times.all() if one.starts_at > now]
    for one, count in zip(times, tally([one.pk for one in times], parties, replies), strict=True):
        no = ", ".join(parties[pk] for pk in sorted(count.cannot))
        text = f"{when(one.starts_at, now)}: {len(count.can)} av {len(parties)} kan"
        found.append((one.pk, f"{text}. Kan inte: {no}" if no else text))
    return found


def slot_text(row: SipParticipant, sip: Sip) -> str:
    """ "kl. 13.20–13.30, video"; "" when the party is in all the time as the others."""
    said = []
    if row.slot_after is not None and row.slot_minutes is not None:
        begin = sip.meeting_at + timedelta(minutes=row.slot_after)
        end = begin + timedelta(minutes=row.slot_minutes)
        said.append(f"kl. {formats.clock_text(begin)}–{formats.clock_text(end)}")
    if row.joins:
        said.append(formats.in_sentence(MODES[Mode(row.joins)]))
    return ", ".join(said)


def parties(sip: Sip, units: dict[int, UnitRef], *, acting: Acting, opened: bool) -> list[dict[str, Any]]:
    """How each party is told, and its own slot; who cannot be reached is said."""
    leads = permissions.may_settle(acting, sip) and sip.state == SipState.CALLED
    found = []
    for row in sip.participants.all():
        unit = units.get(row.unit_id or 0)
        person = row.unit_id is None
        address = [sip.public_id, row.pk]
        number = row.contact if opened else ""
        by_us = bool(row.told_at or row.contact)
        reached = by_us if unit is None else bool(unit.phone or unit.notify_email)
        found.append(
            {
                "name": party_name(row, opened=opened),
                "what": "" if unit else GUESTS[Guest(row.guest)] if row.name and opened else "",
                "how": unit.phone if unit else number,
                "told": row.told_by and f"{TOLD[Told(row.told_by)]}, kod {row.code}",
                "told_at": row.told_at,
                "slot": slot_text(row, sip),
                "unreached": not reached,
                "letter_url": reverse("sip_letter", args=address) if person and leads and opened else "",
                "sms_url": reverse("sip_sms", args=address)
                if person and leads and opened and sms.ready()
                else "",
            }
        )
    return found
