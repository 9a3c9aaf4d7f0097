"""The meeting that was held and what follows: who came, how the patient took part, and in what order."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from sip.models import Sip, SipParticipant
from sip.rules.kinds import SipState
from sip.services import call_sip, record_held, record_milestone
from tests.factories.region import Region, build
from transitions.locks import NotFound
from transitions.models import Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


@pytest.fixture
def sip(region: Region) -> Sip:
    at = clock.now()
    return call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=at,
        to=[region.id("office"), region.id("home")],
        caller="care_contact",
        meeting_at=at + timedelta(hours=1),
        mode="room",
    )


def hold(region: Region, sip: Sip, **changes: Any) -> Sip:
    values: dict[str, Any] = {
        "acting": region.acting("vc"),
        "episode_id": region.episode.pk,
        "at": clock.now(),
        "sip_ref": sip.ref,
        "attended": [region.id("vc"), region.id("office"), region.id("rehab")],
        "patient_took_part": "video",
        "relative_took_part": True,
    }
    return record_held(**{**values, **changes})


def step(region: Region, sip: Sip, kind: ItemKind, **changes: Any) -> Sip:
    values: dict[str, Any] = {
        "acting": region.acting("vc"),
        "episode_id": region.episode.pk,
        "at": clock.now(),
        "kind": kind,
        "sip_ref": sip.ref,
    }
    return record_milestone(**{**values, **changes})


def test_who_came_is_kept_on_the_row_and_by_code_on_the_chain(region: Region, sip: Sip) -> None:
    held = hold(region, sip)
    assert held.state == SipState.HELD
    assert held.patient_took_part == "video"
    data = Item.objects.get(kind=ItemKind.SIP_HELD).data
    assert data == {
        "sip": sip.ref,
        "attended": sorted(["T-vc", "T-office", "T-rehab"]),
        "patient_took_part": "video",
        "relative_took_part": True,
    }
    rows = {row.unit_id: row for row in held.participants.all() if row.unit_id}
    assert {unit: row.attended for unit, row in rows.items()} == {
        region.id("vc"): True,
        region.id("office"): True,
        region.id("home"): False,
        region.id("rehab"): True,
    }
    assert not rows[region.id("rehab")].invited
    assert held.participants.get(guest="patient").attended


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attended": []}, "nobody_came"),
        ({"patient_took_part": "no"}, "no_reason"),
        ({"patient_took_part": ""}, "patient_took_part"),
        ({"held_at": clock.now() + timedelta(days=1)}, "held_later"),
    ],
)
def test_what_is_missing_is_asked_for(region: Region, sip: Sip, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        hold(region, sip, **changes)
    assert refused.value.code == code
    sip.refresh_from_db()
    assert sip.state == SipState.CALLED


def test_a_meeting_without_the_patient_says_why(region: Region, sip: Sip) -> None:
    held = hold(region, sip, patient_took_part="no", note="Orkade inte.")
    assert held.held_note == "Orkade inte."
    assert held.participants.get(guest="patient").attended is False


def test_a_meeting_is_held_once(region: Region, sip: Sip) -> None:
    hold(region, sip)
    with pytest.raises(Conflict) as again:
        hold(region, sip, at=clock.now() + timedelta(minutes=1))
    assert again.value.code == "already_held"
    assert Item.objects.filter(kind=ItemKind.SIP_HELD).count() == 1


def test_not_before_the_call(region: Region, sip: Sip) -> None:
    with pytest.raises(Conflict) as early:
        hold(region, sip, held_at=sip.called_at - timedelta(hours=1))
    assert early.value.code == "before_call"


def test_from_plan_to_close(region: Region, sip: Sip) -> None:
    with pytest.raises(Conflict) as early:
        step(region, sip, ItemKind.SIP_PLAN_AGREED)
    assert (early.value.code, early.value.message) == ("not_held", "Registrera mötet först.")
    hold(region, sip, matters="Kunna gå till affären")
    day = clock.today() + timedelta(days=30)
    assert step(region, sip, ItemKind.SIP_PLAN_AGREED, follow_up_on=day).follow_up_on == day
    assert step(region, sip, ItemKind.SIP_FOLLOWED_UP).state == SipState.FOLLOWED_UP
    assert step(region, sip, ItemKind.SIP_CLOSED).state == SipState.CLOSED
    with pytest.raises(Conflict) as late:
        step(region, sip, ItemKind.SIP_FOLLOWED_UP)
    assert late.value.code == "sip_closed"


def test_a_plan_without_a_goal_needs_a_reason_to_close(region: Region, sip: Sip) -> None:
    hold(region, sip)
    with pytest.raises(Invalid) as refused:
        step(region, sip, ItemKind.SIP_CLOSED)
    assert refused.value.code == "no_goal"
    assert step(region, sip, ItemKind.SIP_CLOSED, note="Personen avled.").close_reason == "Personen avled."


def test_home_care_does_not_record_and_others_do_not_find_it(region: Region, sip: Sip) -> None:
    with pytest.raises(PermissionDenied):
        hold(region, sip, acting=region.acting("home"))
    with pytest.raises(NotFound):
        hold(region, sip, acting=region.acting("other_office"))


def test_history_may_come_out_of_turn_but_not_before_the_call(region: Region, sip: Sip) -> None:
    importer = region.acting("vc", source="import")
    followed = step(region, sip, ItemKind.SIP_FOLLOWED_UP, acting=importer)
    assert followed.state == SipState.FOLLOWED_UP
    with pytest.raises(Conflict) as early:
        step(region, sip, ItemKind.SIP_PLAN_AGREED, acting=importer, at=sip.called_at - timedelta(minutes=1))
    assert early.value.code == "before_call"


@pytest.mark.parametrize("wrong", [{"guest": ""}, {"guest": "relative", "name": ""}])
def test_the_database_refuses_a_participant_that_is_nobody(sip: Sip, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SipParticipant.objects.create(sip=sip, **wrong)


def test_the_database_refuses_a_meeting_before_its_call(sip: Sip) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sip.objects.filter(pk=sip.pk).update(
            state="held", held_at=sip.called_at - timedelta(hours=1), patient_took_part="room"
        )
