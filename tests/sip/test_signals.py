"""Signalling the need of a SIP: to the vårdcentral, answered, seen by whoever signalled and by nobody else (S10)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow, OutboxMessage
from sip import selectors_signals
from sip.services import answer_signals, call_sip, signal_need
from tests.factories.region import Region, build
from tests.sip.pages import fill
from tests.sip.test_concurrency import at_once
from transitions.models import Addressee, Item, Patient, Task
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db

TO = ("office", "vc", "home")


@pytest.fixture
def region() -> Region:
    return build(to=TO)


def signal(region: Region, by: str = "home", **changes: Any) -> int:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "episode_id": region.episode.pk,
        "at": clock.now(),
        "reasons": ["changed"],
        "note": "Har ramlat tre gånger.",
    }
    return signal_need(**{**values, **changes})


def answer(region: Region, by: str = "vc", **changes: Any) -> int:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "episode_id": region.episode.pk,
        "at": clock.now(),
        "answer": "calls",
    }
    return answer_signals(**{**values, **changes})


def tasks(region: Region, unit: str) -> set[str]:
    return set(Task.objects.filter(unit_id=region.id(unit)).values_list("kind", flat=True))


def test_a_signal_is_a_task_at_the_vardcentral_and_reaches_nobody_else(region: Region) -> None:
    item = Item.objects.get(pk=signal(region, wish="person"))
    assert item.data == {"reasons": ["changed"], "wish": "person"}
    assert set(Addressee.objects.filter(item=item).values_list("unit_id", flat=True)) == {region.id("vc")}
    assert "answer_sip_signal" in tasks(region, "vc")
    assert OutboxMessage.objects.filter(event="item.sip_signalled").count() == 1
    assert AuditRow.objects.filter(action="item.sip_signalled").count() == 1


def test_the_words_go_with_consent_and_the_reasons_always(region: Region) -> None:
    signal(region)
    assert Addressee.objects.get(item__kind=ItemKind.SIP_SIGNALLED).withheld == ["note"]
    give_consent(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.SIP],
        form=ConsentForm.ORAL,
    )
    signal(region, by="office")
    assert Addressee.objects.get(item__by_unit_id=region.id("office"), unit_id=region.id("vc"),
                                 item__kind=ItemKind.SIP_SIGNALLED).withheld == []  # fmt: skip


def test_one_answer_reaches_everybody_who_signalled(region: Region) -> None:
    numbers = {signal(region), signal(region, by="office", reasons=["many_givers"])}
    item = Item.objects.get(pk=answer(region, answer="not_now", why="later"))
    assert set(item.data["of_items"]) == numbers
    named = Addressee.objects.filter(item=item).values_list("unit_id", flat=True)
    assert set(named) == {region.id("home"), region.id("office")}
    assert "answer_sip_signal" not in tasks(region, "vc")
    (seen,) = selectors_signals.of_unit(acting=region.acting("home"))
    assert not seen.waits
    assert seen.answer is not None
    assert seen.answer.data["answer"] == "not_now"
    assert "call_sip" in tasks(region, "vc")


def test_the_call_is_the_answer(region: Region) -> None:
    """Home care is not invited, so it learns of the call by the answer alone."""
    signal(region)
    at = clock.now()
    call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=at,
        to=[region.id("office")],
        caller="care_contact",
        meeting_at=at + timedelta(days=2),
        mode="room",
    )
    answered = Item.objects.get(kind=ItemKind.SIP_SIGNAL_ANSWERED)
    assert answered.data["answer"] == "called"
    assert {"answer_sip_signal", "call_sip"} & tasks(region, "vc") == set()
    assert "chase_sip_signal" not in tasks(region, "home")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reasons": []}, "reasons"),
        ({"reasons": ["boredom"]}, "reasons"),
        ({"reasons": ["other"], "note": " "}, "no_words"),
        ({"wish": "neighbour"}, "wish"),
    ],
)
def test_what_is_missing_is_asked_for(region: Region, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        signal(region, **changes)
    assert refused.value.code == code
    assert not Item.objects.filter(kind=ItemKind.SIP_SIGNALLED).exists()


def test_a_no_says_why(region: Region) -> None:
    signal(region)
    for changes, code in (({}, "why"), ({"why": "other"}, "no_words")):
        with pytest.raises(Invalid) as refused:
            answer(region, answer="not_now", **changes)
        assert refused.value.code == code


def test_one_signal_waits_at_a_time_and_is_answered_once(region: Region) -> None:
    signal(region)
    with pytest.raises(Conflict) as again:
        signal(region)
    assert again.value.code == "signal_waits"
    answer(region)
    with pytest.raises(Conflict) as twice:
        answer(region)
    assert twice.value.code == "nothing_to_answer"


def test_without_open_care_on_the_case_it_is_said() -> None:
    region = build(to=("office", "home"))
    with pytest.raises(Invalid) as refused:
        signal(region)
    assert refused.value.code == "no_open_care"


def test_who_calls_does_not_signal_and_others_do_not_answer(region: Region) -> None:
    with pytest.raises(PermissionDenied):
        signal(region, by="vc")
    signal(region)
    with pytest.raises(PermissionDenied):
        answer(region, by="office")


def test_home_care_signals_and_reads_the_answer_on_its_page(region: Region) -> None:
    home, vc = region.client("home"), region.client("vc")
    case = [region.episode.public_id]
    page = home.get(reverse("case", args=case)).content.decode()
    assert "Signalera behov av SIP" in page
    assert "Ingen har kallat till SIP" not in page
    sent = fill(home, reverse("sip_signal", args=case), reasons=["not_safe"], wish="relative", note="")
    assert sent.status_code == 302
    listed = vc.get(f"{reverse('sip_list')}?flik=signaler").content.decode()
    assert "Otrygg situation hemma" in listed
    assert "Hemtjänsten Ett" in listed
    url = reverse("sip_signal_answer", args=case)
    told = fill(vc, url, answer="not_now", why="", note="")
    assert told.status_code == 422
    assert "Välj varför ni inte kallar nu." in told.content.decode()
    assert fill(vc, url, answer="not_now", why="plan_stands", note="").status_code == 302
    seen = home.get(reverse("sip_signals", args=case)).content.decode()
    assert "Inte nu: det finns en aktuell plan som följs" in seen
    office = region.client("office").get(reverse("sip_signals", args=case)).content.decode()
    assert "Otrygg situation hemma" not in office


def test_the_words_about_a_protected_person_are_opened_first(region: Region) -> None:
    signal(region)
    Patient.objects.update(protection="confidential")
    page = region.client("home").get(reverse("sip_signals", args=[region.episode.public_id]))
    assert "ramlat" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_once() -> None:
    region = build(to=TO)
    signal(region)

    def one() -> object:
        return answer(region, acting=region.acting("vc"))

    told = at_once(one, one)
    assert "nothing_to_answer" in told
    assert Item.objects.filter(kind=ItemKind.SIP_SIGNAL_ANSWERED).count() == 1
