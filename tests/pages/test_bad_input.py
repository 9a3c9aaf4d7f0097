"""What people and programs send that cannot be right: the answer says what to do, and nothing is half-written."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from stdnum import luhn

from core import clock
from core.conflicts import Conflict
from core.models import OutboxMessage
from tests.factories.region import Region, personal_number
from tests.pages.support import fields_of, fill, text_of, typed_moment
from transitions import services
from transitions.models import CareEpisode, Item, Patient

ADMIT = reverse("admit")


def written() -> tuple[int, int, int, int]:
    return (
        Patient.objects.count(),
        CareEpisode.objects.count(),
        Item.objects.count(),
        OutboxMessage.objects.count(),
    )


def look_up(client: Client, number: str) -> Any:
    return client.post(ADMIT, {"step": "number", "personal_number": number})


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("19380204-9812", "Kontrollsiffran i personnumret stämmer inte. Kontrollera siffrorna."),
        ("380204-9812", "Kontrollsiffran i personnumret stämmer inte."),
        ("19380231-9811", "Födelsedatumet i personnumret finns inte."),
        ("20991231-9811", "Födelsedatumet i personnumret finns inte."),
        ("12345", "Ange personnumret med tio eller tolv siffror"),
        ("Elsa Testsson", "Ange personnumret med tio eller tolv siffror"),
        ("19380204٩811", "Ange personnumret med tio eller tolv siffror"),
        ("", "Ange personnumret."),
        ("1" * 5000, "Ange högst tolv siffror."),
        ("19380204\x009811", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_in_words(region: Region, number: str, message: str) -> None:
    before = written()
    answer = look_up(region.client("ward"), number)
    assert answer.status_code == 422
    assert "Fel: Skriv in patient – Hemväg" in text_of(answer)
    assert "Fel: Fel:" not in text_of(answer)
    assert message in text_of(answer)
    assert "<script>alert" not in answer.content.decode()
    assert written() == before


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("193802049811", "193802049811"),
        ("380204-9811", "193802049811"),
        ("19380204 9811", "193802049811"),
        ("19380204\u20139811", "193802049811"),
    ],
)
def test_ways_to_write_a_personnummer(region: Region, typed: str, stored: str) -> None:
    answer = look_up(region.client("ward"), typed)
    assert answer.status_code == 200
    assert f'value="{stored}"' in answer.content.decode()


def admission(client: Client, region: Region, number: str, **more: object) -> dict[str, object]:
    page = look_up(client, number)
    assert page.status_code == 200, text_of(page)
    return {
        **fields_of(page),
        "name": "Nils Test",
        "sex": "male",
        "registered_in": region.organisations["municipality"].pk,
        **more,
    }


def coordination_number() -> str:
    """A samordningsnummer: the day and sixty more, its own check digit."""
    digits = "195005" + "63" + "981"
    return digits + luhn.calc_check_digit(digits[2:])


@pytest.mark.parametrize("number", [coordination_number(), "19500503R129", "19500503A123"])
def test_coordination_and_reserve_numbers_are_admitted(region: Region, number: str) -> None:
    client = region.client("ward")
    answer = client.post(ADMIT, admission(client, region, number))
    assert answer.status_code == 302, text_of(answer)
    assert Patient.objects.get(personal_number=number).name == "Nils Test"
    assert "Patienten är inskriven. Skicka inskrivningsmeddelandet." in text_of(
        client.get(answer["Location"])
    )


def test_the_number_stands_in_no_address(region: Region) -> None:
    client = region.client("ward")
    page = look_up(client, "193802049811")
    assert page.status_code == 200
    answer = client.post(ADMIT, admission(client, region, personal_number(date(1944, 4, 4))))
    assert personal_number(date(1944, 4, 4)) not in answer["Location"]


def test_an_admission_after_now_is_impossible(region: Region) -> None:
    client = region.client("ward")
    later = clock.local(clock.now() + timedelta(days=1))
    before = written()
    data = admission(
        client,
        region,
        personal_number(date(1944, 4, 4)),
        **typed_moment("admitted_at", f"{later:%Y-%m-%d %H.%M}"),
    )
    answer = client.post(ADMIT, data)
    assert answer.status_code == 422
    assert "Inskrivningen kan inte ligga efter nu." in text_of(answer)
    assert written() == before, "neither is the patient left behind"


@pytest.mark.parametrize(
    "moment", ["2026-02-30 10.00", "i går", "2026-11-24", "9999999-01-01 10.00", "2026-11-24 25.00"]
)
def test_a_time_that_is_no_time_is_refused_in_words(region: Region, moment: str) -> None:
    client = region.client("ward")
    data = admission(client, region, personal_number(date(1944, 4, 4)), **typed_moment("admitted_at", moment))
    answer = client.post(ADMIT, data)
    assert answer.status_code == 422
    assert re.search(r"Ange (datumet|klockslaget|både dag|inskriven)", text_of(answer))


def test_a_time_that_the_clock_change_left_out_is_refused(region: Region) -> None:
    client = region.client("ward")
    data = admission(
        client, region, personal_number(date(1944, 4, 4)), **typed_moment("admitted_at", "2026-03-29 02.30")
    )
    answer = client.post(ADMIT, data)
    assert answer.status_code == 422
    assert "klockan ställs fram" in text_of(answer)


def test_a_person_is_not_admitted_twice_to_the_same_ward(region: Region) -> None:
    client = region.client("ward")
    before = written()
    answer = client.post(ADMIT, admission(client, region, "193802049811", sex="female"))
    assert answer.status_code == 409
    assert "Patienten är redan inskriven på avdelningen." in text_of(answer)
    assert written() == before


def test_an_admission_is_made_once_by_a_double_click(region: Region) -> None:
    client = region.client("ward")
    data = admission(client, region, personal_number(date(1944, 4, 4)))
    first, second = client.post(ADMIT, data), client.post(ADMIT, data)
    assert first["Location"] == second["Location"]
    assert CareEpisode.objects.count() == 2


def test_a_discharge_before_the_admission_is_impossible(region: Region) -> None:
    """The page takes no typed time; a service that is given one refuses it."""
    with pytest.raises(Conflict, match="before_admission"):
        services.record_discharge(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            at=region.start - timedelta(minutes=1),
            to="home",
        )
    where = reverse("discharge", args=[region.episode.public_id])
    client = region.client("ward")
    client.post(where, fill(client, where, to="home", at="2001-01-01T00:00"))
    assert CareEpisode.objects.get(pk=region.episode.pk).ended_at > region.start


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("change_date", {"expected_discharge": "2099-01-01", "certainty": "sure"}, "note"),
        ("send_ready", {"doctor_name": "Dr A"}, "note"),
        ("discharge", {"to": "home"}, "note"),
    ],
)
def test_a_megabyte_of_text_gets_a_clear_answer_and_is_kept(
    region: Region, name: str, values: dict[str, str], field: str
) -> None:
    client = region.client("ward")
    where = reverse(name, args=[region.episode.public_id])
    before = written()
    answer = client.post(where, fill(client, where, **values, **{field: "å" * 1_000_000}))
    assert answer.status_code == 422
    assert "Texten är för lång. Korta den till högst 4 000 tecken." in text_of(answer)
    assert "å" * 1000 in answer.content.decode()
    assert written() == before


@pytest.mark.parametrize("name", ["change_date", "send_ready", "discharge", "send_notice"])
def test_a_null_character_is_refused_not_stored(region: Region, name: str) -> None:
    client = region.client("ward")
    where = reverse(name, args=[region.episode.public_id])
    values = {
        "note": "a\0b",
        "doctor_name": "A\0",
        "to": "home",
        "expected_discharge": "2099-01-01",
        "certainty": "sure",
    }
    before = written()
    answer = client.post(where, fill(client, where, **values))
    assert answer.status_code == 422
    assert written() == before


def test_null_characters_in_searches_and_marks(region: Region) -> None:
    client = region.client("office")
    for where in (reverse("worklist"), reverse("people")):
        assert client.post(where, {"q": "El\0sa"}).status_code in (200, 302)
    assert client.get(reverse("worklist")).status_code == 200


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("send_notice", {"to": ["999999999"]}),
        ("send_notice", {"to": ["x"]}),
        ("send_notice", {"to": ["9" * 40]}),
        ("send_notice", {"to": []}),
    ],
)
def test_a_receiver_that_does_not_exist(region: Region, name: str, values: dict[str, object]) -> None:
    client = region.client("ward")
    where = reverse(name, args=[region.episode.public_id])
    before = written()
    typed = fill(
        client, where, expected_discharge="2099-01-01", certainty="sure", doctor_name="Dr A", **values
    )
    answer = client.post(where, typed)
    assert answer.status_code == 422
    assert "mottagare" in text_of(answer).lower() or "giltigt val" in text_of(answer).lower()
    assert written() == before


@pytest.mark.parametrize("field", ["version", "key", "seen"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 60])
def test_a_form_without_its_hidden_fields_is_not_carried_out(region: Region, field: str, value: str) -> None:
    client = region.client("ward")
    where = reverse("change_date", args=[region.episode.public_id])
    typed = fill(
        client, where, expected_discharge="2099-01-01", certainty="sure", note="kvar", **{field: value}
    )
    answer = client.post(where, typed)
    if field == "seen" and answer.status_code == 302:
        return
    assert answer.status_code in (409, 422)
    assert "kvar" in answer.content.decode()
    assert not Item.objects.filter(kind="expected_discharge_changed").exists()


def test_markup_in_names_is_text_on_every_page(region: Region) -> None:
    evil = "<img src=x onerror=alert(1)>\"'{{ 7|add:7 }}"
    patient = region.episode.patient
    patient.name = evil
    patient.address = evil
    patient.save()
    client = region.client("ward")
    typed = {"doctor_name": evil[:100], "note": evil, "to": "home"}
    where = reverse("send_ready", args=[region.episode.public_id])
    assert client.post(where, fill(client, where, **typed)).status_code == 302
    names = ("case", "case_history", "change_date", "discharge", "withdraw_ready")
    pages = [reverse(name, args=[region.episode.public_id]) for name in names]
    for page in (*pages, reverse("worklist")):
        body = client.get(page).content.decode()
        assert "<img src=x" not in body, page
        assert "&lt;img src=x onerror=alert(1)&gt;" in body, page
        assert "{{ 7|add:7 }}" in body, page


def test_a_method_that_a_page_does_not_have(region: Region) -> None:
    client = region.client("ward")
    assert client.post(reverse("case", args=[region.episode.public_id])).status_code == 405
    assert client.get(reverse("take_case", args=[region.episode.public_id])).status_code == 405
    assert client.delete(reverse("worklist")).status_code == 405


def test_a_post_without_the_token_of_the_page_is_refused(region: Region) -> None:
    user, assignment = region.person("ward")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    session = client.session
    session["assignment_id"] = assignment.pk
    session.save()
    before = written()
    where = reverse("discharge", args=[region.episode.public_id])
    assert client.post(where, {"to": "home"}).status_code == 403
    assert written() == before
