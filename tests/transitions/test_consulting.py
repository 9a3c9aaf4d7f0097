"""Consultation inside the municipality (T36): a nurse who is on the case, and a MAS who sees the question alone."""

from dataclasses import replace

import pytest
from django.urls import reverse

from actors.models import Organisation, Unit
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AccessLogRow
from tests.factories.region import Region, build
from tests.pages.support import text_of
from transitions import services
from transitions.models import Addressee, Party, Patient, Task
from transitions.rules.consulting import Enclosed
from transitions.rules.kinds import ConsentForm, Protection, Scope
from transitions.rules.tasks import TaskKind

pytestmark = pytest.mark.django_db

QUESTION = {"profession": "nurse", "question": "Klarar vi såret hemma?"}
PART = Enclosed("Hjälpmedel", (("Hjälpmedel", "Rullator", "Avdelning 21", "2026-11-22T09:00:00+00:00"),))
TO_MAS = {"profession": "mas", "question": "Får vi delegera insulinet?"}


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral; nurses and MAS in the municipality, MAS in another."""
    made = build()
    other = Organisation.objects.create(
        code="T-other", kind=OrganisationKind.MUNICIPALITY, name="Grannkommun"
    )
    more = {
        "nurse": (made.organisations["municipality"], UnitKind.MUNICIPAL_HEALTH_CARE),
        "mas2": (other, UnitKind.MAS_OFFICE),
    }
    units = {
        name: Unit.objects.create(code=f"T-{name}", organisation=owner, kind=kind, name=f"Enheten {name}")
        for name, (owner, kind) in more.items()
    }
    return replace(made, units={**made.units, **units})


def by(region: Region, unit: str, role: Role | None = None) -> dict[str, object]:
    """What a service wants of every act."""
    acting = region.acting(unit, role=role) if role else region.acting(unit)
    return {"acting": acting, "episode_id": region.episode.pk, "at": clock.now()}


def url(region: Region, name: str) -> str:
    """A page of the case."""
    return reverse(name, args=[region.episode.public_id])


def consented(region: Region) -> None:
    """The person lets all who are asked know."""
    services.give_consent(**by(region, "office"), scopes=[Scope.INFORMATION], form=ConsentForm.ORAL)


def test_a_colleague_is_asked_and_answers_within_the_limits_of_secrecy(region: Region) -> None:
    with pytest.raises(Invalid) as caught:
        services.consult(**by(region, "office"), unit_id=region.id("vc"), **QUESTION)
    assert caught.value.code == "other_organisation"
    with pytest.raises(Invalid) as caught:
        services.consult(**by(region, "office"), unit_id=region.id("home"), **QUESTION)
    assert caught.value.code in ("not_asked", "other_organisation")
    item = services.consult(**by(region, "office"), unit_id=region.id("nurse"), **QUESTION, enclosed=[PART])
    assert Addressee.objects.get(item=item).withheld == ["enclosed", "note"], "no consent: the words stay"
    nurses = Task.objects.filter(unit_id=region.id("nurse"), kind=TaskKind.ANSWER_CONSULTATION)
    assert nurses.exists()
    nurse = by(region, "nurse", Role.HOUSING_NURSE)
    shown = text_of(region.client("nurse").get(url(region, "answer_consultation")))
    assert "Texten har inte skickats till er" in shown
    answer = services.answer_consultation(**nurse, answer="Ja, med omläggning varannan dag.")
    assert set(answer.addressees.values_list("unit_id", flat=True)) == {region.id("office")}
    assert not nurses.exists()
    with pytest.raises(Conflict) as again:
        services.answer_consultation(**nurse, answer="Igen")
    assert again.value.code == "nothing_to_answer"


def test_the_mas_hears_nothing_without_a_ground(region: Region) -> None:
    with pytest.raises(Invalid) as caught:
        services.consult(**by(region, "office"), unit_id=region.id("mas"), **TO_MAS)
    assert caught.value.code == "no_ground"
    mas = region.client("mas")
    # A deviation has brought the MAS to the case: that is no question.
    Party.objects.create(episode=region.episode, unit_id=region.id("mas"), since=clock.now())
    for name in ("consultation", "answer_consultation"):
        assert mas.get(url(region, name)).status_code == 404, name
    assert "Ingen fråga har kommit" in text_of(mas.get(reverse("consultations")))
    register = region.client("office").get(url(region, "give_consent"))
    assert region.units["mas"].name in text_of(register), "the consent can name those who may be asked"


def test_the_mas_sees_the_question_and_what_was_enclosed_and_no_more(region: Region) -> None:
    consented(region)
    services.consult(**by(region, "office"), unit_id=region.id("mas"), **TO_MAS, enclosed=[PART])
    mas = region.client("mas")
    listed = text_of(mas.get(reverse("consultations")))
    assert region.episode.patient.name in listed
    assert "Väntar på svar" in listed
    assert "delegera" not in listed, "the words are read on the question's own page"
    page = mas.get(url(region, "answer_consultation"))
    shown = text_of(page)
    assert "Får vi delegera insulinet?" in shown
    assert "Rullator" in shown
    for name in ("case_history", "consents"):
        assert url(region, name) not in page.content.decode(), "no way into the rest"
    for name in ("case", "case_history", "going_home", "consents", "whole_picture", "notice", "ask_question"):
        assert mas.get(url(region, name)).status_code == 404, name
    assert region.client("mas2").get(url(region, "answer_consultation")).status_code == 404
    looks = AccessLogRow.objects.filter(unit_id=region.id("mas")).values_list("action", flat=True)
    assert {"consultation", "consultation.list"} <= set(looks)


def test_the_answer_of_the_mas_comes_back_to_the_one_who_asked(region: Region) -> None:
    consented(region)
    services.consult(**by(region, "office"), unit_id=region.id("mas"), **TO_MAS)
    mas, where = region.client("mas"), url(region, "answer_consultation")
    form = mas.get(where).context["form"]
    sent = {"version": form["version"].value(), "key": form["key"].value(), "seen": form["seen"].value()}
    assert mas.post(where, {**sent, "answer": "Ja, enligt rutinen."}).status_code == 302
    assert "Besvarad" in text_of(mas.get(reverse("consultations")))
    assert "Ja, enligt rutinen." in text_of(mas.get(url(region, "consultation")))
    case = text_of(region.client("office").get(url(region, "case")))
    assert "Svar: Ja, enligt rutinen." in case
    assert "enligt rutinen" not in text_of(region.client("ward").get(url(region, "case")))
    with pytest.raises(Conflict):
        services.answer_consultation(**by(region, "mas"), answer="Igen")


def test_of_a_protected_person_the_words_are_not_shown(region: Region) -> None:
    consented(region)
    services.consult(**by(region, "office"), unit_id=region.id("mas"), **TO_MAS)
    Patient.objects.filter(pk=region.episode.patient_id).update(protection=Protection.CONFIDENTIAL)
    shown = text_of(region.client("mas").get(url(region, "consultation")))
    assert "Texten är dold" in shown
    assert "delegera" not in shown


def test_what_the_office_has_can_be_enclosed_by_part(region: Region) -> None:
    consented(region)
    services.make_request(
        **by(region, "ward"), what="home_assessment", owner_id=region.id("office"), note="Tröskel vid badet."
    )
    office, where = region.client("office"), url(region, "consult")
    form = office.get(where).context["form"]
    assert [value for value, _ in form.fields["enclose"].choices] == ["Begärt, rådfrågat och svar"]
    sent = {"version": form["version"].value(), "key": form["key"].value(), "seen": form["seen"].value()}
    sent |= {"unit": region.id("mas"), **TO_MAS, "enclose": ["Begärt, rådfrågat och svar"]}
    assert office.post(where, sent).status_code == 302
    shown = text_of(region.client("mas").get(url(region, "consultation")))
    assert "Tröskel vid badet." in shown
