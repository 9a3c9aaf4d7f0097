"""Inviting those who do not log in, by letter or SMS, and the own slot of a party (S5)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from actors import selectors as actors
from actors.acting import Acting
from core import audit, formats, scope, sms
from core.conflicts import Conflict
from core.invalid import Invalid
from core.retrying import Gone, TryAgain
from sip import locks, permissions
from sip.models import Sip, SipParticipant
from sip.rules.kinds import Mode, Told
from sip.services.reading import read_choice
from transitions.locks import NotFound
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict

CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """When a party is in: minutes after the beginning, for how long, and how when not as the others."""

    after: int | None = None
    minutes: int | None = None
    joins: str = ""


@scope.atomic
def note_told(*, acting: Acting, sip: Sip, at: datetime, participant_id: int, way: Told) -> SipParticipant:
    """The invitation goes out now, or has been handed over: when, how, and the code to say on the telephone."""
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_CALLED)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    row = sip.participants.exclude(guest="").filter(pk=participant_id).first()
    if row is None:
        raise NotFound
    row.code = row.code or "".join(secrets.choice(CODE_SIGNS) for _ in range(6))
    row.told_at, row.told_by = at, way
    row.save()
    audit.record(acting, "sip.invited", row, {"told_by": (None, str(way))})
    return row


def send_sms(*, acting: Acting, sip: Sip, at: datetime, participant_id: int, number: str) -> SipParticipant:
    """An SMS that there is a meeting, with a code: no name, no place, no word of what about.

    Raises Invalid: `number`; Conflict `sms_not_sent` when the gateway is away or knows no such number.
    """
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_CALLED)
    if not sms.is_mobile(number):
        raise Invalid("number", "Ange ett mobilnummer, till exempel 070-123 45 67.", "number")
    row = note_told(acting=acting, sip=sip, at=at, participant_id=participant_id, way=Told.SMS)
    phone = actors.units_by_id([acting.unit_id])[acting.unit_id].phone
    text = sms_text(sip, row, phone=phone, now=at)
    try:
        sms.send(number, text, reference=f"sip-{row.pk}-{at:%Y%m%d%H%M%S}")
    except (sms.NoGateway, Gone, TryAgain, PermissionError) as error:
        _not_told(row, acting)
        message = "SMS kunde inte skickas. Kontrollera numret, eller lämna ett brev."
        raise Conflict(Verdict.no("sms_not_sent"), message) from error
    return row


def _not_told(row: SipParticipant, acting: Acting) -> None:
    row.told_at, row.told_by = None, ""
    row.save()
    audit.record(acting, "sip.invitation_failed", row, {"told_by": (Told.SMS, None)})


def sms_text(sip: Sip, row: SipParticipant, *, phone: str, now: datetime) -> str:
    """What the SMS says."""
    when = formats.moment_text(sip.meeting_at, now)
    ring = f"Ring {phone} och säg koden {row.code}" if phone else f"Din kod är {row.code}. Ring din kontakt"
    return f"Du är inbjuden till ett möte {when}. {ring} för att få veta mer eller ändra tiden."


@scope.atomic
def set_slots(*, acting: Acting, sip: Sip, at: datetime, slots: Mapping[int, Slot]) -> None:
    """When each party is in and how: the district nurse by video for her ten minutes. `slots` by participant.

    Raises Invalid with the field `s<participant>_after`: `slot_half`, `slot_short`, `slot_outside`, `joins`.
    """
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_CALLED)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    for row in sip.participants.all():
        wanted = slots.get(row.pk)
        if wanted is None:
            continue
        _check(wanted, field=f"s{row.pk}_after", minutes=sip.minutes)
        if (row.slot_after, row.slot_minutes, row.joins) != (wanted.after, wanted.minutes, wanted.joins):
            row.slot_after, row.slot_minutes, row.joins = wanted.after, wanted.minutes, wanted.joins
            row.save()
            audit.record(acting, "sip.slot", row, {"slot_after": (None, wanted.after)})


def _check(slot: Slot, *, field: str, minutes: int) -> None:
    if slot.joins:
        read_choice(Mode, slot.joins, field, "Välj hur enheten deltar.")
    if (slot.after is None) != (slot.minutes is None):
        raise Invalid("slot_half", "Ange både när enheten kommer in och hur länge.", field)
    if slot.after is None or slot.minutes is None:
        return
    if slot.minutes < SHORTEST:
        raise Invalid("slot_short", f"Ange minst {SHORTEST} minuter.", field)
    if slot.after < 0 or slot.after + slot.minutes > minutes:
        raise Invalid("slot_outside", f"Mötet är {minutes} minuter. Lägg tiden inom dem.", field)
