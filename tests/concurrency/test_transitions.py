"""Every transition by several people at once: one is made, and the others are told of the state that it left.

Two ways to lose: from a page that shows the same state (`version`), and without one, when the rule itself says no.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core import clock
from core.conflicts import Conflict
from tests.concurrency.together import together
from tests.factories.region import Region, build, personal_number, send_notice, send_ready
from transitions import services
from transitions.models import DischargeReadyNotice, Item, Task
from transitions.rules.kinds import Applies, CareForm, Certainty, DischargedTo, ItemKind, Sex
from transitions.rules.readiness import Paper
from transitions.rules.support import Granted, Insats
from transitions.rules.tracks import Track
from transitions.selectors.chains import chains
from transitions.services.readiness import Readiness

pytestmark = pytest.mark.django_db(transaction=True)

K = ItemKind
Act = Callable[[dict[str, Any]], object]


def _ready(region: Region) -> None:
    send_ready(region, clock.now())


def _questioned(region: Region) -> None:
    _ready(region)
    services.question_readiness(
        acting=region.acting("office"), episode_id=region.episode.pk, at=clock.now(), why="Feber"
    )


def _on_paper(region: Region) -> None:
    services.send_discharge_ready(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("office"), region.id("vc")],
        doctor_name="Dr Ek",
        readiness=Readiness(paper=Paper(clock.now() - timedelta(hours=3))),
    )


def _applied(region: Region) -> None:
    services.take_contact(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        applies=Applies.YES,
    )


def _nothing(region: Region) -> None:
    pass


TRANSITIONS: dict[
    str, tuple[ItemKind, str, Callable[[Region], None], Callable[..., object], dict[str, Any]]
] = {
    "ready": (
        K.DISCHARGE_READY_SENT,
        "ward",
        _nothing,
        services.send_discharge_ready,
        {"doctor_name": "Dr Ek"},
    ),
    "withdraw": (
        K.DISCHARGE_READY_WITHDRAWN,
        "ward",
        _ready,
        services.withdraw_discharge_ready,
        {"note": "Feber"},
    ),
    "discharge": (K.DISCHARGED, "ward", _ready, services.record_discharge, {"to": DischargedTo.HOME}),
    "date": (
        K.EXPECTED_DISCHARGE_CHANGED,
        "ward",
        _nothing,
        services.change_expected_discharge,
        {"expected_discharge": date(2026, 12, 1), "certainty": Certainty.SURE},
    ),
    "contact": (K.SUPPORT_APPLIED, "office", _nothing, services.take_contact, {"applies": Applies.YES}),
    "decision": (
        K.DECISION_MADE,
        "office",
        _applied,
        services.decide_support,
        {"granted": Granted.YES, "insatser": [Insats("Trygghetslarm", "", date(2026, 12, 1))]},
    ),
    "care contact": (
        K.CARE_CONTACT_APPOINTED,
        "vc",
        _nothing,
        services.appoint_care_contact,
        {"name": "Siv", "phone": "08-1"},
    ),
    "open care": (
        K.OPEN_CARE_AVAILABLE,
        "vc",
        _ready,
        services.record_open_care,
        {"kind": K.OPEN_CARE_AVAILABLE},
    ),
    "answer": (
        K.ANSWER_GIVEN,
        "office",
        _ready,
        services.give_answer,
        {"can": True, "from_when": date(2026, 12, 1)},
    ),
    "question": (K.ANSWER_GIVEN, "vc", _ready, services.question_readiness, {"why": "Feber"}),
    "doctor": (
        K.READINESS_ANSWERED,
        "ward",
        _questioned,
        services.answer_readiness,
        {"stands": True, "doctor_name": "Dr Ek", "note": "Står fast"},
    ),
    "paper": (K.PAPER_TIME_DECIDED, "office", _on_paper, services.decide_paper_time, {"accepted": True}),
    "colour": (K.TRACK_SET, "vc", _nothing, services.set_track, {"track": Track.RED}),
}
"""The kind that is written, who writes it, from which state, the service and its content."""

RULE_STOPS = frozenset({"ready", "withdraw", "discharge", "question", "doctor", "paper", "colour"})
"""Those of which the rule itself allows one only, also without a page's version."""


def another(region: Region, number: int) -> Region:
    """A new person's case on the ward, with its notice sent."""
    ward = region.acting("ward")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=personal_number(date(1930, 1, 1) + timedelta(days=number), 980 + number % 20),
        name=f"Testperson {number}",
        sex=Sex.MALE if number % 2 else Sex.FEMALE,
        registered_in_id=region.organisations["municipality"].pk,
    )
    episode = services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=region.start, care_form=CareForm.SOMATIC
    )
    found = replace(region, episode=episode)
    send_notice(found, to=("office", "vc"))
    return found


def races(threads: int, rounds: int, name: str, *, versioned: bool) -> None:
    """So many rounds, each on a case of its own."""
    region = build()
    for number in range(rounds):
        race(another(region, number), threads, name, versioned=versioned)


def race(region: Region, threads: int, name: str, *, versioned: bool) -> None:
    """One case, so many at once: one item, one state, one task of each sort."""
    kind, unit, prepare, service, content = TRANSITIONS[name]
    prepare(region)
    region.episode.refresh_from_db()
    version = region.episode.version
    before = Item.objects.filter(kind=kind).count()
    lost: list[Conflict] = []

    def act() -> bool:
        try:
            service(
                acting=region.acting(unit),
                episode_id=region.episode.pk,
                at=clock.now(),
                version=version if versioned else None,
                **content,
            )
        except Conflict as conflict:
            lost.append(conflict)
            return False
        return True

    assert sum(together(threads, act)) == 1
    assert Item.objects.filter(kind=kind).count() == before + 1
    region.episode.refresh_from_db()
    assert len(lost) == threads - 1
    for conflict in lost:
        assert conflict.code == "stale" if versioned else conflict.code != "stale"
        if conflict.current:
            assert conflict.current["phase"] == region.episode.phase
            assert conflict.current["version"] == region.episode.version
    _agrees(region)


def _agrees(region: Region) -> None:
    """What is stored is what the chain says."""
    whole = chains([region.episode])[region.episode.pk]
    assert region.episode.phase == whole.phase
    standing = DischargeReadyNotice.objects.filter(episode=region.episode, ended_at__isnull=True).count()
    assert standing == (whole.standing is not None)
    tasks = list(Task.objects.filter(episode=region.episode).values_list("unit_id", "kind", "item_id"))
    assert len(tasks) == len(set(tasks))


def cases(versioned: bool) -> Iterator[str]:
    """The names, as parameters."""
    yield from (name for name in TRANSITIONS if versioned or name in RULE_STOPS)


QUICK = ("ready", "withdraw", "answer")


@pytest.mark.parametrize("name", QUICK)
def test_four_at_once_make_one_three_times(name: str) -> None:
    races(4, 3, name, versioned=name not in RULE_STOPS)


@pytest.mark.long
@pytest.mark.parametrize("name", list(cases(versioned=True)))
def test_ten_at_once_from_one_page_make_one_twenty_times(name: str) -> None:
    races(10, 20, name, versioned=True)


@pytest.mark.long
@pytest.mark.parametrize("name", list(cases(versioned=False)))
def test_ten_at_once_without_a_page_make_one_twenty_times(name: str) -> None:
    races(10, 20, name, versioned=False)


def test_withdrawn_while_the_municipality_accepts() -> None:
    """Row 33 of the faults: one wins, the other is told, both stand in the audit."""
    region = build()
    send_ready(region, clock.now())
    region.episode.refresh_from_db()
    common = {"episode_id": region.episode.pk, "version": region.episode.version}
    turn = iter(("withdraw", "answer"))

    def act() -> str:
        try:
            if next(turn) == "withdraw":
                services.withdraw_discharge_ready(
                    acting=region.acting("ward"), at=clock.now(), note="Feber", **common
                )
                return "withdrawn"
            services.give_answer(
                acting=region.acting("office"), at=clock.now(), can=True, from_when=clock.today(), **common
            )
        except Conflict as conflict:
            return conflict.code
        return "answered"

    found = sorted(together(2, act))
    assert found in (["stale", "withdrawn"], ["answered", "stale"])
    region.episode.refresh_from_db()
    assert (region.episode.ready_at is None) == ("withdrawn" in found)
    assert Item.objects.filter(kind=K.ANSWER_GIVEN).exists() == ("answered" in found)
    _agrees(region)
