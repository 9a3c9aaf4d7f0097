"""Units are reminded before the follow-up and before the meeting; what is sent says nothing of anybody (S6, S13)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from actors.models import Unit
from core import clock, relay, scope
from core.models import OutboxMessage
from sip import services
from sip.models import Sip, SipReminder
from sip.services import ActionText
from sip.tasks import remind_of_sips
from tests.factories.region import Region, build
from tests.transitions.test_links import settle
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent
from transitions.services.discharge import record_death

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    made = build(to=("office", "vc", "home"))
    at = clock.now()
    services.call_sip(
        acting=made.acting("vc"),
        episode_id=made.episode.pk,
        at=at,
        to=[made.id("office"), made.id("home")],
        caller="care_contact",
        meeting_at=at + timedelta(days=9),
        mode="room",
    )
    told = {"episode_id": made.episode.pk, "at": at, "scopes": [Scope.SIP], "units": []}
    give_consent(acting=made.acting("vc"), form=ConsentForm.ORAL, **told)
    return made


def agreed(days: int) -> Sip:
    day = clock.today() + timedelta(days=days)
    now = clock.now()
    Sip.objects.update(state="agreed", held_at=now, patient_took_part="room", agreed_at=now, follow_up_on=day)
    return Sip.objects.get()


def sent(event: str) -> list[set[int]]:
    rows = OutboxMessage.objects.filter(event=event).order_by("pk")
    return [set(row.payload["units"]) for row in rows]


def test_everybody_with_a_part_is_reminded_once_of_the_follow_up(region: Region) -> None:
    agreed(15)
    assert remind_of_sips() == 0
    agreed(14)
    assert [remind_of_sips(), remind_of_sips()] == [1, 0]
    assert sent("sip.follow_up_soon") == [{region.id(name) for name in ("vc", "office", "home")}]
    agreed(4)  # moved nearer: the reminder before it was another day's
    assert remind_of_sips() == 1
    agreed(-1)
    assert remind_of_sips() == 0


def test_the_mail_says_nothing_of_anybody(region: Region) -> None:
    Unit.objects.filter(pk=region.id("office")).update(notify_email="office@example.se")
    agreed(2)
    remind_of_sips()
    mail.outbox.clear()
    relay.drain()
    settle()
    letters = [one for one in mail.outbox if one.to == ["office@example.se"]]
    assert len(letters) >= 1
    for letter in letters:
        for word in ("Elsa", "SIP", "uppfölj", "Gröndal"):
            assert word not in f"{letter.subject} {letter.body}"


def test_who_has_not_written_is_reminded_before_the_meeting(region: Region) -> None:
    assert remind_of_sips() == 0
    Sip.objects.update(meeting_at=clock.now() + timedelta(days=3))
    told = {"acting": region.acting("home"), "sip": Sip.objects.get(), "at": clock.now(), "version": 0}
    services.write_part(**told, assessment="Bra.", actions=[ActionText("Går ut", "Test")])
    assert [remind_of_sips(), remind_of_sips()] == [1, 0]
    assert sent("sip.prepare_soon") == [{region.id("vc"), region.id("office")}]


def test_nobody_is_reminded_of_a_person_who_has_died(region: Region) -> None:
    record_death(acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now())
    agreed(3)
    assert remind_of_sips() == 0


def test_the_days_are_the_installations(region: Region, settings: object) -> None:
    settings.SIP_FOLLOW_UP_REMINDERS = (30,)  # type: ignore[attr-defined]
    agreed(29)
    assert remind_of_sips() == 1


def test_the_database_keeps_each_once_and_from_others(region: Region) -> None:
    agreed(3)
    remind_of_sips()
    row = SipReminder.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SipReminder.objects.create(sip=row.sip, about=row.about, day=row.day, at=row.at)
    for unit, count in (("home", 1), ("ward", 0)):
        with scope.acting_as(region.acting(unit)):
            assert SipReminder.objects.count() == count
