"""The seven recommendations as a scorecard, and an answer to a letter: figures, and what cannot be said."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import page as validator
import pytest
from pypdf import PdfReader

from core import clock
from deviations.followup import agreement_counts
from deviations.models import AgreementParty, LocalAgreement
from reporting.exports.asked import asked_pdf
from reporting.exports.board import compose
from reporting.presenters.asked import asked_views
from reporting.rules.periods import parse_period
from reporting.selectors import asked
from reporting.selectors.directory import directory
from reporting.selectors.figures import figures
from reporting.services import board as boards
from tests.factories.region import Region
from tests.pages.support import text_of


def address(path: str, of: str, period: str, *codes: str) -> str:
    return f"/rapporter/{path}/?{urlencode([('for', of), ('period', period), *(('brist', one) for one in codes)])}"


@pytest.fixture
def agreed(region: Region) -> Region:
    """An agreement that both have signed, one that the region has not, and one that has ended."""
    today = clock.today()
    for name, signed, ended in (
        ("A", True, None),
        ("B", False, None),
        ("C", True, today - timedelta(days=99)),
    ):
        row = LocalAgreement.objects.create(
            name=name,
            kind="agreement",
            text="Vi ringer.",
            kept_by_id=region.id("mas"),
            revise_on=today - timedelta(days=1) if name == "A" else None,
            ended_on=ended,
        )
        for organisation, signs in (("municipality", True), ("region", signed)):
            AgreementParty.objects.create(
                agreement=row,
                organisation=region.organisations[organisation],
                since=today - timedelta(days=100),
                signed_on=today - timedelta(days=90) if signs else None,
                signed_by="Chefen" if signs else "",
            )
    return region


def test_the_register_is_counted_as_it_stood(agreed: Region) -> None:
    today, own = clock.today(), [agreed.organisations["municipality"].pk]
    assert agreement_counts(organisations=own, on=today)["agreement"] == (2, 1, 1)
    assert agreement_counts(organisations=own, on=today - timedelta(days=99))["agreement"] == (2, 0, 0)
    assert agreement_counts(organisations=own, on=today - timedelta(days=100))["agreement"] == (3, 0, 0)
    assert agreement_counts(organisations=own, on=today - timedelta(days=101))["agreement"] == (0, 0, 0)
    assert agreement_counts(organisations=[agreed.organisations["other"].pk], on=today)["agreement"] == (
        0,
        0,
        0,
    )


def test_the_scorecard_says_what_the_report_says_and_what_it_does_not(agreed: Region, period: str) -> None:
    page = agreed.client("management").get(address("rekommendationer", "0199", period))
    text = text_of(page)
    assert "1. Lokala överenskommelser" in text
    assert "2 finns i registret, 1 är undertecknade av alla." in text
    assert "7. Följ upp hur det går" in text
    assert "Kallelse till SIP" in text or "SIP" in text
    assert "Inget att räkna på under" in text
    assert "Går inte att säga" in text
    assert "våra egna ord" in text
    unit = text_of(agreed.client("ward").get(address("rekommendationer", "T-ward", period)))
    assert "Välj kommunen eller regionen" in unit
    assert agreed.client("management").get(address("rekommendationer", "0198", period)).status_code == 404
    assert agreed.client("management").get(address("rekommendationer", "0199", "igår")).status_code == 422


def test_a_letter_is_answered_with_what_was_chosen_alone(region: Region, period: str) -> None:
    manager = region.client("management")
    empty = text_of(manager.get(address("skrivelse", "0199", period)))
    assert "Brister som skrivelsen tar upp" in empty
    assert "Ladda ner PDF" not in empty
    page = text_of(manager.get(address("skrivelse", "0199", period, "b4", "b11")))
    assert "Ladda ner PDF" in page
    assert page.count("Så räknas siffrorna") == 1, "the question without a measure has no definition"
    refused = manager.post("/rapporter/skrivelse/", {"for": "0199", "period": period})
    assert refused.status_code == 422
    assert "Välj minst en brist" in text_of(refused)
    for who in ("mas", "office", "ward"):
        assert region.client(who).get("/rapporter/skrivelse/").status_code == 403


def test_the_pdf_is_tagged_and_says_the_same(region: Region, period: str) -> None:
    manager = region.client("management")
    answer = manager.post("/rapporter/skrivelse/", {"for": "0199", "period": period, "brist": ["b4", "b10"]})
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="svar-pa-skrivelse-testkopings-kommun' in answer["Content-Disposition"]
    checked = validator.validate_pdf_bytes(answer.content, profile=validator.ValidationProfile.PDF_UA_1)
    assert checked.is_compliant, [failure.message for failure in checked.failures]
    text = " ".join(
        " ".join((each.extract_text() or "").split()) for each in PdfReader(io.BytesIO(answer.content)).pages
    )
    for part in (
        "1. Det kallas sällan till SIP",
        "2. Patienternas syn",
        "Går inte att säga",
        "Så räknas siffrorna",
    ):
        assert part in text
    assert "Inget gemensamt system" not in text


def test_no_unsuppressed_figure_is_written(region: Region, period: str) -> None:
    found = figures("T-ward", period, now=clock.now(), unsuppressed=True)
    with pytest.raises(ValueError, match="unsuppressed"):
        asked_pdf([], found, heading="x", intro="", wording="", now=clock.now())


def test_the_namnds_report_tells_the_seven(region: Region, period: str) -> None:
    row = boards.begin_board(
        acting=region.acting("management"),
        known=directory(),
        organisation="0199",
        period=parse_period(period),
    )
    told = compose(row, now=clock.now()).content["recommendations"]
    found = figures("0199", period, now=clock.now())
    views = asked_views(asked.answered(asked.recommendations(), found, directory()), found)
    assert [one["title"] for one in told] == [one.title for one in views]
    assert len(told) == 7
