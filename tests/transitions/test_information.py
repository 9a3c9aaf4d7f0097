"""Information at discharge: written, kept, sent the same day; what is missing is said (LUS 3:2, T26)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock, scope
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import InformationDraft, Item, Task
from transitions.rules.information import Section, send_at
from transitions.rules.kinds import DischargedTo, ItemKind, Scope
from transitions.rules.task_values import TaskKind
from transitions.selectors import information

pytestmark = pytest.mark.django_db

SENT = ItemKind.DISCHARGE_INFORMATION_SENT


def discharge(region: Region) -> None:
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    region.episode.refresh_from_db()


def test_a_draft_is_the_wards_own_and_what_is_sent_reaches_those_who_plan() -> None:
    region = build()
    client = region.client("ward")
    where = reverse("information", args=[region.episode.public_id])
    kept = client.post(where, fill(client, where, lines="KAD sedan 3 mars, dras 10 mars", save="1"))
    assert kept.status_code == 302, text_of(kept)
    assert "Utkastet är sparat. Inget är skickat." in text_of(client.get(kept["Location"]))
    assert not Item.objects.filter(kind=SENT).exists()
    with scope.acting_as(region.acting("office")):
        assert not InformationDraft.objects.exists()
    typed = fill(
        client, where, medicines_stopped="Metoprolol: lågt tryck", patient_summary="Du har haft feber."
    )
    assert typed["lines"][0].strip() == "KAD sedan 3 mars, dras 10 mars", "the draft is there again"
    sent = client.post(where, typed)
    assert sent.status_code == 302, text_of(sent)
    item = Item.objects.get(kind=SENT)
    assert "wounds" in item.data["missing"]
    assert set(item.addressees.values_list("unit_id", flat=True)) == {region.id("office"), region.id("vc")}
    vc = region.client("vc")
    page = text_of(vc.get(reverse("going_home", args=[region.episode.public_id])))
    assert "Metoprolol: lågt tryck" in page
    assert "Saknas: hälsa och vård" in page
    paper = text_of(vc.get(reverse("patient_information", args=[region.episode.public_id])))
    assert "Du har haft feber." in paper
    assert "KAD" not in paper, "the patient's paper is short"


def test_an_empty_form_is_not_information() -> None:
    region = build()
    with pytest.raises(Invalid) as stopped:
        services.send_information(
            acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), sections={}
        )
    assert stopped.value.code == "nothing"


def test_at_15_what_there_is_goes_with_what_is_missing_and_the_ward_completes_it() -> None:
    region = build()
    services.save_information(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        sections={"risks": "Faller"},
    )
    discharge(region)
    ended = region.episode.ended_at
    assert ended is not None
    assert Task.objects.filter(kind=TaskKind.SEND_INFORMATION, unit_id=region.id("ward")).count() == 1
    due = send_at(ended)
    if due > ended:
        assert services.send_due_information(now=due - timedelta(seconds=1)) == 0
    assert services.send_due_information(now=due) == 1
    assert services.send_due_information(now=due) == 0
    item = Item.objects.get(kind=SENT)
    assert (item.data["risks"], item.author_name) == ("Faller", "Hemväg")
    assert len(item.data["missing"]) == len(Section) - 1
    assert Task.objects.filter(kind=TaskKind.COMPLETE_INFORMATION, unit_id=region.id("ward")).exists()
    services.send_information(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=due + timedelta(minutes=5),
        sections={str(section): "Inga" for section in Section},
    )
    assert not Task.objects.filter(kind=TaskKind.COMPLETE_INFORMATION).exists()


def test_of_one_who_objects_the_sections_stay_and_that_they_are_missing_is_told() -> None:
    region = build()
    services.refuse_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
    )
    services.send_information(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        sections={"risks": "Faller ofta"},
    )
    got = information.latest(acting=region.acting("vc"), episode=region.episode)
    assert got is not None
    assert "risks" not in got.data
    page = text_of(region.client("vc").get(reverse("going_home", args=[region.episode.public_id])))
    assert "Faller ofta" not in page
    own = information.latest(acting=region.acting("ward"), episode=region.episode)
    assert own is not None
    assert own.data["risks"] == "Faller ofta"
