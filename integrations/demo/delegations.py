"""Delegations in the demo: some that hold, some that run out soon, one withdrawn, tonight, a provider that declines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from actors import services as actor_services
from actors import services_access
from actors.acting import Acting
from actors.rules.kinds import Role
from core import clock
from deviations import selectors_delegations as selectors
from deviations.services import delegation_terms, delegations
from deviations.services.delegations import Decision
from transitions.permissions import visible_to
from transitions.rules.care_tasks import CareClass, CareTask, Judgement, Profession
from transitions.rules.chain import Phase
from transitions.services import class_care_task

AREA = "SE-DEMO-0180-HA"
AIDES = (
    ("demo-natt-2", "Demo: Abdi Warsame", "NATT", Role.NIGHT_PATROL),
    ("demo-natt-3", "Demo: Krystyna Nowak", "NATT", Role.NIGHT_PATROL),
    ("demo-htj-2", "Demo: Linnea Öberg", "HTJ", Role.NIGHT_PATROL),
    ("demo-htj-3", "Demo: Yusuf Haddad", "HTJ", Role.NIGHT_PATROL),
)
# Who, which task, from and to as days from today, what was proved.
GIVEN = (
    (0, "dosett", -300, 6, "Kunskapsprov 28 av 30 rätt. Sedd vid två besök."),
    (0, "insulin", -120, 200, "Diabetesprov godkänt. Sedd tre gånger med penna."),
    (1, "dosett", -40, 300, "Kunskapsprov 30 av 30 rätt. Sedd vid två besök."),
    (1, "eye_drops", -200, 28, "Sedd vid ett besök."),
    (2, "dosett", -100, 250, "Kunskapsprov 27 av 30 rätt. Sedd vid tre besök."),
    (2, "compression", -100, 55, "Sedd vid två besök."),
    (3, "dosett", -20, 330, "Kunskapsprov 29 av 30 rätt. Sedd vid ett besök."),
)
TONIGHT = (CareTask.INSULIN, CareTask.DOSETT, CareTask.CATHETER)


def prepare_delegations(people: Mapping[str, Acting]) -> None:
    """Fill the register of the vårdcentral and of home care, and the night's page."""
    now, vc, night = clock.now(), people["demo-vc"], people["demo-natt"]
    aides = [_aide(row) for row in AIDES]
    own = night.assignment_id
    assert own is not None
    given: list[tuple[int, str, int, int, str]] = [
        *((aides[who], task, begins, ends, proved) for who, task, begins, ends, proved in GIVEN),
        (own, "insulin", -90, 180, "Diabetesprov godkänt. Sedd tre gånger."),
        (own, "dosett", -90, 40, "Kunskapsprov 30 av 30 rätt. Sedd vid två besök."),
    ]
    for assignment, task, begins, ends, proved in given:
        # As it was signed then: a decision never begins in the past.
        signed = now + timedelta(days=begins)
        today = clock.local_date(now)
        row = delegations.sign(
            acting=vc,
            at=signed,
            decision=Decision(
                task=task,
                assignment_id=assignment,
                valid_from=clock.local_date(signed),
                valid_to=today + timedelta(days=ends),
                knowledge="test",
                knowledge_text=proved,
                signing_list="at_home",
                follow_up_on=today + timedelta(days=min(ends, 45)),
            ),
        )
        if begins < -90:
            delegations.follow_up(
                acting=vc,
                row=row,
                at=now - timedelta(days=60),
                outcome="works",
                text="Arbetade säkert. Signerade rätt.",
                next_on=clock.local_date(now) + timedelta(days=min(ends, 30)),
            )
    mine = selectors.register(acting=vc, on=clock.local_date(now))
    stops = next(row for row in mine if row.task.code == "compression")
    delegations.withdraw(acting=vc, row=stops, at=now, reason="Patienten klarar strumporna själv.")
    delegation_terms.say_stance(
        acting=people["demo-trygg"],
        at=now - timedelta(days=30),
        declines=True,
        reason="Vi arbetar två veckor hos varje person. Hemsjukvården gör uppgifterna.",
    )
    _tonight(vc, night, now)


def _aide(row: tuple[str, str, str, Role]) -> int:
    username, name, unit, role = row
    assignment = actor_services.add_person(
        username=username,
        name=name,
        password_hash="!",  # noqa: S106  (nobody logs in as an aide of the demo)
        unit_code=f"{AREA}-{unit}",
        role=role,
        valid_from=clock.today() - timedelta(days=399),
    )
    services_access.note_use(assignment_id=assignment.pk, today=clock.today())
    return assignment.pk


def _tonight(vc: Acting, night: Acting, now: datetime) -> None:
    """What the night patrol does on delegation, for some who have come home: of one task nobody has one."""
    # As they see it themselves: whoever loads history sees every case.
    seen_by_night, seen_by_vc = (visible_to(replace(one, source="web")) for one in (night, vc))
    home = seen_by_night.filter(phase=Phase.DISCHARGED).order_by("-ended_at", "pk")
    ids = set(home.values_list("pk", flat=True)[:60])
    shared = seen_by_vc.filter(pk__in=ids).order_by("-ended_at", "pk")[: len(TONIGHT)]
    for episode, what in zip(shared, TONIGHT, strict=False):
        class_care_task(
            acting=replace(vc, source="import"),
            episode_id=episode.pk,
            at=now,
            task=str(uuid4()),
            judged=Judgement(
                what,
                CareClass.DELEGATED,
                "Klara Wikström",
                Profession.NURSE,
                vc.unit_id,
                clock.local_date(now) + timedelta(days=30),
                performer=night.unit_id,
                if_not="Ring kommunens sjuksköterska på natten, vårdcentralen på dagen.",
            ),
        )
