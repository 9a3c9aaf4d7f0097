"""Files: the same figures, small numbers hidden, no formulas, a PDF that a screen reader can read."""

import io

import page as validator
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from weasyprint import HTML

from core import clock
from reporting.exports.files import RENDERERS, render
from reporting.exports.sheets import as_xlsx
from reporting.rules.formats import Format
from reporting.selectors.figures import Figures, figures
from tests.factories.region import Region


@pytest.fixture
def found(region: Region, period: str) -> Figures:
    return figures("0199", period, now=clock.now(), fresh=True)


@pytest.fixture
def inside(region: Region, period: str) -> Figures:
    return figures("T-ward", period, now=clock.now(), unsuppressed=True, fresh=True)


@pytest.mark.parametrize("form", list(Format))
def test_unsuppressed_figures_are_never_written_to_a_file(inside: Figures, form: Format) -> None:
    assert None not in {cells["episodes"] for cells in inside.breakdowns["by_sex"].values()}
    with pytest.raises(ValueError, match="never written"):
        render(inside, form)


def test_every_format_can_be_made() -> None:
    assert set(RENDERERS) == set(Format)


def test_a_hospital_with_the_name_of_a_formula_is_text_in_the_workbook(region: Region, period: str) -> None:
    ward = region.units["ward"]
    ward.hospital = "=1+1"
    ward.save()
    book = load_workbook(io.BytesIO(as_xlsx(figures("01", period, now=clock.now(), fresh=True))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "Efter sjukhus: =1+1" for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_workbook_has_the_same_figures_as_numbers(found: Figures) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(found)))
    rows = {row[1]: row[3] for row in book["Mått"].iter_rows(min_row=2, values_only=True)}
    measures = found.report.measures
    assert rows["episodes"] == measures["episodes"] == 6
    assert rows["home_care_lead_time_median_h"] == measures["home_care_lead_time_median_h"]
    assert rows["ready_days_mean_all"] == float(measures["ready_days_mean_all"])
    assert book.sheetnames == [
        "Om rapporten",
        "Mått",
        "Månader",
        "Fördelningar",
        "Orsaker",
        "Vet ej",
        "Definitioner",
    ]


def test_a_hidden_cell_is_a_dash_in_the_workbook(found: Figures) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(found)))
    cells = [row[2] for row in book["Fördelningar"].iter_rows(min_row=2, values_only=True) if "kön" in row[0]]
    assert "–" in cells
    shown = {cells["episodes"] for cells in found.breakdowns["by_sex"].values()}
    assert None in shown


@pytest.fixture(scope="module")
def ua() -> validator.ValidationProfile:
    return validator.ValidationProfile.PDF_UA_1


def test_the_pdf_holds_pdf_ua(found: Figures, ua: validator.ValidationProfile) -> None:
    made = render(found, Format.PDF)
    answer = validator.validate_pdf_bytes(made, profile=ua)
    assert answer.is_compliant, [failure.message for failure in answer.failures]
    # The checker does check: an ordinary PDF fails.
    ordinary = HTML(string="<p>Hej").write_pdf()
    assert not validator.is_pdf_compliant_bytes(ordinary, profile=ua)

    reader = PdfReader(io.BytesIO(made))
    text = " ".join(" ".join((page.extract_text() or "").split()) for page in reader.pages)
    assert (
        reader.metadata.title
        == f"Uppföljning av utskrivning från sjukhus, {found.period.name} – Testköpings kommun"
    )
    for part in (
        "Sammanfattning",
        "Alla mått",
        "Fördelningar",
        "Orsaker till återinskrivning",
        "Så räknas siffrorna",
    ):
        assert part in text
    assert f"Sida 1 av {len(reader.pages)}" in text
    assert "6 vårdtillfällen" in text.replace("\u00a0", " ")
    assert {round(float(side)) for page in reader.pages for side in page.mediabox[2:]} == {595, 842}
    fonts = {str(font.get_object()["/BaseFont"]) for page in reader.pages for font in _fonts(page)}
    assert any("Inter" in font for font in fonts)


def _fonts(page: object) -> list:
    return list(page["/Resources"].get("/Font", {}).values())


def test_markup_in_a_name_is_text_in_the_pdf(region: Region, period: str) -> None:
    organisation = region.organisations["municipality"]
    organisation.name = "<img src=x> & Co"
    organisation.save()
    made = render(figures("0199", period, now=clock.now(), fresh=True), Format.PDF)
    assert "<img src=x> & Co" in (PdfReader(io.BytesIO(made)).pages[0].extract_text() or "")
