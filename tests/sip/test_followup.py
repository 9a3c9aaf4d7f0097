"""Following up: what is to be done when, how the person took part, and what person and staff say of the SIP."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import selectors_followup, services
from sip.models import Sip, SipEvaluation, SipFollowUp
from sip.rules.evaluation import QUESTIONS, SCALE
from sip.rules.kinds import Voice
from sip.selectors_followup import wording
from tests.factories.region import Region, build, send_notice
from tests.pages.support import text_of
from tests.sip.pages import fill

pytestmark = pytest.mark.django_db
PERSON = {"matters": "yes", "turn_to": "partly", "helps": "no"}


@pytest.fixture
def region() -> Region:
    made = build(start=clock.now() - timedelta(days=6))
    send_notice(made, to=("office", "vc", "home"))
    return made


def agreed(region: Region, *, days: int | None = 5, agree: bool = True) -> Sip:
    now, vc = clock.now(), region.acting("vc")
    sip = services.call_sip(
        acting=vc,
        episode_id=region.episode.pk,
        at=now - timedelta(days=2),
        to=[region.id("office")],
        caller="care_contact",
        meeting_at=now - timedelta(hours=2),
        mode="room",
        matters="Hem till katten.",
    )
    if not agree:
        return sip
    told = {"acting": vc, "episode_id": sip.episode_id, "at": now, "sip_ref": sip.ref}
    took_part = {"patient_took_part": "room", "relative_took_part": False}
    services.record_held(**told, attended=[region.id("vc")], **took_part)
    services.agree_plan(acting=vc, sip=fresh(sip), at=now, note="Skrivs på annat håll.")
    day = None if days is None else clock.today() + timedelta(days=days)
    Sip.objects.update(follow_up_on=day)
    return fresh(sip)


def fresh(sip: Sip) -> Sip:
    return Sip.objects.get(pk=sip.pk)


def listed(region: Region, unit: str = "vc") -> list[int]:
    found = selectors_followup.to_follow_up(acting=region.acting(unit), today=clock.today())
    return [sip.pk for sip in found]


def test_the_words_are_data_for_exactly_the_questions_of_the_rule() -> None:
    words = wording()
    assert {voice: tuple(asked) for voice, asked in words.questions.items()} == QUESTIONS
    assert tuple(words.scale) == SCALE
    assert words.draft


@pytest.mark.parametrize(("days", "shown"), [(-3, True), (14, True), (15, False), (None, False)])
def test_a_follow_up_is_to_be_done_from_two_weeks_before_its_day(
    region: Region, days: int | None, shown: bool
) -> None:
    sip = agreed(region, days=days)
    assert listed(region) == ([sip.pk] if shown else [])
    assert listed(region, "home") == []


def test_a_follow_up_takes_the_day_away_or_sets_the_next(region: Region) -> None:
    sip = agreed(region)
    client = region.client("vc")
    assert "Att följa upp 1" in text_of(client.get(reverse("sip_list") + "?flik=att-folja-upp"))
    page = reverse("sip_followed_up", args=[sip.public_id])
    bare = fill(client, page, how="no")
    assert bare.status_code == 422
    assert "Skriv varför personen inte deltog" in bare.content.decode()
    assert fill(client, page, how="phone", note="Hon går till affären.").status_code == 302
    assert fresh(sip).follow_up_on is None
    assert listed(region) == []
    after = clock.today() + timedelta(days=10)
    told = {"acting": region.acting("vc"), "outcomes": {}, "how": "room", "follow_up_on": after}
    services.follow_up(sip=fresh(sip), at=clock.now(), **told)
    assert (fresh(sip).follow_up_on, listed(region)) == (after, [sip.pk])
    assert list(SipFollowUp.objects.values_list("how", flat=True)) == ["phone", "room"]
    detail = text_of(client.get(reverse("sip_detail", args=[sip.public_id])))
    assert "Personen: via telefon" in detail


def test_person_and_staff_answer_three_questions_each(region: Region) -> None:
    sip = agreed(region)
    client = region.client("office")
    page = reverse("sip_evaluation", args=[sip.public_id])
    assert "utkast" in text_of(client.get(page))
    half = fill(client, page, person_matters="yes")
    assert half.status_code == 422
    assert "Svara på frågan" in half.content.decode()
    assert fill(client, page).status_code == 422
    answers = {f"person_{code}": answer for code, answer in PERSON.items()}
    assert fill(client, page, **answers).status_code == 302
    stored = SipEvaluation.objects.get()
    assert (stored.voice, stored.answers, stored.wording) == ("person", PERSON, "1")
    text = text_of(region.client("vc").get(reverse("sip_detail", args=[sip.public_id])))
    assert "Vet du vem du ska vända dig till? Delvis" in text


def test_only_those_in_a_sip_that_was_held_judge_it(region: Region) -> None:
    sip = agreed(region, agree=False)
    told = {"sip": sip, "at": clock.now(), "answers": {Voice.PERSON: PERSON}}
    with pytest.raises(Conflict):
        services.evaluate(acting=region.acting("vc"), **told)
    with pytest.raises(PermissionDenied):
        services.evaluate(acting=region.acting("home"), **told)
    held = agreed(region)
    for answers in ({"matters": "yes"}, PERSON | {"helps": "kanske"}, PERSON | {"else": "yes"}):
        wrong = {"sip": held, "at": clock.now(), "answers": {Voice.PERSON: answers}}
        with pytest.raises(Invalid):
            services.evaluate(acting=region.acting("vc"), **wrong)


def test_the_database_shows_them_to_those_in_the_sip_alone(region: Region) -> None:
    sip = agreed(region)
    services.evaluate(acting=region.acting("vc"), sip=sip, at=clock.now(), answers={Voice.PERSON: PERSON})
    services.follow_up(acting=region.acting("vc"), sip=sip, at=clock.now(), outcomes={}, how="room")
    for unit, seen in (("vc", 1), ("office", 1), ("home", 0), ("ward", 0), ("night", 0)):
        with scope.acting_as(region.acting(unit)), connection.cursor() as cursor:
            for table in ("sip_sipevaluation", "sip_sipfollowup"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone()[0] == seen, (unit, table)
