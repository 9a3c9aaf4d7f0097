"""Enheter: everybody reads it; an administrator keeps the lines that are hers."""

import pytest
from django.urls import reverse

from actors.models import Unit
from actors.rules.kinds import Role
from tests.factories.region import Region
from tests.pages.support import fill, text_of


@pytest.mark.parametrize(
    ("administrator", "unit", "kept"),
    [
        ("management", "office", True),
        ("management", "home", True),
        ("management", "ward", False),
        ("management", "other_office", False),
        ("region_management", "ward", True),
        ("region_management", "office", True),
        ("region_management", "home", True),
    ],
)
def test_whose_lines_an_administrator_keeps(
    region: Region, administrator: str, unit: str, kept: bool
) -> None:
    client = region.client(administrator, role=Role.ADMINISTRATOR)
    where = reverse("unit", args=[region.id(unit)])
    page = client.get(where)
    assert page.status_code == 200
    assert ("Spara" in text_of(page)) is kept
    answer = client.post(
        where, {"name": "Ny", "phone": "08-1", "hours": "", "notify_email": "ny@enhet.example"}
    )
    assert answer.status_code == (302 if kept else 403)
    assert (Unit.objects.get(pk=region.id(unit)).notify_email == "ny@enhet.example") is kept


def test_a_change_stands_in_the_history_of_the_unit(region: Region) -> None:
    client = region.client("management", role=Role.ADMINISTRATOR)
    where = reverse("unit", args=[region.id("office")])
    answer = client.post(where, fill(client, where, phone="08-999 99 99"))
    assert answer.status_code == 302, text_of(answer)
    body = text_of(client.get(where))
    assert "08-999 99 99" in body
    assert "08-123 456 78" in body


def test_others_read_and_change_nothing(region: Region) -> None:
    client = region.client("ward")
    where = reverse("unit", args=[region.id("office")])
    assert "Spara" not in text_of(client.get(where))
    assert client.post(where, {"name": "X"}).status_code == 403


@pytest.mark.parametrize("name", ["ward", "office", "vc", "home", "mas", "management"])
def test_the_directory_is_a_click_away_for_everybody(region: Region, name: str) -> None:
    page = region.client(name).get("/", follow=True)
    assert f'href="{reverse("directory")}"' in page.content.decode()
