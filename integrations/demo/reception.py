"""Tryggt mottagande in the demo: an order that waits, a visit to plan, one to follow up and one that is followed up."""

from collections.abc import Mapping
from datetime import timedelta

from actors.acting import Acting
from core import clock
from transitions import services
from transitions.permissions import visible_to
from transitions.rules.chain import Phase
from transitions.rules.reception import Stage, reception, visited_at
from transitions.rules.reception_values import Continues, Outcome, Safe
from transitions.selectors.chains import chains

ORDERS = ("Är orolig för att komma hem. Dottern är bortrest till fredag.", "Har fallit två gånger i hallen.")
ANSWERED = "Vi möter i porten. Nyckeln hämtas på avdelningen."
HANDED_OVER = "Klarar dusch och måltider på egen hand. Vill gärna att någon ringer om en vecka."


def prepare_reception(people: Mapping[str, Acting]) -> None:
    """Order for two who are soon to leave, and follow up some of those who have been handed over."""
    office, team = people["demo-bistand"], people["demo-trygg"]
    _order(office, team)
    _hand_over(team)


def _order(office: Acting, team: Acting) -> None:
    now = clock.now()
    ready = visible_to(office).filter(phase=Phase.READY, registered_in_id=office.organisation_id)
    waiting = list(ready.order_by("-pk")[:30])
    found = chains(waiting)
    free = [one for one in waiting if reception(found[one.pk]) is None]
    for number, (episode, note) in enumerate(zip(free, ORDERS, strict=False)):
        services.order_reception(
            acting=office,
            episode_id=episode.pk,
            at=now - timedelta(hours=3),
            team_id=team.unit_id,
            note=note,
        )
        if number:
            services.answer_reception(
                acting=team,
                episode_id=episode.pk,
                at=now - timedelta(hours=1),
                accepts=True,
                visit_at=now + timedelta(hours=20),
                who="Siv Marklund",
                note=ANSWERED,
            )


def _hand_over(team: Acting) -> None:
    """Of those whom the team helps, the two that came home first: one is soon to be followed up, one has been."""
    now = clock.now()
    mine = visible_to(team).filter(parties__unit_id=team.unit_id, ended_at__isnull=False)
    home = list(mine.order_by("-ended_at")[:60])
    told = chains(home)
    helped = [(one, found) for one in home if (found := reception(told[one.pk]))]
    ongoing = [
        (one, found)
        for one, found in helped
        if found.team_id == team.unit_id and found.stage is Stage.ONGOING
    ]
    for number, (episode, found) in enumerate(ongoing[-2:]):
        over = max(visited_at(found.visits[-1]) + timedelta(days=2), now - timedelta(days=12))
        if over >= now:
            continue
        services.hand_over_reception(
            acting=team, episode_id=episode.pk, at=over, continues=Continues.NONE, note=HANDED_OVER
        )
        if not number:
            services.follow_up_reception(
                acting=team,
                episode_id=episode.pk,
                at=now - timedelta(hours=1),
                outcome=Outcome.LESS_HELP,
                safe=Safe.RATHER,
            )
