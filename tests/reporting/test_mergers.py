"""An organisation that ended: told on the page and in the nämnd's report; figures of the organisation of the time."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from actors.models import Organisation
from core import clock
from reporting.exports.board import compose
from reporting.rules.periods import parse_period
from reporting.selectors.directory import directory
from reporting.selectors.figures import figures
from reporting.services import board as boards
from tests.factories.region import Region
from tests.pages.support import text_of

SAID = "Grannby kommun upphörde"


@pytest.mark.parametrize(("days", "told"), [(0, True), (200, True), (900, False)])
def test_who_ended_into_the_organisation_is_told(region: Region, period: str, days: int, told: bool) -> None:
    other, own = region.organisations["other"], region.organisations["municipality"]
    ended = parse_period(period).first - timedelta(days=days)
    Organisation.objects.filter(pk=other.pk).update(valid_to=ended, successor=own)
    manager = region.client("management")
    page = text_of(manager.get(f"/rapporter/?{urlencode({'for': '0199', 'period': period})}"))
    assert (SAID in page) is told
    assert "skrevs 6 vårdtillfällen ut" in page
    row = boards.begin_board(
        acting=region.acting("management"),
        known=directory(),
        organisation="0199",
        period=parse_period(period),
    )
    assert bool(compose(row, now=clock.now()).content["merged"]) is told


def test_the_old_organisation_keeps_its_figures(region: Region, period: str) -> None:
    own, other = region.organisations["municipality"], region.organisations["other"]
    Organisation.objects.filter(pk=own.pk).update(valid_to=clock.today(), successor=other)
    assert figures("0199", period, now=clock.now(), fresh=True).report.measures["episodes"] == 6
    assert figures("0198", period, now=clock.now(), fresh=True).report.measures["episodes"] == 0
