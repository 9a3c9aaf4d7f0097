"""What an organisation owes in sum: for managers and controllers, nobody named."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.acting import Acting
from actors.rules.kinds import Role
from liability import services
from liability.selectors.overview import overview
from tests.liability.support import Stay, at, stay
from tests.liability.test_pages import logged_in

pytestmark = pytest.mark.django_db

LATER = at("2022-03-20 10:00")


@pytest.fixture
def told() -> Stay:
    made = stay().all_in_time().ready().discharged()
    services.assess_episode(episode_id=made.id, as_of=LATER)
    return made


def manager(told: Stay, unit: str = "management", role: Role = Role.MANAGER) -> Acting:
    return replace(told.region.acting(unit), role=role)


def test_the_month_of_those_discharged(told: Stay) -> None:
    (row,) = overview(acting=manager(told), now=LATER).rows
    assert (row.name, row.liable, row.days, row.amount, row.billable_amount) == (
        "Testköpings kommun",
        1,
        6,
        55_800,
        0,
    )
    assert overview(acting=manager(told), now=at("2022-04-02 10:00")).rows == []


def test_open_cases_as_they_stand() -> None:
    told = stay().all_in_time().ready()
    services.assess_episode(episode_id=told.id, as_of=at("2022-03-08 10:00"))
    assert [row.not_yet for row in overview(acting=manager(told), now=LATER).rows] == [1]
    services.assess_episode(episode_id=told.id, as_of=at("2022-03-12 10:00"))
    assert [
        (row.not_yet, row.running, row.days) for row in overview(acting=manager(told), now=LATER).rows
    ] == [(0, 1, 0)]


def test_a_missing_amount_makes_the_sum_missing() -> None:
    told = stay().all_in_time().ready("2023-03-07 10:00").discharged("2023-03-11 10:00")
    services.assess_episode(episode_id=told.id, as_of=at("2023-03-20 10:00"))
    (row,) = overview(acting=manager(told), now=at("2023-03-20 10:00")).rows
    assert (row.days, row.amount) == (1, None)


def test_another_municipality_sees_nothing_of_it(told: Stay) -> None:
    assert overview(acting=manager(told, "other_office"), now=LATER).rows == []


def test_the_regions_controller_sees_every_municipality(told: Stay) -> None:
    rows = overview(acting=manager(told, "ward", Role.REGION_CONTROLLER), now=LATER).rows
    assert [row.code for row in rows] == ["0199"]


@pytest.mark.parametrize("unit", ["ward", "office", "vc", "home", "mas"])
def test_others_see_no_sums(told: Stay, unit: str) -> None:
    with pytest.raises(PermissionDenied):
        overview(acting=told.region.acting(unit), now=LATER)


def test_the_number_of_queries(told: Stay) -> None:
    acting = manager(told)
    with CaptureQueriesContext(connection) as asked:
        overview(acting=acting, now=LATER)
    assert len(asked) == 3


def test_the_page_names_nobody(told: Stay) -> None:
    page = logged_in(told, "management", Role.MANAGER).get(reverse("liability_overview"))
    assert page.status_code == 200
    assert "Testsson" not in page.content.decode()
