"""The plan of a SIP with twenty goals and twelve parties, and saving a part while four others write.

The page may take 60 ms of server time and asks the same questions however large the plan is. A part saved while four
other units save theirs, each five times a second, may take at the 95th percentile twice what it takes alone.
"""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import timedelta
from itertools import count

from django.db import connection
from django.urls import reverse

from actors import selectors as actors
from actors.acting import Acting
from actors.models import Unit
from benchmarks.measuring import Figure, median_ms
from benchmarks.people import counted, person
from core import clock
from sip import selectors_plan, services
from sip.models import PlanPart, Sip
from transitions.models import Party
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

LIMIT_MS, RATIO = 60, 2.0
PARTIES, GOALS, SAVES, OTHERS = 12, 20, 40, 4
BETWEEN_SAVES = 0.2


def figures() -> Iterator[Figure]:
    """The page small and large, and the saves alone and among others."""
    known = person("demo-vc")
    assert known is not None
    vc = actors.acting_for_assignment(
        assignment_id=known.assignment.pk, user_id=known.assignment.user_id, on=clock.today()
    )
    assert vc is not None
    sip = _called(vc)
    address = reverse("sip_plan", args=[sip.public_id])
    _write(vc, sip, goals=1)
    staff = [_acting(unit) for unit in _units(sip)]
    _save(staff[0], sip, 0)
    known.client.get(address)
    with counted() as small:
        known.client.get(address)
    _write(vc, sip, goals=GOALS)
    for acting in staff[1:]:
        _save(acting, sip, 0)
    with counted() as large:
        assert known.client.get(address).status_code == 200
    empty = median_ms(lambda: known.client.get("/healthz"))
    took = median_ms(lambda: known.client.get(address))
    name = f"planen, {GOALS} mål, {len(staff)} deltagare ({len(large)} frågor)"
    yield Figure(name, took, "ms", f"gräns {LIMIT_MS} ms; tom sida {empty:.1f} ms")
    yield Figure("fler frågor än med ett mål och en del", len(large) - len(small), "st", "gräns 0")
    first, *others = staff[: OTHERS + 1]
    alone = _p95(first, sip)
    stop = threading.Event()
    threads = [threading.Thread(target=copy_context().run, args=(_keep_on, one, sip, stop)) for one in others]
    for thread in threads:
        thread.start()
    among = _p95(first, sip)
    stop.set()
    for thread in threads:
        thread.join()
    yield Figure("spara en del ensam, p95", alone, "ms")
    yield Figure(f"spara en del medan {OTHERS} andra sparar, p95", among, "ms")
    yield Figure("kvot", among / alone, "×", f"gräns {RATIO}")


def _called(vc: Acting) -> Sip:
    taken = Sip.objects.values("episode_id")
    party = Party.objects.filter(unit_id=vc.unit_id, episode__ended_at__isnull=True).exclude(
        episode_id__in=taken
    )
    episode_id = party.earliest("pk").episode_id
    units = Unit.objects.filter(ended_at__isnull=True).exclude(pk=vc.unit_id).order_by("pk")
    at = clock.now()
    sip = services.call_sip(
        acting=vc,
        episode_id=episode_id,
        at=at,
        to=list(units.values_list("pk", flat=True)[: PARTIES - 1]),
        caller="care_contact",
        meeting_at=at + timedelta(days=1),
        mode="room",
    )
    give_consent(acting=vc, episode_id=episode_id, at=at, scopes=[Scope.SIP], form=ConsentForm.ORAL)
    return sip


def _units(sip: Sip) -> list[int]:
    return sorted(row.unit_id for row in sip.participants.all() if row.unit_id is not None)


def _acting(unit_id: int) -> Acting:
    return actors.acting_for_unit(actors.units(ids=[unit_id])[0], name="Mätning", source="web")


def _write(vc: Acting, sip: Sip, *, goals: int) -> None:
    seen = selectors_plan.plan_of(acting=vc, sip=sip, at=clock.now())
    told = [services.GoalText(f"Mål nummer {number}, som personen säger det") for number in range(goals)]
    services.write_common(
        acting=vc,
        sip=Sip.objects.get(pk=sip.pk),
        at=clock.now(),
        version=seen.plan.version if seen.plan else 0,
        common=services.Common(matters="Hem.", goals=told, overall="region", if_worse="Ring oss."),
    )


_numbers = count()


def _save(acting: Acting, sip: Sip, version: int) -> None:
    goals = [goal.pk for goal in sip.plan.goals.filter(dropped=False)]
    actions = [
        services.ActionText(f"Insats {next(_numbers)}", "Test Testsson", goal_id=goal) for goal in goals[:3]
    ]
    services.write_part(
        acting=acting, sip=sip, at=clock.now(), version=version, assessment="", actions=actions
    )


def _again(acting: Acting, sip: Sip) -> Callable[[], None]:
    version = PlanPart.objects.get(plan__sip=sip, unit_id=acting.unit_id).version
    return lambda: _save(acting, sip, version)


def _p95(acting: Acting, sip: Sip) -> float:
    times = []
    for _ in range(SAVES):
        save = _again(acting, sip)
        start = time.perf_counter()
        save()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.quantiles(times, n=20)[-1]


def _keep_on(acting: Acting, sip: Sip, stop: threading.Event) -> None:
    try:
        while not stop.wait(BETWEEN_SAVES):
            _again(acting, sip)()
    finally:
        connection.close()
