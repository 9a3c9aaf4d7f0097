"""The page of SIP statistics: as the report, small numbers hidden, attendance for those who answer for the unit."""

import io
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from actors.rules.kinds import Role
from core import clock, scope
from reporting.rules.periods import parse_period
from reporting.selectors.figures import report
from sip import followup, services
from sip.models import Sip
from tests.factories.region import Region
from tests.pages.support import text_of
from tests.query_counts import QueryCounts
from transitions.models import CareEpisode
from transitions.permissions import visible_to
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

PATH = "/rapporter/sip/"


def address(of: str, period: str) -> str:
    return f"{PATH}?{urlencode({'for': of, 'period': period})}"


def meet(region: Region, episode: CareEpisode, *, how: str = "video", came: tuple[str, ...] = ()) -> Sip:
    """A meeting of today; what the tests count from is moved back: called four days ago, met two days ago."""
    now, vc = clock.now(), region.acting("vc")
    sip = services.call_sip(
        acting=vc,
        episode_id=episode.pk,
        at=now - timedelta(hours=2),
        to=[region.id(name) for name in ("office", "home")],
        caller="care_contact",
        meeting_at=now - timedelta(hours=1),
        mode="video",
    )
    held = services.record_held(
        acting=vc,
        episode_id=episode.pk,
        at=now,
        sip_ref=sip.ref,
        attended=[region.id(name) for name in ("vc", *came)],
        patient_took_part=how,
        relative_took_part=False,
        note="Sov." if how == "no" else "",
    )
    days = {"called_at": now - timedelta(days=4), "held_at": now - timedelta(days=2)}
    Sip.objects.filter(pk=held.pk).update(**days)
    return held


@pytest.fixture
def met(region: Region) -> Region:
    """Three meetings: one with home care and by video, one by telephone, one without the patient and followed up."""
    vc = region.acting("vc")
    first, second, third = visible_to(vc).filter(ended_at__isnull=True).order_by("pk")[:3]
    meet(region, first, came=("home", "office"))
    meet(region, second, how="phone", came=("office",))
    sip = meet(region, third, how="no")
    now = clock.now()
    give_consent(acting=vc, episode_id=third.pk, at=now, scopes=[Scope.SIP], units=[], form=ConsentForm.ORAL)
    common = services.Common(matters="Hem", goals=[services.GoalText("Gå ut"), services.GoalText("Sova")])
    services.write_common(acting=vc, sip=Sip.objects.get(pk=sip.pk), at=now, version=0, common=common)
    sip = Sip.objects.get(pk=sip.pk)
    goals = [goal.pk for goal in sip.plan.goals.order_by("pk")]
    services.agree_plan(acting=vc, sip=sip, at=now, note="Alla är överens.")
    services.follow_up(
        acting=vc,
        sip=Sip.objects.get(pk=sip.pk),
        at=now,
        outcomes={goals[0]: "reached", goals[1]: "partly"},
        how="room",
    )
    return region


def test_the_page_says_what_the_report_says(met: Region, period: str) -> None:
    text = text_of(met.client("management").get(address("0199", period)))
    with scope.widened():
        measures = report("0199", period, now=clock.now()).measures
    called, episodes = measures["episodes_with_sip_call"], measures["episodes"]
    assert f"{called} av {episodes} utskrivna vårdtillfällen fick en kallelse till SIP" in text
    for name, code in (
        ("Genomförda SIP-möten", "sip_held"),
        ("SIP-möten där patienten deltog", "sip_held_with_patient"),
        ("Uppföljda SIP", "sip_followed_up"),
    ):
        assert re.search(rf"{name} {measures[code]} ", text), name
    assert measures["sip_held"] == 3
    assert "SIP-möten utan patienten 1 33,3 %" in text
    assert "SIP-möten där hemtjänst deltog 1 33,3 %" in text
    assert "Dagar från kallelse till möte, median 2,0 dagar" in text
    assert "Uppföljda mål 2" in text
    assert "Nådda mål 1 50,0 %" in text


def test_how_one_patient_took_part_is_shown_to_the_own_unit_alone(met: Region, period: str) -> None:
    own = text_of(met.client("vc").get(address("T-vc", period)))
    manager = text_of(met.client("region_management").get(address("T-vc", period)))
    assert "Via telefon 1 " in own
    assert "små tal" in own
    assert "Via telefon – " in manager
    assert "färre än fem patienter" in manager


def test_attendance_agrees_with_a_slow_count(met: Region, period: str) -> None:
    asked = parse_period(period)
    units = {met.id(name): name for name in ("vc", "office", "home", "rehab")}
    with scope.widened():
        rows = followup.attendance_rows(units=units, since=asked.starts_at, until=asked.ends_before)
        slow = {name: [0, 0, 0] for name in units.values()}
        for sip in Sip.objects.filter(held_at__isnull=False):
            for row in sip.participants.all():
                if row.unit_id in units:
                    told = slow[units[row.unit_id]]
                    told[0] += row.invited
                    told[1] += row.attended is True
                    told[2] += row.attended is True and sip.mode == "video"
    assert {units[row.unit_id]: [row.called, row.came, row.video] for row in rows} == {
        name: told for name, told in slow.items() if any(told)
    }
    assert slow["office"] == [3, 2, 2]


def test_attendance_is_for_those_who_answer_for_the_unit(met: Region, period: str) -> None:
    heading = "Närvarounderlag"
    own = text_of(met.client("home").get(address("T-home", period)))
    assert re.search(r"Deltog i .*? 3 1 0 1 0", own[own.index(heading) :])
    manager = text_of(met.client("management").get(address("0199", period)))
    assert re.search(r" 3 2 0 2 0", manager[manager.index(heading) :]), "the municipality's own office"
    controller = met.client("region_management", role=Role.REGION_CONTROLLER)
    section = text_of(controller.get(address("0199", period)))
    assert "Ingen enhet som du svarar för" in section[section.index(heading) :]


def test_the_files_hide_what_is_small_even_for_the_own_unit(met: Region, period: str) -> None:
    client = met.client("vc")
    sent = client.post(f"{PATH}fil/", {"for": "T-vc", "period": period, "format": "xlsx"})
    assert sent.status_code == 200
    book = load_workbook(io.BytesIO(sent.content))
    rows = dict(book["Sätt, skäl och utfall"].iter_rows(min_row=2, values_only=True))
    assert rows["Hur patienten deltog: Via telefon"] == "–"
    totals = {row[1]: row[2] for row in book["SIP"].iter_rows(min_row=2, values_only=True)}
    assert (totals["sip_held"], totals["sip_held_without_patient"]) == (3, 1)
    told = client.post(f"{PATH}fil/", {"for": "T-vc", "period": period, "format": "csv"})
    assert told.content.startswith(b"\xef\xbb\xbfAvsnitt")
    assert "sip-" in told["Content-Disposition"]


@pytest.mark.parametrize("data", [{"format": "pdf"}, {"format": "x"}, {"for": "0198"}, {"period": "igår"}])
def test_a_file_that_may_not_be_asked_for_is_not_found(
    region: Region, period: str, data: dict[str, str]
) -> None:
    sent = {"for": "0199", "period": period, "format": "csv"} | data
    assert region.client("management").post(f"{PATH}fil/", sent).status_code == 404


def test_anothers_statistics_are_not_found_and_a_wrong_period_is_said_at_the_field(
    region: Region, period: str
) -> None:
    client = region.client("management")
    assert client.get(address("0198", period)).status_code == 404
    assert client.get(address("0199", "igår")).status_code == 422


def test_the_diagrams_are_drawn(region: Region, period: str) -> None:
    client = region.client("management")
    page = client.get(address("0199", period)).content.decode()
    sources = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert len(sources) == 2
    for source, alt in sources:
        assert alt.endswith("Alla värden står i tabellen.")
        assert client.get(source.replace("&amp;", "&")).content.startswith(b"<svg")


def test_the_number_of_queries_is_fixed(met: Region, period: str, query_counts: QueryCounts) -> None:
    client = met.client("management")
    client.get(address("0199", period))
    cache.clear()
    with query_counts.same("reporting.sip_computed"):
        client.get(address("0199", period))
    fourth = visible_to(met.acting("vc")).filter(ended_at__isnull=True).order_by("pk")[3]
    meet(met, fourth)
    cache.clear()
    with query_counts.same("reporting.sip_computed"):
        client.get(address("0199", period))
