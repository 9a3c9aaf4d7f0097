"""Every transition by several people at once: one is made, and the others are told of the state that it left.

Two ways to lose: from a page that shows the same state (`version`), and without one, when the rule itself says no.

Which transitions there are is read from the services (`acts.registered`).
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import ServiceArea, Unit
from actors.rules.kinds import UnitKind
from core import clock
from core.conflicts import Conflict
from core.models import AuditRow
from tests.concurrency.acts import ACTS, BESIDE, perform, prepare, registered
from tests.concurrency.together import together
from tests.factories.region import Region, build, personal_number, send_notice, send_ready
from tests.pages.support import fill
from transitions import services
from transitions.locks import NotFound
from transitions.models import DischargeReadyNotice, Item, Task
from transitions.rules.kinds import CareForm, ItemKind, Sex
from transitions.rules.state_table import table
from transitions.selectors.chains import chains

K = ItemKind
racing = pytest.mark.django_db(transaction=True)

VERSIONED = sorted(name for name, act in ACTS.items() if act.versioned)
OF_UPPER_APPS = {
    K.SIP_CALLED,
    K.SIP_SIGNALLED,
    K.SIP_SIGNAL_ANSWERED,
    K.SIP_TIMES_PROPOSED,
    K.SIP_TIMES_ANSWERED,
    K.COORDINATOR_NAMED,
}
"""Kinds of the state table that an app above writes."""
OF_THE_SAME_SERVICE = {
    K.SUPPORT_NOT_STARTED: K.SUPPORT_STARTED,
    K.CONTACT_TAKEN: K.SUPPORT_APPLIED,
    K.HOME_RECEPTION_DECLINED: K.HOME_RECEPTION_ACCEPTED,
}
"""Kinds that a service writes by what is said; the race is the other kind's."""


def test_every_transition_that_there_is_is_raced() -> None:
    """A new service, or a new row of the state table, without a race fails here."""
    raced = {act.service or name for name, act in ACTS.items()}
    assert registered() == raced | BESIDE.keys()
    written = {act.kind for act in ACTS.values()} | OF_UPPER_APPS
    ruled = {
        kind
        for kind, row in table().items()
        # On a case without a stay no two acts race for anything but a SIP's.
        if any(not one.allowed for state, one in row.items() if state != "at_home")
    }
    assert {OF_THE_SAME_SERVICE.get(kind, kind) for kind in ruled} <= written


def world() -> Region:
    """The region with a nurse of the municipality, whom the office can ask, and a team that receives people at home."""
    region = build()
    owner = region.organisations["municipality"]
    more = {
        name: Unit.objects.create(code=f"T-{name}", organisation=owner, kind=kind, name=f"Enheten {name}")
        for name, kind in (("nurse", UnitKind.SPECIAL_HOUSING), ("team", UnitKind.HOME_RECEPTION_TEAM))
    }
    ServiceArea.objects.create(unit=more["team"], organisation=owner)
    return replace(region, units={**region.units, **more})


def another(region: Region, number: int) -> Region:
    """A new person's case on the ward, with its notice sent."""
    ward = region.acting("ward")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=personal_number(date(1930, 1, 1) + timedelta(days=number), 980 + number % 20),
        name=f"Testperson {number}",
        sex=Sex.MALE if number % 2 else Sex.FEMALE,
        registered_in_id=region.organisations["municipality"].pk,
        listed_at_id=region.id("vc"),
    )
    episode = services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=region.start, care_form=CareForm.SOMATIC
    )
    found = replace(region, episode=episode)
    send_notice(found, to=("office", "vc"))
    return found


def outcome(region: Region, name: str, version: int | None, lost: list[Conflict]) -> str:
    """What came of one attempt: done, nothing, gone, or the refusal's code."""
    try:
        return "done" if perform(region, name, version) is not None else "nothing"
    except Conflict as conflict:
        lost.append(conflict)
        return conflict.code
    except NotFound:
        return "gone"


def race_from_one_page(region: Region, threads: int, name: str) -> None:
    """So many who look at the same page: one is made, the others get 409 with the state that it left."""
    region = prepare(region, name)
    version = region.episode.version
    lost: list[Conflict] = []
    found = Counter(together(threads, lambda: outcome(region, name, version, lost)))
    # Who was at the door already is told of the change; who comes later finds the case no more.
    told = found["stale"] + (found["gone"] if ACTS[name].gone else 0)
    assert (found["done"], told) == (1, threads - 1), (name, found)
    region.episode.refresh_from_db()
    state = {"phase": region.episode.phase, "version": region.episode.version}
    assert [conflict.current for conflict in lost] == [state] * found["stale"], name
    _agrees(region)


def race_without_a_page(region: Region, twin: Region, threads: int, name: str) -> None:
    """So many at once leave what as many one after the other leave, refusals included."""
    kind = ACTS[name].kind
    twin = prepare(twin, name)
    one_by_one = Counter(outcome(twin, name, None, []) for _ in range(threads))
    region = prepare(region, name)
    lost: list[Conflict] = []
    at_once = Counter(together(threads, lambda: outcome(region, name, None, lost)))
    assert at_once == one_by_one, name
    assert _written(region, kind) == _written(twin, kind), name
    region.episode.refresh_from_db()
    twin.episode.refresh_from_db()
    assert region.episode.phase == twin.episode.phase, name
    for conflict in lost:
        if conflict.current:
            assert conflict.current["phase"] == region.episode.phase, name
    _agrees(region)


def _written(region: Region, kind: ItemKind) -> int:
    return Item.objects.filter(episode=region.episode, kind=kind).count()


def _agrees(region: Region) -> None:
    """What is stored is what the chain says."""
    whole = chains([region.episode])[region.episode.pk]
    assert region.episode.phase == whole.phase
    standing = DischargeReadyNotice.objects.filter(episode=region.episode, ended_at__isnull=True).count()
    assert standing == (whole.standing is not None)
    tasks = list(Task.objects.filter(episode=region.episode).values_list("unit_id", "kind", "item_id"))
    assert len(tasks) == len(set(tasks))


@racing
@pytest.mark.long
def test_two_at_once_make_one_of_every_transition() -> None:
    region = world()
    for number, name in enumerate(VERSIONED):
        race_from_one_page(another(region, number), 2, name)


@racing
@pytest.mark.parametrize("name", ["withdraw_discharge_ready", "acknowledge", "start_checklist"])
def test_four_at_once_are_as_four_in_turn_three_times(name: str) -> None:
    region = world()
    for number in range(0, 6, 2):
        race_without_a_page(another(region, number), another(region, number + 1), 4, name)


@pytest.mark.long
@racing
@pytest.mark.parametrize("name", VERSIONED)
def test_ten_at_once_from_one_page_make_one_twenty_times(name: str) -> None:
    region = world()
    for number in range(20):
        race_from_one_page(another(region, number), 10, name)


@pytest.mark.long
@racing
@pytest.mark.parametrize("name", sorted(ACTS))
def test_ten_at_once_without_a_page_are_as_ten_in_turn_twenty_times(name: str) -> None:
    region = world()
    for number in range(0, 40, 2):
        race_without_a_page(another(region, number), another(region, number + 1), 10, name)


def _typed(region: Region, unit: str, name: str, **typed: str) -> tuple[Client, str, dict[str, str]]:
    """A form as somebody at the unit has filled it in."""
    client, address = region.client(unit), reverse(name, args=[region.episode.public_id])
    return client, address, fill(client, address, **typed)


@racing
def test_withdrawn_while_the_municipality_accepts() -> None:
    """Row 33 of the faults: one wins, the other gets 409 with the state that is, both stand in the audit."""
    region = build()
    send_ready(region, clock.now())
    region.episode.refresh_from_db()
    posts = iter(
        [
            _typed(region, "ward", "withdraw_ready", note="Feber"),
            _typed(region, "office", "give_answer", can="ja", from_when=f"{clock.today()}"),
        ]
    )

    def act() -> tuple[str, int]:
        client, address, typed = next(posts)
        return address.rstrip("/").rsplit("/", 1)[-1], client.post(address, typed).status_code

    found = together(2, act)
    assert sorted(status for _, status in found) == [302, 409], found
    acts = set(AuditRow.objects.filter(object_id__isnull=False).values_list("action", flat=True))
    both = {"discharge_ready_withdrawn", "answer_given"}
    won = {kind for kind in both if f"item.{kind}" in acts}
    assert len(won) == 1
    assert {kind for kind in both if f"refused.{kind}" in acts} == both - won
    region.episode.refresh_from_db()
    assert (region.episode.ready_at is None) == ("discharge_ready_withdrawn" in won)
    assert Item.objects.filter(kind=K.ANSWER_GIVEN).exists() == ("answer_given" in won)
    _agrees(region)
