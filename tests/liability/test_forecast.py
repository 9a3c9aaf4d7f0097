"""Who passes into liability when, and one fact changed: seen by those who may, saved by nobody."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.rules.kinds import Role
from core.models import AccessLogRow
from liability import services
from liability.models import Assessment
from liability.rules.forecast import When
from liability.selectors import forecast
from tests.database import kept_rows
from tests.liability.statement_support import set_terms
from tests.liability.support import Stay, at, stay

NOW = at("2022-03-08 10:00")


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stay]:
    with kept_rows(django_db_blocker):
        made = stay()
        set_terms(made)
        made.ready()
        services.assess_episode(episode_id=made.id, as_of=NOW)
        yield made


@pytest.fixture
def told(made_once: Stay, db: None) -> Stay:
    """A notice of 7 March 2022 without a call to SIP, seen on the day after."""
    return made_once


def test_a_unit_sees_its_own_cases_and_what_is_missing(told: Stay) -> None:
    client = told.region.client("ward")
    text = client.get(reverse("liability_forecast")).content.decode()
    for expected in ("Elsa Testsson", "Den fasta vårdkontakten har inte kallat till SIP"):
        assert expected in text, expected
    (found,) = forecast.passing(acting=told.region.acting("ward"), today=NOW.date())
    assert (found.when, found.starts_on) == (When.SOON, date(2022, 3, 10))
    assert forecast.passing(acting=told.region.acting("other_ward"), today=NOW.date()) == []
    assert AccessLogRow.objects.filter(action="liability_forecast").count() == 1


def test_a_manager_sees_numbers_by_ward(told: Stay) -> None:
    for unit, role in (("management", Role.MANAGER), ("region_management", Role.REGION_CONTROLLER)):
        client = told.region.client(unit, role=role)
        text = client.get(reverse("liability_forecast")).content.decode()
        assert "Avdelning 21" in text
        assert "Testsson" not in text
        (alert,) = forecast.alerts(acting=told.region.acting(unit, role=role), today=NOW.date())
        assert (alert.owing, alert.counts) == ("Testköpings kommun", {When.SOON: 1})
    other = told.region.client("other_office")
    assert "Testsson" not in other.get(reverse("liability_forecast")).content.decode()


def test_one_fact_changed_and_nothing_saved(told: Stay) -> None:
    client = told.region.client("office")
    before = list(Assessment.objects.values())
    address = reverse("liability_what_if", args=[told.episode.public_id])
    assert client.post(address, {"change": "notice"}).status_code == 422
    moved = client.post(address, {"change": "end", "at_day": "2022-03-15", "at_clock": "10.00"})
    assert moved.status_code == 200
    assert "Som det är" in moved.content.decode()
    none = client.post(address, {"change": "no_sip"})
    assert "Ingen SIP ska hållas" in none.content.decode()
    assert list(Assessment.objects.values()) == before
    assert told.region.client("vc").get(address).status_code == 404
