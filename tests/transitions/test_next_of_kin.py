"""Next of kin reach ward and office, nobody else; what is not asked for has no field (T38)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Item, Task
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, Offered
from transitions.rules.task_values import TaskKind

pytestmark = pytest.mark.django_db


def agreed() -> Region:
    region = build()
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    return region


def say(region: Region, unit: str = "ward", **typed: str) -> int:
    client = region.client(unit)
    where = reverse("next_of_kin", args=[region.episode.public_id])
    return client.post(where, fill(client, where, **typed)).status_code


def case_of(region: Region, unit: str) -> str:
    return text_of(region.client(unit).get(reverse("case", args=[region.episode.public_id])))


def tasks() -> dict[str, int]:
    kinds = (TaskKind.OFFER_KIN_SUPPORT, TaskKind.CONSIDER_GUARDIAN)
    return dict(Task.objects.filter(kind__in=kinds).values_list("kind", "unit_id"))


def test_capacity_and_the_wish_for_support_reach_the_office_and_the_answer_stays_there() -> None:
    region = agreed()
    assert say(region, exists="yes") == 422, "what they can do is asked"
    assert say(region, exists="yes", capacity="some", wants_support="yes", note="Handlar på lördagar.") == 302
    page = case_of(region, "office")
    assert "Kan hjälpa till med något." in page
    assert "Handlar på lördagar." in page
    assert "Handlar på lördagar." not in case_of(region, "vc")
    assert tasks() == {TaskKind.OFFER_KIN_SUPPORT: region.id("office")}
    assert "Erbjud anhörigstöd" in page
    item = services.answer_kin_support(
        acting=region.acting("office"), episode_id=region.episode.pk, at=clock.now(), outcome=Offered.ACCEPTED
    )
    assert not item.addressees.exists(), "whether a relative takes support is nobody else's"
    assert tasks() == {}
    with pytest.raises(Conflict):
        services.answer_kin_support(
            acting=region.acting("office"),
            episode_id=region.episode.pk,
            at=clock.now(),
            outcome=Offered.ACCEPTED,
        )


def test_without_consent_the_office_hears_that_there_are_next_of_kin_and_no_more() -> None:
    region = build()
    assert say(region, exists="yes", capacity="much", note="Bor granne.") == 302
    row = Item.objects.get(kind=ItemKind.NEXT_OF_KIN_STATED).addressees.get(unit_id=region.id("office"))
    assert set(row.withheld) == {"capacity", "note"}


def test_only_those_who_plan_say_it_and_only_while_it_is_theirs() -> None:
    region = agreed()
    common = {"episode_id": region.episode.pk, "at": clock.now()}
    with pytest.raises(PermissionDenied):
        services.state_next_of_kin(acting=region.acting("vc"), **common, exists=Kin.NO)
    with pytest.raises(PermissionDenied):
        services.answer_kin_support(acting=region.acting("ward"), **common, outcome=Offered.ACCEPTED)
    with pytest.raises(Invalid) as silent:
        services.state_next_of_kin(acting=region.acting("ward"), **common, exists=Kin.YES)
    assert silent.value.code == "no_capacity"
    services.state_next_of_kin(
        acting=region.acting("ward"), **common, exists=Kin.NO, capacity=Capacity.MUCH, note="Syster i Umeå"
    )
    item = Item.objects.get(kind=ItemKind.NEXT_OF_KIN_STATED)
    assert (item.data, item.note) == ({"exists": "no"}, ""), "what belongs to a yes is not kept with a no"


def test_without_next_of_kin_the_ward_tells_overformyndaren_or_says_why_not() -> None:
    region = agreed()
    assert say(region, exists="no") == 302
    assert tasks() == {TaskKind.CONSIDER_GUARDIAN: region.id("ward")}
    common = {"acting": region.acting("ward"), "episode_id": region.episode.pk, "at": clock.now()}
    tomorrow = clock.today() + timedelta(days=1)
    for more, code in (
        ({"outcome": GuardianNotice.SENT}, "no_day"),
        ({"outcome": GuardianNotice.SENT, "sent_on": tomorrow}, "day_later"),
        ({"outcome": GuardianNotice.SENT, "sent_on": clock.today()}, "no_sender"),
        ({"outcome": GuardianNotice.NOT_NEEDED}, "no_reason"),
    ):
        with pytest.raises(Invalid) as error:
            services.consider_guardian(**common, **more)  # type: ignore[arg-type]
        assert error.value.code == code
    with pytest.raises(PermissionDenied):
        services.consider_guardian(
            acting=region.acting("office"),
            episode_id=region.episode.pk,
            at=clock.now(),
            outcome=GuardianNotice.HAS_ONE,
        )
    services.consider_guardian(
        **common,
        outcome=GuardianNotice.SENT,
        sent_on=clock.today(),
        sent_by="Karin Test",  # type: ignore[arg-type]
    )
    assert tasks() == {}
    assert "Anmälan är skickad till överförmyndaren" in case_of(region, "office")
    assert "överförmyndaren" not in case_of(region, "vc")
