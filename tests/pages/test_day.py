"""The day of each role, the coming free days, the ward's wall: what stands there, and for whom."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors import services_duty
from core import clock
from core.models import AccessLogRow
from sip import services as sip
from tests.factories.region import Region, add_cases, build, send_ready
from tests.pages.support import fields_of, text_of
from tests.query_counts import QueryCounts
from transitions import services
from transitions.models import Addressee, Patient
from transitions.rules.kinds import Certainty, ItemKind, Protection

FRIDAY = datetime(2026, 11, 27, 8, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 13, tzinfo=UTC)
DAY = reverse("day")


@pytest.fixture
def region(db: None) -> Region:
    """The region with one case."""
    return noticed()


def noticed() -> Region:
    """One case: noticed to office, vårdcentral and rehab, with home care told."""
    made = build(to=("office", "vc", "rehab"))
    services.report_services(
        acting=made.acting("office"),
        episode_id=made.episode.pk,
        at=clock.now(),
        providers=[made.id("home"), made.id("night")],
    )
    return made


def order(region: Region, *names: str, **more: str) -> None:
    """The office orders from home care, from tomorrow."""
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id(name) for name in names],
        starts_at=clock.now() + timedelta(days=1),
        **more,
    )


def test_home_care_sees_order_key_and_medicines_and_acknowledges_where_it_stands(region: Region) -> None:
    order(
        region,
        "home",
        "night",
        meets="Dottern Kim",
        key="Hos nattpatrullen",
        medicines="Dosett för tre dagar",
    )
    client = region.client("night")
    page = client.get(DAY)
    body = text_of(page)
    for told in ("Elsa Testsson", "Dottern Kim", "Hos nattpatrullen", "Dosett för tre dagar", "Avdelning 21"):
        assert told in body
    version = type(region.episode).objects.get().version
    answer = client.post(
        reverse("worklist_act"), {"one": f"{region.episode.public_id}:{version}", "next": DAY}, follow=True
    )
    assert answer.redirect_chain[-1][0] == DAY
    assert "Kvitterat: 1 ärende" in text_of(answer)
    rows = Addressee.objects.filter(unit_id=region.id("night"), item__kind=ItemKind.HOME_CARE_NOTIFIED)
    assert all(row.acknowledged_at for row in rows)
    assert "något att kvittera" not in text_of(client.get(DAY))
    assert not Addressee.objects.filter(unit_id=region.id("home"), acknowledged_at__isnull=False).exists()


def test_what_is_new_since_last_time_and_not_what_was_seen(region: Region) -> None:
    order(region, "home", note="Dusch två gånger i veckan")
    client = region.client("home")
    assert "Nytt sedan du var här" in text_of(client.get(DAY))
    client.get(reverse("case", args=[region.episode.public_id]))
    assert "Nytt sedan du var här" not in text_of(client.get(DAY))


def test_a_protected_person_is_named_and_nothing_else_is_told(region: Region) -> None:
    Patient.objects.update(protection=Protection.CONFIDENTIAL)
    order(region, "home", meets="Dottern Kim", key="Hos grannen", note="Bor på Ängsvägen")
    body = text_of(region.client("home").get(DAY))
    assert "Skyddad identitet" in body
    assert "Mer än så är skyddat" in body
    for hidden in ("Dottern Kim", "Hos grannen", "Ängsvägen"):
        assert hidden not in body


def test_the_day_is_only_of_the_units_own_cases_and_logged(region: Region) -> None:
    assert "Elsa Testsson" not in text_of(region.client("other_office").get(DAY))
    assert "Elsa Testsson" not in text_of(region.client("other_ward").get(DAY))
    before = AccessLogRow.objects.count()
    assert "Elsa Testsson" in text_of(region.client("office").get(DAY))
    assert AccessLogRow.objects.filter(action="day").count() == AccessLogRow.objects.count() - before == 1
    for name in ("mas", "management"):
        assert region.client(name).get(DAY).status_code == 403


def test_open_care_reads_contacts_to_name_and_sips_to_call(region: Region) -> None:
    body = text_of(region.client("vc").get(DAY))
    assert "Utse fast vårdkontakt (1)" in body
    assert "Kalla till SIP (1)" in body


def test_rehab_reads_what_is_ordered_and_its_invitations(region: Region) -> None:
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind=ItemKind.CHECKLIST_POINT,
        at=clock.now(),
        to=[region.id("rehab")],
        data={"point": "Hembesök före hemgång", "state": "open", "critical": True},
    )
    send_ready(region, clock.now())
    sip.call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("office"), region.id("rehab")],
        caller="care_contact",
        meeting_at=clock.now() + timedelta(days=2),
        mode="video",
    )
    body = text_of(region.client("rehab").get(DAY))
    assert "Beställt av er (1)" in body
    assert "Hembesök före hemgång" in body
    assert "Inbjudningar till SIP (1)" in body
    assert "på video" in body


@pytest.mark.parametrize(
    ("change", "title"),
    [(0, "I dag"), (1, "I morgon"), (-1, "Skulle ha kommit")],
)
def test_under_which_day_a_person_stands(region: Region, change: int, title: str) -> None:
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=max(change, 0)),
        certainty=Certainty.SURE,
    )
    if change < 0:
        type(region.episode).objects.update(expected_discharge=clock.today() + timedelta(days=change))
    assert f"{title} (1)" in text_of(region.client("office").get(DAY))


@pytest.fixture
def friday(db: None) -> Region:
    """A Friday; Elsa is expected home on Saturday."""
    with clock.moved_to(FRIDAY):
        made = build()
        services.change_expected_discharge(
            acting=made.acting("ward"),
            episode_id=made.episode.pk,
            at=clock.now(),
            expected_discharge=date(2026, 11, 28),
            certainty=Certainty.SURE,
        )
        yield made


def test_who_comes_home_on_free_days_and_what_is_undecided(friday: Region) -> None:
    page = text_of(friday.client("ward").get(reverse("day_holiday")))
    assert "Elsa Testsson" in page
    assert "Biståndsenheten: " in page  # has not acknowledged
    assert "Planera utskrivning" in page
    office = text_of(friday.client("office").get(reverse("day_holiday")))
    assert "Ta kontakt med personen" in office
    assert "fredag 27" in office
    second = text_of(friday.client("ward").get(reverse("day_holiday"), {"helg": "1"}))
    assert "Elsa Testsson" not in second
    assert friday.client("ward").get(reverse("day_holiday"), {"helg": "9"}).status_code == 200


def test_who_is_there_on_free_days(friday: Region) -> None:
    services_duty.set_hours(
        acting=friday.acting("office"), unit_id=friday.id("office"), week={}, phone="08-465 004 09"
    )
    client = friday.client("ward")
    saturday = clock.now() + timedelta(days=1)
    from_week = dict.fromkeys(range(5), "8–16")
    kept = friday.client("office")
    where = reverse("unit_hours", args=[friday.id("office")])
    kept.post(
        where, {**fields_of(kept.get(where)), **{f"day_{day}": text for day, text in from_week.items()}}
    )
    assert "Ingen är där" in text_of(client.get(reverse("day_holiday")))
    services_duty.add_duty(
        acting=friday.acting("office"),
        unit_id=friday.id("office"),
        starts_at=saturday,
        ends_at=saturday + timedelta(hours=4),
        name="Kim Jour",
        phone="08-465 004 10",
    )
    body = text_of(client.get(reverse("day_holiday")))
    assert "Ingen är där" not in body
    assert "Kim Jour" in body


def test_home_care_is_not_told_who_else_is_on_the_chain(friday: Region) -> None:
    order(friday, "home")
    body = text_of(friday.client("home").get(reverse("day_holiday")))
    assert "Biståndsenheten" in body  # has written to it
    assert "Gröndals vårdcentral" not in body


def test_the_wall_names_nobody_unless_asked_and_never_a_protected_person(region: Region) -> None:
    send_ready(region, clock.now() - timedelta(days=2))
    client = region.client("ward")
    wall = text_of(client.get(reverse("ward_wall")))
    assert "Elsa" not in wall
    assert "Nr 1" in wall
    assert "Utskrivningsklar" in wall
    assert "Gröndals vårdcentral" in wall  # whom it waits for
    assert "2,0 Vårddygn" in wall or "Vårddygn som utskrivningsklar 2,0" in wall
    assert "Elsa Testsson" in text_of(client.get(reverse("ward_wall"), {"namn": "visa"}))
    Patient.objects.update(protection=Protection.CONFIDENTIAL)
    assert "Elsa" not in text_of(client.get(reverse("ward_wall"), {"namn": "visa"}))
    assert region.client("office").get(reverse("ward_wall")).status_code == 403


PAGES = {
    "day.home": ("home", DAY),
    "day.office": ("office", DAY),
    "day.vc": ("vc", DAY),
    "day.rehab": ("rehab", DAY),
    "day.holiday": ("office", reverse("day_holiday")),
    "day.wall": ("ward", reverse("ward_wall")),
}


@pytest.fixture
def sunday(db: None) -> Iterator[Region]:
    """A Sunday: those who come home today come home on a free day."""
    with clock.moved_to(SUNDAY):
        yield noticed()


def test_queries_of_the_day_do_not_grow_with_it(sunday: Region, query_counts: QueryCounts) -> None:
    """Each page with some cases, and with three times as many: the same questions, light enough for a phone."""
    region = sunday
    clients = {who: region.client(who) for who in {who for who, _ in PAGES.values()}}
    counted: list[dict[str, int]] = []
    for count, first in ((6, 1), (18, 100)):
        add_cases(region, count, first=first)
        cache.clear()
        counted.append({})
        for name, (who, address) in PAGES.items():
            counted[-1][name] = _asked(query_counts, name, lambda: clients[who].get(address))  # noqa: B023
    assert counted[1] == counted[0]
    assert len(clients["home"].get(DAY).content) < 100_000


def _asked(query_counts: QueryCounts, name: str, look: Callable[[], object]) -> int:
    look()
    with query_counts.same(f"list.{name}"), CaptureQueriesContext(connection) as captured:
        look()
    return len(captured)
