"""Finding a time: proposals, each party's answer, a reminder, the time that is settled (S5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from actors.acting import Acting
from core import audit, clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import ProposedTime, Sip, SipParticipant, TimeReply, TimeRound
from sip.rules.kinds import Caller, SipState
from sip.rules.life import LONGEST_AHEAD_DAYS
from sip.rules.times import FEWEST, MOST
from sip.services.calling import call_sip
from sip.services.rounds import close_round
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services import record_item

CLOSED = "Tiden är redan bestämd. Läs om sidan."
HELD = "Mötet är redan registrerat."
CHANGED = "Svaret har ändrats sedan du öppnade sidan. Läs det nedan och spara sedan igen."


@scope.atomic
def propose_times(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    times: Iterable[datetime],
    answer_by: datetime,
    version: int | None = None,
) -> TimeRound:
    """Put two to five times to every invited unit; an earlier round is closed and kept with its answers.

    Raises Invalid: `times_few`, `times_many`, `meeting_past`, `meeting_far`, `answer_by` (after now, before the first
    time), `no_participant`; Conflict `already_held`.
    """
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_TIMES_PROPOSED)
    chosen = sorted(set(times))
    _check(chosen, at=at, answer_by=answer_by)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    _not_held(sip)
    close_round(sip, at=at)
    units = {row.unit_id for row in sip.participants.all() if row.unit_id is not None}
    if not units - {acting.unit_id}:
        raise Invalid("no_participant", "Bjud in någon först: kalla till SIP igen.", "time_1")
    made = TimeRound.objects.create(
        sip=sip, number=sip.rounds.count() + 1, by_unit_id=acting.unit_id, asked_at=at, answer_by=answer_by
    )
    for one in chosen:
        ProposedTime.objects.create(round=made, starts_at=one)
    _record(acting, made, at=at, to=units, version=version)
    audit.record(acting, "sip.times_proposed", made, {"times": (None, len(chosen))})
    return made


def _check(chosen: list[datetime], *, at: datetime, answer_by: datetime) -> None:
    if len(chosen) < FEWEST:
        raise Invalid("times_few", "Föreslå minst två olika tider.", "time_2")
    if len(chosen) > MOST:
        raise Invalid("times_many", f"Föreslå högst {MOST} tider.", "time_5")
    if chosen[0] <= at:
        raise Invalid("meeting_past", "En av tiderna har passerat. Ange tider som ligger framåt.", "time_1")
    if chosen[-1] > at + timedelta(days=LONGEST_AHEAD_DAYS):
        raise Invalid("meeting_far", "Ange tider inom ett år.", "time_1")
    if not at < answer_by <= chosen[0]:
        raise Invalid("answer_by", "Svara senast ska ligga efter nu och före den första tiden.", "answer_by")


def _not_held(sip: Sip) -> None:
    if sip.state != SipState.CALLED:
        raise Conflict(Verdict.no("already_held"), HELD)


def _record(
    acting: Acting,
    asked: TimeRound,
    *,
    at: datetime,
    to: Iterable[int],
    reminder: bool = False,
    version: int | None = None,
) -> None:
    data = {
        "sip": asked.sip.ref,
        "round": asked.number,
        "answer_by": clock.local(asked.answer_by).isoformat(),
    }
    if reminder:
        data["reminder"] = True
    record_item(
        acting=acting,
        episode_id=asked.sip.episode_id,
        kind=ItemKind.SIP_TIMES_PROPOSED,
        at=at,
        to=frozenset(to) - {acting.unit_id},
        data=data,
        version=version,
    )


@scope.atomic
def answer_times(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    participant_id: int,
    can: Iterable[int],
    other: str = "",
    version: int = 0,
) -> TimeReply:
    """A party's answer: which of the times it can, or another time in words. The own unit's; for a person who does not
    log in, by whoever has called. May be changed until a time is settled; nobody else's answer is touched.

    Raises Invalid: `times` (not of this round), `no_answer` (none, and no other time); Conflict `round_closed`,
    `reply_changed`.
    """
    party = sip.participants.filter(pk=participant_id).first()
    permissions.require(party is not None and permissions.may_reply(acting, sip, party), "sip_times_answer")
    assert party is not None
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    asked = TimeRound.objects.filter(sip=sip, closed_at__isnull=True).first()
    if asked is None:
        raise Conflict(Verdict.no("round_closed"), CLOSED)
    known = set(asked.times.values_list("pk", flat=True))
    chosen = sorted(set(can))
    if not known.issuperset(chosen):
        raise Invalid("times", "Tiderna har ändrats. Läs om sidan och svara igen.", "other")
    reply = TimeReply.objects.filter(round=asked, participant=party).first()
    if (reply.version if reply else 0) != version:
        raise Conflict(Verdict.no("reply_changed"), CHANGED)
    reply = reply or TimeReply(round=asked, participant=party)
    reply.can, reply.other, reply.at, reply.by_name = chosen, other.strip(), at, acting.user_name
    reply.version += 1
    reply.save()
    if party.unit_id == acting.unit_id or reply.version == 1:
        _record_answer(acting, asked, party, at=at)
    audit.record(acting, "sip.times_answered", reply, {"can": (None, len(chosen))})
    return reply


def _record_answer(acting: Acting, asked: TimeRound, party: SipParticipant, *, at: datetime) -> None:
    data: dict[str, object] = {"sip": asked.sip.ref, "round": asked.number}
    if party.unit_id != acting.unit_id:
        data["participant"] = party.pk
    record_item(
        acting=acting,
        episode_id=asked.sip.episode_id,
        kind=ItemKind.SIP_TIMES_ANSWERED,
        at=at,
        to=frozenset({asked.by_unit_id}) - {acting.unit_id},
        data=data,
    )


@scope.atomic
def remind_silent(*, acting: Acting, sip: Sip, at: datetime) -> int:
    """Remind the units that have not answered; how many. Raises Conflict `round_closed`, `nobody_silent`."""
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_TIMES_PROPOSED)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    asked = TimeRound.objects.filter(sip=sip, closed_at__isnull=True).first()
    if asked is None:
        raise Conflict(Verdict.no("round_closed"), CLOSED)
    answered = set(asked.replies.values_list("participant__unit_id", flat=True))
    silent = {row.unit_id for row in sip.participants.all() if row.unit_id is not None} - answered
    silent.discard(acting.unit_id)
    if not silent:
        raise Conflict(Verdict.no("nobody_silent"), "Alla enheter har svarat.")
    _record(acting, asked, at=at, to=silent, reminder=True)
    asked.reminded_at = at
    asked.save(update_fields=["reminded_at"])
    return len(silent)


@scope.atomic
def settle_time(
    *, acting: Acting, sip: Sip, at: datetime, time_id: int, place: str = "", version: int | None = None
) -> Sip:
    """Settle one of the proposed times: everybody who is invited is called anew to it, and told (S5).

    Raises Invalid: `time`, `meeting_past`; Conflict `round_closed`, `already_held`.
    """
    permissions.require(permissions.may_settle(acting, sip), ItemKind.SIP_CALLED)
    sip = locks.lock_sip(acting, sip.episode_id, sip.ref)
    _not_held(sip)
    asked = TimeRound.objects.filter(sip=sip, closed_at__isnull=True).first()
    if asked is None:
        raise Conflict(Verdict.no("round_closed"), CLOSED)
    chosen = asked.times.filter(pk=time_id).first()
    if chosen is None:
        raise Invalid("time", "Välj en av de föreslagna tiderna.", "time")
    close_round(sip, at=at, settled=chosen.starts_at)
    caller = permissions.caller(acting)
    assert caller is not None
    return call_sip(
        acting=acting,
        episode_id=sip.episode_id,
        at=at,
        to=[row.unit_id for row in sip.participants.all() if row.unit_id is not None],
        caller=caller,
        meeting_at=chosen.starts_at,
        mode=sip.mode,
        place=place,
        why=sip.why or ("Tiden är bestämd efter parternas svar." if caller is Caller.MUNICIPALITY else ""),
        version=version,
    )
