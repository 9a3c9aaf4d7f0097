"""The samordnad vårdplan of open compulsory care, and the plan on paper in a language and in a child's words."""

from datetime import timedelta
from io import BytesIO

import page as validator
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from core import clock
from sip import services
from sip.models import PlanPart, Sip
from sip.services import ActionText, Common, GoalText
from tests.factories.region import Region, build, send_notice, send_ready
from tests.sip.pages import fill
from tests.sip.test_plan import agree_to, fresh, held, url, whole
from transitions.models import CareEpisode
from transitions.rules.kinds import LegalForm
from transitions.rules.representation import RepresentativeKind
from transitions.services import add_representative, change_legal_form

pytestmark = pytest.mark.django_db

NEED = "Stöd att ta läkemedlen varje dag."


@pytest.fixture
def region() -> Region:
    made = build(start=clock.now() - timedelta(days=6))
    send_notice(made, to=("office", "vc", "home", "rehab"))
    send_ready(made, clock.now() - timedelta(days=3))
    return made


def care_plan(region: Region) -> Sip:
    """Called by the ward of a person who goes over to open compulsory care; the region's and the office's consented."""
    now = clock.now()
    change_legal_form(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now - timedelta(days=3),
        form=LegalForm.OPEN_LPT,
    )
    sip = services.call_sip(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now - timedelta(days=2),
        to=[region.id("office"), region.id("vc")],
        caller="hospital",
        meeting_at=now - timedelta(hours=2),
        mode="room",
    )
    agree_to(region, ())
    return sip


def write_need(region: Region, sip: Sip, unit: str, need: str, version: int = 0) -> PlanPart:
    return services.write_part(
        acting=region.acting(unit),
        sip=fresh(sip),
        at=clock.now(),
        version=version,
        assessment=need,
        actions=[
            ActionText(text="Boendestöd", responsible="Test Testsson", id=row.pk)
            for row in PlanPart.objects.get(plan__sip=sip, unit_id=region.id(unit)).actions.all()
        ]
        if version
        else [ActionText(text="Boendestöd", responsible="Test Testsson")],
    )


def test_in_open_compulsory_care_the_ward_calls_to_a_samordnad_vardplan_and_nobody_else(
    region: Region,
) -> None:
    sip = care_plan(region)
    assert sip.kind == "care_plan"
    with pytest.raises(PermissionDenied):
        services.call_sip(
            acting=region.acting("vc"),
            episode_id=region.episode.pk,
            at=clock.now(),
            to=[region.id("office")],
            caller="care_contact",
            meeting_at=clock.now() + timedelta(days=1),
            mode="room",
        )
    call = reverse("sip_call", args=[region.episode.public_id])
    assert region.client("vc").get(call).status_code == 403
    form = region.client("ward").get(call).content.decode()
    assert "Kalla till samordnad vårdplan" in form
    assert "Ersätter inte vårdcentralens kallelse" not in form
    detail = region.client("office").get(url("sip_detail", sip)).content.decode()
    assert ">Samordnad vårdplan</h2>" in detail
    assert "Vårdcentralen har inte kallat" not in detail
    listed = region.client("office").get(reverse("sip_list") + "?flik=kallade").content.decode()
    assert "Samordnad vårdplan" in listed
    case = region.client("ward").get(reverse("case", args=[region.episode.public_id])).content.decode()
    assert "Kalla igen eller ändra tiden" in case


def test_the_samordnad_vardplan_has_what_its_law_asks_for_on_page_paper_and_in_the_record(
    region: Region,
) -> None:
    sip = held(region, care_plan(region), units=("office",))
    fields = fill(
        region.client("ward"),
        url("sip_plan_common", sip),
        overall_person="Omid Testrahimi",
        if_worse="Ring mottagningen.",
        follow_up_on=f"{clock.today() + timedelta(days=30)}",
    )
    assert fields.status_code == 302, "the ward, whose chefsöverläkare makes it, writes what is common"
    write_need(region, sip, "office", NEED)
    office = region.client("office")
    assert fill(office, url("sip_plan_confirm", sip)).status_code == 302
    part = PlanPart.objects.get(plan__sip=sip)
    assert part.confirmed_at is not None
    page = office.get(url("sip_plan", sip)).content.decode()
    assert "Insatser från regionen" in page
    assert f"<strong>Bedömt behov, {part.unit.name}</strong><br>{NEED}" in page
    assert "Huvudansvar" not in page
    text = office.get(url("sip_plan_text", sip)).content.decode()
    assert text.startswith("SAMORDNAD VÅRDPLAN\nLPT 7 a §, LRV 12 a §\n")
    assert NEED in text
    assert "Chefsöverläkare: Omid Testrahimi" in text
    paper = PdfReader(BytesIO(office.get(url("sip_plan_pdf", sip)).content))
    told = " ".join(paper.pages[0].extract_text().split())
    assert "Min samordnade vårdplan" in told
    assert NEED in told
    # The assessed need is part of the plan: a change takes the unit's word away.
    write_need(region, sip, "office", "Ett annat behov.", version=1)
    assert PlanPart.objects.get(plan__sip=sip).confirmed_at is None


def test_the_plan_in_persian_reads_from_the_right_and_keeps_what_was_written_in_swedish(
    region: Region,
) -> None:
    sip = whole(region)
    home = region.client("home")
    assert 'value="fa"' in home.get(url("sip_plan", sip)).content.decode()
    made = home.get(url("sip_plan_pdf", sip), {"sprak": "fa"}).content
    answer = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
    assert answer.is_compliant, [failure.message for failure in answer.failures]
    document = PdfReader(BytesIO(made))
    assert document.trailer["/Root"]["/Lang"] == "fa"
    text = document.pages[0].extract_text()
    assert "utkast, inte granskad" in text
    assert "Gå till affären själv" in text
    assert "Vem ansvarar" not in text
    assert b"Vazirmatn" in b"".join(
        bytes(font.get_object()["/BaseFont"], "ascii")
        for font in document.pages[0]["/Resources"]["/Font"].values()
    )
    assert home.get(url("sip_plan_pdf", sip), {"sprak": "xx"}).status_code == 404


def test_a_child_gets_the_plan_with_the_own_goals_first_and_who_the_guardians_are(region: Region) -> None:
    sip = whole(region)
    vc = region.client("vc")
    assert vc.get(url("sip_plan_pdf", sip), {"till": "barn"}).status_code == 404, "of an adult"
    CareEpisode.objects.update(child=True)
    for name, phone in (("Ada Testsson", "070-1"), ("Bo Testsson", "070-2")):
        add_representative(
            acting=region.acting("vc"),
            episode_id=region.episode.pk,
            kind=RepresentativeKind.GUARDIAN,
            name=name,
            phone=phone,
            valid_from=clock.today(),
        )
    services.write_common(
        acting=region.acting("vc"),
        sip=fresh(sip),
        at=clock.now(),
        version=1,
        common=Common(
            matters="Min hund.",
            kin="Vi oroar oss.",
            goals=[GoalText("Bättre skolnärvaro", own_words=False), GoalText("Leka på rasten")],
        ),
    )
    page = vc.get(url("sip_plan", sip)).content.decode()
    assert "Barnet, med enkla ord och barnets mål först" in page
    told = [
        " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
        for answer in (
            vc.get(url("sip_plan_pdf", sip), {"till": "barn"}),
            vc.get(url("sip_plan_pdf", sip)),
        )
    ]
    child, guardians = told
    assert "Det här är min plan" in child
    assert child.index("Leka på rasten") < child.index("Bättre skolnärvaro") < child.index("Min hund.")
    assert "Ada Testsson, 070-1" in child
    assert "Bo Testsson, 070-2" in child
    assert "Vi oroar oss." not in child
    assert "Vi oroar oss." in guardians
    assert guardians.index("Min hund.") < guardians.index("Bättre skolnärvaro")
    assert "Ada Testsson" not in guardians
