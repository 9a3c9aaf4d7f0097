"""The evening pack: all of the unit's open cases and no others, locked, logged, and where the unit reaches it."""

import resource
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader

from actors.rules.kinds import Role
from core import clock, monotonic
from core.models import AccessLogRow, AuditRow
from tests.factories.region import Region, add_cases, build
from tests.pages.support import text_of
from transitions import services
from transitions.exports import packs as exports
from transitions.models import CareEpisode, EveningPack, Patient
from transitions.notifications import system_acting
from transitions.presenters.packs import Sheet, sheets
from transitions.rules.kinds import Protection
from transitions.selectors import packs as selectors
from transitions.services import packs
from transitions.tasks import evening_packs, make_pack, sweep_packs

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(settings, tmp_path) -> Region:
    settings.EVENING_PACK_DIR = str(tmp_path / "packs")
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    made = build()
    add_cases(made, 12)
    return made


def text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def pack_for(region: Region, unit: str) -> EveningPack:
    order = packs.order_pack(acting=system_acting(), unit_id=region.id(unit))
    assert make_pack(order.pk)
    return EveningPack.objects.get(pk=order.pk)


def sheets_of(region: Region, unit: str) -> list[Sheet]:
    reader = region.acting(unit, source="system")
    cases = selectors.open_cases(acting=reader, now=clock.now())
    return sheets(cases, acting=reader, now=clock.now())


def names_of(unit_id: int) -> set[str]:
    cases = CareEpisode.objects.filter(parties__unit_id=unit_id)
    return set(cases.values_list("patient__name", flat=True))


@pytest.mark.parametrize("unit", ["ward", "office", "vc", "home"])
def test_it_holds_all_open_cases_of_the_unit_and_no_others(region: Region, unit: str) -> None:
    found = sheets_of(region, unit)
    open_ones = CareEpisode.objects.filter(parties__unit_id=region.id(unit), ended_at=None)
    assert {sheet.name for sheet in found} >= set(open_ones.values_list("patient__name", flat=True))
    assert {sheet.name for sheet in found} <= names_of(region.id(unit))
    assert [sheet.number for sheet in found] == list(range(1, len(found) + 1))


def test_the_first_page_lists_the_cases_and_each_has_one_page(region: Region) -> None:
    found = sheets_of(region, "vc")
    pack = pack_for(region, "vc")
    pages = [page.extract_text() for page in PdfReader(BytesIO(packs.decrypted(pack))).pages]
    assert len(pages) == len(found) + 1
    assert all(sheet.name in pages[0] and sheet.personal_number in pages[0] for sheet in found)
    assert all(sheet.name in page for sheet, page in zip(found, pages[1:], strict=True))
    assert all(f"{pack.number}/{sheet.number}.3" in pages[sheet.number] for sheet in found)


def test_nothing_reaches_a_unit_on_paper_that_it_does_not_see_on_the_page(region: Region) -> None:
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="home_care_notified",
        at=clock.now(),
        to=[region.id("home")],
        data={"cause": "order"},
    )
    [office] = [sheet for sheet in sheets_of(region, "office") if sheet.name == region.episode.patient.name]
    [home] = [sheet for sheet in sheets_of(region, "home") if sheet.name == region.episode.patient.name]
    titles = {sheet: {event["title"] for event in of.events} for sheet, of in (("o", office), ("h", home))}
    assert "Inskrivningsmeddelande" in titles["o"]
    assert titles["h"] == {"Hemtjänsten meddelad"}


def test_of_a_protected_person_neither_address_nor_free_text(region: Region) -> None:
    patient = region.episode.patient
    patient.address, patient.protection = "Gömda gränd 7", Protection.CONFIDENTIAL
    patient.save()
    [sheet] = [sheet for sheet in sheets_of(region, "office") if sheet.name == patient.name]
    assert sheet.protected
    assert "Gömda gränd" not in repr(sheet)


def test_the_file_is_locked_whole_logged_and_put_where_the_unit_reaches_it(region: Region, settings) -> None:
    pack = pack_for(region, "office")
    beside = Path(settings.EVENING_PACK_DIR) / "T-office.pdf"
    with pack.file.open("rb") as file:
        content = file.read()
    assert beside.read_bytes() == content
    reader = PdfReader(BytesIO(content))
    assert reader.is_encrypted
    assert not reader.decrypt(packs.password(region.id("vc")))
    assert reader.decrypt(packs.password(region.id("office")))
    assert "AESV3" in content.decode("latin-1"), "AES-256"
    body = text(packs.decrypted(pack))
    mine = names_of(region.id("office"))
    assert [
        name for name in set(Patient.objects.values_list("name", flat=True)) - mine if f"{name}," in body
    ] == []
    assert f"{pack.number}/{pack.cases}.1" in body, "a row for what is done on paper"
    looks = AccessLogRow.objects.filter(action="evening_pack", unit_id=region.id("office"))
    assert looks.count() == pack.cases > 5
    acts = AuditRow.objects.filter(action__startswith="pack.").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == ["pack.ordered", "pack.made"]


@pytest.mark.parametrize(("unit", "role", "of"), [("mas", Role.MAS, "mas"), ("ward", None, "office")])
def test_only_who_works_in_the_chain_orders_one_and_only_of_the_own_unit(
    region: Region, unit: str, role: Role | None, of: str
) -> None:
    with pytest.raises(PermissionDenied):
        packs.order_pack(acting=region.acting(unit, role=role), unit_id=region.id(of))
    assert not EveningPack.objects.exists()


def test_each_evening_every_unit_with_cases_gets_one_and_old_files_go(region: Region) -> None:
    old = packs.order_pack(acting=system_acting(), unit_id=region.id("office"))
    long_ago = clock.now() - packs.KEPT * 1.1
    old.file.save("x.pdf", ContentFile(b"%PDF"))
    EveningPack.objects.filter(pk=old.pk).update(state="made", made_at=long_ago, size=4, sha256="0" * 64)
    assert evening_packs() == EveningPack.objects.exclude(pk=old.pk).count() >= 3
    old.refresh_from_db()
    assert not old.file
    units = set(EveningPack.objects.exclude(pk=old.pk).values_list("unit__code", flat=True))
    assert {"T-ward", "T-office", "T-vc"} <= units
    assert "T-mas" not in units
    EveningPack.objects.update(ordered_at=long_ago)
    assert sweep_packs() == len(units), "a doorbell that nobody heard is rung again"


@pytest.mark.long
def test_the_parts_of_a_large_pack_are_joined(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CASES_A_DOCUMENT", 4)
    pack = pack_for(region, "ward")
    assert pack.cases > 8
    assert pack.pages > pack.cases
    body = text(packs.decrypted(pack))
    assert f"{pack.number}/{pack.cases}.3" in body
    assert "Del 3 av" in body


@pytest.mark.long
def test_two_hundred_cases_take_less_than_ten_minutes_and_four_hundred_megabytes(region: Region) -> None:
    """MSG-12. The document is made by processes of their own; what this one takes is on top of what it had."""
    add_cases(region, 235, first=12)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begins = monotonic.seconds()
    pack = pack_for(region, "ward")
    took = monotonic.seconds() - begins
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stderr.write(
        f"\n{pack.cases} cases: {took:.0f} s, {child / 1024:.0f} MB for the document, {grown / 1024:.0f} MB beside\n"
    )
    assert pack.cases >= 200
    assert took < 600
    assert (child + grown) / 1024 < 400


def test_the_page_orders_fetches_and_shows_the_password(region: Region) -> None:
    client = region.client("office")
    where = reverse("packs")
    assert client.post(where).status_code == 302
    order = EveningPack.objects.get()
    make_pack(order.pk)
    page = text_of(client.get(where))
    assert order.number in page
    assert "Skriv ut" in page
    fetched = client.get(reverse("pack_file", args=[order.public_id]))
    assert PdfReader(BytesIO(fetched.content)).is_encrypted
    printed = client.get(reverse("pack_print", args=[order.public_id]))
    assert not PdfReader(BytesIO(printed.content)).is_encrypted
    assert packs.password(region.id("office")) in text_of(client.post(where, {"act": "password"}))
    assert region.client("vc").get(reverse("pack_file", args=[order.public_id])).status_code == 404
    acts = set(AuditRow.objects.values_list("action", flat=True))
    assert {"pack.fetched", "pack.password_shown"} <= acts
