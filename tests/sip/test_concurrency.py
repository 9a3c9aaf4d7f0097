"""Two who call at the same moment meet in one SIP."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from datetime import timedelta

import pytest
from django.db import connection

from core import clock
from core.conflicts import Conflict
from sip.models import Sip, SipCall
from sip.services import call_sip, record_held
from tests.factories.region import build
from transitions.models import Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; an answer or the refusal's code for each."""
    gate = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait(timeout=20)
        try:
            answers[number] = act()
        except Conflict as refused:
            answers[number] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=copy_context().run, args=(run, *pair)) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_two_callers_at_once_make_one_sip_with_two_calls() -> None:
    region = build()
    meeting = clock.now() + timedelta(days=2)

    def call(by: str, caller: str, to: str) -> Callable[[], object]:
        acting = region.acting(by)
        return lambda: (
            call_sip(
                acting=acting,
                episode_id=region.episode.pk,
                at=clock.now(),
                to=[region.id(to)],
                caller=caller,
                meeting_at=meeting,
                mode="room",
                why="Behövs nu",
            ).pk
        )

    answers = at_once(call("vc", "care_contact", "office"), call("office", "municipality", "vc"))
    assert len(set(answers)) == 1
    assert Sip.objects.count() == 1
    assert SipCall.objects.count() == 2


def test_a_meeting_recorded_by_two_at_once_is_held_once() -> None:
    region = build()
    vc = region.acting("vc")
    sip = call_sip(
        acting=vc,
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("office")],
        caller="care_contact",
        meeting_at=clock.now() + timedelta(hours=1),
        mode="room",
    )

    def hold(by: str) -> Callable[[], object]:
        acting = region.acting(by)
        return lambda: (
            record_held(
                acting=acting,
                episode_id=region.episode.pk,
                at=clock.now(),
                sip_ref=sip.ref,
                attended=[region.id("office")],
                patient_took_part="room",
                relative_took_part=False,
            ).pk
        )

    assert sorted(map(str, at_once(hold("vc"), hold("office")))) == sorted([str(sip.pk), "already_held"])
    assert Item.objects.filter(kind=ItemKind.SIP_HELD).count() == 1
