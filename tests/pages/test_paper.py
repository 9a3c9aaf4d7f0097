"""För in från papper: with the time it happened, in its place in the order, and each row once (X8, row 100)."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import clock
from tests.factories.region import Region
from tests.pages.support import fill, text_of
from transitions.models import Addressee, CareEpisode, Item, PaperEntry


def typed(region: Region, client: Client, row: str, hours_ago: int, **more: str) -> HttpResponse:
    where = reverse("enter_paper", args=[region.episode.public_id])
    at = clock.local(clock.now() - timedelta(hours=hours_ago))
    form = {"row": row, "at_day": f"{at:%Y-%m-%d}", "at_clock": f"{at:%H.%M}", **more}
    return client.post(where, fill(client, where, **form))


def test_a_receipt_on_paper_keeps_its_time_and_is_entered_once(region: Region) -> None:
    client = region.client("office")
    answer = typed(
        region, client, "261122-2000-a1b2/3.1", 5, what="ack:admission_notice_sent", note="Ringde Eva"
    )
    assert answer.status_code == 302, text_of(answer)
    receipt = Addressee.objects.get(unit_id=region.id("office"), item__kind="admission_notice_sent")
    hours = (clock.now() - receipt.acknowledged_at).total_seconds() / 3600
    assert 4.9 < hours < 5.1
    item = Item.objects.get(kind="acknowledged")
    assert item.recorded_at - item.at > timedelta(hours=4), "entered now, happened then"
    assert PaperEntry.objects.get().row == "261122-2000-A1B2/3.1"
    again = typed(region, region.client("office"), "261122-2000-A1B2/3.1 ", 5)
    assert again.status_code == 422, "nothing is left to acknowledge"
    assert PaperEntry.objects.count() == 1


def test_rows_entered_out_of_order_take_their_place_and_a_row_is_not_doubled(region: Region) -> None:
    client = region.client("ward")
    day = clock.today()
    for row, hours, days in (("P/1.2", 2, 5), ("P/1.1", 6, 3), ("P/1.2", 1, 9)):
        answer = typed(
            region,
            client,
            row,
            hours,
            what="date",
            expected_discharge=f"{day + timedelta(days=days)}",
        )
        assert answer.status_code == (409 if (row, days) == ("P/1.2", 9) else 302), text_of(answer)
    assert "är redan införd" in text_of(answer)
    told = list(Item.objects.filter(kind="expected_discharge_changed").order_by("at"))
    assert [row.data["expected_discharge"] for row in told] == [
        f"{day + timedelta(days=3)}",
        f"{day + timedelta(days=5)}",
    ]
    assert told[0].pk > told[1].pk, "entered the other way round"
    assert CareEpisode.objects.get(pk=region.episode.pk).expected_discharge == day + timedelta(days=5)
    assert "Infört från papper, rad P/1.1" in told[0].note


def test_times_that_cannot_be_are_refused_and_nothing_typed_is_lost(region: Region) -> None:
    client = region.client("ward")
    for hours, words in ((-2, "kan inte ligga framåt"), (24 * 4, "före inskrivningen")):
        answer = typed(region, client, "P/1.1", hours, what="discharge", to="home", note="Talade med Eva")
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert "Talade med Eva" in answer.content.decode()
    missing = typed(region, client, "P/1.1", 1, what="discharge")
    assert "Välj vart personen skrevs ut" in text_of(missing)
    assert not PaperEntry.objects.exists()
