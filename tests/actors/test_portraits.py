"""A face on the contact card: what is taken, what is kept of it, to whom it is shown."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from actors import services_places
from actors.models import Assignment, Portrait, ProtectedStaff, User
from actors.rules.kinds import Role
from core import clock, pictures
from core.invalid import Invalid
from core.models import AuditRow
from tests.factories.region import Region, build, logged_in
from tests.pages.support import text_of
from transitions import services

OWN = reverse("own_portrait")


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 480), colour: int = 90, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, colour, 40)).save(out, kind, **more)
    return out.getvalue()


def send(client: Client, content: bytes, name: str = "jag.png") -> HttpResponse:
    return client.post(OWN, {"picture": SimpleUploadedFile(name, content, "text/html")})


@pytest.fixture
def region(db: None) -> Region:
    return build(to=("office", "vc"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_only_the_pixels_are_kept(kind: str) -> None:
    place = Image.Exif()
    place[0x010E] = "<script>alert(1)</script>"
    made = pictures.portrait(picture(kind, exif=place.tobytes()))
    assert b"script" not in made
    opened = Image.open(io.BytesIO(made))
    assert (opened.format, opened.size) == ("JPEG", (pictures.SIDE, pictures.SIDE))
    assert not opened.getexif()
    assert len(made) < 20_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"<html><script>alert(1)</script>", "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unreadable"),
        (picture("GIF"), "unreadable"),
        (picture("TIFF"), "unreadable"),
        (picture("PNG")[:20], "unreadable"),
        (b"\xff\xd8\xff" + b"0" * 100, "unreadable"),
        (picture("PNG", (8_000, 7_000)), "too_large"),
        (b"x" * (pictures.MAX_BYTES + 1), "too_large"),
    ],
    ids=["nothing", "html", "svg", "gif", "tiff", "cut off", "head of a jpeg", "a bomb", "six megabytes"],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        pictures.portrait(content)
    assert refused.value.code == code


def test_a_person_shows_replaces_and_removes_a_face(region: Region) -> None:
    user, assignment = region.person("ward")
    client = logged_in(user, assignment)
    assert send(client, picture(), "jag.html").status_code == 302
    first = Portrait.objects.get()
    address = reverse("portrait", args=[first.public_id])
    assert address in client.get(OWN).content.decode()
    shown = client.get(address)
    assert (shown.headers["Content-Type"], shown.content) == ("image/jpeg", bytes(first.image))
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "no-store"

    send(client, picture(colour=10))
    assert client.get(address).status_code == 404, "a new picture has a new address, and the old one is gone"
    assert client.post(OWN, {"act": "remove"}).status_code == 302
    assert "redan borttagen" in text_of(client.post(OWN, {"act": "remove"}, follow=True))
    assert not Portrait.objects.exists()
    assert list(AuditRow.objects.filter(action__startswith="portrait").values_list("action", flat=True)) == [
        "portrait.saved",
        "portrait.saved",
        "portrait.removed",
    ]


def test_a_file_that_is_no_picture_is_told_in_words(region: Region) -> None:
    client = region.client("ward")
    for content, said in ((b"<html>", "ingen bild som går att läsa"), (b"", "Filen är tom")):
        answer = send(client, content)
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert "Välj en bild." in text_of(client.post(OWN, {}))
    assert not Portrait.objects.exists()


def test_a_face_is_for_those_who_are_logged_in_and_a_protected_one_for_the_own_unit(region: Region) -> None:
    user, assignment = region.person("ward")
    send(logged_in(user, assignment), picture())
    address = reverse("portrait", args=[Portrait.objects.get().public_id])
    office, colleague = region.client("office"), region.client("ward")
    assert Client().get(address).status_code == 302
    assert office.get(address).status_code == 200
    protection = ProtectedStaff.objects.create(user=user, since=clock.now(), recorded_by_name="Test")
    assert office.get(address).status_code == 404
    assert colleague.get(address).status_code == 200
    refused = send(logged_in(user, assignment), picture())
    assert "skyddade personuppgifter" in text_of(refused)
    protection.delete()


def test_the_contact_card_has_the_fast_vardkontakt_with_number_and_face(region: Region) -> None:
    nurse, assignment = region.person("vc")
    User.objects.filter(pk=nurse.pk).update(name="Eva Sand")
    services.appoint_care_contact(
        acting=region.person_acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        name="Eva Sand, distriktssköterska",
        phone="08-465 004 22",
    )
    case = reverse("case", args=[region.episode.public_id])
    ward = region.client("ward")
    page = ward.get(case)
    assert "Eva Sand, distriktssköterska Gröndals vårdcentral 08-465 004 22" in text_of(page)
    assert "hv-face" not in page.content.decode()
    send(logged_in(nurse, assignment), picture())
    address = reverse("portrait", args=[Portrait.objects.get().public_id])
    assert address in ward.get(case).content.decode()
    namesake, other = region.person("vc")
    User.objects.filter(pk=namesake.pk).update(name="eva sand")
    send(logged_in(namesake, other), picture(size=(200, 200)))
    assert "hv-face" not in ward.get(case).content.decode(), "two of the name: nobody's face"


# --- A unit that has ended ------------------------------------------------------------------------------------


def test_a_closed_unit_is_told_wherever_one_comes_upon_it(region: Region) -> None:
    user, assignment = region.person("ward")
    there = logged_in(user, assignment)
    admin = region.acting("region_management", role=Role.ADMINISTRATOR)
    services_places.end_unit(acting=admin, unit_id=region.id("ward"), successor_id=region.id("other_ward"))
    # The one who worked there is told who took over, not left before an empty choice.
    page = text_of(there.get(reverse("choose_assignment")))
    assert "Avdelning 21 har upphört" in page
    assert "Avdelning 22 tog över" in page
    office = region.client("office")
    unit = text_of(office.get(reverse("unit", args=[region.id("ward")])))
    assert "Avdelning 22 tog över." in unit
    assert "I tjänst nu" not in unit
    assert "Direktnummer" not in unit
    case = text_of(office.get(reverse("case", args=[region.episode.public_id])))
    assert "Avdelning 21 Har upphört Tog över: Avdelning 22" in case
    assert Assignment.objects.filter(pk=assignment.pk, ended_at__isnull=False).exists()
