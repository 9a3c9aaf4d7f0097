"""The checklist in the database: begun once, seen by owner, ward and office, asked for at discharge (T11)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.locks import NotFound
from transitions.models import ChecklistPoint, HomeTemplate, Item, Task
from transitions.rules.kinds import DischargedTo, ItemKind, PointState
from transitions.rules.tasks import TaskKind
from transitions.selectors import checklist

pytestmark = pytest.mark.django_db

NEW_TEMPLATE = {
    "points": [
        {"text": "Katt omhändertagen", "owner": "assessment_office", "critical": True, "days_before": 1},
        {"text": "Rullator hemma", "owner": "primary_care", "critical": False, "days_before": 0},
    ]
}


def begin(region: Region) -> None:
    services.start_checklist(acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now())


def of(region: Region, text: str) -> ChecklistPoint:
    return ChecklistPoint.objects.get(episode=region.episode, point=text)


def test_begun_once_with_owners_on_the_chain_and_a_task_for_each() -> None:
    region = build()
    begin(region)
    assert of(region, "Mat hemma de första dagarna").owner_id == region.id("office")
    assert of(region, "Planerad öppenvård bokad: provtagning, sår, återbesök").owner_id == region.id("vc")
    key = of(region, "Nyckel eller kod finns hos den som ska in")
    assert (key.owner_id, key.critical) == (region.id("office"), True), "home care is not on the case yet"
    expected = clock.local_date(region.start + timedelta(days=4))
    assert key.due == expected - timedelta(days=1)
    owners = Task.objects.filter(kind=TaskKind.CHECKLIST).values_list("unit_id", flat=True)
    assert set(owners) == {region.id("ward"), region.id("office"), region.id("vc")}
    with pytest.raises(Conflict) as again:
        begin(region)
    assert again.value.code == "checklist_begun"


def test_a_municipalitys_own_template_goes_before_what_ships() -> None:
    region = build()
    admin = region.acting("management", role=Role.ADMINISTRATOR)
    with pytest.raises(Invalid):
        services.save_home_template(
            acting=admin,
            kind="checklist",
            care_form="",
            valid_from=clock.today() - timedelta(days=1),
            content=NEW_TEMPLATE,
        )
    for form in ("psychiatric", ""):
        services.save_home_template(
            acting=admin, kind="checklist", care_form=form, valid_from=clock.today(), content=NEW_TEMPLATE
        )
    services.save_home_template(
        acting=admin,
        kind="checklist",
        care_form="",
        valid_from=clock.today() + timedelta(days=2),
        content={"points": NEW_TEMPLATE["points"][:1]},
    )
    assert [row.number for row in HomeTemplate.objects.filter(care_form="")] == [2, 1]
    begin(region)
    assert set(ChecklistPoint.objects.values_list("point", flat=True)) == {
        "Katt omhändertagen",
        "Rullator hemma",
    }
    with pytest.raises(PermissionDenied):
        services.save_home_template(
            acting=region.acting("ward", role=Role.ADMINISTRATOR),
            kind="checklist",
            care_form="",
            valid_from=clock.today(),
            content=NEW_TEMPLATE,
        )


def test_a_point_is_its_owners_the_wards_and_the_offices_in_the_program_and_in_the_database() -> None:
    region = build(to=("office", "vc", "rehab"))
    begin(region)
    every = ChecklistPoint.objects.count()
    owned = {
        name: ChecklistPoint.objects.filter(owner_id=region.id(name)).count() for name in ("vc", "rehab")
    }
    assert owned["rehab"] == 2
    wanted = {"ward": every, "office": every, **owned, "home": 0, "other_ward": 0, "other_office": 0}
    for name, count in wanted.items():
        acting = region.acting(name)
        assert len(checklist.points(acting=acting, episode=region.episode)) == count, name
        with scope.acting_as(acting):
            assert ChecklistPoint.objects.count() == count, f"{name}: row-level security"
            assert ChecklistPoint.history.count() == count, name
    other = of(region, "Hemresa beställd")
    with pytest.raises(NotFound):
        services.settle_point(
            acting=region.acting("rehab"),
            episode_id=region.episode.pk,
            at=clock.now(),
            point_id=other.pk,
            state=PointState.DONE,
        )


def test_done_not_needed_with_a_reason_and_open_again() -> None:
    region = build(to=("office", "vc", "rehab"))
    begin(region)
    row = of(region, "Hjälpmedel levererade hem")
    common = {"acting": region.acting("rehab"), "episode_id": region.episode.pk, "point_id": row.pk}
    with pytest.raises(Invalid):
        services.settle_point(**common, at=clock.now(), state=PointState.NOT_NEEDED, reason=" ")
    services.settle_point(**common, at=clock.now(), state=PointState.NOT_NEEDED, reason="Har allt hemma.")
    row.refresh_from_db()
    assert (row.reason, row.settled_by, row.settled_at is not None) == ("Har allt hemma.", "Test rehab", True)
    with pytest.raises(Conflict):
        services.settle_point(**common, at=clock.now(), state=PointState.NOT_NEEDED, reason="Igen")
    services.settle_point(**common, at=clock.now(), state=PointState.OPEN)
    row.refresh_from_db()
    assert (row.state, row.settled_by, row.settled_at, row.reason) == ("open", "", None, "")
    told = Item.objects.filter(kind=ItemKind.CHECKLIST_POINT, data__point=row.point).last()
    assert told is not None
    assert set(told.addressees.values_list("unit_id", flat=True)) == {
        region.id("ward"),
        region.id("office"),
        region.id("rehab"),
    }


def test_only_ward_and_office_give_a_point_to_another_and_only_to_a_unit_of_the_case() -> None:
    region = build(to=("office", "vc", "rehab"))
    begin(region)
    row = of(region, "Hjälpmedel förskrivna")
    change = {"episode_id": region.episode.pk, "point_id": row.pk, "critical": True, "due": None}
    with pytest.raises(PermissionDenied):
        services.change_point(
            acting=region.acting("rehab"), at=clock.now(), owner_id=region.id("vc"), **change
        )
    with pytest.raises(Invalid):
        services.change_point(
            acting=region.acting("ward"), at=clock.now(), owner_id=region.id("other_office"), **change
        )
    services.change_point(acting=region.acting("ward"), at=clock.now(), owner_id=region.id("vc"), **change)
    assert checklist.point(acting=region.acting("rehab"), episode=region.episode, point_id=row.pk) is None
    assert checklist.point(acting=region.acting("vc"), episode=region.episode, point_id=row.pk) is not None


def test_a_discharge_with_a_critical_point_open_asks_why_and_keeps_the_answer() -> None:
    region = build()
    begin(region)
    client = region.client("ward")
    where = reverse("discharge", args=[region.episode.public_id])
    page = client.get(where)
    assert "Nyckel eller kod finns hos den som ska in (Biståndsenheten)" in text_of(page)
    answer = client.post(where, fill(client, where, to="home"))
    assert answer.status_code == 422
    assert "Skriv varför personen ändå skrivs ut." in text_of(answer)
    with pytest.raises(Invalid) as stopped:
        services.record_discharge(
            acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
        )
    assert stopped.value.code == "open_critical_points"
    why = "Dottern lämnar nyckeln i kväll."
    answer = client.post(where, fill(client, where, to="home", why_open=why))
    assert answer.status_code == 302, text_of(answer)
    key = of(region, "Nyckel eller kod finns hos den som ska in")
    assert key.why_open == why
    assert of(region, "Hemresa beställd").why_open == "", "not critical: not asked"
    office = text_of(region.client("office").get(reverse("going_home", args=[region.episode.public_id])))
    assert f"Öppen vid utskrivningen: {why}" in office
    vc = text_of(region.client("vc").get(reverse("going_home", args=[region.episode.public_id])))
    assert why not in vc
    said = Item.objects.get(kind=ItemKind.DISCHARGED)
    assert why not in f"{said.note} {said.data}"


def test_without_open_critical_points_nothing_is_asked() -> None:
    region = build()
    begin(region)
    for row in ChecklistPoint.objects.filter(critical=True):
        services.settle_point(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            at=clock.now(),
            point_id=row.pk,
            state=PointState.DONE,
        )
    client = region.client("ward")
    where = reverse("discharge", args=[region.episode.public_id])
    assert "avgörande" not in text_of(client.get(where)).lower()
    assert client.post(where, fill(client, where, to="home")).status_code == 302


def test_one_click_is_done_and_the_second_says_by_whom() -> None:
    region = build()
    begin(region)
    row = of(region, "Hemresa beställd")
    client = region.client("ward")
    where = reverse("point_done", args=[region.episode.public_id, row.pk])
    assert client.post(where).status_code == 302
    assert "Punkten är klar." in text_of(client.get(reverse("going_home", args=[region.episode.public_id])))
    client.post(where)
    assert "Punkten var redan klar. Person ward gjorde det." in text_of(
        client.get(reverse("going_home", args=[region.episode.public_id]))
    )
    assert Item.objects.filter(kind=ItemKind.CHECKLIST_POINT, data__state="done").count() == 1


def test_the_timeline_tells_of_a_list_once() -> None:
    region = build()
    begin(region)
    page = text_of(region.client("office").get(reverse("case", args=[region.episode.public_id])))
    assert "12 punkter på en gång." in page
    assert page.count("Hemgångslistan") < 6


def test_after_a_move_the_new_ward_has_the_list() -> None:
    region = build()
    begin(region)
    services.transfer(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        ward_id=region.id("other_ward"),
    )
    region.episode.refresh_from_db()
    assert of(region, "Hemresa beställd").owner_id == region.id("other_ward")
    assert checklist.points(acting=region.acting("ward"), episode=region.episode) == []
    assert len(checklist.points(acting=region.acting("other_ward"), episode=region.episode)) == 12


def test_the_administrator_keeps_templates_in_versions() -> None:
    region = build()
    admin = region.client("management", role=Role.ADMINISTRATOR)
    where = reverse("home_template_checklist", args=["alla"])
    typed = fill(admin, where, text_12="Katt omhändertagen", owner_12="assessment_office", days_12="1")
    answer = admin.post(where, typed)
    assert answer.status_code == 302, text_of(answer)
    row = HomeTemplate.objects.get()
    assert (row.number, row.care_form, len(row.content["points"])) == (1, "", 13)
    twice = admin.post(where, typed | {"text_13": "katt omhändertagen"})
    assert twice.status_code == 422
    assert "Samma punkt står två gånger" in text_of(twice)
    listed = text_of(admin.get(reverse("home_templates")))
    assert "Version 1" in listed
    shown = text_of(admin.get(reverse("home_template_version", args=[row.pk])))
    assert "Katt omhändertagen" in shown
    other = region.client("region_management", role=Role.ADMINISTRATOR)
    assert other.get(reverse("home_template_version", args=[row.pk])).status_code == 404
