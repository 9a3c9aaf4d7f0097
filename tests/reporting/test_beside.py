"""Effect of tryggt mottagande and the file for the planning measurement: pages, who, and against the tables."""

import csv
import io
from urllib.parse import urlencode

from core import clock, scope
from reporting.exports import planning
from reporting.rules.periods import parse_period
from reporting.selectors.directory import directory, scope_of
from reporting.selectors.figures import figures
from reporting.selectors.reception_effect import reception_effect
from tests.factories.region import Region, add_cases
from tests.pages.support import text_of
from transitions.models import CareEpisode
from transitions.services import record_item


def address(path: str, of: str, period: str) -> str:
    return f"/rapporter/{path}/?{urlencode({'for': of, 'period': period})}"


def test_those_with_a_team_are_told_from_those_without(region: Region, period: str) -> None:
    add_cases(region, 30, first=400)
    home = CareEpisode.objects.filter(phase="discharged").order_by("pk")
    assert home.count() == 11
    for episode in list(home)[:5]:
        record_item(
            acting=region.acting("home", source="import"),
            episode_id=episode.pk,
            kind="home_reception_accepted",
            at=clock.now(),
            data={},
        )
    known = directory()
    with scope.system("test"):
        found = reception_effect(scope_of("0199", known), known, parse_period(period), now=clock.now())
        other = reception_effect(scope_of("0198", known), known, parse_period(period), now=clock.now())
    assert (found.with_team.home, found.without.home) == (5, 6)
    assert (found.with_team.back, found.without.back) == (0, 0)
    assert not found.over
    assert (other.with_team.home, other.without.home) == (0, 0)
    page = text_of(region.client("management").get(address("mottagande", "0199", period)))
    assert "5 av 11 hemkomster hade ett team." in page
    assert "inte vad teamet åstadkom" in page
    assert "Trettio dagar har inte gått" in page
    assert region.client("management").get(address("mottagande", "0198", period)).status_code == 404
    assert region.client("management").get(address("mottagande", "0199", "igår")).status_code == 422


def test_the_file_has_a_row_for_each_month_and_says_what_the_report_says(region: Region, period: str) -> None:
    manager = region.client("management")
    assert "Kolumnerna är ett utkast" in text_of(manager.get(address("planeringsmatning", "0199", period)))
    sent = manager.post("/rapporter/planeringsmatning/", {"for": "0199", "period": period})
    assert 'filename="planeringsmatning-testkopings-kommun' in sent["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [column.name for column in planning.columns()]
    assert [row[0] for row in rows[1:]] == period.split("..")
    found = figures("0199", period, now=clock.now())
    place = rows[0].index("Utskrivna")
    assert sum(int(row[place]) for row in rows[1:]) == found.report.measures["episodes"] == 6


def test_the_file_is_for_those_who_keep_the_organisations_reports(region: Region, period: str) -> None:
    for who, status in (("mas", 403), ("office", 403), ("ward", 403)):
        asked = region.client(who).post("/rapporter/planeringsmatning/", {"period": period})
        assert asked.status_code == status
    controller = region.client("region_management", role="region_controller")
    sent = {"for": "0199", "period": period}
    assert controller.post("/rapporter/planeringsmatning/", sent).status_code == 404
    manager = region.client("management")
    assert manager.post("/rapporter/planeringsmatning/", {**sent, "period": "igår"}).status_code == 404
