"""What PostgreSQL itself refuses and hides of the plan and of the times, whatever the application asks for."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Model

from core import clock, scope
from sip import services
from sip.models import (
    PlanAction,
    PlanPart,
    PlanVersion,
    ProposedTime,
    Sip,
    SipParticipant,
    TimeReply,
    TimeRound,
)
from sip.services import ActionText
from tests.factories.region import Region, build
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A round of times with an answer, a part with an insats, a version."""
    made = build(to=("office", "vc", "home"))
    at, vc = clock.now(), made.acting("vc")
    sip = services.call_sip(
        acting=vc,
        episode_id=made.episode.pk,
        at=at,
        to=[made.id("office"), made.id("home")],
        caller="care_contact",
        meeting_at=at + timedelta(days=9),
        mode="room",
    )
    told = {"episode_id": made.episode.pk, "at": at, "scopes": [Scope.SIP], "units": []}
    give_consent(acting=vc, form=ConsentForm.ORAL, **told)
    times = [at + timedelta(days=day) for day in (2, 3)]
    asked = services.propose_times(acting=vc, sip=sip, at=at, times=times, answer_by=at + timedelta(days=1))
    own = SipParticipant.objects.get(sip=sip, unit=made.id("home"))
    can = list(asked.times.values_list("pk", flat=True))
    services.answer_times(acting=made.acting("home"), sip=sip, at=at, participant_id=own.pk, can=can)
    for unit in ("home", "office"):
        told_part = {"acting": made.acting(unit), "sip": sip, "at": at, "version": 0, "assessment": ""}
        services.write_part(**told_part, actions=[ActionText("Går ut", "Test")])
    plan = PlanPart.objects.all()[0].plan
    PlanVersion.objects.create(plan=plan, number=1, at=at, by_unit_id=made.id("vc"), content={})
    return made


def again(model: type[Model]) -> Callable[[], object]:
    """A copy of a row beside it."""

    def insert() -> object:
        row = model.objects.order_by("pk")[0]  # type: ignore[attr-defined]
        row.pk = None
        row._state.adding = True
        return row.save()

    return insert


BROKEN: dict[str, Callable[[], object]] = {
    "sip_part_once": again(PlanPart),
    "sip_part_confirmed_by": lambda: PlanPart.objects.update(confirmed_at=clock.now()),
    "sip_action_ends_after_start": lambda: PlanAction.objects.update(
        starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1)
    ),
    "sip_version_once": again(PlanVersion),
    "sip_settled_round_is_closed": lambda: TimeRound.objects.update(settled=clock.now()),
    "sip_time_once": again(ProposedTime),
    "sip_reply_once": again(TimeReply),
    "sip_slot_whole": lambda: SipParticipant.objects.update(slot_after=10),
    "sip_unit_once": lambda: SipParticipant.objects.filter(unit__isnull=False).update(
        unit=SipParticipant.objects.filter(unit__isnull=False).order_by("pk").values("unit")[:1]
    ),
    "sip_closed_has_a_time": lambda: Sip.objects.update(closed_at=clock.now()),
    "sip_held_after_call": lambda: Sip.objects.update(
        held_at=F("called_at") - timedelta(hours=1), patient_took_part="room", state="held"
    ),
    "sip_held_says_how_the_patient_took_part": lambda: Sip.objects.update(held_at=clock.now(), state="held"),
    "sip_held_is_not_called": lambda: Sip.objects.update(held_at=clock.now(), patient_took_part="room"),
}


def test_each_constraint_refuses_what_it_is_for(region: Region) -> None:
    for name, write in BROKEN.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()


def test_the_times_are_seen_by_those_in_the_sip_alone(region: Region) -> None:
    models = (TimeRound, ProposedTime, TimeReply, TimeReply.history.model)
    for unit, rows in (("home", [1, 2, 1, 1]), ("vc", [1, 2, 1, 1]), ("ward", [0] * 4), ("night", [0] * 4)):
        with scope.acting_as(region.acting(unit)):
            assert [model.objects.count() for model in models] == rows, unit
