"""The trygghetskvitto: one page in eight languages from fixed phrases; what is free stays Swedish (T13)."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader

from actors.models import Unit
from core import clock, pdf, scope
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of, typed_moment
from transitions import services
from transitions.models import Addressee, Item, SafetyReceipt
from transitions.presenters.safety_receipt import day_text, moment_text, sheet
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.rules.safety_receipt import (
    LONGEST_MORE,
    MOST_VISITS,
    Agreed,
    Call,
    Meets,
    Part,
    Receipt,
    Transport,
    Visit,
    Visitor,
)
from transitions.selectors.safety_receipt import languages, latest

HOME = datetime(2026, 11, 24, 12, tzinfo=UTC)
FULL = Receipt(
    home_at=HOME,
    ward="Geriatrik 2, Dalens sjukhus",
    transport=Transport.PATIENT_TRANSPORT,
    meets=Meets.TEAM,
    visits=tuple(
        Visit(who, date(2026, 11, 25), Part.AFTERNOON, "Hemtjänsten Björken Södra", "08-465 004 11")
        for who in (Visitor.REHAB, Visitor.TEAM, Visitor.NURSE, Visitor.NIGHT_PATROL)
    ),
    calls=tuple(
        Call(kind, "Åsa Demosson, distriktssköterska", "08-465 004 20")
        for kind in ("ward", "contact", "home_care")
    ),
    agreed=tuple(Agreed),
    sip_at=HOME + timedelta(days=3),
    more=("Ring hellre en gång för mycket. " * 20)[:LONGEST_MORE],
)
CODES = (
    [f"transport.{one}" for one in Transport]
    + [f"meets.{one}" for one in Meets]
    + [f"visit.{one}" for one in Visitor]
    + [f"part.{one}" for one in Part]
    + [f"agreed.{one}" for one in Agreed]
)


def test_every_phrase_is_there_in_every_language_and_nobody_has_pretended_to_review_it() -> None:
    found = languages()
    assert list(found) == ["sv", "sv-easy", "en", "fi", "pl", "so", "ar", "fa"]
    swedish = found["sv"]
    for language in found.values():
        assert set(language.phrases) == set(swedish.phrases) >= set(CODES)
        assert all(text.strip() for text in language.phrases.values())
        assert (len(language.weekdays), len(language.months)) == (7, 12)
        assert language.status in ("original", "utkast", "granskad")
        assert (language.status == "granskad") == bool(language.reviewed_by and language.reviewed_on)
        assert language.direction == ("rtl" if language.tag in ("ar", "fa") else "ltr")
    assert [one.code for one in found.values() if not one.draft] == ["sv"]
    assert len(FULL.visits) == MOST_VISITS
    assert Receipt.of(FULL.stored()) == FULL


def test_days_and_times_are_swedish_time_in_the_words_of_the_language() -> None:
    before, after = datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)
    found = languages()
    assert moment_text(before, found["sv"]) == "söndag 25\u00a0oktober kl. 00.30"
    assert moment_text(after, found["en"]) == "Sunday 25\u00a0October at 23:30"
    assert day_text(date(2026, 12, 31), found["fi"]) == "torstai 31.\u00a0joulukuuta"
    assert day_text(date(2026, 12, 31), found["ar"]) == "الخميس 31 ديسمبر"


@pytest.mark.parametrize("code", ["sv", "so", "ar"])
def test_the_fullest_sheet_is_one_tagged_page(code: str) -> None:
    """Somali has the longest words, Arabic runs from right to left in a font of ours."""
    item = Item(at=HOME)
    item.by_unit = Unit(name="Geriatrik 2")
    row = SafetyReceipt(item=item, content=FULL.stored())
    html = render_to_string(
        "transitions/safety_receipt_pdf.html",
        {"sheet": sheet(row, languages()[code], person="Elsa Testsson")},
    )
    made = pdf.make(html, styles=[pdf.STATIC / "css" / "safety-receipt.css"])
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 1
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == code
    fonts = {font["/BaseFont"] for font in _fonts(reader)}
    assert any("Vazirmatn" in name for name in fonts) == (code == "ar"), fonts
    draft = languages()[code].phrases["draft"] in html
    assert draft == (code != "sv")
    assert 'lang="sv" dir="ltr">Ring hellre' in html, "free text is marked as Swedish"


@pytest.mark.parametrize("code", ["ar", "fa"])
def test_who_listens_to_the_sheet_hears_the_words_that_stand_there(code: str) -> None:
    """A font with loose dots would be read with other letters (PDF/UA: each sign has its meaning)."""
    item = Item(at=HOME)
    item.by_unit = Unit(name="Geriatrik 2")
    shown = sheet(SafetyReceipt(item=item, content=FULL.stored()), languages()[code], person="Elsa Testsson")
    html = render_to_string("transitions/safety_receipt_pdf.html", {"sheet": shown})
    made = pdf.make(html, styles=[pdf.STATIC / "css" / "safety-receipt.css"])
    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split()
    words = set(re.findall(r"[\u0620-\u06ff]{3,}", re.sub(r"<[^>]*>", " ", html)))
    assert len(words) > 60
    # Lam-alif is one sign of two letters, which the reader of the test turns round.
    lost = {
        word
        for word in words
        if "لا" not in word and "لأ" not in word and not any(word in one for one in read)
    }
    assert len(lost) < len(words) / 50, lost


SHORT = replace(FULL, agreed=FULL.agreed[:2], sip_at=None, more="")


def test_what_is_short_is_in_larger_type_and_still_one_page() -> None:
    assert SHORT.short
    assert not replace(SHORT, agreed=FULL.agreed[:3]).short
    assert not FULL.short
    sizes = []
    for receipt in (SHORT, FULL):
        item = Item(at=HOME)
        item.by_unit = Unit(name="Geriatrik 2")
        row = SafetyReceipt(item=item, content=receipt.stored())
        words = {"sheet": sheet(row, languages()["so"], person="Elsa Testsson")}
        html = render_to_string("transitions/safety_receipt_pdf.html", words)
        reader = PdfReader(io.BytesIO(pdf.make(html, styles=[pdf.STATIC / "css" / "safety-receipt.css"])))
        assert len(reader.pages) == 1
        found: list[float] = []
        reader.pages[0].extract_text(
            visitor_text=lambda text, cm, tm, font, size, found=found: found.append(size)
        )
        sizes.append(sorted(found)[len(found) // 2])
    assert sizes[0] > sizes[1]


def _fonts(reader: PdfReader) -> list[dict[str, str]]:
    return [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]


def give(region: Region) -> None:
    receipt = replace(FULL, home_at=clock.now() + timedelta(hours=5))
    services.give_safety_receipt(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), receipt=receipt
    )


@pytest.mark.django_db
def test_it_is_made_from_what_the_case_knows_and_shown_in_the_persons_language() -> None:
    region = build()
    services.appoint_care_contact(
        acting=region.acting("vc"), episode_id=region.episode.pk, at=clock.now(), name="Siv Ek", phone="08-9"
    )
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        providers=[region.id("home")],
    )
    client = region.client("ward")
    case = region.episode.public_id
    where = reverse("safety_receipt_new", args=[case])
    form = client.get(where)
    assert 'value="Hemtjänsten Ett"' in form.content.decode()
    tomorrow = clock.today() + timedelta(days=1)
    typed = fill(
        client,
        where,
        **typed_moment("home_at", f"{tomorrow} 13.00"),
        transport="taxi",
        meets="home_care",
        agreed=["aids", "key"],
        more="Katten är hos <b>grannen</b>.",
    )
    no_day = client.post(where, typed | {"day_0": ""})
    assert no_day.status_code == 422
    assert "Ange vilken dag besöket är." in text_of(no_day)
    answer = client.post(where, typed)
    assert answer["Location"] == reverse("safety_receipt", args=[case, "sv"]), text_of(answer)
    shown = text_of(client.get(answer["Location"]))
    for words in (
        "Siv Ek",
        "Hemtjänsten Ett",
        "Taxi är beställd",
        "Dina hjälpmedel finns hemma",
        "1177",
        "112",
    ):
        assert words in shown
    arabic = client.get(reverse("safety_receipt", args=[case, "ar"])).content.decode()
    assert 'lang="ar" dir="rtl"' in arabic
    assert "تم حجز سيارة أجرة" in arabic
    assert "مسودة غير مراجعة" in arabic
    assert "Katten är hos &lt;b&gt;grannen&lt;/b&gt;." in arabic
    document = client.get(reverse("safety_receipt_pdf", args=[case, "fa"]))
    assert document["Content-Type"] == "application/pdf"
    assert "trygghetskvitto.pdf" in document["Content-Disposition"]
    assert client.get(reverse("safety_receipt", args=[case, "xx"])).status_code == 404


@pytest.mark.django_db
def test_others_know_that_it_was_given_and_read_it_only_with_the_persons_yes() -> None:
    region = build()
    give(region)
    assert latest(acting=region.acting("office"), episode=region.episode) is None
    office = region.client("office")
    case = region.episode.public_id
    assert office.get(reverse("safety_receipt", args=[case, "sv"])).status_code == 404
    assert "Trygghetskvitto lämnat" in text_of(office.get(reverse("case", args=[case])))
    with scope.acting_as(region.acting("vc")):
        assert not SafetyReceipt.objects.exists()
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    give(region)
    assert latest(acting=region.acting("office"), episode=region.episode) is not None
    kept = Item.objects.filter(kind=ItemKind.SAFETY_RECEIPT_GIVEN)
    assert kept.count() == 2, "the earlier sheet stands"
    assert not Addressee.objects.filter(item__in=kept, unit_id=region.id("vc")).exists()
