"""Each task after discharge is classed; those who act on it are told, and nobody else (T33)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build, order_help
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Item, Task
from transitions.rules.care_tasks import CareClass, CareTask, Helper, Judgement, Profession
from transitions.rules.kinds import ConsentForm, DischargedTo, ItemKind, Scope
from transitions.rules.safety_receipt import Doer, Meets, Receipt, Transport
from transitions.rules.task_values import TaskKind
from transitions.selectors import safety_receipt as receipts
from transitions.services.work import sweep_deadlines

pytestmark = pytest.mark.django_db
TASK = "00000000-0000-4000-8000-000000000001"


def consenting() -> Region:
    """A person with day and night providers, who agrees to information being sent."""
    region = build()
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    order_help(region)
    return region


def judged(region: Region, **more: object) -> Judgement:
    good = Judgement(
        CareTask.INSULIN,
        CareClass.HELPED,
        "Anna Test",
        Profession.NURSE,
        region.id("vc"),
        clock.today() + timedelta(days=20),
        helper=Helper.HOME_CARE,
        performer=region.id("home"),
        if_not="Ring vårdcentralen samma dag.",
    )
    return replace(good, **more)


def class_it(region: Region, unit: str = "ward", task: str = TASK, **more: object) -> Item:
    return services.class_care_task(
        acting=region.acting(unit),
        episode_id=region.episode.pk,
        at=clock.now(),
        task=task,
        judged=judged(region, **more),
    )


def case_of(region: Region, unit: str) -> str:
    return text_of(region.client(unit).get(reverse("case", args=[region.episode.public_id])))


def test_the_form_classes_a_task_and_says_what_is_missing() -> None:
    region = consenting()
    client = region.client("ward")
    where = reverse("class_care_task", args=[region.episode.public_id])
    typed = {
        "what": "insulin",
        "care_class": "helped",
        "helper": "home_care",
        "assessed_by": "Anna Test",
        "profession": "nurse",
        "review_on": f"{clock.today() + timedelta(days=20)}",
        "reviewer": str(region.id("vc")),
        "if_not": "Ring vårdcentralen samma dag.",
    }
    lacking = client.post(where, fill(client, where, **typed))
    assert lacking.status_code == 422
    assert "Välj enheten som gör uppgiften" in text_of(lacking)
    unlicensed = client.post(where, fill(client, where, **typed | {"profession": "assistant_nurse"}))
    assert unlicensed.status_code == 422
    done = client.post(where, fill(client, where, **typed, performer=str(region.id("home"))))
    assert done.status_code == 302
    assert done["Location"] == reverse("going_home", args=[region.episode.public_id]) + "#uppgifter"
    page = text_of(client.get(done["Location"]))
    for said in (
        "Insulin",
        "hemtjänst, efter beslut (SoL), Hemtjänsten Ett",
        "Anna Test, sjuksköterska",
        "Följs upp",
    ):
        assert said in page, said
    assert "Ring vårdcentralen samma dag." in case_of(region, "home")
    assert "Insulin" not in case_of(region, "night"), "the other provider has nothing to do with it"
    assert "Kvittera uppgift efter utskrivningen" in case_of(region, "home")


def test_without_consent_those_who_act_hear_that_there_is_a_task_but_not_what() -> None:
    region = build()
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("home")],
        starts_at=clock.now(),
    )
    item = class_it(region, risk="Blodsockret blir högt.")
    row = item.addressees.get(unit_id=region.id("home"))
    assert set(row.withheld) == {"what", "helper", "risk", "if_not"}
    page = case_of(region, "home")
    assert "Uppgiften är inte skickad till er" in page
    assert "Insulin" not in page
    assert "Blodsockret" not in page


def test_a_change_is_told_to_the_one_who_did_it_before() -> None:
    region = consenting()
    class_it(region)
    changed = class_it(region, "vc", care_class=CareClass.LICENSED, performer=region.id("vc"), helper=None)
    assert region.id("home") in set(changed.addressees.values_list("unit_id", flat=True))
    asked = Task.objects.filter(kind=TaskKind.ACKNOWLEDGE, item=changed)
    assert region.id("home") in set(asked.values_list("unit_id", flat=True))
    assert "Görs av legitimerad personal: Gröndals vårdcentral" in case_of(region, "home")
    with pytest.raises(Conflict) as same:
        class_it(region, "vc", care_class=CareClass.LICENSED, performer=region.id("vc"), helper=None)
    assert same.value.code == "task_unchanged"
    services.end_care_task(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        task=TASK,
        reason="Tabletter.",
    )
    assert "Uppgifter hemma" not in case_of(region, "ward")
    with pytest.raises(Conflict) as over:
        class_it(region)
    assert over.value.code == "no_such_task"
    with pytest.raises(Invalid):
        services.end_care_task(
            acting=region.acting("vc"), episode_id=region.episode.pk, at=clock.now(), task=TASK, reason=" "
        )


def test_only_health_care_classes_and_only_who_was_told_changes() -> None:
    region = consenting()
    for unit in ("office", "home", "night"):
        with pytest.raises(PermissionDenied):
            class_it(region, unit)
    class_it(region, reviewer=region.id("ward"))
    with pytest.raises(Conflict) as foreign:
        class_it(region, "vc")
    assert foreign.value.code == "no_such_task", "the vårdcentral was not told of it"
    url = reverse("change_care_task", args=[region.episode.public_id, TASK])
    assert region.client("vc").get(url).status_code == 404
    assert region.client("ward").get(url).status_code == 200
    unknown = reverse("end_care_task", args=[region.episode.public_id, uuid4()])
    assert region.client("ward").get(unknown).status_code == 404


def test_the_day_of_the_follow_up_is_a_task_that_outlives_the_list() -> None:
    region = consenting()
    class_it(region)
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    assert Task.objects.get(kind=TaskKind.REVIEW_CARE_TASK).unit_id == region.id("vc")
    later = clock.now() + timedelta(days=21)
    sweep_deadlines(acting=region.acting("ward", source="system"), now=later)
    kept = Task.objects.get()
    assert (kept.kind, kept.told_at is not None) == (TaskKind.REVIEW_CARE_TASK, True)


def test_the_tasks_go_with_the_information_and_on_the_sheet_in_another_language() -> None:
    region = consenting()
    class_it(region)
    class_it(region, task=str(uuid4()), what=CareTask.OTHER, name="Tejpa knät", care_class=CareClass.ALONE)
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    sent = services.send_information(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        sections={"patient_summary": "Du har fått insulin."},
    )
    assert [one["what"] for one in sent.data["care_tasks"]] == ["insulin", "other"]
    page = region.client("vc").get(reverse("going_home", args=[region.episode.public_id]))
    assert "Uppgifter hemma: vem gör vad" in text_of(page)
    paper = region.client("ward").get(reverse("patient_information", args=[region.episode.public_id]))
    assert "Tejpa knät. Egenvård, personen gör det själv." in text_of(paper)
    client = region.client("ward")
    where = reverse("safety_receipt_new", args=[region.episode.public_id])
    done = client.post(where, fill(client, where, transport="taxi", meets="home_care"))
    assert done.status_code == 302
    row = receipts.latest(acting=region.acting("ward"), episode=region.episode)
    assert row is not None
    assert [one.who for one in Receipt.of(row.content).tasks] == [Doer.HOME_CARE, Doer.ALONE]
    finnish = text_of(client.get(reverse("safety_receipt", args=[region.episode.public_id, "fi"])))
    assert "Mitä kotona tehdään" in finnish
    assert "Insuliini Kotipalvelu auttaa sinua Hemtjänsten Ett" in finnish


def test_every_language_has_the_words_of_every_task() -> None:
    for language in receipts.languages().values():
        for what in CareTask:
            assert what is CareTask.OTHER or language.phrases[f"task.{what}"], (language.code, what)
        for who in Doer:
            assert language.phrases[f"does.{who}"], (language.code, who)


def test_more_tasks_than_fit_the_sheet_are_refused_and_an_old_sheet_is_read() -> None:
    region = consenting()
    old = Receipt(clock.now(), "Avdelning 21", Transport.TAXI, Meets.NOBODY).stored()
    del old["tasks"]
    assert Receipt.of(old).tasks == ()
    class_it(region)
    assert Item.objects.filter(kind=ItemKind.CARE_TASK_CLASSED).count() == 1
