"""Tryggt mottagande from the order to the follow-up, and a municipality's own terms for it (T12)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actors.models import ServiceArea, Unit
from actors.rules.kinds import Role, UnitKind
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Addressee, HomeCareService, HomeTemplate, Item, Task
from transitions.permissions import items_visible_to
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.messages import CancelReason
from transitions.rules.reception_values import (
    Continues,
    Declined,
    Outcome,
    Safe,
)
from transitions.rules.task_values import RECEPTION_TASKS, TaskKind

pytestmark = pytest.mark.django_db

K = ItemKind
TERMS = {"weeks": 3, "first_visit_hours": 2, "follow_up_days": 7, "criteria": ["Bor ensam", "Är orolig"]}


@pytest.fixture
def region() -> Region:
    """The person on the ward; the municipality has a team, and its neighbour one too."""
    made = build()
    units = dict(made.units)
    for name, owner in (("team", "municipality"), ("far_team", "other")):
        units[name] = Unit.objects.create(
            code=f"T-{name}",
            organisation=made.organisations[owner],
            kind=UnitKind.HOME_RECEPTION_TEAM,
            name=f"Trygg hemgång {owner}",
            phone="08-123 456 79",
        )
    ServiceArea.objects.create(unit=units["team"], organisation=made.organisations["municipality"])
    return replace(made, units=units)


def do(name: str, region: Region, unit: str, **more: object) -> Item:
    """A service of the app, now."""
    call = getattr(services, name)
    found = call(acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), **more)
    assert isinstance(found, Item)
    return found


def order(region: Region, **more: object) -> Item:
    more = {
        "team_id": region.id("team"),
        "criteria": ["Bor ensam, eller med någon som inte kan hjälpa"],
        **more,
    }
    return do("order_reception", region, "office", **more)


def go_home(region: Region) -> None:
    do("record_discharge", region, "ward", to=DischargedTo.HOME)


def asked(*kinds: TaskKind) -> set[tuple[int, str]]:
    rows = Task.objects.filter(kind__in=kinds or RECEPTION_TASKS)
    return set(rows.values_list("unit_id", "kind"))


def case(region: Region) -> str:
    return reverse("case", args=[region.episode.public_id])


def test_from_order_to_follow_up_on_the_pages(region: Region) -> None:
    office, team = region.client("office"), region.client("team")

    def page(name: str) -> str:
        return reverse(name, args=[region.episode.public_id])

    assert region.client("ward").get(page("order_reception")).status_code == 403
    assert "Grannby" not in text_of(office.get(page("order_reception")))
    bare = office.post(page("order_reception"), fill(office, page("order_reception")))
    assert bare.status_code == 422
    assert "Kryssa för minst ett kriterium" in text_of(bare)
    typed = fill(office, page("order_reception"), criteria="Är orolig för att komma hem", weeks="3")
    assert office.post(page("order_reception"), {**typed, "note": "Nyckeln har dottern."}).status_code == 302
    sent = Item.objects.get(kind=K.HOME_RECEPTION_ORDERED)
    assert sent.data["weeks"] == 3
    assert sent.data["terms"] == "Hemvägs grundmall"
    assert asked() == {(region.id("team"), TaskKind.ANSWER_RECEPTION)}
    again = fill(office, page("order_reception"), criteria="Är orolig för att komma hem")
    assert office.post(page("order_reception"), again).status_code == 409

    answer = page("answer_reception")
    assert "Nyckeln har dottern." in text_of(team.get(answer))
    silent = team.post(answer, fill(team, answer, accepts="nej", note="Kan inte just nu."))
    assert silent.status_code == 422
    assert "Kan inte just nu." in silent.content.decode(), "what was typed stands"
    later = clock.local(clock.now() + timedelta(hours=5))
    yes = fill(
        team,
        answer,
        accepts="ja",
        who="Undersköterska Lo",
        visit_at_day=f"{later:%Y-%m-%d}",
        visit_at_clock=f"{later:%H:%M}",
    )
    sent_yes = team.post(answer, yes)
    assert sent_yes.status_code == 302, text_of(sent_yes)[:3000]
    assert Addressee.objects.get(item=sent, unit_id=region.id("team")).acknowledged_at is not None
    ward = text_of(region.client("ward").get(case(region)))
    assert "Undersköterska Lo" in ward
    assert "Nyckeln har dottern." not in ward
    assert "Är orolig" not in ward, "the ward hears of the yes and of the visit alone"

    go_home(region)
    assert asked() == {(region.id("team"), TaskKind.FIRST_VISIT)}
    assert asked(TaskKind.CONFIRM_STARTED) == set()
    visit = page("record_visit")
    assert team.post(visit, fill(team, visit, who="Undersköterska Lo")).status_code == 302
    assert "Pågår" in text_of(office.get(case(region)))
    assert asked() == {(region.id("team"), TaskKind.HAND_OVER_RECEPTION)}

    over = page("hand_over_reception")
    assert region.client("home").get(over).status_code == 404
    assert team.post(over, fill(team, over, continues="home_care")).status_code == 422
    done = fill(team, over, continues="home_care", to=str(region.id("home")), note="Vill duscha på kvällen.")
    assert team.post(over, done).status_code == 302
    assert asked(TaskKind.ACKNOWLEDGE) >= {(region.id("home"), TaskKind.ACKNOWLEDGE)}
    assert (region.id("office"), K.HOME_RECEPTION_HANDED_OVER) not in set(
        Task.objects.filter(kind=TaskKind.ACKNOWLEDGE).values_list("unit_id", "item__kind")
    ), "the office is informed"
    home = text_of(region.client("home", role=Role.HOME_CARE_COORDINATOR).get(case(region)))
    assert "Vill duscha på kvällen." in home
    assert "Överlämnat" in home
    assert "Är orolig" not in home

    follow = page("follow_up_reception")
    assert team.post(follow, fill(team, follow)).status_code == 422
    assert team.post(follow, fill(team, follow, outcome="less_help", safe="rather")).status_code == 302
    assert "Ganska trygg" in text_of(office.get(case(region)))
    assert asked() == set()
    assert do_again_is_refused(region)


def do_again_is_refused(region: Region) -> bool:
    with pytest.raises(Conflict) as again:
        do("follow_up_reception", region, "team", outcome=Outcome.MANAGES, safe=Safe.VERY)
    return again.value.code == "nothing_to_follow_up"


def test_only_the_team_that_has_the_order_takes_its_steps(region: Region) -> None:
    order(region)
    for unit in ("far_team", "home"):
        assert not items_visible_to(region.acting(unit)).exists()
    with pytest.raises(Invalid):
        do("answer_reception", region, "team", accepts=False)
    do("order_home_care", region, "office", to=[region.id("home")], starts_at=clock.now())
    with pytest.raises(PermissionDenied):
        do("answer_reception", region, "home", accepts=True)
    assert (
        region.client("home").get(reverse("answer_reception", args=[region.episode.public_id])).status_code
        == 403
    )
    with pytest.raises(PermissionDenied):
        do("order_reception", region, "ward", team_id=region.id("team"))
    with pytest.raises(Conflict):
        order(region)


def test_a_team_of_another_municipality_cannot_be_ordered(region: Region) -> None:
    for unit in ("far_team", "home"):
        with pytest.raises(Invalid) as caught:
            order(region, team_id=region.id(unit))
        assert caught.value.code == "no_team"
    for weeks in (0, 13):
        with pytest.raises(Invalid):
            order(region, weeks=weeks)
    with pytest.raises(Invalid) as none_met:
        order(region, criteria=["Hittar på"])
    assert none_met.value.code == "no_criterion"
    assert not Item.objects.filter(kind=K.HOME_RECEPTION_ORDERED).exists()


def test_a_no_goes_back_to_the_office_until_it_has_arranged_otherwise(region: Region) -> None:
    order(region)
    do("answer_reception", region, "team", accepts=False, reason=Declined.FULL)
    assert asked() == {(region.id("office"), TaskKind.REARRANGE_RECEPTION)}
    assert "Teamet är fullt" in text_of(region.client("office").get(case(region)))
    do("order_home_care", region, "office", to=[region.id("home")], starts_at=clock.now())
    assert asked() == set()


def test_the_team_is_told_of_a_changed_date_and_helps_until_it_hands_over(region: Region) -> None:
    order(region)
    changed = do(
        "change_expected_discharge",
        region,
        "ward",
        expected_discharge=clock.today() + timedelta(days=5),
        certainty="sure",
    )
    told = services.notify_home_care(
        acting=region.acting("ward"), episode_id=region.episode.pk, cause_item_id=changed.pk, at=clock.now()
    )
    assert told is not None
    assert set(Addressee.objects.filter(item=told, named=True).values_list("unit_id", flat=True)) == {
        region.id("team")
    }

    def helps() -> list[int]:
        rows = HomeCareService.objects.filter(slot="reception", until__isnull=True)
        return list(rows.values_list("unit_id", flat=True))

    assert helps() == []
    do("answer_reception", region, "team", accepts=True)
    assert helps() == [region.id("team")]
    do("record_visit", region, "team", visited_at=clock.now())
    do("hand_over_reception", region, "team", continues=Continues.NONE)
    assert helps() == []


def test_a_cancelled_order_is_nobodys_task(region: Region) -> None:
    sent = order(region)
    do("answer_reception", region, "team", accepts=True)
    do("cancel_message", region, "office", of=sent.kind, of_at=sent.at, reason=CancelReason.OTHER)
    assert asked() == set()
    assert not HomeCareService.objects.filter(slot="reception", until__isnull=True).exists()
    order(region)
    assert asked() == {(region.id("team"), TaskKind.ANSWER_RECEPTION)}


def test_the_weeks_outlive_the_cases_time_on_the_lists(region: Region) -> None:
    def at(days: float) -> datetime:
        return region.start + timedelta(days=days)

    old = build_old(region)
    services.sweep_deadlines(acting=region.acting("ward"), now=clock.now())
    assert asked() == {(region.id("team"), TaskKind.HAND_OVER_RECEPTION)}
    assert not Task.objects.filter(episode=old).exclude(kind=TaskKind.HAND_OVER_RECEPTION).exists()


def build_old(region: Region) -> object:
    """The person came home three weeks ago; six weeks are ordered."""
    imported = {name: region.acting(name, source="import") for name in ("ward", "office", "team")}
    start = clock.now() - timedelta(days=25)
    patient = region.episode.patient_id
    episode = services.register_admission(
        acting=imported["ward"], patient_id=patient, admitted_at=start, care_form=region.episode.care_form
    )
    for days, unit, kind, to, data in (
        (1, "office", K.HOME_RECEPTION_ORDERED, ["team"], {"weeks": 6}),
        (2, "team", K.HOME_RECEPTION_ACCEPTED, [], {}),
        (4, "ward", K.DISCHARGED, [], {"to": "home"}),
        (5, "team", K.HOME_RECEPTION_VISITED, [], {}),
    ):
        services.record_item(
            acting=imported[unit],
            episode_id=episode.pk,
            kind=kind,
            at=start + timedelta(days=days),
            to=[region.id(name) for name in to],
            data=data,
        )
    return episode


def test_the_administrator_keeps_the_terms_in_versions(region: Region) -> None:
    boss = region.client("management", role=Role.ADMINISTRATOR)
    address = reverse("home_template_reception")
    assert region.client("office").get(address).status_code == 403
    assert "Har inte haft hemtjänst tidigare" in boss.get(address).content.decode()
    wrong = boss.post(address, {**fill(boss, address), "weeks": "40", "criteria": "Bor ensam"})
    assert wrong.status_code == 422
    assert "Ange 1 till 12 veckor." in text_of(wrong)
    typed = {**fill(boss, address), "weeks": "3", "first_visit_hours": "2", "follow_up_days": "7"}
    typed["criteria"] = "Bor ensam\n\nÄr orolig"
    assert boss.post(address, typed).status_code == 302
    kept = HomeTemplate.objects.get(kind=HomeTemplate.Kind.HOME_RECEPTION)
    assert kept.content == TERMS
    assert "Testköpings kommun, version 1" in text_of(boss.get(reverse("home_templates")))
    assert "Tre veckor" in text_of(boss.get(reverse("home_template_version", args=[kept.pk])))
    twice = boss.post(address, {**typed, "criteria": "Bor ensam\nbor ENSAM"})
    assert "Samma kriterium står två gånger" in text_of(twice)
    sent = order(region, criteria=["Bor ensam"])
    assert sent.data["terms"] == "Testköpings kommun, version 1"
    assert (sent.data["weeks"], sent.data["follow_up_days"]) == (3, 7)
