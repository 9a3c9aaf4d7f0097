"""What a report may hold beside the five fields, and what may go wrong with it: nothing is lost."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker

from actors.models import Unit
from core import clock
from core.invalid import Invalid
from core.models import AuditRow
from core.scope import acting_as
from deviations import services
from deviations.models import Deviation, Enclosure, Entry, Thanks
from deviations.rules.kinds import FileState
from tests.database import kept_rows
from tests.factories.pictures import picture_bytes
from tests.factories.region import Region, build
from tests.sip.pages import fields_of, fill
from transitions.locks import NotFound
from transitions.models import Patient
from transitions.notifications import system_acting
from transitions.rules.kinds import Protection

pytestmark = pytest.mark.django_db
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build(to=("office", "vc", "home"))


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


def report(region: Region, by: str = "home", about: str = "ward", **changes: Any) -> Deviation:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "at": clock.now(),
        "category": "medicines",
        "about_id": region.id(about),
        "severity": "low",
        "text": "Listan saknades.",
    }
    return services.report(**{**values, **changes})


def enclose(row: Deviation, region: Region, content: bytes, by: str = "home") -> Enclosure:
    return services.enclose(acting=region.acting(by), ref=row.ref, at=clock.now(), content=content)


def close_unit(region: Region, name: str, heir: str | None = None) -> None:
    yesterday = clock.today() - timedelta(days=1)
    successor = region.units[heir] if heir else None
    Unit.objects.filter(pk=region.id(name)).update(
        valid_to=yesterday, ended_at=clock.now() - timedelta(days=1), successor=successor
    )


@pytest.fixture
def scanner(settings: Any) -> Iterator[Callable[[bytes], None]]:
    """A clamd of our own: it says what it is told to; told nothing, it never answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.FILE_SCANNER = f"127.0.0.1:{listening.getsockname()[1]}"
    says: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                got = b""
                while not got.endswith(b"\0\0\0\0"):
                    part = line.recv(65536)
                    if not part:
                        break
                    got += part
                infected = b"EICAR" in got
                line.sendall(b"stream: Eicar FOUND\0" if infected else says[-1])

    threading.Thread(target=serve, daemon=True).start()
    yield says.append
    listening.close()


def test_a_photo_is_made_anew_and_given_as_a_file(region: Region) -> None:
    row = report(region)
    made = io.BytesIO()
    image = Image.new("RGB", (60, 40))
    exif = Image.Exif()
    exif[0x010E] = "Elsa Testsson"
    image.save(made, "JPEG", exif=exif)
    kept = bytes(enclose(row, region, made.getvalue() + b"<script>alert(1)</script>").content)
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Elsa" not in kept
    assert b"script" not in kept
    ward = region.client("ward")
    page = ward.get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Foto 1" in page
    assert "<img" not in page
    file = Enclosure.objects.get()
    answer = ward.get(reverse("deviation_file", args=[row.public_id, file.public_id]))
    assert answer["Content-Disposition"] == 'attachment; filename="bilaga.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert region.client("office").get(answer.request["PATH_INFO"]).status_code == 404


def test_a_photo_of_twenty_megabytes_is_taken_and_the_report_is_never_lost(region: Region) -> None:
    row = report(region)
    large = picture_bytes(900, 700, noise=True)
    large += b"\0" * (20 * 1024 * 1024 - len(large))
    home = region.client("home")
    url = reverse("deviation_enclose", args=[row.public_id])
    assert home.post(url, {"picture": SimpleUploadedFile("elsa.png", large)}).status_code == 302
    assert len(Enclosure.objects.get().content) < 5 * 1024 * 1024
    too_large = home.post(
        url, {"picture": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"0" * (26 << 20))}
    )
    assert too_large.status_code == 422
    assert "Bilden är större än 25 MB." in too_large.content.decode()
    assert Deviation.objects.get(pk=row.pk).text == "Listan saknades."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04" + b"0" * 2_000, "unreadable"),
        (b"GIF89a" + b"0" * 100, "unreadable"),
        (b"<svg onload=alert(1)>", "unreadable"),
        (EICAR, "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "unreadable"),
        (picture_bytes(9_000, 9_000), "too_large"),
        (b"%PDF-1.7 whatever", "no_scanner"),
    ],
    ids=["empty", "zip", "gif", "svg", "malware", "broken", "pixel flood", "pdf without a scanner"],
)
def test_what_is_no_picture_is_refused(region: Region, content: bytes, code: str) -> None:
    row = report(region)
    with pytest.raises(Invalid) as refused:
        enclose(row, region, content)
    assert (refused.value.code, refused.value.field) == (code, "picture")
    assert not Enclosure.objects.exists()


def test_a_pdf_passes_the_scanner_or_does_not_pass(region: Region, scanner: Callable[[bytes], None]) -> None:
    row = report(region)
    scanner(b"stream: OK\0")
    assert enclose(row, region, b"%PDF-1.7 fine").state == FileState.CLEAN
    with pytest.raises(Invalid) as malware:
        enclose(row, region, b"%PDF-1.7 " + EICAR)
    with pytest.raises(Invalid) as both:
        enclose(row, region, b"%PDF-1.7 and a zip PK\x03\x04")
    with pytest.raises(Invalid) as large:
        enclose(row, region, b"%PDF-" + b"0" * (11 << 20))
    assert [one.value.code for one in (malware, both, large)] == ["malware", "unreadable", "too_large"]
    scanner(b"INSTREAM size limit exceeded. ERROR\0")
    waiting = enclose(row, region, b"%PDF-1.7 over the limit")
    assert waiting.state == FileState.WAITING
    url = reverse("deviation_file", args=[row.public_id, waiting.public_id])
    home = region.client("home")
    assert home.get(url).status_code == 404
    assert "Granskas" in home.get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert services.scan_waiting(acting=system_acting()) == 0
    scanner(b"stream: OK\0")
    assert services.scan_waiting(acting=system_acting()) == 1
    assert home.get(url).status_code == 200


def test_with_the_scanner_down_a_file_waits_and_never_passes(region: Region, settings: Any) -> None:
    settings.FILE_SCANNER = "127.0.0.1:1"
    row = report(region)
    assert enclose(row, region, b"%PDF-1.7 fine").state == FileState.WAITING
    assert enclose(row, region, picture_bytes()).state == FileState.WAITING
    assert services.scan_waiting(acting=system_acting()) == 0


def test_files_are_the_reporters_and_five_at_most(region: Region) -> None:
    row = report(region)
    with pytest.raises(NotFound):
        enclose(row, region, picture_bytes(), by="ward")
    for _ in range(5):
        enclose(row, region, picture_bytes())
    with pytest.raises(Invalid):
        enclose(row, region, picture_bytes())


def test_without_consent_a_photo_stays_with_those_on_the_case(region: Region) -> None:
    row = report(region, "vc", "office", episode_id=region.episode.pk)
    file = enclose(row, region, picture_bytes(), by="vc")
    url = reverse("deviation_file", args=[row.public_id, file.public_id])
    assert [region.client(name).get(url).status_code for name in ("vc", "office", "mas")] == [200, 200, 404]
    assert (
        "Foto 1"
        not in region.client("mas").get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    )


def test_the_patients_own_words(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        report(region, own_words="Jag fick ligga och vänta.")
    assert refused.value.field == "own_words_by"
    row = report(region, own_words="Jag fick ligga och vänta.", own_words_by="patient")
    page = region.client("ward").get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Personens egna ord: ”Jag fick ligga och vänta.”" in page


def test_anonymous_where_the_routine_says_so_and_never_to_the_log(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        report(region, "office", anonymous=True)
    assert refused.value.code == "anonymous"
    services.save_terms(acting=region.acting("mas"), days={}, anonymous=True)
    office = region.client("office")
    answer = fill(
        office,
        reverse("deviation_new"),
        category="medicines",
        about="avdelning 21",
        text="Person office ringde tre gånger.",
        severity="low",
        anonymous="on",
    )
    assert answer.status_code == 302
    row = Deviation.objects.get()
    for extra in ("", "?flik=historik"):
        url = reverse("deviation_detail", args=[row.public_id]) + extra
        assert "Person office" not in region.client("ward").get(url).content.decode()
        assert "Person office" in office.get(url).content.decode()
    assert AuditRow.objects.get(action="deviation.reported").actor_name == "Person office"
    assert "anonymous" not in fields_of(region.client("home").get(reverse("deviation_new")).content.decode())


def test_about_a_unit_that_has_closed(region: Region) -> None:
    close_unit(region, "ward", heir="other_ward")
    row = report(region)
    assert row.about_id == region.id("other_ward")
    assert "Avdelning 22 har tagit över." in Entry.objects.get(deviation=row).text
    close_unit(region, "rehab")
    row = report(region, about="rehab")
    assert (row.about_id, row.routed_to_id) == (region.id("rehab"), region.id("region_management"))
    assert row.due_at is not None


def test_the_reporters_unit_closes_before_the_answer(region: Region) -> None:
    row = report(region, "night", "ward")
    close_unit(region, "night")
    assert services.read_for_closed(acting=system_acting(), now=clock.now()) == 1
    assert services.read_for_closed(acting=system_acting(), now=clock.now()) == 0
    mas = region.acting("mas")
    services.answer(
        acting=region.acting("ward"), ref=row.ref, at=clock.now(), explanation="Sen.", measure="Mall."
    )
    services.mark_read(acting=mas, ref=row.ref, at=clock.now())
    assert services.close(acting=mas, ref=row.ref, at=clock.now()).closed_at is not None


def test_two_reporters_on_one_event_are_shown_beside_each_other(region: Region) -> None:
    one = report(region, "office", "ward", episode_id=region.episode.pk)
    two = report(region, "vc", "ward", episode_id=region.episode.pk)
    page = region.client("ward").get(reverse("deviation_detail", args=[one.public_id])).content.decode()
    assert "Kan gälla samma händelse" in page
    assert two.ref in page
    theirs = region.client("office").get(reverse("deviation_detail", args=[one.public_id])).content.decode()
    assert two.ref not in theirs


def test_about_a_protected_person_nothing_of_the_person_goes_along(region: Region) -> None:
    Patient.objects.update(protection=Protection.CONFIDENTIAL)
    row = report(region, "office", "ward", episode_id=region.episode.pk)
    page = region.client("mas").get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Testsson" not in page


def test_thanks_with_one_tap_counted_beside_deviations(region: Region) -> None:
    home = region.client("home")
    case = reverse("case", args=[region.episode.public_id])
    assert "Bra överlämning" in home.get(case).content.decode()
    body = {"arende": region.episode.public_id, "enhet": region.id("ward")}
    said = [home.post(reverse("deviation_thank"), body, follow=True).content.decode() for _ in range(2)]
    assert "Tack skickat: bra överlämning." in said[0]
    assert "Ni har redan tackat." in said[1]
    assert Thanks.objects.count() == 1
    listed = region.client("ward").get(reverse("deviation_list")).content.decode()
    assert "Bra överlämningar, 90 dagar" in listed
    wrong = home.post(reverse("deviation_thank"), {**body, "enhet": region.id("home")}, follow=True)
    assert "Välj en enhet som är med i ärendet." in wrong.content.decode()
    assert region.client("other_office").post(reverse("deviation_thank"), body).status_code == 404
    with acting_as(region.acting("other_mas")), connection.cursor() as cursor:
        for table in ("deviations_thanks", "deviations_enclosure"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.update(to_unit_id=region.id("home"))
