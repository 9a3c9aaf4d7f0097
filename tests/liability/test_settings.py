"""What the parties decide once: deadlines of a statement's steps, and the payer's file for its finance system."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.rules.kinds import Role
from core import clock
from core.invalid import Invalid
from core.models import AuditRow
from liability import permissions, services
from liability.models import FinanceLayout, StatementDeadlines
from liability.rules.finance import FIELDS
from liability.rules.statement_life import Deadlines
from liability.selectors.parties import parties_of
from liability.selectors.statements import deadlines_for
from liability.services.deadlines import set_deadlines
from liability.services.statement_files import set_layout
from liability.shelf import shipped_deadlines
from tests.database import kept_rows
from tests.liability.statement_support import Month, march
from tests.liability.support import administrator
from transitions.locks import NotFound

SHORT = Deadlines(5, 10, 3)
ADDRESS = "statement_deadlines"


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Month]:
    with kept_rows(django_db_blocker):
        yield march()


@pytest.fixture
def month(made_once: Month, db: None) -> Month:
    return made_once


def decided(month: Month, municipality: str, deadlines: Deadlines, *, by: str = "management") -> None:
    acting = month.told.region.acting(by, role=Role.ADMINISTRATOR)
    set_deadlines(
        acting=acting, region="01", municipality=municipality, deadlines=deadlines, source="Avtal § 4"
    )


def test_the_parties_own_deadlines_come_before_the_regions(month: Month) -> None:
    decided(month, "*", Deadlines(9, 9, 9), by="region_management")
    assert deadlines_for("01", "0199").deadlines.dispute_days == 9
    decided(month, "0199", SHORT)
    assert deadlines_for("01", "0199").deadlines == SHORT
    assert deadlines_for("01", "0198").deadlines.dispute_days == 9
    assert deadlines_for("03", "0380").deadlines == shipped_deadlines().deadlines


def test_a_statement_takes_the_deadline_that_holds_when_it_is_proposed(month: Month) -> None:
    decided(month, "0199", SHORT)
    month.does(services.propose, month.controller)
    assert month.statement.dispute_by == clock.today() + timedelta(days=10)
    decided(month, "0199", Deadlines(5, 30, 3))
    assert month.statement.dispute_by == clock.today() + timedelta(days=10)


def test_the_same_once_more_changes_nothing(month: Month) -> None:
    for _ in range(2):
        decided(month, "0199", SHORT)
    row = StatementDeadlines.objects.get()
    assert row.history.count() == 1  # type: ignore[attr-defined]
    assert AuditRow.objects.filter(action="liability.deadlines.set").count() == 1


@pytest.mark.parametrize(
    ("unit", "municipality"),
    [("management", "*"), ("management", "0198"), ("region_management", "9999"), ("management", "")],
)
def test_nobody_decides_for_other_parties(month: Month, unit: str, municipality: str) -> None:
    with pytest.raises(NotFound):
        decided(month, municipality, SHORT, by=unit)
    assert not StatementDeadlines.objects.exists()


def test_only_administrators_of_the_whole_organisation_decide(month: Month) -> None:
    region = month.told.region
    for acting in (
        region.acting("management", role=Role.MANAGER),
        region.acting("ward", role=Role.ADMINISTRATOR),
        region.acting("office"),
    ):
        with pytest.raises(PermissionDenied):
            set_deadlines(acting=acting, region="01", municipality="0199", deadlines=SHORT, source="x")


@pytest.mark.parametrize(
    ("deadlines", "source", "field"),
    [
        (Deadlines(0, 1, 1), "x", "propose_days"),
        (Deadlines(1, 366, 1), "x", "dispute_days"),
        (Deadlines(1, 1, -1), "x", "answer_days"),
        (SHORT, "  ", "source"),
    ],
)
def test_deadlines_that_cannot_be_are_refused(
    month: Month, deadlines: Deadlines, source: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_deadlines(
            acting=administrator(month.told.region),
            region="01",
            municipality="0199",
            deadlines=deadlines,
            source=source,
        )
    assert refused.value.field == field
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementDeadlines.objects.create(propose_days=0, dispute_days=1, answer_days=1)


def test_the_page_of_deadlines(month: Month) -> None:
    client = month.told.region.client("management", role=Role.ADMINISTRATOR)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "Hemvägs förval" in page
    typed = {
        "parties": "01:0199",
        "propose_days": "5",
        "dispute_days": "tio",
        "answer_days": "3",
        "source": "Avtal",
    }
    refused = client.post(reverse(ADDRESS), typed)
    assert refused.status_code == 422
    assert "Skriv antalet dagar med siffror." in refused.content.decode()
    assert 'value="tio"' in refused.content.decode()
    assert client.post(reverse(ADDRESS), {**typed, "dispute_days": "10"}).status_code == 302
    client.post(reverse(ADDRESS), {**typed, "dispute_days": "14"})
    shown = client.get(reverse(ADDRESS), {"mellan": "01:0199"}).content.decode()
    assert "Testköpings kommun och Region Test" in shown
    assert "Dagar att bestrida efter förslaget" in shown  # the history: from 10 to 14
    assert 'value="14"' in shown
    stranger = {**typed, "dispute_days": "10", "parties": "01:0198"}
    assert client.post(reverse(ADDRESS), stranger).status_code == 422
    assert [row.municipality for row in StatementDeadlines.objects.all()] == ["0199"]


def layout_form(**more: str) -> dict[str, str]:
    """The payer's file: account, amount and row, with a code."""
    typed = {"separator": "|", "heading": "on", "control_line": "on", "code_account": "4631"}
    places = {"account": "1", "amount": "2", "row": "3"}
    return {
        **typed,
        **{f"place_{name}": places.get(name, "") for name in FIELDS},
        **{f"heading_{name}": name.title() for name in places},
        **more,
    }


def test_the_file_is_shown_on_the_last_agreed_month_before_it_is_saved(month: Month) -> None:
    client = month.told.region.client("management", role=Role.MANAGER)
    address = reverse("finance_layout")
    assert "Ett påhittat exempel" in client.get(address).content.decode()
    month.locked()
    shown = client.get(address).content.decode()
    assert "Betalningsunderlag mars 2022, den senaste godkända månaden" in shown
    tried = client.post(address, layout_form(preview="1")).content.decode()
    assert "4631|55800|1" in tried
    assert "inget är sparat" in tried
    assert not FinanceLayout.objects.exists()
    assert client.post(address, layout_form()).status_code == 302
    assert FinanceLayout.objects.get().layout["codes"] == {"account": "4631"}
    assert "4631|55800|1" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"place_row": "2"}, "Plats 2 har redan Radnummer"),
        ({"place_amount": ""}, "Kolumnen amount saknas"),
        ({"place_row": "femte"}, "med siffror"),
        ({"separator": "x"}, "Välj ett skiljetecken i listan."),
        ({"code_account": "4" * 61}, "60"),
    ],
)
def test_a_layout_that_cannot_be_used_keeps_what_was_typed(
    month: Month, more: dict[str, str], said: str
) -> None:
    client = month.told.region.client("management", role=Role.MANAGER)
    page = client.post(reverse("finance_layout"), layout_form(**more))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'value="Account"' in page.content.decode()
    assert not FinanceLayout.objects.exists()


def test_the_finance_system_is_the_payers_own(month: Month) -> None:
    region = month.told.region
    layout = {"columns": [["amount", "Belopp"]]}
    with pytest.raises(NotFound):
        set_layout(acting=month.manager, municipality="0198", layout=layout)
    for acting in (month.controller, region.acting("region_management", role=Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            set_layout(acting=acting, municipality="0199", layout=layout)
    assert not permissions.may(region.acting("region_management", role=Role.MANAGER), permissions.SET_LAYOUT)
    other = region.organisations["other"].pk
    client = region.client("management", role=Role.MANAGER)
    assert client.get(reverse("finance_layout"), {"betalare": other}).status_code == 404


def test_the_parties_of_each_side(month: Month) -> None:
    region = month.told.region
    of_region = [each.key for each in parties_of(region.acting("region_management"))]
    assert of_region == ["01:*", "01:0198", "01:0199"]
    assert [each.key for each in parties_of(region.acting("office"))] == ["01:0199"]
    assert parties_of(region.acting("home")) == []
