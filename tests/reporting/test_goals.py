"""Effect goals and the handlingsplan: kept by managers, followed on the pages and in every file."""

import io
import json
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from openpyxl import load_workbook

from core import clock
from core.models import AuditRow
from reporting.exports.sheets import as_xlsx
from reporting.models import Activity, EffectGoal
from reporting.selectors.directory import directory
from reporting.selectors.figures import figures
from reporting.services.goals import save_activity, save_goal
from tests.factories.region import Region
from tests.pages.support import text_of

TYPED = {
    "name": "Ingen väntar i onödan",
    "measure": "ready_days_mean_all",
    "direction": "at_most",
    "target": "2,5",
    "baseline": "3,1",
    "baseline_text": "medel 2017",
    "valid_from": "2020-01-01",
    "valid_to": "",
    "decided_by": "Äldrenämnden",
    "decided_on": "2019-12-10",
}


@pytest.fixture
def goal(region: Region) -> EffectGoal:
    values = {**TYPED, "share": False, "target": Decimal("2.50"), "baseline": Decimal("3.10")}
    values |= {"valid_from": date(2020, 1, 1), "valid_to": None, "decided_on": date(2019, 12, 10)}
    return save_goal(
        acting=region.acting("management"), known=directory(), organisation="0199", values=values
    )


def test_a_manager_sets_a_goal_and_everybody_who_reads_follows_it(region: Region, period: str) -> None:
    manager = region.client("management")
    answer = manager.post("/rapporter/mal/nytt/", TYPED)
    assert answer.status_code == 302, text_of(answer)
    row = EffectGoal.objects.get()
    assert (row.organisation, row.target, row.decided_by) == ("0199", Decimal("2.50"), "Äldrenämnden")
    assert AuditRow.objects.filter(action="report.goal.set").count() == 1
    page = text_of(manager.get(f"/rapporter/mal/?{urlencode({'for': '0199', 'period': period})}"))
    assert "Ingen väntar i onödan" in page
    assert "högst 2,50 dygn" in page or "högst 2,5 dygn" in page
    assert "Perioden är inte slut än." in page
    assert "Anhøjs regler" in page
    mas = text_of(region.client("mas").get(f"/rapporter/mal/?{urlencode({'for': '0199', 'period': period})}"))
    assert "Ingen väntar i onödan" in mas
    assert "Ändra målet" not in mas


def test_what_cannot_be_is_refused_and_what_was_typed_stays(region: Region) -> None:
    manager = region.client("management")
    typed = {**TYPED, "share": "on", "valid_to": "2019-01-01"}
    answer = manager.post("/rapporter/mal/nytt/", typed)
    assert answer.status_code == 422
    assert "inte en del av något annat" in text_of(answer)
    assert "Ingen väntar i onödan" in answer.content.decode()
    answer = manager.post("/rapporter/mal/nytt/", {**TYPED, "target": "två"})
    assert "Skriv ett tal" in text_of(answer)
    assert not EffectGoal.objects.exists()


def test_another_organisations_goal_is_not_kept(region: Region, goal: EffectGoal) -> None:
    controller = region.client("region_management", role="region_controller")
    assert controller.get(f"/rapporter/mal/{goal.public_id}/").status_code == 404
    with pytest.raises(PermissionDenied):
        save_goal(acting=region.acting("mas"), known=directory(), organisation="0199", values={}, goal=goal)
    with pytest.raises(PermissionDenied):
        save_goal(
            acting=region.acting("management"), known=directory(), organisation="01", values={}, goal=None
        )


def test_a_change_leaves_its_history_and_a_comment_follows_the_period(
    region: Region, goal: EffectGoal, period: str
) -> None:
    manager = region.client("management")
    answer = manager.post(f"/rapporter/mal/{goal.public_id}/", {**TYPED, "target": "2,0"})
    assert answer.status_code == 302
    page = text_of(manager.get(f"/rapporter/mal/{goal.public_id}/"))
    assert "Historik" in page
    assert "2,50" in page.replace("2.50", "2,50")
    address = f"/rapporter/mal/{goal.public_id}/kommentera/?{urlencode({'for': '0199', 'period': period})}"
    assert manager.post(address, {"text": "", "period": period}).status_code == 422
    assert manager.post(address, {"text": "Fler platser i juni.", "period": period}).status_code == 302
    query = urlencode({"for": "0199", "period": period})
    assert "Fler platser i juni." in text_of(manager.get(f"/rapporter/mal/?{query}"))


def test_the_goal_stands_in_the_report_the_workbook_and_the_json(
    region: Region, goal: EffectGoal, period: str
) -> None:
    query = urlencode({"for": "0199", "period": period})
    assert "Ingen väntar i onödan" in text_of(region.client("management").get(f"/rapporter/?{query}"))
    book = load_workbook(io.BytesIO(as_xlsx(figures("0199", period, now=clock.now(), fresh=True))))
    assert next(iter(book["Effektmål"].iter_rows(min_row=2, values_only=True)))[0] == "Ingen väntar i onödan"
    out = io.StringIO()
    call_command("report", of="0199", period=period, stdout=out)
    told = json.loads(out.getvalue())["goals"]
    assert [(one["name"], one["target"], one["outcome"]) for one in told] == [
        ("Ingen väntar i onödan", "2.50", "cannot_tell")
    ]


def test_an_activity_is_planned_under_its_area_and_tied_to_the_goal(
    region: Region, goal: EffectGoal, period: str
) -> None:
    manager = region.client("management")
    typed = {
        "area": "home",
        "milestone": "Alla har hjälp på plats",
        "text": "Teamet möter alla på rött spår",
        "goal": str(goal.public_id),
        "principal": "municipality",
        "responsible": "Enhetschef hemtjänst",
        "due_on": "2027-03-31",
        "state": "ongoing",
    }
    assert manager.post("/rapporter/handlingsplan/ny/", typed).status_code == 302
    plan = text_of(manager.get("/rapporter/handlingsplan/"))
    assert "4. Trygg hemgång och mottagande" in plan
    assert "Delmål: Alla har hjälp på plats" in plan
    query = urlencode({"for": "0199", "period": period})
    assert "Teamet möter alla på rött spår" in text_of(manager.get(f"/rapporter/mal/?{query}"))
    row = Activity.objects.get()
    answer = manager.post(f"/rapporter/handlingsplan/{row.public_id}/", {**typed, "state": "done"})
    assert answer.status_code == 302
    assert "Klar" in text_of(manager.get("/rapporter/handlingsplan/"))
    with pytest.raises(PermissionDenied):
        save_activity(
            acting=region.acting("office"), known=directory(), organisation="0199", values={}, activity=row
        )
