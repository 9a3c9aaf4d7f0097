"""Samtycke och sekretess: the register's pages, and what a send page says before it sends."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from core import clock
from tests.factories.region import Region
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Consent, HarmAssessment, Item, Representative
from transitions.rules.kinds import ItemKind, Scope


def address(name: str, region: Region, *more: int) -> str:
    """A page of the case."""
    return reverse(name, args=[region.episode.public_id, *more])


def answer(client: Client, region: Region, **more: object) -> str:
    """Register a yes to messages; the page that follows."""
    where = address("give_consent", region)
    given = {"answer": "yes", "scopes": ["information"], "form": "oral", **more}
    posted = client.post(where, fill(client, where, **given))
    assert posted.status_code == 302, text_of(posted)
    assert posted["Location"] == address("consents", region)
    return text_of(client.get(posted["Location"]))


def test_a_yes_is_registered_shown_withdrawn_and_kept_in_historik(region: Region) -> None:
    client = region.client("ward")
    assert "Ingen har registrerat vad personen har svarat" in text_of(client.get(address("consents", region)))
    page = answer(client, region, units=[str(region.id("office"))], what="inte om ekonomin")
    for told in (
        "Gäller",
        "Biståndsenheten",
        "Muntligt",
        "Personen själv",
        "inte om ekonomin",
        "Person ward",
    ):
        assert told in page
    where = address("withdraw_consent", region)
    assert client.post(where, fill(client, where, scopes=["information"])).status_code == 302
    assert "Återkallat" in text_of(client.get(address("consents", region)))
    history = text_of(client.get(address("consent_history", region)))
    assert "Samtycke, uppgifter utöver lagens skickas: skapad" in history
    assert "återkallelsen registrerad av" in history
    row = Consent.objects.get()
    assert (row.units, row.form) == ([region.id("office")], "oral")
    assert row.withdrawn_at is not None


def test_a_no_is_registered_and_the_send_page_says_what_then_goes(region: Region) -> None:
    client = region.client("ward")
    answer(client, region, answer="no", form="")
    page = text_of(client.get(address("send_notice", region)))
    assert "Personen säger nej till att mer skickas" in page
    page = text_of(client.get(address("discharge", region)))
    assert "Information vid utskrivning Ingen Skickas inte" in page
    assert "Vart personen kommer Alla mottagare Skyldighet" in page
    assert "Hindrar sekretess att uppgifterna lämnas?" in page


def test_a_send_page_says_which_field_goes_to_whom_on_what_ground(region: Region) -> None:
    client = region.client("ward")
    page = text_of(client.get(address("change_date", region)))
    assert "Beräknad utskrivning, hur säkert datumet är Alla mottagare Skyldighet" in page
    assert "Anteckning Ingen Skickas inte" in page
    answer(client, region, units=[str(region.id("office"))])
    page = text_of(client.get(address("change_date", region)))
    assert "Anteckning Biståndsenheten Samtycke" in page
    assert "Anteckning Inte till Gröndals vårdcentral Skickas inte" in page


def test_an_assessment_of_a_discharge_is_asked_for_and_kept(region: Region) -> None:
    client = region.client("ward")
    answer(client, region, answer="no", form="")
    where = address("discharge", region)
    half = fill(client, where, to="home", note="Nya läkemedel", secrecy="nej")
    refused = client.post(where, half)
    assert refused.status_code == 422
    assert "Ange vem som har gjort bedömningen." in text_of(refused)
    whole = {**half, "secrecy_by": "Dr Öman", "secrecy_reason": "Annars fel läkemedel."}
    assert client.post(where, whole).status_code == 302
    assert HarmAssessment.objects.get().ground == "10:28"
    assert "Nya läkemedel" in text_of(region.client("vc").get(address("case", region)))


def test_a_notice_with_a_harm_assessment_names_ground_person_and_reason(region: Region) -> None:
    client = region.client("ward")
    where = address("send_notice", region)
    soon = clock.today() + timedelta(days=3)
    typed = fill(
        client,
        where,
        expected_discharge=f"{soon}",
        certainty="sure",
        doctor_name="Dr Öman",
        to=[str(region.id("vc"))],
        basis="harm_assessment",
        function="Dusch",
    )
    refused = client.post(where, typed)
    assert refused.status_code == 422
    for told in ("vem som har gjort menprövningen", "vilken grund", "hur bedömningen gjordes"):
        assert told in text_of(refused)
    typed |= {"basis_by": "Dr Öman", "basis_ground": "25:13", "basis_reason": "Kan inte svara."}
    assert client.post(where, typed).status_code == 302
    assert "Funktion: Dusch" in text_of(region.client("vc").get(address("case", region)))
    assert "Dusch" not in text_of(region.client("office").get(address("case", region)))


def test_what_was_withheld_is_nowhere_on_the_receivers_pages(region: Region) -> None:
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today(),
        certainty="sure",
        note="KANARIEFAGEL",
    )
    client = region.client("vc")
    for page in ("case", "case_history", "consents", "consent_history"):
        assert "KANARIEFAGEL" not in client.get(address(page, region)).content.decode()
    own = text_of(region.client("ward").get(address("case", region)))
    assert "KANARIEFAGEL" in own
    assert "Anteckning: inte skickat till Biståndsenheten, Gröndals vårdcentral." in own
    assert "inte skickat till" not in text_of(client.get(address("case", region)))


def test_a_representative_is_recorded_asked_in_an_assessment_and_ended(region: Region) -> None:
    client = region.client("office")
    where = address("add_representative", region)
    typed = fill(client, where, kind="god_man", name="Kim Ek", phone="08-1", document="Utdrag 2026-01-10")
    refused = client.post(where, typed)
    assert refused.status_code == 422
    assert "Ange vad uppdraget omfattar." in text_of(refused)
    assert client.post(where, {**typed, "mandates": ["person"]}).status_code == 302
    row = Representative.objects.get()
    where = address("assess_harm", region)
    weighed = fill(
        client,
        where,
        why="unable",
        discloses="ja",
        ground="26:1",
        what="Funktion",
        reason="Gode mannen säger ja.",
        representative=str(row.pk),
        assessed_by="Siv Handläggare",
    )
    assert client.post(where, weighed).status_code == 302
    page = text_of(client.get(address("consents", region)))
    for told in ("Kim Ek", "Sörja för person", "God man Kim Ek", "OSL 26 kap. 1 §", "Siv Handläggare"):
        assert told in page
    where = address("end_representative", region, row.pk)
    assert client.post(where, fill(client, where, last_day=f"{clock.today()}")).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == clock.today()
    other = region.client("ward")
    assert "Gode mannen säger ja" not in text_of(other.get(address("consents", region))), "the unit's own"


def test_a_representative_of_another_person_is_not_found(region: Region) -> None:
    client = region.client("office")
    assert client.get(address("end_representative", region, 999_999)).status_code == 404


def test_home_care_sees_neither_answers_nor_representatives(region: Region) -> None:
    """Whoever is not addressed by the item of a consent does not see it."""
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("home")],
        starts_at=clock.now(),
        note="Dusch",
    )
    answer(region.client("ward"), region, what="KANARIEFAGEL")
    page = text_of(region.client("home").get(address("consents", region)))
    assert "KANARIEFAGEL" not in page
    assert "Ställföreträdare" not in page
    assert Item.objects.filter(kind=ItemKind.CONSENT_GIVEN).count() == 1
    assert Consent.objects.get().scope == Scope.INFORMATION
