"""A person's own: settings that follow the person, the tour, words, deadlines in a calendar, the list as a file."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from actors.rules.kinds import Role
from core import clock, words
from core.models import AccessLogRow, Preference
from tests.factories.region import Region, logged_in
from tests.pages.support import text_of
from tests.pages.test_worklist import LIST, mark
from transitions import services
from transitions.models import CalendarFeed, Task

SETTINGS = reverse("settings")
CALENDAR = reverse("deadline_calendar")
FILE = reverse("worklist_file")


# --- Settings -------------------------------------------------------------------------------------------------------


def test_settings_follow_the_person_to_another_computer(region: Region) -> None:
    user, assignment = region.person("office")
    here = logged_in(user, assignment)
    chosen = {"scheme": "dark", "size": "larger", "shortcuts": "on"}
    assert here.post(SETTINGS, chosen).status_code == 302
    elsewhere = logged_in(user, assignment).get(LIST).content.decode()
    assert 'data-color-scheme="dark"' in elsewhere
    assert 'data-text="larger"' in elsewhere
    assert 'data-shortcuts="on"' in elsewhere
    assert "hx-trigger" not in elsewhere, "no notices were wanted"
    other = region.client("office")
    other.cookies["hv_appearance"] = "light.off"
    assert 'data-color-scheme="light"' in other.get(LIST).content.decode()


@pytest.mark.parametrize("size", ["huge", "<b>", "normal\0"])
def test_a_size_that_is_none_is_refused(region: Region, size: str) -> None:
    assert region.client("office").post(SETTINGS, {"scheme": "light", "size": size}).status_code == 422
    assert not Preference.objects.exists()


# --- The tour and the words -------------------------------------------------------------------------------------------


def test_the_tour_begins_at_the_first_day_and_ends_when_the_person_says(region: Region) -> None:
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    assert "Rundtur" not in text_of(client.get(LIST))
    client.get(reverse("welcome"))
    assert "Rundtur 1 av 5" in text_of(client.get(LIST))
    client.post(reverse("tour"), {"step": "3"})
    again = logged_in(user, assignment)
    assert "Rundtur 3 av 5" in text_of(again.get(LIST)), "where one was, at the next log-in"
    for step in ("0", "-1", "6", "x", "²", "99999999999"):
        again.post(reverse("tour"), {"step": "2"})
        again.post(reverse("tour"), {"step": step})
        assert "Rundtur" not in text_of(again.get(LIST)), step
    again.get(reverse("welcome"))
    assert "Rundtur" not in text_of(again.get(LIST)), "who has said no is not asked again"


def test_words_are_explained_where_they_stand_and_once(region: Region) -> None:
    page = region.client("office").get(reverse("case", args=[region.episode.public_id])).content.decode()
    word = words.find("Fast vårdkontakt")
    assert word.meaning in page
    ids = re.findall(r'popovertarget="(ord-[^"]+)"', page)
    assert len(ids) == len(set(ids)) >= 2
    for number in ids:
        assert f'id="{number}"' in page
    listed = text_of(region.client("office").get(reverse("help")))
    assert all(one.meaning in listed for one in words.everything())
    with pytest.raises(ValueError, match="explained already"):
        words.register(words.Word("sip", "Något annat."))
    with pytest.raises(KeyError):
        words.find("finns inte")


# --- The calendar -----------------------------------------------------------------------------------------------------


def feed_of(client: Client) -> str:
    client.post(CALENDAR)
    address = client.get(CALENDAR).context["address"]
    assert client.get(CALENDAR).context["address"] == "", "shown once"
    return str(address[address.index("/kalender/") :])


def test_the_calendar_holds_own_deadlines_and_nobodys_name(region: Region) -> None:
    client = region.client("office")
    address = feed_of(client)
    assert not Calendar.from_ical(Client().get(address).content).events, "nothing is one's own yet"
    client.post(reverse("worklist_act"), {"ids": [mark(region.episode)], "action": "assign"})
    due = clock.now() + timedelta(hours=5)
    Task.objects.filter(unit=region.units["office"], due_at__isnull=False).update(due_at=due)
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    events = Calendar.from_ical(answer.content).events
    assert len(events) == Task.objects.filter(unit=region.units["office"], due_at__isnull=False).count() > 0
    assert "Kvittera inskrivningsmeddelande" in text.replace("\r\n ", "")
    assert f"/arenden/{region.episode.public_id}/" in text.replace("\r\n ", "")
    for secret in ("Elsa", "Testsson", "19380204", "380204", "Avdelning 21"):
        assert secret not in text
    assert events[0]["dtend"].dt == due.replace(microsecond=0)
    assert not AccessLogRow.objects.filter(action="worklist_file").exists()


def test_an_address_ends_with_its_person_its_assignment_and_its_successor(region: Region) -> None:
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    first = feed_of(client)
    second = feed_of(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post(CALENDAR, {"revoke": "1"})
    client.post(CALENDAR, {"revoke": "1"})
    assert Client().get(second).status_code == 404
    third = feed_of(client)
    assignment.valid_to = clock.today() - timedelta(days=1)
    assignment.save()
    assert Client().get(third).status_code == 404
    token = third.split("/")[-1].removesuffix(".ics")
    assert not CalendarFeed.objects.filter(secret=token).exists(), "only its check sum is stored"


@pytest.mark.parametrize("token", ["x", "%00", "%ED%A0%80", "../x", "a" * 3000])
def test_a_secret_that_is_none_opens_nothing(db: None, token: str) -> None:
    assert Client().get(f"/kalender/{token}.ics").status_code in (400, 404)


# --- The list as a file -----------------------------------------------------------------------------------------------


def test_the_list_is_taken_out_by_those_who_may_and_logged(region: Region) -> None:
    region.episode.patient.name = "=HYPERLINK(1)"
    region.episode.patient.save()
    client = region.client("office")
    answer = client.post(FILE, {"flik": "unit"})
    assert answer.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="att-gora-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"]
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Person"
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][1] == "19 380204-9811"
    looked = AccessLogRow.objects.filter(action="worklist_file")
    assert looked.get().patient_id == region.episode.patient_id
    assert client.post(FILE, {"flik": "mine"}).content.decode("utf-8-sig").count("\r\n") == 1
    assert client.get(FILE).status_code == 405


def test_a_protected_person_is_not_named_in_a_file(region: Region) -> None:
    region.episode.patient.protection = "confidential"
    region.episode.patient.save()
    text = region.client("office").post(FILE).content.decode()
    assert "Skyddad identitet" in text
    assert "Elsa" not in text
    assert "380204" not in text


def test_who_only_passes_by_takes_no_file_out(region: Region) -> None:
    assert region.client("night").post(FILE).status_code == 403
    doctor = region.client("ward", role=Role.WARD_DOCTOR)
    assert doctor.post(FILE).status_code == 403
    assert "Hämta listan" not in text_of(doctor.get(LIST))


def test_nothing_of_another_unit_is_in_the_file(region: Region) -> None:
    services.take_cases(
        acting=region.person_acting("office"), episode_ids=[region.episode.pk], at=clock.now()
    )
    for name in ("other_office", "rehab", "home"):
        assert "Elsa" not in region.client(name).post(FILE).content.decode()
