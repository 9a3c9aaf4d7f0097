"""Calling to SIP in the demo: signals that wait and are answered, a round of times with answers, a coordinator."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import permissions, selectors, selectors_coordinator, selectors_times, services
from sip.rules.kinds import SipState
from transitions.locks import NotFound
from transitions.selectors.chains import chain_of_case

SIGNALS = 3
REASONS = (["not_safe", "kin"], ["many_givers", "again_in_hospital"], ["both_principals"])


def prepare_calling(people: Mapping[str, Acting]) -> None:
    """Signal, name a coordinator, and ask for a time, at the vårdcentral of the demo."""
    now = clock.now()
    vc = people["demo-vc"]
    _signals(vc, people, now)
    _coordinators(vc)
    _times(vc, people, now)


def _signals(vc: Acting, people: Mapping[str, Acting], now: datetime) -> None:
    done = 0
    for row in selectors.to_call(acting=vc, now=now):
        for name in ("demo-hemtjanst", "demo-bistand"):
            acting = people[name]
            parties = chain_of_case(acting=acting, episode_id=row.episode_id).parties
            if done >= SIGNALS or not {vc.unit_id, acting.unit_id} <= parties.keys():
                continue
            try:
                services.signal_need(
                    acting=acting,
                    episode_id=row.episode_id,
                    at=now - timedelta(hours=5),
                    reasons=REASONS[done],
                    wish="relative" if done == 1 else "unit",
                )
            except (Conflict, Invalid, NotFound):
                continue
            if done == SIGNALS - 1:
                services.answer_signals(
                    acting=vc, episode_id=row.episode_id, at=now, answer="not_now", why="later"
                )
            done += 1
            break


def _coordinators(vc: Acting) -> None:
    vacant = [
        row
        for row in selectors_coordinator.of_unit(acting=vc)
        if row.named is None and vc.unit_id in chain_of_case(acting=vc, episode_id=row.episode.pk).parties
    ]
    for row in vacant[:2]:
        services.name_coordinator(
            acting=vc,
            episode_id=row.episode.pk,
            at=clock.now(),
            name="Eva Lindtest, distriktssköterska",
            phone="08-465 004 61",
        )


def _times(vc: Acting, people: Mapping[str, Acting], now: datetime) -> None:
    found = selectors.sips_in_states(acting=vc, states=(SipState.CALLED,)).filter(meeting_at__gt=now)
    for sip in found:
        if not permissions.may_settle(vc, sip):
            continue
        times = selectors_times.proposals(sip=sip, now=now)[:4]
        asked = services.propose_times(
            acting=vc, sip=sip, at=now, times=times, answer_by=now + timedelta(hours=12)
        )
        ids = list(asked.times.values_list("pk", flat=True))
        staff = {acting.unit_id: acting for acting in (vc, *people.values())}
        rows = [row for row in sip.participants.all() if row.unit_id in staff]
        for number, row in enumerate(rows):
            if row.unit is not None and row.unit.kind == UnitKind.WARD:
                continue
            services.answer_times(
                acting=staff[row.unit_id or 0],
                sip=sip,
                at=now,
                participant_id=row.pk,
                can=ids[number % 2 :],
                other="" if number else "Torsdagar efter kl. 14",
            )
        return
