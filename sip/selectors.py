"""Reads of the sip app. Keyword-only; rows inside `visible_to`; queries counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.selectors import UnitRef
from sip import permissions
from sip.models import NotRequired, PartHandOver, PlanPart, Sip, SipCall, SipParticipant
from sip.rules.calls import CARE_CONTACT_KINDS, CallClock, call_clock, statutory_call
from sip.rules.invitations import NEED_KINDS
from sip.rules.kinds import Caller, SipState
from transitions import permissions as chain_permissions
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind, Scope
from transitions.rules.limits import Limits
from transitions.rules.tasks import TaskKind
from transitions.selectors import readmissions, worklist

TO_CALL = (TaskKind.CALL_SIP, TaskKind.CALL_SIP_INSTEAD)
"""Tasks of the work list that ask a unit to call."""

OFFERED = frozenset().union(*NEED_KINDS.values()) | {UnitKind.ASSESSMENT_OFFICE}
"""Kinds of unit outside the chain that may be chosen when a SIP is called."""


@dataclass(frozen=True, slots=True)
class ToCall:
    """A case in which the unit is to call. `due_at` None: the clock has not started."""

    episode_id: int
    episode_public_id: UUID
    patient_id: int
    patient_name: str
    personal_number: str
    ward: str
    instead: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Invitable:
    """A unit that may be invited. `on_chain`: it is on the case already."""

    unit: UnitRef
    on_chain: bool


def whole_rows(rows: QuerySet[Sip]) -> QuerySet[Sip]:
    """With what a list shows: the person, the calls, the participants."""
    return rows.select_related("episode__patient").prefetch_related(
        Prefetch("calls", SipCall.objects.select_related("called_by")),
        Prefetch("participants", SipParticipant.objects.select_related("unit")),
    )


def sip_by_public_id(*, acting: Acting, public_id: UUID) -> Sip | None:
    """The SIP with its calls and participants, or None when it is not the unit's to see. Three queries."""
    return whole_rows(permissions.visible_to(acting)).filter(public_id=public_id).first()


def sips_of_episode(*, acting: Acting, episode_id: int) -> list[Sip]:
    """The episode's SIPs that the unit may see, newest meeting first. Three queries."""
    return list(whole_rows(permissions.visible_to(acting)).filter(episode_id=episode_id))


def sips_in_states(*, acting: Acting, states: Iterable[SipState]) -> QuerySet[Sip]:
    """The unit's SIPs in these states, with what a list shows and whether the person is `dead`; the next meeting
    first. Not evaluated."""
    rows = permissions.visible_to(acting).filter(state__in=list(states))
    rows = rows.annotate(dead=readmissions.dead(acting=acting))
    return whole_rows(rows).order_by("meeting_at", "pk")


def to_call(*, acting: Acting, now: datetime) -> list[ToCall]:
    """Cases in which the unit is to call to SIP at `now`, most urgent first. One query."""
    rows = (
        chain_permissions.tasks_visible_to(acting)
        .filter(kind__in=TO_CALL)
        .select_related("episode__patient", "episode__ward")
    )
    return [
        ToCall(
            episode_id=row.episode_id,
            episode_public_id=row.episode.public_id,
            patient_id=row.episode.patient_id,
            patient_name=row.episode.patient.name,
            personal_number=row.episode.patient.personal_number,
            ward=row.episode.ward.name,
            instead=row.kind == TaskKind.CALL_SIP_INSTEAD,
            due_at=row.since if row.kind == TaskKind.CALL_SIP_INSTEAD else row.due_at,
        )
        for row in rows
        if row.shows_from is None or row.shows_from <= now
    ]


def to_call_count(*, acting: Acting, now: datetime) -> int:
    """In how many cases the unit is to call at `now`."""
    return sum(row.kind in TO_CALL for row in worklist.glances(acting=acting, now=now))


def clock_of(*, chain: Chain, limits: Limits, now: datetime) -> CallClock:
    """The three-day clock of an episode, from its chain. No query."""
    calls = [
        (Caller(fact.data["caller"]), fact.at)
        for fact in chain.of_kind(ItemKind.SIP_CALLED)
        if fact.data.get("caller")
    ]
    spells = chain.spells
    return call_clock(
        ready_at=spells[-1].notice.at if spells else None,
        called_at=statutory_call(calls),
        not_required=chain.last(ItemKind.SIP_NOT_REQUIRED) is not None,
        now=now,
        limits=limits,
    )


def called_by_item(*, item_id: int) -> Sip | None:
    """The SIP that an item calls to, while its meeting lies ahead. Four queries; the caller has the scope."""
    return whole_rows(Sip.objects.filter(calls__item_id=item_id, state=SipState.CALLED)).first()


def consent_recorded(chain: Chain) -> bool:
    """Whether consent to SIP stands recorded on the chain: given, and not withdrawn since."""
    for fact in reversed(chain.of_kind(ItemKind.CONSENT_GIVEN, ItemKind.CONSENT_WITHDRAWN)):
        if Scope.SIP in fact.data.get("scope", ()):
            return fact.kind is ItemKind.CONSENT_GIVEN
    return False


def last_not_required(*, episode_id: int) -> NotRequired | None:
    """The latest decision that no SIP is needed, with the unit. One query."""
    return (
        NotRequired.objects.filter(episode_id=episode_id)
        .select_related("decided_by")
        .order_by("-decided_at", "-pk")
        .first()
    )


def invitable(*, chain: Chain, registered_in_id: int, own_unit_id: int, on: date) -> list[Invitable]:
    """Units that may be invited: those on the chain, then those that serve the area and may be needed.

    The caller itself takes part and is not in the list. Outside discharge nobody has told the open care yet, so it is
    offered too. Four queries.
    """
    on_chain = actors.units(ids=[unit for unit in chain.parties if unit != own_unit_id])
    known = {unit.id for unit in on_chain} | {own_unit_id}
    serving = actors.units_serving(registered_in_id, on=on)
    offered = OFFERED | CARE_CONTACT_KINDS if chain.stay.at_home else OFFERED
    others = [unit for unit in serving if unit.kind in offered and unit.id not in known]
    return [Invitable(unit, True) for unit in on_chain] + [Invitable(unit, False) for unit in others]


def to_confirm(*, acting: Acting) -> QuerySet[Sip]:
    """The unit's SIPs in which its own part waits for its word, or another's to be taken over; the next meeting first.

    Not evaluated.
    """
    waiting = PlanPart.objects.filter(
        plan__sip=OuterRef("pk"),
        unit_id=acting.unit_id,
        confirmed_at__isnull=True,
        actions__dropped=False,
    )
    asked = PartHandOver.objects.filter(
        plan__sip=OuterRef("pk"), to_unit_id=acting.unit_id, answered_at__isnull=True
    )
    rows = permissions.visible_to(acting).exclude(state=SipState.CLOSED)
    rows = rows.filter(Q(Exists(waiting)) | Q(Exists(asked)))
    rows = rows.exclude(readmissions.dead(acting=acting))
    return whole_rows(rows).order_by("meeting_at", "pk")
