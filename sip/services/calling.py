"""Calling to SIP, and deciding that none is needed."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actors.acting import Acting
from core import audit, clock, scope
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import NotRequired, Sip, SipCall, SipParticipant
from sip.rules.calls import kind_of
from sip.rules.kinds import AskedBy, Caller, Guest, Mode, Need, NotRequiredReason
from sip.rules.life import LONGEST_AHEAD_DAYS
from sip.rules.times import LONGEST_MEETING, MOST_PARTICIPANTS, SHORTEST_MEETING
from sip.services.reading import read_choice, save
from sip.services.rounds import close_round
from sip.services.signals import answer_by_calling
from sip.services.video import new_link
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.selectors.chains import goes_to_open_compulsory_care, of_child
from transitions.services import give_consent, record_item
from transitions.services.state import limits


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody besides the units who is invited: next of kin, god man, school."""

    name: str
    contact: str = ""
    guest: Guest = Guest.RELATIVE


@scope.atomic
def call_sip(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int],
    caller: str,
    meeting_at: datetime,
    mode: str,
    sip_ref: str | None = None,
    note: str = "",
    version: int | None = None,
    place: str = "",
    why: str = "",
    matters: str = "",
    needs: Sequence[Need] = (),
    people: Sequence[Person] = (),
    consent: bool = False,
    asked_by: str = "",
    minutes: int | None = None,
) -> Sip:
    """Call to SIP (LUS 4:3). `to` are the invited units; the caller takes part by calling.

    A call while another SIP of the episode waits for its meeting joins that SIP and sets its time: one meeting, both
    callers on record, and the earlier one told. Of a person who goes over to open compulsory care it is a call to a
    samordnad vårdplan, which the psychiatry alone makes. `minutes`: how long, else as before, or as the
    installation says.
    `consent` records that the person agrees to SIP. Raises Invalid: `caller`, `mode`, `meeting_past`, `meeting_far`,
    `minutes`, `no_participant`, `no_why` (a municipality says why, S2), `asked_by` (outside discharge it is told at
    whose wish, S7).
    """
    as_caller = read_choice(Caller, caller, "caller", "Ange vem som kallar.")
    meeting_mode = read_choice(Mode, mode, "mode", "Välj mötesform.")
    permissions.require_caller(acting, as_caller)
    invited = frozenset(to)
    if not acting.importing:
        _check(as_caller, at=at, meeting_at=meeting_at, others=invited - {acting.unit_id}, why=why)
        if minutes is not None and not SHORTEST_MEETING <= minutes <= LONGEST_MEETING:
            raise Invalid("minutes", "Välj hur långt mötet är.", "minutes")
    sip = locks.joinable(acting, episode_id, sip_ref)
    kind = kind_of(open_compulsory_care=goes_to_open_compulsory_care(episode_id))
    permissions.require_kind(acting, kind)
    ref = sip.ref if sip else sip_ref or _new_ref()
    # Whoever called before is told that the time is another's now, invited or not.
    before = {call.called_by_id for call in sip.calls.all()} if sip and not acting.importing else set()
    item = record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.SIP_CALLED,
        at=at,
        to=invited | before - {acting.unit_id},
        data={
            "sip": ref,
            "caller": str(as_caller),
            "meeting_at": clock.local(meeting_at).isoformat(),
            "mode": str(meeting_mode),
        },
        note=note,
        version=version,
    )
    if sip is None:
        sip = Sip(episode_id=episode_id, ref=ref, called_at=at)
    # A later call makes it what the person's care is by then.
    sip.kind = kind
    sip.called_at = min(sip.called_at, at)
    sip.meeting_at, sip.mode = meeting_at, meeting_mode
    sip.minutes = minutes or (sip.minutes if sip.pk else limits().sip_meeting_minutes)
    sip.place = _place(sip, acting, meeting_mode, place.strip())
    sip.why = why.strip() or sip.why
    sip.matters = matters.strip() or sip.matters
    sip.needs = [str(need) for need in Need if need in needs or need in sip.needs]
    if sip.episode.at_home:
        sip.asked_by = sip.asked_by or read_choice(
            AskedBy, asked_by, "asked_by", "Välj vem som har bett om SIP."
        )
    save(sip, acting)
    SipCall.objects.create(
        sip=sip,
        item_id=item.pk,
        caller=as_caller,
        called_by_id=acting.unit_id,
        called_at=at,
        meeting_at=meeting_at,
        mode=meeting_mode,
    )
    if not acting.importing:
        close_round(sip, at=at)
    _invite(sip, acting, units=invited | {acting.unit_id}, people=people)
    audit.record(
        acting, "sip.called", sip, {"caller": (None, str(as_caller)), "meeting_at": (None, meeting_at)}
    )
    if as_caller is Caller.CARE_CONTACT and not acting.importing:
        answer_by_calling(acting=acting, episode_id=episode_id, at=at)
    if consent:
        give_consent(
            acting=acting,
            episode_id=episode_id,
            at=at,
            scopes=[Scope.SIP],
            units=sorted(invited),
            form=ConsentForm.ORAL,
        )
    return sip


def _check(caller: Caller, *, at: datetime, meeting_at: datetime, others: frozenset[int], why: str) -> None:
    if meeting_at <= at:
        raise Invalid("meeting_past", "Ange en mötestid som inte har passerat.", "meeting_at")
    if meeting_at > at + timedelta(days=LONGEST_AHEAD_DAYS):
        raise Invalid("meeting_far", "Ange en mötestid inom ett år.", "meeting_at")
    if len(others) >= MOST_PARTICIPANTS:
        text = f"Bjud in högst {MOST_PARTICIPANTS} enheter. Ta bort några, eller dela upp mötet."
        raise Invalid("many_participants", text, "units")
    if not others:
        raise Invalid("no_participant", "Välj minst en enhet som ska delta.", "units")
    if caller is Caller.MUNICIPALITY and not why.strip():
        raise Invalid("no_why", "Skriv varför kommunen kallar.", "why")


def _invite(sip: Sip, acting: Acting, *, units: frozenset[int], people: Sequence[Person]) -> None:
    rows = list(sip.participants.all())
    known = {row.unit_id for row in rows}
    named = {(row.guest, row.name) for row in rows}
    new = [SipParticipant(sip=sip, unit_id=unit) for unit in sorted(units - known)]
    if (Guest.PATIENT, "") not in named:
        new.append(SipParticipant(sip=sip, guest=Guest.PATIENT))
    new += [
        SipParticipant(sip=sip, guest=person.guest, name=person.name, contact=person.contact)
        for person in dict.fromkeys(people)
        if (person.guest, person.name) not in named
    ]
    if acting.importing:
        SipParticipant.objects.bulk_create(new)
        return
    for row in new:
        save(row, acting)


def _place(sip: Sip, acting: Acting, mode: Mode, typed: str) -> str:
    """What was typed, else what stood; a video meeting without either gets a room of its own."""
    if typed or acting.importing:
        return typed or sip.place
    is_link = sip.place.startswith("https://")
    if mode is Mode.VIDEO:
        return sip.place if is_link else new_link(acting.organisation_id) or sip.place
    return "" if is_link else sip.place


def _new_ref() -> str:
    return f"S-{secrets.token_hex(8)}"


@scope.atomic
def record_not_required(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    reason: str,
    note: str = "",
    version: int | None = None,
) -> NotRequired:
    """Record that no SIP is to be held, and why (LUS 4:1, 4:2). Of a child a SIP is always considered, and what was
    weighed is written down (T15).

    Raises Invalid: `reason`, `child_needs_words`.
    """
    chosen = read_choice(NotRequiredReason, reason, "reason", "Välj varför SIP inte behövs.")
    if not acting.importing and not note.strip() and of_child(episode_id):
        text = "Skriv hur SIP har övervägts för barnet, och varför den inte görs."
        raise Invalid("child_needs_words", text, "note")
    item = record_item(
        acting=acting,
        episode_id=episode_id,
        kind=ItemKind.SIP_NOT_REQUIRED,
        at=at,
        data={"reason": str(chosen)},
        note=note,
        version=version,
    )
    decision = NotRequired.objects.create(
        item_id=item.pk,
        episode_id=episode_id,
        reason=chosen,
        decided_by_id=acting.unit_id,
        decided_at=at,
    )
    audit.record(acting, "sip.not_required", decision, {"reason": (None, str(chosen))})
    return decision
