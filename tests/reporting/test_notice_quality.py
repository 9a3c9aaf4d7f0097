"""The share of "vet ej" on the report page: what was sent from here, what came to us, and small numbers."""

import io
import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from core import clock
from reporting.exports.sheets import as_xlsx
from reporting.selectors.figures import figures
from tests.factories.region import Region, personal_number
from tests.pages.support import text_of
from transitions import services
from transitions.models import Item, Patient
from transitions.rules.kinds import CareForm, Certainty, DischargedTo, ItemKind, Sex
from transitions.rules.messages import CancelReason
from transitions.services.notice_content import NoticeContent

HEADING = "Vad inskrivningsmeddelandena inte säger"


def send(region: Region, ward: str, number: int, **content: object) -> Item:
    """Another person's notice from a ward to the office."""
    acting = region.acting(ward)
    patient, _ = services.register_patient(
        acting=acting,
        personal_number=personal_number(date(1933, 5, 1) + timedelta(days=number), 985),
        name=f"Mätt Person {number}",
        sex=Sex.UNKNOWN,
        registered_in_id=region.organisations["municipality"].pk,
    )
    episode = services.register_admission(
        acting=acting, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.SOMATIC
    )
    return services.send_admission_notice(
        acting=acting,
        episode_id=episode.pk,
        at=clock.now(),
        to=[region.id("office")],
        expected_discharge=clock.today(),
        certainty=Certainty.LIKELY,
        content=NoticeContent(doctor_name="Dr Öman", **content),  # type: ignore[arg-type]
    )


@pytest.fixture
def sent(region: Region) -> Region:
    """Six from the ward, five of them "vet ej" about mobility; one from the other ward, "vet ej" about aids."""
    for number in range(5):
        send(region, "ward", number, unknown=("mobility",))
    send(region, "ward", 5, basis="oral", mobility="some")
    send(region, "other_ward", 6, unknown=("aids",))
    return region


def report(region: Region, who: str, of: str, period: str) -> str:
    """The section of the page."""
    page = text_of(region.client(who).get(f"/rapporter/?{urlencode({'for': of, 'period': period})}"))
    return page[page.index(HEADING) :]


def test_the_ward_sees_what_it_did_not_know(sent: Region, period: str) -> None:
    """17 questions in each notice; the other ward's is not the ward's."""
    section = report(sent, "ward", "T-ward", period)
    assert "6 inskrivningsmeddelanden med 102 frågor skickades." in section
    assert "4,9 % av frågorna besvarades med vet ej, 94,1 % lämnades tomma." in section
    assert "Förflyttning 6 5 83,3 % 0" in section
    assert "Hjälpmedel 6 0 0,0 % 6" in section
    assert "avdelning för avdelning" not in section


def test_one_patient_of_another_ward_is_not_told_apart(sent: Region, period: str) -> None:
    """The region sees the wards side by side; the single "vet ej" of the other is hidden, and cannot be worked out."""
    section = report(sent, "region_management", "01", period)
    assert "7 inskrivningsmeddelanden" in section
    assert "Avdelning 21 102 – – 96" not in section, "its neighbour would follow from the sum"
    wards = re.findall(r"Avdelning 2[12] (\d+) (\S+) (\S+)", section)
    assert wards == [("102", "–", "–"), ("17", "–", "–")]
    assert "Hjälpmedel 7 – –" in section


def test_the_file_holds_the_same_and_hides_the_same(sent: Region, period: str) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(figures("01", period, now=clock.now(), fresh=True))))
    rows = {row[0]: row[1:] for row in book["Vet ej"].iter_rows(min_row=2, values_only=True)}
    assert rows["Alla meddelanden"] == (119, None, 5, None), "in percent alone, as on the page"
    assert rows["Avdelning: Avdelning 22"][1:3] == ("–", "–")
    assert rows["Fråga: Hjälpmedel"][1] == "–"
    own = load_workbook(io.BytesIO(as_xlsx(figures("T-ward", period, now=clock.now(), fresh=True))))
    assert {row[0]: row[2] for row in own["Vet ej"].iter_rows(values_only=True)}["Fråga: Förflyttning"] == 5


def test_the_municipality_counts_what_it_was_sent_of_its_own(sent: Region, period: str) -> None:
    assert "7 inskrivningsmeddelanden" in report(sent, "management", "0199", period)
    item = Item.objects.filter(kind=ItemKind.ADMISSION_NOTICE_SENT).latest("pk")
    services.cancel_message(
        acting=sent.acting("other_ward"),
        episode_id=item.episode_id,
        at=clock.now(),
        of=ItemKind.ADMISSION_NOTICE_SENT,
        of_at=item.at,
        reason=CancelReason.WRONG_PERSON,
    )
    assert "6 inskrivningsmeddelanden" in report(sent, "management", "0199", period), (
        "cancelled is not counted"
    )
    Patient.objects.update(registered_in=sent.organisations["other"])
    office = report(sent, "office", "T-office", period)
    assert "6 inskrivningsmeddelanden" in office, "what was sent to the unit, wherever the person lives"


def test_a_completion_does_not_mend_what_was_sent(sent: Region, period: str) -> None:
    item = Item.objects.filter(kind=ItemKind.ADMISSION_NOTICE_SENT, by_unit=sent.id("ward")).latest("pk")
    services.complete_notice(
        acting=sent.acting("ward"),
        episode_id=item.episode_id,
        at=clock.now(),
        content=NoticeContent(doctor_name="Dr Öman", basis="oral", aids="Rollator"),
    )
    assert "Hjälpmedel 6 0 0,0 % 6" in report(sent, "ward", "T-ward", period)


def test_questioned_readiness_is_counted(sent: Region, period: str) -> None:
    """T28."""
    acting, now = sent.acting("ward"), clock.now()
    services.send_discharge_ready(
        acting=acting,
        episode_id=sent.episode.pk,
        at=now,
        to=[sent.id("office"), sent.id("vc")],
        doctor_name="Dr Ek",
    )
    services.question_readiness(
        acting=sent.acting("office"), episode_id=sent.episode.pk, at=clock.now(), why="Feber i natt"
    )
    services.record_discharge(acting=acting, episode_id=sent.episode.pk, at=clock.now(), to=DischargedTo.HOME)
    section = report(sent, "management", "0199", period)
    assert "I ett vårdtillfälle har en mottagare ifrågasatt" in section
