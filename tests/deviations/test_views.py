"""The pages of deviations: reported in a case or free, received, answered, read; and who sees what."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock
from core.clock import STOCKHOLM
from core.models import AccessLogRow
from deviations import services
from deviations.models import Deviation
from deviations.rules.kinds import Stage
from tests.factories.region import Region, build, send_ready
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of, fill

pytestmark = pytest.mark.django_db
TEXT = "Vårdplanen kom inte fram."


@pytest.fixture
def region() -> Region:
    return build()


def new_url(region: Region, category: str = "") -> str:
    extra = f"&kategori={category}" if category else ""
    return f"{reverse('deviation_new')}?arende={region.episode.public_id}{extra}"


def report(region: Region, by: str = "office", about: str = "ward", **changes: Any) -> Deviation:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "at": clock.now(),
        "category": "medicines",
        "about_id": region.id(about),
        "severity": "moderate",
        "episode_id": region.episode.pk,
        "text": TEXT,
    }
    return services.report(**{**values, **changes})


def detail(row: Deviation) -> str:
    return reverse("deviation_detail", args=[row.public_id])


def test_a_missed_call_to_sip_is_reported_in_one_form() -> None:
    region = build(start=clock.now() - timedelta(days=12))
    send_ready(region, clock.now() - timedelta(days=9))
    office = region.client("office")
    case = office.get(reverse("case", args=[region.episode.public_id])).content.decode()
    assert "Rapportera: Ingen kallelse till SIP" in case
    values = fields_of(office.get(new_url(region, "sip_not_called")).content.decode())
    assert values["category"] == ["sip_not_called"]
    assert values["about"] == [str(region.id("vc"))]
    answer = fill(office, new_url(region, "sip_not_called"), text=TEXT, severity="moderate")
    assert answer.status_code == 302
    row = Deviation.objects.get()
    assert (row.category, row.about_id, row.law) == ("sip_not_called", region.id("vc"), "sol")
    assert row.reporter_name == "Person office"
    case = office.get(reverse("case", args=[region.episode.public_id])).content.decode()
    assert "Rapportera: Ingen kallelse till SIP" not in case
    assert detail(row) in case


def test_a_report_without_a_case_on_a_phone(region: Region) -> None:
    home = region.client("home")
    answer = fill(
        home,
        reverse("deviation_new"),
        category="home_care_not_informed",
        about="avdelning 21",
        text=TEXT,
        severity="low",
    )
    assert answer.status_code == 302
    row = Deviation.objects.get()
    assert answer.url == detail(row)
    assert (row.about_id, row.episode_id) == (region.id("ward"), None)
    assert "Avvikelsen är skickad." in home.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Välj den enhet som avvikelsen gäller."),
        ("Avdelning 99", "Välj en enhet i listan."),
        ("Avdelning", "Välj en enhet i listan."),
    ],
)
def test_a_unit_that_is_not_in_the_list(region: Region, typed: str, message: str) -> None:
    answer = fill(
        region.client("home"),
        reverse("deviation_new"),
        category="aids",
        about=typed,
        text=TEXT,
        severity="low",
    )
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert fields_of(answer.content.decode())["text"] == [TEXT]
    assert Deviation.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"category": ""}, "Välj vad det gäller."),
        ({"about": ""}, "Välj den enhet som avvikelsen gäller."),
        ({"text": " "}, "Beskriv vad som hände."),
        ({"severity": ""}, "Välj hur allvarligt det är."),
        ({"text": "x" * 1_000_000}, "Texten är för lång. Korta den till högst 4 000 tecken."),
        ({"happened_at_day": "2099-01-01"}, "Ange en tid som har passerat."),
    ],
)
def test_errors_say_what_to_do(region: Region, changes: dict[str, Any], message: str) -> None:
    values = {"category": "aids", "about": region.id("ward"), "text": TEXT, "severity": "low", **changes}
    answer = fill(region.client("office"), new_url(region), **values)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Deviation.objects.count() == 0


@pytest.mark.parametrize("free", [False, True])
def test_a_double_click_reports_once(region: Region, free: bool) -> None:
    url = reverse("deviation_new") if free else new_url(region)
    about = "Avdelning 21" if free else region.id("ward")
    office = region.client("office")
    values = fields_of(office.get(url).content.decode())
    body = {**values, "category": "aids", "about": about, "text": TEXT, "severity": "low"}
    assert [office.post(url, body).status_code for _ in range(2)] == [302, 302]
    assert Deviation.objects.count() == 1
    # Back, where the form comes with a key and a time of its own: told, and not done twice.
    fresh = fields_of(office.get(url).content.decode())
    anew = {name: fresh[name] for name in ("key", "version", "seen") if name in fresh}
    again = office.post(url, {**body, **anew, "happened_at_clock": "00.00"})
    assert "Det var redan skickat" in office.get(again.url).content.decode()
    office.post(url, {**body, **anew, "key": str(uuid4()), "text": f"{TEXT} Igen."})
    assert Deviation.objects.count() == 2


def test_a_case_of_others_and_an_id_that_is_none(region: Region) -> None:
    other = region.client("other_office")
    assert other.get(new_url(region)).status_code == 404
    assert other.get(f"{reverse('deviation_new')}?arende=1").status_code == 404
    assert other.get(detail(report(region))).status_code == 404


def test_from_report_to_read(region: Region) -> None:
    row = report(region, "vc", "office")
    mas, vc = region.client("mas"), region.client("vc")
    listed = mas.get(reverse("deviation_list")).content.decode()
    assert row.ref in listed
    assert mas.post(reverse("deviation_receive", args=[row.public_id])).status_code == 302
    page = mas.get(detail(row)).content.decode()
    assert TEXT in page
    values = fields_of(page)
    url = reverse("deviation_answer", args=[row.public_id])
    empty = mas.post(url, {**values, "explanation": "Fel lista.", "measure": " "})
    assert empty.status_code == 422
    assert "Skriv vad ni gör för att det inte ska hända igen." in empty.content.decode()
    assert "Fel lista." in empty.content.decode()
    body = {**values, "explanation": "Fel lista.", "measure": "Ny rutin."}
    assert [mas.post(url, body).status_code for _ in range(2)] == [302, 302]
    sent = vc.get(f"{reverse('deviation_list')}?flik=skickade").content.decode()
    assert "Svar att läsa" in sent
    page = vc.get(detail(row)).content.decode()
    assert "Ny rutin." in page
    assert "Skicka svaret" not in page
    assert vc.post(reverse("deviation_read", args=[row.public_id])).status_code == 302
    assert vc.post(reverse("deviation_close", args=[row.public_id])).status_code == 302
    row.refresh_from_db()
    assert (row.stage, row.read_by) == (Stage.CLOSED, "Person vc")
    again = vc.post(reverse("deviation_close", args=[row.public_id]), follow=True)
    assert "Avvikelsen är avslutad." in again.content.decode()


def test_an_answer_that_came_second_is_kept_and_told(region: Region) -> None:
    row = report(region, "vc", "office")
    office = region.client("office")
    values = fields_of(office.get(detail(row)).content.decode())
    services.answer(
        acting=region.acting("mas"),
        ref=row.ref,
        at=clock.now(),
        explanation="Fel lista.",
        measure="Ny rutin.",
    )
    url = reverse("deviation_answer", args=[row.public_id])
    answer = office.post(url, {**values, "explanation": "Vi skrev också.", "measure": "Mer."})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "redan besvarad" in text
    assert "Vi skrev också." in text
    row.refresh_from_db()
    assert row.explanation == "Fel lista."


def test_those_who_have_no_step_are_refused(region: Region) -> None:
    row = report(region, "vc", "office")
    vc = region.client("vc")
    for name in ("deviation_receive", "deviation_answer"):
        assert vc.post(reverse(name, args=[row.public_id])).status_code == 403
    assert region.client("management").get(reverse("deviation_list")).status_code == 200
    assert region.client("management").get(detail(row)).status_code == 404
    administrator = region.client("management", role=Role.ADMINISTRATOR)
    assert administrator.get(reverse("deviation_list")).status_code == 403


def test_the_person_is_named_to_those_on_the_case_and_the_look_is_logged(region: Region) -> None:
    row = report(region, "vc", "office")
    before = AccessLogRow.objects.count()
    mas = region.client("mas").get(detail(row)).content.decode()
    assert "Elsa Testsson" not in mas
    assert str(region.episode.public_id) not in mas
    assert AccessLogRow.objects.count() == before
    vc = region.client("vc").get(detail(row)).content.decode()
    assert "Elsa Testsson" in vc
    logged = AccessLogRow.objects.order_by("pk").last()
    assert logged is not None
    assert (logged.action, logged.patient_id) == ("deviation", region.episode.patient_id)


def test_with_consent_the_recipient_is_told_whom_it_is_about(region: Region) -> None:
    row = report(region, "vc", "office", person_agrees=True)
    assert "Elsa Testsson" in region.client("mas").get(detail(row)).content.decode()


def test_the_lists_name_nobody(region: Region) -> None:
    report(region)
    pages = [
        region.client(name).get(f"{reverse('deviation_list')}?flik={box}").content.decode()
        for name, box in (("ward", "inkomna"), ("office", "skickade"), ("mas", "alla"))
    ]
    for page in pages:
        assert "Läkemedel" in page
        assert "Testsson" not in page


def test_ages_and_times_are_headlines() -> None:
    region = build(start=clock.now() - timedelta(days=60))
    # By the calendar: 34 times 24 hours may be another number of days over a change of clocks.
    old = datetime.combine(clock.today() - timedelta(days=34), time(12), STOCKHOLM)
    report(region, acting=region.acting("office", source="import"), at=old)
    report(region)
    page = region.client("mas").get(f"{reverse('deviation_list')}?flik=obesvarade").content.decode()
    assert "34\u00a0dagar" in page
    assert "Behöver svar nu" in page
    assert "Svarstiderna är lokala." in page


def test_the_list_is_filtered(region: Region) -> None:
    report(region)
    ward = region.client("ward")
    url = f"{reverse('deviation_list')}?flik=inkomna&kategori="
    assert "Här finns inga avvikelser." in ward.get(f"{url}aids").content.decode()
    assert "Här finns inga avvikelser." not in ward.get(f"{url}medicines").content.decode()
    assert ward.get(f"{url}nonsense").status_code == 200


def test_markup_is_text(region: Region) -> None:
    row = report(region, text="<script>alert(1)</script>")
    page = region.client("ward").get(detail(row)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_history_says_what_was_changed(region: Region) -> None:
    row = report(region)
    services.receive(acting=region.acting("ward"), ref=row.ref, at=clock.now())
    page = region.client("ward").get(f"{detail(row)}?flik=historik").content.decode()
    assert "Rapporterad" in page
    assert "Mottagen" in page


class TestQueries:
    """The same number of questions however many there are."""

    def test_list(self, region: Region, query_counts: QueryCounts) -> None:
        for _ in range(3):
            report(region)
        client = region.client("ward")
        with query_counts.same("deviations.list"):
            client.get(reverse("deviation_list"))

    def test_detail(self, region: Region, query_counts: QueryCounts) -> None:
        row = report(region)
        client = region.client("ward")
        with query_counts.same("deviations.detail"):
            client.get(detail(row))

    def test_form(self, region: Region, query_counts: QueryCounts) -> None:
        client = region.client("office")
        with query_counts.same("deviations.case_form"):
            client.get(new_url(region))
