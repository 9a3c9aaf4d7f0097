"""The pages of SIP: what each unit meets, and what is lost when something goes wrong (nothing)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from core import clock
from core.models import AccessLogRow
from sip.models import Sip
from sip.rules.kinds import SipState
from sip.services import call_sip
from tests.factories.region import Region, build, send_notice, send_ready
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of, fill
from transitions.models import Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


@pytest.fixture
def vc(region: Region) -> Client:
    return region.client("vc")


def call_url(region: Region) -> str:
    return reverse("sip_call", args=[region.episode.public_id])


def when(**later: int) -> dict[str, str]:
    moment = clock.local(clock.now() + timedelta(**later))
    return {"meeting_at_day": f"{moment:%Y-%m-%d}", "meeting_at_clock": f"{moment:%H.%M}"}


def call(client: Client, region: Region, **changes: Any) -> Any:
    values = {**when(days=2), "mode": "video", "units": [region.id("office"), region.id("ward")], **changes}
    return fill(client, call_url(region), **values)


def made(region: Region, client: Client) -> Sip:
    assert call(client, region).status_code == 302
    return Sip.objects.get()


def test_the_vardcentral_calls(region: Region, vc: Client) -> None:
    answer = call(
        vc,
        region,
        matters="Hem till katten",
        relatives="Karin Testsson, dotter, 070-123 45 67\n\nGod man Test",
        consent="on",
    )
    assert answer.status_code == 302
    assert answer.url == reverse("case", args=[region.episode.public_id])
    sip = Sip.objects.get()
    assert sip.matters == "Hem till katten"
    assert sip.calls.get().caller == "care_contact"
    people = sip.participants.filter(guest__in=["relative", "other"])
    assert [(row.name, row.contact, row.guest) for row in people] == [
        ("Karin Testsson", "dotter, 070-123 45 67", "relative"),
        ("God man Test", "", "other"),
    ]
    page = vc.get(answer.url, follow=True).content.decode()
    assert "Kallelsen är skickad." in page
    assert "Samordnad individuell plan (SIP)" in page


def test_everybody_with_a_part_is_ticked_from_the_start(region: Region, vc: Client) -> None:
    send_notice(region, to=("office", "vc", "home", "mas"))
    values = fields_of(vc.get(call_url(region)).content.decode())
    assert {int(unit) for unit in values["units"]} == {region.id(name) for name in ("office", "ward", "home")}
    assert values["needs"] == ["home_care"]


def test_rehab_that_is_not_invited_is_said_and_then_accepted(region: Region, vc: Client) -> None:
    answer = call(vc, region, needs=["rehab"])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Primärvårdsrehab är inte inbjuden (behov: rehabilitering eller hjälpmedel)." in text
    assert "Skicka kallelsen utan dem" in text
    assert Sip.objects.count() == 0
    assert call(vc, region, needs=["rehab"], without="on").status_code == 302
    sip = Sip.objects.get()
    page = vc.get(reverse("sip_detail", args=[sip.public_id])).content.decode()
    assert "Primärvårdsrehab är inte inbjuden" in page
    assert (
        call(vc, region, needs=["rehab"], units=[region.id("rehab"), region.id("office")]).status_code == 302
    )


def test_the_municipality_is_warned_and_asked_why(region: Region) -> None:
    office = region.client("office")
    page = office.get(call_url(region)).content.decode()
    assert "Kommunens kallelse ersätter inte vårdcentralens." in page
    units = [region.id("vc"), region.id("ward")]
    answer = call(office, region, units=units)
    assert answer.status_code == 422
    assert "Skriv varför kommunen kallar." in answer.content.decode()
    assert call(office, region, units=units, why="Vårdcentralen svarar inte.").status_code == 302
    shown = office.get(reverse("sip_detail", args=[Sip.objects.get().public_id])).content.decode()
    assert "Vårdcentralen svarar inte." in shown
    assert "Vårdcentralen har inte kallat" in shown


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"meeting_at_clock": "25.00"}, "Ange klockslaget med timme och minut"),
        ({"meeting_at_day": "2020-01-01"}, "Ange en mötestid som inte har passerat."),
        ({"mode": ""}, "Välj mötesform."),
        ({"units": []}, "Välj minst en enhet som ska delta."),
        ({"units": ["999999"]}, "999999"),
        ({"matters": "x" * 1_000_000}, "Texten är för lång. Korta den till högst 4 000 tecken."),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(
    region: Region, vc: Client, changes: dict[str, Any], message: str
) -> None:
    answer = call(vc, region, **{"place": "Samtalsrum 2", **changes})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert fields_of(answer.content.decode())["place"] == ["Samtalsrum 2"]
    assert Sip.objects.count() == 0


def test_markup_is_text(region: Region, vc: Client) -> None:
    call(vc, region, matters="<script>alert(1)</script>", relatives="<b>Karin</b>")
    page = vc.get(reverse("sip_detail", args=[Sip.objects.get().public_id])).content.decode()
    assert "<script>alert" not in page
    assert "<b>Karin" not in page
    assert "&lt;b&gt;Karin&lt;/b&gt;" in page


def test_a_double_click_calls_once(region: Region, vc: Client) -> None:
    url = call_url(region)
    body = {
        **fields_of(vc.get(url).content.decode()),
        **when(days=2),
        "mode": "room",
        "units": [region.id("office")],
    }
    assert [vc.post(url, body).status_code for _ in range(2)] == [302, 302]
    assert Item.objects.filter(kind=ItemKind.SIP_CALLED).count() == 1


def test_a_stale_page_keeps_the_text_and_says_what_happened(region: Region, vc: Client) -> None:
    url = call_url(region)
    body = {
        **fields_of(vc.get(url).content.decode()),
        **when(days=2),
        "mode": "room",
        "units": [region.id("office")],
        "matters": "Hem till katten",
    }
    send_ready(region, clock.now())
    answer = vc.post(url, body)
    assert answer.status_code == 409
    assert "Hem till katten" in answer.content.decode()
    assert Sip.objects.count() == 0
    again = vc.post(url, {**body, **fields_of(answer.content.decode())})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("name", "status"), [("rehab", 404), ("home", 404), ("other_office", 404), ("ward", 200)]
)
def test_who_reaches_the_form(region: Region, name: str, status: int) -> None:
    assert region.client(name).get(call_url(region)).status_code == status


def test_home_care_on_the_case_may_not_call(region: Region) -> None:
    send_notice(region, to=("home",))
    assert region.client("home").get(call_url(region)).status_code == 403


def test_nobody_is_let_in_without_a_log_in(region: Region, client: Client) -> None:
    for url in (call_url(region), reverse("sip_list")):
        assert client.get(url).status_code == 302
        assert "/konto/login/" in client.get(url).url


def test_a_sip_of_others_does_not_exist(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    other = region.client("other_office")
    for name in ("sip_detail", "sip_meeting", "sip_calendar", "sip_close"):
        assert other.get(reverse(name, args=[sip.public_id])).status_code == 404


def test_a_unit_that_is_not_invited_sees_that_there_is_a_call_and_no_more(region: Region, vc: Client) -> None:
    assert call(vc, region, units=[region.id("office")], matters="Hem till katten").status_code == 302
    sip = Sip.objects.get()
    page = region.client("ward").get(reverse("sip_detail", args=[sip.public_id])).content.decode()
    assert "Gröndals vårdcentral" in page
    assert "katten" not in page
    assert "Biståndsenheten" not in page.split("<main", 1)[1]


def test_looking_is_logged(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    before = AccessLogRow.objects.count()
    vc.get(reverse("sip_detail", args=[sip.public_id]))
    row = AccessLogRow.objects.order_by("pk").last()
    assert AccessLogRow.objects.count() == before + 1
    assert row is not None
    assert (row.action, row.patient_id) == ("sip", region.episode.patient_id)


def test_from_meeting_to_close(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    detail = reverse("sip_detail", args=[sip.public_id])
    assert "Registrera mötet" in vc.get(detail).content.decode()
    Sip.objects.filter(pk=sip.pk).update(called_at=clock.now() - timedelta(days=1))
    earlier = clock.local(clock.now() - timedelta(hours=1))
    answer = fill(
        vc,
        reverse("sip_meeting", args=[sip.public_id]),
        held_at_day=f"{earlier:%Y-%m-%d}",
        held_at_clock=f"{earlier:%H.%M}",
        attended=[region.id("vc"), region.id("office")],
        patient_took_part="room",
        relative_took_part="no",
        matters="Kunna gå till affären",
    )
    assert answer.status_code == 302
    assert answer.url == detail
    day = clock.today() + timedelta(days=30)
    opens = vc.get(detail).content.decode()
    assert opens.index("Öppna planen") < opens.index("Planen är överenskommen")
    agree = reverse("sip_agreed", args=[sip.public_id])
    bare = fill(vc, agree, follow_up_on=f"{day}")
    assert bare.status_code == 422
    assert "Planen är inte hel: ingen insats står i planen" in bare.content.decode()
    assert fill(vc, agree, follow_up_on=f"{day}", note="Planen skrivs i ett annat system").status_code == 302
    assert (
        fill(vc, reverse("sip_followed_up", args=[sip.public_id]), how="phone", note="Går bra").status_code
        == 302
    )
    assert fill(vc, reverse("sip_close", args=[sip.public_id])).status_code == 302
    sip.refresh_from_db()
    assert (sip.state, sip.follow_up_on) == (SipState.CLOSED, None)
    page = vc.get(detail).content.decode()
    assert "Kunna gå till affären" in page
    assert "Registrera mötet" not in page


def test_a_step_out_of_turn_is_told_in_words(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    answer = fill(vc, reverse("sip_agreed", args=[sip.public_id]))
    assert answer.status_code == 409
    assert "Registrera mötet först." in answer.content.decode()


def test_a_meeting_without_the_person_says_why(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    answer = fill(
        vc,
        reverse("sip_meeting", args=[sip.public_id]),
        attended=[region.id("vc")],
        patient_took_part="no",
        relative_took_part="no",
    )
    assert answer.status_code == 422
    assert "Skriv varför personen inte deltog." in answer.content.decode()


def test_not_required_from_the_page(region: Region, vc: Client) -> None:
    url = reverse("sip_not_required", args=[region.episode.public_id])
    assert fill(vc, url).status_code == 422
    assert fill(vc, url, reason="no_consent").status_code == 302
    page = vc.get(reverse("case", args=[region.episode.public_id])).content.decode()
    assert "Personen samtycker inte till SIP" in page


def test_the_calendar_file_tells_nothing_of_the_person(region: Region, vc: Client) -> None:
    call(vc, region, place="Hemma hos Elsa Testsson", matters="Katten", relatives="Karin Testsson")
    sip = Sip.objects.get()
    answer = vc.get(reverse("sip_calendar", args=[sip.public_id]))
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Testsson" not in answer.content.decode()
    assert "1938" not in answer.content.decode()
    event = next(iter(Calendar.from_ical(answer.content).walk("VEVENT")))
    assert event.decoded("dtstart") == sip.meeting_at.replace(second=0, microsecond=0)
    assert event["sequence"] == 0
    call(vc, region, **when(days=3))
    again = Calendar.from_ical(vc.get(reverse("sip_calendar", args=[sip.public_id])).content)
    assert (event["uid"], next(iter(again.walk("VEVENT")))["sequence"]) == (f"sip-{sip.public_id}@hemvag", 1)


@pytest.mark.parametrize(
    ("ready_days_ago", "shown"), [(None, "Börjar vid utskrivningsklar"), (0, "kvar"), (9, "över tiden")]
)
def test_the_list_shows_the_clock(ready_days_ago: int | None, shown: str) -> None:
    region = build(start=clock.now() - timedelta(days=12))
    if ready_days_ago is not None:
        send_ready(region, clock.now() - timedelta(days=ready_days_ago))
    page = region.client("vc").get(reverse("sip_list")).content.decode()
    assert "Elsa Testsson" in page
    assert shown in page


def test_a_missed_call_is_shown_to_the_municipality() -> None:
    region = build(start=clock.now() - timedelta(days=12))
    send_ready(region, clock.now() - timedelta(days=9))
    page = region.client("office").get(reverse("sip_list")).content.decode()
    assert "Vårdcentralen har inte kallat" in page


def test_the_tabs_of_the_list(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    pages = {
        tab: vc.get(f"{reverse('sip_list')}?flik={tab}").content.decode()
        for tab in ("att-kalla", "kallade", "genomforda", "avslutade")
    }
    assert [tab for tab, page in pages.items() if str(sip.public_id) in page] == ["kallade"]
    assert region.client("management").get(reverse("sip_list")).status_code == 403


def test_history_says_what_was_changed(region: Region, vc: Client) -> None:
    sip = made(region, vc)
    call(vc, region, mode="phone")
    page = vc.get(f"{reverse('sip_detail', args=[sip.public_id])}?flik=historik").content.decode()
    assert "Mötesform" in page
    assert "Telefon" in page
    assert "Person vc" in page


class TestQueries:
    """The same number of questions however many there are."""

    def test_list_to_call(self, region: Region, vc: Client, query_counts: QueryCounts) -> None:
        with query_counts.same("sip.list_to_call"):
            vc.get(reverse("sip_list"))

    def test_list_called(self, region: Region, vc: Client, query_counts: QueryCounts) -> None:
        for ref in ("S-1", "S-2", "S-3"):
            call_sip(
                acting=region.acting("vc", source="import"),
                episode_id=region.episode.pk,
                at=clock.now(),
                to=[region.id("office"), region.id("home")],
                caller="care_contact",
                meeting_at=clock.now() + timedelta(days=1),
                mode="room",
                sip_ref=ref,
            )
        with query_counts.same("sip.list_called"):
            vc.get(f"{reverse('sip_list')}?flik=kallade")

    def test_detail(self, region: Region, vc: Client, query_counts: QueryCounts) -> None:
        sip = made(region, vc)
        with query_counts.same("sip.detail"):
            vc.get(reverse("sip_detail", args=[sip.public_id]))

    def test_call_form(self, region: Region, vc: Client, query_counts: QueryCounts) -> None:
        with query_counts.same("sip.call_form"):
            vc.get(call_url(region))
