"""A unit keeps its own page, and the directory tells everybody who is there and what is about to change (T17)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from actors import selectors_duty
from actors.models import Duty, Organisation, Unit
from actors.rules.kinds import Role
from core import clock, formats
from tests.factories.region import Region
from tests.pages.support import fill, text_of, typed_moment

PARTS = ("unit_hours", "unit_days", "unit_duty", "unit_absence")


def address(name: str, region: Region, unit: str) -> str:
    """A page of a unit."""
    return reverse(name, args=[region.id(unit)])


@pytest.mark.parametrize("part", PARTS)
def test_those_who_work_there_keep_it_and_nobody_else(region: Region, part: str) -> None:
    where = address(part, region, "night")
    assert region.client("night").get(where).status_code == 200
    for name in ("ward", "office", "other_office"):
        assert region.client(name).get(where).status_code == 403
        assert region.client(name).post(where, {"remove": "1"}).status_code == 403
    assert region.client("night").get(reverse(part, args=[10**9])).status_code == 404


def test_the_week_is_filled_in_once_and_read_by_everybody(region: Region) -> None:
    client, where = region.client("office"), address("unit_hours", region, "office")
    bad = client.post(where, fill(client, where, day_0="åtta till fem"))
    assert bad.status_code == 422
    assert "Ange tider som 8–16.30" in text_of(bad)
    assert "åtta till fem" in bad.content.decode()  # what was typed is not lost
    days = {f"day_{day}": "8–16.30" for day in range(5)}
    saved = client.post(where, fill(client, where, phone="08-465 004 01", **days))
    assert saved.status_code == 302, text_of(saved)
    page = text_of(region.client("ward").get(address("unit", region, "office")))
    assert "08-465 004 01" in page
    assert "Helgdag och afton stängt" in page
    listed = text_of(region.client("ward").get(reverse("directory"), {"q": "Biståndsenheten"}))
    assert "Mån–fre 8.00–16.30, lör–sön och helgdag stängt" in listed


def put_on_duty(client: Client, where: str, **more: object) -> int:
    """Fill in the duty form: now and eight hours on. Returns the status."""
    now = clock.local(clock.now())
    content = {
        "name": "Kim Jour",
        "phone": "08-465 004 02",
        **typed_moment("starts_at", f"{now - timedelta(hours=1):%Y-%m-%d %H.%M}"),
        **typed_moment("ends_at", f"{now + timedelta(hours=8):%Y-%m-%d %H.%M}"),
        **more,
    }
    return client.post(where, fill(client, where, **content)).status_code


def test_who_is_on_duty_is_put_on_the_list_and_taken_off(region: Region) -> None:
    client, where = region.client("night"), address("unit_duty", region, "night")
    assert put_on_duty(client, where, name="") == 422
    assert put_on_duty(client, where) == 302
    other = region.client("ward")
    for page in (other.get(address("unit", region, "night")), other.get(reverse("directory"))):
        assert "Kim Jour" in text_of(page)
        assert "tel:+46846500402" in page.content.decode()
    row = Duty.objects.get()
    assert client.post(where, {"remove": str(row.pk)}).status_code == 302
    assert client.post(where, {"remove": "x"}).status_code == 404
    assert "Kim Jour" not in text_of(other.get(address("unit", region, "night")))


def test_one_who_is_away_and_the_telephone_for_codes(region: Region) -> None:
    user, mine = region.person("office")
    _, other = region.person("office")
    client = region.client("office")
    where = address("unit_absence", region, "office")
    today = clock.today()
    answer = client.post(
        where,
        fill(
            client, where, assignment=mine.pk, substitute=other.pk, first_day=f"{today}", last_day=f"{today}"
        ),
    )
    assert answer.status_code == 302, text_of(answer)
    assert f"Ersättare: {other.user.name}" in text_of(client.get(where))
    found = selectors_duty.substitute_of(mine.pk, clock.now())
    assert found is not None
    assert found.assignment_id == other.pk
    assert region.client("office").get(address("unit_phones", region, "office")).status_code == 403
    manager = region.client("office", role=Role.MANAGER)
    where = address("unit_phones", region, "office")
    assert "070-123 45 67" in text_of(manager.post(where, fill(manager, where, name="Kim", phone="08-1")))
    assert manager.post(where, fill(manager, where, name="Kim", phone="070-123 45 67")).status_code == 302
    assert [one.phone for one in selectors_duty.registered_people(region.id("office"))] == ["+46701234567"]
    assert user.name


def test_a_unit_that_opens_or_closes_is_announced_beforehand(region: Region) -> None:
    admin = region.client("region_management", role=Role.ADMINISTRATOR)
    day = clock.today() + timedelta(days=20)
    where = address("unit", region, "home")
    past = admin.post(where, fill(admin, where, valid_to=f"{clock.today() - timedelta(days=1)}"))
    assert past.status_code == 422
    assert admin.post(where, fill(admin, where, valid_to=f"{day}")).status_code == 302
    opens = day + timedelta(days=1)
    new = reverse("unit_new")
    organisation = Organisation.objects.get(code="P-1").pk
    made = admin.post(
        new,
        fill(
            admin,
            new,
            name="Nya hemtjänsten",
            organisation=organisation,
            kind="home_care",
            code="NY-1",
            hsa_id="se0000000000-ny1",
            valid_from=f"{opens}",
        ),
    )
    assert made.status_code == 302, text_of(made)
    assert Unit.objects.get(code="NY-1").hsa_id == "SE0000000000-NY1"
    body = text_of(region.client("ward").get(reverse("directory")))
    shown = f"{opens.day} {formats.MONTHS[opens.month - 1]}"
    assert "Stänger: sista dagen är" in body
    assert f"Nya hemtjänsten Öppnar {shown}" in body


def test_a_hsa_id_names_one_unit_and_is_found(region: Region) -> None:
    admin = region.client("region_management", role=Role.ADMINISTRATOR)
    where = address("unit", region, "home")
    assert admin.post(where, fill(admin, where, hsa_id="SE0000000000-H1")).status_code == 302
    other = address("unit", region, "night")
    again = admin.post(other, fill(admin, other, hsa_id="SE0000000000-H1"))
    assert again.status_code == 422
    assert "används redan" in text_of(again)
    found = text_of(region.client("ward").get(reverse("directory"), {"q": "se0000000000-h1"}))
    assert "Hemtjänsten Ett" in found
    assert "Nattpatrullen" not in found
    area = region.organisations["municipality"].pk
    served = text_of(region.client("ward").get(reverse("directory"), {"omrade": str(area)}))
    assert "Hemtjänsten Ett" in served
    assert "Biståndsenheten i Grannby" not in served


def test_a_protected_colleague_is_on_duty_by_role(region: Region) -> None:
    user, assignment = region.person("night")
    user.protections.create(since=clock.now(), recorded_by_name="Test")
    client, where = region.client("night"), address("unit_duty", region, "night")
    assert put_on_duty(client, where, assignment=assignment.pk, name="") == 302
    assert user.name in text_of(client.get(where))
    for page in (address("unit", region, "night"), reverse("directory")):
        assert user.name not in text_of(region.client("ward").get(page))
