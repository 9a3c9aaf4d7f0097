"""The provider confirms that the support at home has started; a no is the office's task (T34)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build, order_help
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Item, Task
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.started import NotStarted
from transitions.rules.task_values import TaskKind

pytestmark = pytest.mark.django_db


def home(to: DischargedTo = DischargedTo.HOME) -> Region:
    """A person at home with a day and a night provider, both ordered before the discharge."""
    region = build()
    order_help(region)
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=to
    )
    return region


def say(region: Region, unit: str, **more: object) -> Item:
    """The service now."""
    return services.confirm_support(
        acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), **more
    )


def asked(kind: TaskKind) -> set[int]:
    """The units that have the task on their list now."""
    rows = Task.objects.filter(kind=kind).exclude(shows_from__gt=clock.now())
    return set(rows.values_list("unit_id", flat=True))


def test_each_provider_confirms_and_a_no_is_the_offices_task_until_it_is_mended() -> None:
    region = home()
    assert asked(TaskKind.CONFIRM_STARTED) == {region.id("home"), region.id("night")}
    assert asked(TaskKind.START_SUPPORT) == set(), "not before the time is out"
    client = region.client("home")
    where = reverse("confirm_support", args=[region.episode.public_id])
    page = text_of(client.get(where))
    assert "Vilken utförare" not in page, "one speaks for oneself"
    silent = client.post(where, fill(client, where, started="nej", from_when="2020-01-01"))
    assert silent.status_code == 422
    assert "Välj varför insatserna inte har börjat." in text_of(silent)
    day = clock.today() + timedelta(days=2)
    typed = fill(client, where, started="nej", reason="no_entry", hinder="Koden saknas.", from_when=f"{day}")
    assert client.post(where, typed).status_code == 302
    assert asked(TaskKind.START_SUPPORT) == {region.id("office")}
    assert asked(TaskKind.CONFIRM_STARTED) == {region.id("home"), region.id("night")}
    case = reverse("case", args=[region.episode.public_id])
    office = text_of(region.client("office").get(case))
    assert "Har inte börjat" in office
    assert "Koden saknas." in office
    assert "Koden saknas." not in text_of(region.client("ward").get(case))
    assert "Koden saknas." not in text_of(region.client("night").get(case)), "nor the other provider"
    say(region, "night", started=True)
    assert asked(TaskKind.START_SUPPORT) == {region.id("office")}, "one provider's yes is not the other's"
    say(region, "home", started=True)
    assert asked(TaskKind.START_SUPPORT) == asked(TaskKind.CONFIRM_STARTED) == set()
    assert "Har börjat" in text_of(region.client("office").get(case))
    with pytest.raises(Conflict) as again:
        say(region, "home", started=True)
    assert again.value.code == "nothing_to_confirm"


def test_the_office_writes_down_what_a_provider_has_said() -> None:
    region = home()
    client = region.client("office")
    where = reverse("confirm_support", args=[region.episode.public_id])
    page = text_of(client.get(where))
    assert "Hemtjänsten Ett" in page
    assert "Nattpatrullen" in page
    assert client.post(where, fill(client, where, started="ja")).status_code == 422
    typed = fill(client, where, started="ja", unit=str(region.id("night")))
    assert client.post(where, typed).status_code == 302
    item = Item.objects.get(kind=ItemKind.SUPPORT_STARTED)
    assert item.data == {"at_unit": "T-night", "unit_id": region.id("night")}
    assert asked(TaskKind.CONFIRM_STARTED) == {region.id("home")}
    with pytest.raises(Invalid):
        say(region, "office", started=True, unit_id=region.id("vc"))


def test_bad_input_is_said_at_its_field() -> None:
    region = home()
    for field, more in (
        ("reason", {}),
        ("hinder", {"reason": NotStarted.OTHER, "hinder": "  "}),
        ("from_when", {"reason": NotStarted.NO_ENTRY, "from_when": clock.today() - timedelta(days=1)}),
    ):
        with pytest.raises(Invalid) as caught:
            say(region, "home", started=False, **more)
        assert caught.value.field == field
    assert not Item.objects.filter(kind=ItemKind.SUPPORT_NOT_STARTED).exists()


def test_of_one_who_did_not_go_home_nobody_asks_and_a_ward_may_not_answer() -> None:
    region = home(DischargedTo.SHORT_TERM_HOUSING)
    assert asked(TaskKind.CONFIRM_STARTED) == set()
    with pytest.raises(Conflict):
        say(region, "home", started=True)
    with pytest.raises(PermissionDenied):
        say(region, "ward", started=True)


def test_before_the_home_coming_there_is_nothing_to_confirm() -> None:
    region = build(to=("office", "vc"))
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("home")],
        starts_at=clock.now(),
    )
    with pytest.raises(Conflict) as early:
        say(region, "home", started=True)
    assert early.value.code == "not_home_yet"
