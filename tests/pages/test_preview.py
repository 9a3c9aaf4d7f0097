"""Så ser mottagaren det: each receiver's own view before anything is sent, and nothing is sent by looking."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.models import AuditRow, OutboxMessage
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import CareEpisode, Consent, Item, Patient
from transitions.rules.kinds import Protection, Scope


@pytest.fixture
def region(db: None) -> Region:
    """Elsa on the ward; she lets the vårdcentral know more, nobody else."""
    made = build()
    services.give_consent(
        acting=made.acting("ward"),
        episode_id=made.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form="oral",
        units=[made.id("vc")],
    )
    return made


def counts() -> tuple[int, ...]:
    """What a sending leaves behind."""
    return tuple(model.objects.count() for model in (Item, OutboxMessage, AuditRow, Consent))


def preview(region: Region, name: str, who: str = "ward", **typed: str) -> str:
    """Fill in the form of an act and ask how the receivers will see it."""
    client = region.client(who)
    where = reverse(name, args=[region.episode.public_id])
    before = (counts(), CareEpisode.objects.get().version)
    page = client.post(where, fill(client, where, preview="1", **typed))
    assert page.status_code == 200, text_of(page)
    assert (counts(), CareEpisode.objects.get().version) == before
    return text_of(page)


def test_each_receiver_sees_what_it_has_a_ground_for(region: Region) -> None:
    day = clock.today() + timedelta(days=3)
    body = preview(
        region, "change_date", expected_discharge=f"{day}", certainty="likely", note="Väntar på röntgen"
    )
    office, vc = body.index("Biståndsenheten 08"), body.index("Gröndals vårdcentral 08")
    assert "Väntar på röntgen" not in body[office:vc]
    assert "Skickas inte hit: anteckning" in body[office:vc]
    told = body[vc : body.index("Så skickas uppgifterna")]
    assert "Väntar på röntgen" in told
    assert "Skickas inte hit" not in told
    # The form is there with what was typed, and sends as before.
    client = region.client("ward")
    where = reverse("change_date", args=[region.episode.public_id])
    sent = client.post(where, fill(client, where, expected_discharge=f"{day}", certainty="likely"))
    assert sent.status_code == 302


def test_an_order_is_shown_as_home_care_will_read_it(region: Region) -> None:
    start = clock.local(clock.now() + timedelta(days=1))
    body = preview(
        region,
        "order_home_care",
        "office",
        to=f"{region.id('home')}",
        starts_at_day=f"{start:%Y-%m-%d}",
        starts_at_clock=f"{start:%H.%M}",
        meets="Dottern",
        door_key="Hos grannen",
    )
    assert "Hemtjänsten Ett" in body
    assert "Möter: Dottern. Nyckel: Hos grannen." in body


def test_of_a_protected_person_the_receiver_reads_less(region: Region) -> None:
    Patient.objects.update(protection=Protection.CONFIDENTIAL)
    day = clock.today() + timedelta(days=3)
    body = preview(
        region, "change_date", expected_discharge=f"{day}", certainty="likely", note="Åker till Ängsvägen"
    )
    assert "Mer än så är skyddat" in body
    assert "Åker till Ängsvägen" not in body.split("Så skickas uppgifterna")[0]


def test_wrong_input_is_said_as_when_sending(region: Region) -> None:
    client = region.client("ward")
    where = reverse("change_date", args=[region.episode.public_id])
    page = client.post(where, fill(client, where, preview="1", expected_discharge="i morgon"))
    assert page.status_code == 422
    assert "Så ser mottagaren det" not in text_of(page)
    assert region.client("office").post(where, {"preview": "1"}).status_code == 403
