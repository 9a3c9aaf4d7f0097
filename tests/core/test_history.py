from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from actors.models import Organisation, Unit
from core import clock
from core.history import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    organisation = Organisation.objects.create(code="01", kind="region", name="Region Stockholm")
    return Unit.objects.create(code="U1", organisation=organisation, kind="ward", name="Avdelning 21")


def test_history_tells_who_when_which_field_before_and_after(unit):
    unit.name = "Avdelning 22"
    unit._history_user = get_user_model().objects.create(username="eva", name="Eva Prov")
    with clock.moved_to(datetime(2027, 1, 2, 3, 4, tzinfo=UTC)):
        unit.save()
    changed, created = changes_of(unit)
    assert (created.what, created.who) == ("Skapad", "Systemet")
    assert [(told.before, told.after) for told in changed.changes] == [("Avdelning 21", "Avdelning 22")]
    assert changed.who == "Eva Prov"
    assert f"{changed.at:%Y-%m-%d %H:%M}" == "2027-01-02 03:04"


def test_an_empty_field_is_told_by_a_dash_and_two_fields_of_one_saving_stand_together(unit):
    unit.name = "Avdelning 22"
    unit.notify_email = "natt@prov.example"
    unit.save()
    changed, _ = changes_of(unit)
    assert {(told.field, told.before, told.after) for told in changed.changes} == {
        ("Namn", "Avdelning 21", "Avdelning 22"),
        ("E-post för påminnelser", "–", "natt@prov.example"),
    }


def test_another_row_is_told_by_its_name(unit):
    unit.organisation = Organisation.objects.create(code="0180", kind="municipality", name="Stockholms stad")
    unit.save()
    [told] = changes_of(unit)[0].changes
    assert (told.before, told.after) == ("Region Stockholm", "Stockholms stad")


def test_a_reader_does_not_see_an_excluded_field(unit):
    unit.name = "Avdelning 22"
    unit.save()
    assert [entry.what for entry in changes_of(unit, exclude=["name"])] == ["Skapad"]


def test_the_tab_shows_every_entry(unit):
    unit.name = "Avdelning 22"
    unit.save()
    page = render_to_string("components/history.html", {"history": changes_of(unit), "now": clock.now()})
    assert "Skapad" in page
    assert "Avdelning 21" in page
    assert "Avdelning 22" in page
