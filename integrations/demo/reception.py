"""Tryggt mottagande in the demo: one that goes on, one handed over, one accepted, one that waits for its answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import clock
from transitions import services
from transitions.permissions import visible_to
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.reception_values import Continues, ReceptionTerms
from transitions.selectors import home_templates
from transitions.selectors.chains import chains

WHO = ("Undersköterska Lo Ek", "Undersköterska Ali Demir", "Arbetsterapeut Maj Lind")
NEEDS = (
    "Bor ensam på tredje våningen. Orolig för att duscha själv. Dottern har nyckel.",
    "Ny rullator, behöver träna på att gå till affären. Äter dåligt när ingen är med.",
    "Maken är hemma men orkar inte. Behöver hjälp morgon och kväll till att börja med.",
)
HANDED_OVER = "Klarar dusch med tillsyn. Duschar helst på kvällen, tisdag och fredag. Ta fram rullatorn."


@dataclass(frozen=True, slots=True)
class _Case:
    """What is needed of a case."""

    pk: int
    registered_in_id: int
    ended_at: datetime | None


def prepare_reception(office: Acting, team: Acting) -> None:
    """Orders of the office, and what the team has done with them: through the services, at their own times."""
    now = clock.now()
    mine = visible_to(office).order_by("pk")
    home = mine.filter(
        discharged_to=DischargedTo.HOME, ended_at__range=(now - timedelta(days=12), now - timedelta(days=2))
    )
    ended = _without(list(home.order_by("-ended_at")[:12]))
    for number, episode in enumerate(ended[:2]):
        _at_home(office, team, episode, number)
    coming = mine.filter(ended_at__isnull=True, expected_discharge__gt=clock.local_date(now))
    waiting = _without(coming[:12])
    for number, episode in enumerate(waiting[:2]):
        _order(office, team, episode, number)
        if number == 0:
            services.answer_reception(
                acting=team,
                episode_id=episode.pk,
                at=clock.now(),
                accepts=True,
                visit_at=now + timedelta(days=1, hours=2),
                who=WHO[0],
            )


def _without(rows: Iterable[Any]) -> list[_Case]:
    """Those on which nothing of it has been told."""
    episodes = list(rows)
    found = chains(episodes)
    return [
        _Case(one.pk, one.registered_in_id, one.ended_at)
        for one in episodes
        if found[one.pk].last(ItemKind.HOME_RECEPTION_ORDERED) is None
    ]


def _order(office: Acting, team: Acting, episode: _Case, number: int) -> None:
    now = clock.now()
    at = min(now, episode.ended_at - timedelta(hours=20)) if episode.ended_at else now
    terms = ReceptionTerms.of(home_templates.shipped(home_templates.Kind.HOME_RECEPTION)[""])
    services.order_reception(
        acting=office,
        episode_id=episode.pk,
        at=at,
        team_id=team.unit_id,
        criteria=terms.criteria[number : number + 2],
        note=NEEDS[number % len(NEEDS)],
    )


def _at_home(office: Acting, team: Acting, episode: _Case, number: int) -> None:
    """Accepted before the home-coming, and visited every day since; the second is handed over this morning."""
    now, came_home = clock.now(), episode.ended_at
    assert came_home is not None
    _order(office, team, episode, number)
    services.answer_reception(
        acting=team,
        episode_id=episode.pk,
        at=came_home - timedelta(hours=18),
        accepts=True,
        visit_at=came_home + timedelta(hours=2),
        who=WHO[number],
    )
    moment, visit = came_home + timedelta(hours=2), 0
    while moment < now - timedelta(hours=1):
        services.record_visit(
            acting=team, episode_id=episode.pk, at=moment, visited_at=moment, who=WHO[visit % len(WHO)]
        )
        moment, visit = moment + timedelta(hours=22), visit + 1
    if number == 1:
        serving = actors.units_serving(episode.registered_in_id, on=clock.today())
        ordinary = next(unit for unit in serving if unit.kind is UnitKind.HOME_CARE)
        services.hand_over_reception(
            acting=team,
            episode_id=episode.pk,
            at=now - timedelta(minutes=40),
            continues=Continues.HOME_CARE,
            to=[ordinary.id],
            note=HANDED_OVER,
        )
