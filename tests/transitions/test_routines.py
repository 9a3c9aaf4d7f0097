"""Lathundar: written by the administrator, read by the units when published, with versions (T19)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from tests.factories.region import Region, build
from tests.pages.support import text_of
from transitions import services
from transitions.locks import NotFound
from transitions.models import LocalRoutine
from transitions.rules.step_values import StepCode
from transitions.selectors import routines

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral."""
    return build()


def write(region: Region, text: str, routine_id: int | None = None) -> LocalRoutine:
    """The municipality's administrator writes."""
    return services.save_routine(
        acting=region.acting("management", role=Role.ADMINISTRATOR),
        step=StepCode.PLAN,
        title="Före hemgång",
        text=text,
        routine_id=routine_id,
    )


def publish(region: Region, row: LocalRoutine) -> LocalRoutine:
    """And publishes."""
    return services.publish_routine(
        acting=region.acting("management", role=Role.ADMINISTRATOR), routine_id=row.pk, at=clock.now()
    )


def test_the_units_read_what_is_published_at_the_step_and_nothing_else(region: Region) -> None:
    row = write(region, "Ring sjuksköterskan\nBoka hembesök")
    case = reverse("case", args=[region.episode.public_id])
    office, ward = region.client("office"), region.client("ward")
    assert "Boka hembesök" not in text_of(office.get(case)), "it is not published"
    publish(region, row)
    shown = text_of(office.get(case))
    assert "Lathund: Före hemgång" in shown
    assert "Boka hembesök" in shown
    assert "Boka hembesök" not in text_of(ward.get(case)), "another organisation's ward"
    write(region, "Ring sjuksköterskan\nBoka hemtjänst", row.pk)
    assert "Boka hemtjänst" not in text_of(office.get(case)), "the version stands until the next is published"
    assert publish(region, row).published_version == 2
    assert "Boka hemtjänst" in text_of(office.get(case))
    assert row.history.count() == 4
    assert AuditRow.objects.filter(action="routine.published").count() == 2


def test_a_version_is_published_once_and_has_content(region: Region) -> None:
    row = publish(region, write(region, "Ring"))
    with pytest.raises(Conflict) as caught:
        publish(region, row)
    assert caught.value.code == "nothing_new"
    with pytest.raises(Invalid):
        write(region, "  ")


def test_only_the_organisations_administrator_keeps_them(region: Region) -> None:
    row = write(region, "Ring")
    with pytest.raises(PermissionDenied):
        services.save_routine(acting=region.acting("office"), step=StepCode.PLAN, title="A", text="B")
    with pytest.raises(PermissionDenied):
        services.save_routine(
            acting=region.acting("office", role=Role.ADMINISTRATOR), step=StepCode.PLAN, title="A", text="B"
        )
    other = region.acting("region_management", role=Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        services.publish_routine(acting=other, routine_id=row.pk, at=clock.now())
    assert routines.kept(acting=other) == []


def test_the_pages_write_publish_and_show_the_history(region: Region) -> None:
    client = region.client("management", role=Role.ADMINISTRATOR)
    wrong = client.post(reverse("routine_new"), {"step": "plan", "title": "", "text": "Ring"})
    assert wrong.status_code == 422
    assert "Ange en rubrik." in text_of(wrong)
    answer = client.post(reverse("routine_new"), {"step": "plan", "title": "Före hemgång", "text": "Ring"})
    page = client.get(answer["Location"])
    assert "Inte publicerad" in text_of(page)
    row = LocalRoutine.objects.get()
    client.post(reverse("routine_publish", args=[row.pk]))
    assert "Version 1" in text_of(client.get(reverse("routines")))
    assert "Före hemgång" in text_of(client.get(reverse("routine", args=[row.pk])))
