"""Läget nu: counts for all who follow up, cases for those who work in them, asked again without a reload."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.cache import cache

from actors.rules.kinds import Role
from core import clock, scope, versions
from core.models import AccessLogRow
from deviations import services as deviations
from deviations.models import Deviation
from reporting.selectors.at_present import present, trend
from reporting.selectors.directory import directory, scope_of
from tests.factories.region import Region, add_cases
from tests.pages.support import text_of
from tests.query_counts import QueryCounts
from transitions.models import CareEpisode, Patient, Task

PATH = "/rapporter/laget/"


def address(of: str, path: str = "") -> str:
    return f"{PATH}{path}?{urlencode({'for': of})}"


def test_a_manager_sees_counts_and_why_the_cases_are_not_hers(region: Region) -> None:
    page = region.client("management").get(address("0199"))
    text = text_of(page)
    ready = CareEpisode.objects.filter(ready_at__isnull=False).count()
    assert re.search(rf"Utskrivningsklara nu {ready} ", text)
    assert "Ärendena öppnas av dem som arbetar i dem" in text
    assert "färre än fem patienter" in text
    assert "I betalningsansvar nu" in text
    assert "/arenden/" not in page.content.decode()
    assert region.client("management").get(address("0199", "ready/")).status_code == 403


def test_those_who_work_in_the_cases_open_them_and_each_is_logged(region: Region) -> None:
    ward = region.client("ward")
    page = ward.get(address("T-ward")).content.decode()
    assert address("T-ward", "ready/").replace("&", "&amp;") in page
    for name in ("ready", "home", "notices", "sip", "liability"):
        assert ward.get(address("T-ward", f"{name}/")).status_code == 200
    listed = ward.get(address("T-ward", "ready/"))
    ready = CareEpisode.objects.filter(ready_at__isnull=False, ward=region.id("ward"))
    assert listed.content.decode().count("/arenden/") >= ready.count() > 0
    assert set(AccessLogRow.objects.filter(action="dashboard").values_list("patient_id", flat=True)) >= set(
        ready.values_list("patient_id", flat=True)
    )
    assert ward.get(address("T-ward", "okant/")).status_code == 404
    assert ward.get(address("T-other_ward", "ready/")).status_code == 404


def test_a_protected_name_is_not_told(region: Region) -> None:
    first = CareEpisode.objects.filter(ready_at__isnull=False).select_related("patient").order_by("pk")[0]
    Patient.objects.filter(pk=first.patient_id).update(protection="protected_registration")
    text = text_of(region.client("ward").get(address("T-ward", "ready/")))
    assert "Skyddad identitet" in text
    assert f"{first.patient.name} Avdelning" not in text


def test_a_mas_opens_the_deviations_and_a_controller_nothing(region: Region) -> None:
    row = deviations.report(
        acting=region.acting("ward"),
        at=clock.now(),
        category="medicines",
        about_id=region.id("office"),
        severity="moderate",
        episode_id=region.episode.pk,
        text="Dosetten saknades.",
    )
    Deviation.objects.filter(pk=row.pk).update(reported_at=clock.now() - timedelta(days=40))
    mas = region.client("mas")
    page = mas.get(address("0199"))
    assert "Obesvarade avvikelser 1" in text_of(page)
    assert "1 äldre än 30 dagar" in text_of(page)
    found = re.search(r'href="(/avvikelser/\?flik=obesvarade)"', page.content.decode())
    assert found
    assert mas.get(found[1]).status_code == 200
    controller = region.client("region_management", role=Role.REGION_CONTROLLER)
    told = controller.get(address("0199"))
    assert "Obesvarade avvikelser 1" in text_of(told)
    assert "flik=obesvarade" not in told.content.decode()
    assert controller.get(address("0199", "ready/")).status_code == 403


def test_home_care_is_told_nothing_of_betalningsansvar(region: Region) -> None:
    assert "betalningsansvar" not in text_of(region.client("home").get(address("T-home")))
    assert region.client("home").get(address("T-home", "liability/")).status_code == 403


def test_the_selector_counts_what_the_tables_hold(region: Region) -> None:
    known = directory()
    with scope.system("test"):
        now = present(scope_of("0199", known), known, now=clock.now())
        late = Task.objects.filter(kind="send_notice", due_at__lt=clock.now())
        assert now.notices_late == late.values("episode").distinct().count() > 0
        assert now.admitted == CareEpisode.objects.filter(ended_at__isnull=True).count()
        assert now.ready == CareEpisode.objects.filter(ready_at__isnull=False).count()
        ward = present(scope_of("T-ward", known), known, now=clock.now())
        assert ward.admitted == now.admitted
        assert present(scope_of("0198", known), known, now=clock.now()).admitted == 0
        vc = present(scope_of("T-vc", known), known, now=clock.now())
        assert (
            vc.admitted
            == CareEpisode.objects.filter(ended_at__isnull=True, parties__unit=region.id("vc")).count()
        )


def test_the_two_weeks_are_what_each_noon_was(region: Region) -> None:
    cache.clear()
    known = directory()
    with scope.system("test"):
        found = trend(scope_of("0199", known), known, now=clock.now() + timedelta(days=1))
    assert len(found.counts) == 14
    assert max(found.counts) > 0


def test_an_unchanged_page_is_answered_without_the_database(
    region: Region, django_assert_num_queries: object
) -> None:
    client = region.client("management")
    page = client.get(address("0199")).content.decode()
    mark = re.search(r'hx-vals=\'{"v": "([^"]*)"}\'', page)
    assert mark
    asked = f"{PATH}andringar/?{urlencode({'for': '0199', 'v': mark[1]})}"
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get(asked).status_code == 204
    versions._store([versions._key(versions.ANYWHERE)])
    fresh = client.get(asked)
    assert fresh.status_code == 200
    assert 'id="laget-nu"' in fresh.content.decode()
    assert "<html" not in fresh.content.decode()
    assert client.get(f"{PATH}andringar/?for=0198").status_code == 404


def test_every_change_of_a_list_marks_the_dashboard(db: None) -> None:
    before = versions.current(versions.ANYWHERE)
    versions._store([versions._key(each) for each in (7, versions.ANYWHERE)])
    assert versions.current(versions.ANYWHERE) != before


def test_small_numbers_stand_for_the_own_ward_alone(region: Region) -> None:
    own = text_of(region.client("ward").get(address("T-ward")))
    theirs = text_of(region.client("region_management").get(address("T-ward")))
    assert "Tecknet –" not in own
    assert "Tecknet –" in theirs


def test_the_diagram_is_drawn(region: Region) -> None:
    client = region.client("management")
    assert client.get(address("0199", "diagram.svg")).content.startswith(b"<svg")
    assert client.get(address("0198", "diagram.svg")).status_code == 404


@pytest.mark.parametrize("of", ["0199", "T-office"])
def test_the_number_of_queries_is_fixed(region: Region, query_counts: QueryCounts, of: str) -> None:
    client = region.client("office" if of == "T-office" else "management")
    client.get(address(of))
    with query_counts.same(f"reporting.dashboard.{of}"):
        client.get(address(of))
    add_cases(region, 20, first=300)
    with query_counts.same(f"reporting.dashboard.{of}"):
        client.get(address(of))
