"""The inskrivningsmeddelande from the thinnest to the fullest: what is sent, measured, completed and read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from actors.rules.kinds import UnitKind
from core import clock
from core.conflicts import Conflict
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import AdmissionNotice, Item, Patient, Task
from transitions.rules.kinds import CareForm, Certainty, ItemKind, Scope
from transitions.rules.representation import RepresentativeKind
from transitions.rules.tasks import TaskKind
from transitions.selectors import notices as selected
from transitions.services.notice_content import NoticeContent

pytestmark = pytest.mark.django_db

FULL = NoticeContent(
    doctor_name="Dr Öman",
    basis="oral",
    needs=("rehab",),
    mobility="some",
    hygiene="much",
    eating="none",
    cognition="none",
    communication="none",
    function="Går med rollator.",
    rehab="Balansträning hemma",
    aids="Rollator",
    home_adaptation="Trösklar",
    medicines="Dospåsar",
    housing="Lägenhet med hiss",
    lives_alone=True,
    decisions="Hemtjänst två gånger om dagen",
    next_of_kin="Dotter",
    guardians="Ingen",
    children="Inga",
    interpreter="Nej",
)


@pytest.fixture
def region() -> Region:
    """A patient of whom nothing has been sent but what a file told."""
    return build()


def send(region: Region, content: NoticeContent, *to: str) -> Item:
    return services.send_admission_notice(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id(name) for name in to or ("office", "vc")],
        expected_discharge=clock.today() + timedelta(days=3),
        certainty=Certainty.LIKELY,
        content=content,
    )


def complete(region: Region, content: NoticeContent) -> Item:
    return services.complete_notice(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), content=content
    )


def tasks_of(region: Region, unit: str) -> set[str]:
    return set(Task.objects.filter(unit_id=region.id(unit)).values_list("kind", flat=True))


def test_the_minimum_goes_at_once_and_is_completed_later(region: Region) -> None:
    """T2: what was missing is measured, asked for, and measured anew."""
    thin = send(region, NoticeContent(doctor_name="Dr Öman", unknown=("guardians",)))
    row = AdmissionNotice.objects.get(item=thin)
    assert (row.asked, row.answered, row.not_known) == (17, 0, 1)
    assert TaskKind.COMPLETE_NOTICE in tasks_of(region, "ward")
    done = complete(region, replace(FULL, children="", interpreter="", unknown=("children", "interpreter")))
    row = AdmissionNotice.objects.get(item=done)
    assert (row.asked, row.answered, row.not_known) == (17, 15, 2)
    assert done.data["left"] == 0
    assert TaskKind.COMPLETE_NOTICE not in tasks_of(region, "ward")
    assert TaskKind.ACKNOWLEDGE in tasks_of(region, "office"), "the receiver is to read what is new"


def test_only_what_is_new_is_sent_again(region: Region) -> None:
    send(region, FULL)
    done = complete(region, replace(FULL, basis="", needs=(), aids="Rullstol"))
    row = AdmissionNotice.objects.get(item=done)
    assert (row.aids, row.function, row.lives_alone) == ("Rullstol", "", None)
    with pytest.raises(services.Invalid) as caught:
        complete(region, replace(FULL, basis="", needs=(), aids="Rullstol"))
    assert caught.value.code == "nothing_new"


def test_nothing_is_completed_before_there_is_a_notice(region: Region) -> None:
    Item.objects.filter(kind=ItemKind.ADMISSION_NOTICE_SENT).update(cancelled_at=clock.now())
    with pytest.raises(Conflict) as caught:
        complete(region, FULL)
    assert caught.value.code == "no_admission_notice"


def test_one_who_says_no_is_not_asked_for_more(region: Region) -> None:
    """Only the act's content goes, so nothing is left to complete."""
    services.refuse_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
    )
    send(region, NoticeContent(doctor_name="Dr Öman"))
    assert TaskKind.COMPLETE_NOTICE not in tasks_of(region, "ward")


def test_three_times_are_kept_and_the_24_hours_count_from_the_right_one(region: Region) -> None:
    """LUS 2:3; law.md 1.2: admission, the doctor's judgement, sending."""
    judged = region.episode.admitted_at + timedelta(hours=30)
    Item.objects.update(cancelled_at=clock.now())
    item = send(region, NoticeContent(doctor_name="Dr Öman", judged_at=judged))
    region.episode.refresh_from_db()
    row = AdmissionNotice.objects.get(item=item)
    assert (region.episode.admitted_at, row.judged_at, item.at) == (region.start, judged, item.at)
    page = text_of(region.client("ward").get(reverse("notice", args=[region.episode.public_id])))
    assert "inom 24 timmar" in page
    assert "Dr Öman" in page
    assert "Test ward" in page
    send(region, NoticeContent(doctor_name="Dr Öman", judged_at=judged), "rehab")
    assert Item.objects.filter(kind=ItemKind.NEED_ASSESSED).count() == 1, "the same judgement is one"


@pytest.mark.parametrize("hours", [-1, 24 * 9])
def test_a_judgement_outside_the_stay_is_refused_and_nothing_is_sent(region: Region, hours: int) -> None:
    before = Item.objects.count()
    judged = region.episode.admitted_at + timedelta(hours=hours)
    with pytest.raises(services.Invalid) as caught:
        send(region, NoticeContent(doctor_name="Dr Öman", judged_at=judged))
    assert caught.value.field == "judged_at"
    assert Item.objects.count() == before


def test_municipal_health_care_needs_the_open_care_among_the_receivers(region: Region) -> None:
    """LUS 2:1 second paragraph."""
    content = replace(FULL, needs=("municipal_health_care",))
    with pytest.raises(services.Invalid) as caught:
        send(region, content, "office")
    assert (caught.value.code, caught.value.field) == ("open_care_missing", "to")
    send(region, content, "office", "vc")


def test_what_has_no_ground_for_a_unit_is_not_on_its_page(region: Region) -> None:
    """law.md 6.5: the consent was given for the office."""
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(minutes=1),
        scopes=[Scope.INFORMATION],
        form="written",
        units=[region.id("office")],
    )
    send(region, replace(FULL, basis=""))
    where = reverse("notice", args=[region.episode.public_id])
    office, vc = (text_of(region.client(name).get(where)) for name in ("office", "vc"))
    for said in ("Balansträning hemma", "Rehabilitering i öppenvård", "Behöver mycket hjälp", "Dospåsar"):
        assert said in office
        assert said not in vc
    assert "Bara lagens uppgifter har skickats till din enhet." in vc


def test_the_page_of_a_protected_person_shows_the_acts_content_alone(region: Region) -> None:
    send(region, replace(FULL, housing="", next_of_kin=""))
    Patient.objects.update(protection="confidential")
    page = text_of(region.client("office").get(reverse("notice", args=[region.episode.public_id])))
    assert "Mer än så är skyddat." in page
    assert "Balansträning" not in page


CHILDS = ("custodians", "siblings", "school")


def childs(region: Region) -> str:
    """The stay of a child with a guardian on record; the address of the notice's form."""
    region.episode.child = True
    region.episode.save(update_fields=["child"])
    for name, phone, ended in (("Ada Testsson", "070-1", None), ("Bo Testsson", "", clock.today())):
        services.add_representative(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            kind=RepresentativeKind.GUARDIAN,
            name=name,
            phone=phone,
            valid_from=clock.today() - timedelta(days=9),
            valid_to=ended and ended - timedelta(days=1),
        )
    return reverse("send_notice", args=[region.episode.public_id])


def test_a_form_says_only_of_what_it_asks_to_whom_it_goes(region: Region) -> None:
    """T15: a child's notice lists no adult's fields, an adult's no child's."""
    client = region.client("ward")
    grounds = client.get(reverse("send_notice", args=[region.episode.public_id])).context["form"].GROUNDS
    assert not grounds.keys() & set(CHILDS)
    assert "next_of_kin" in grounds
    grounds = client.get(childs(region)).context["form"].GROUNDS
    assert grounds.keys() >= {*CHILDS, "expected_discharge"}
    assert "next_of_kin" not in grounds


def test_guardians_stand_in_a_childs_notice_where_they_may_be_sent(region: Region) -> None:
    """T15: filled in beforehand with consent; without it the act's content must go at once."""
    where = childs(region)
    client = region.client("ward")
    assert "Ada Testsson" not in client.get(where).context["form"].initial.get("custodians", "")
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form="oral",
    )
    assert client.get(where).context["form"].initial["custodians"] == "Ada Testsson, 070-1"


@pytest.mark.parametrize("kind", [UnitKind.OUT_OF_HOURS_CARE, UnitKind.DAY_ACTIVITY])
def test_out_of_hours_care_and_day_activity_can_be_told(region: Region, kind: UnitKind) -> None:
    """T29: chosen by need, and then told of a new date as the others are."""
    unit = region.units["rehab"]
    unit.kind = kind
    unit.save()
    found = selected.receivers(region.episode, at=clock.now())
    assert unit.pk in {one.unit.id for one in found}
    send(region, NoticeContent(doctor_name="Dr Öman"), "rehab")
    item = services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=5),
        certainty=Certainty.SURE,
    )
    assert item.addressees.filter(unit=unit).exists()


def test_of_a_protected_person_neither_place_nor_people_are_sent(region: Region) -> None:
    """law.md 6.6: also what the child's questions would tell."""
    Patient.objects.update(protection="confidential")
    for field in ("housing", "next_of_kin", "custodians", "siblings", "school", "children"):
        with pytest.raises(services.Invalid) as caught:
            send(region, NoticeContent(doctor_name="Dr Öman", basis="oral", **{field: "Storgatan"}))
        assert caught.value.code == "protected"


def test_a_unit_that_has_ended_gives_way_to_its_successor_or_stops_the_notice(region: Region) -> None:
    """anchors 12 row 42: never lost, never to nobody."""
    office, other = region.units["office"], region.units["other_office"]
    office.valid_to = clock.today() - timedelta(days=1)
    office.save()
    before = Item.objects.count()
    with pytest.raises(services.Invalid) as caught:
        send(region, NoticeContent(doctor_name="Dr Öman"))
    assert (caught.value.code, caught.value.field) == ("unit_ended", "to")
    assert "Biståndsenheten har upphört" in caught.value.message
    assert Item.objects.count() == before
    office.successor = other
    office.save()
    item = send(region, NoticeContent(doctor_name="Dr Öman"))
    named = set(item.addressees.filter(named=True).values_list("unit_id", flat=True))
    assert named == {other.pk, region.id("vc")}


def test_the_form_checks_without_sending_and_keeps_what_was_typed(region: Region) -> None:
    client = region.client("ward")
    where = reverse("send_notice", args=[region.episode.public_id])
    before = Item.objects.count()
    typed = fill(client, where, needs=["rehab"], function="Går med rollator.", rehab_vet_ej="on", check="1")
    page = client.post(where, typed)
    assert page.status_code == 200
    text = text_of(page)
    assert "2 av 17 frågor besvarade" in text
    assert "Saknas:" in text
    assert "Gröndals rehab (primärvårdsrehab). Behovet talar för det." in text
    assert Item.objects.count() == before
    body = page.content.decode()
    assert "Går med rollator." in body
    assert f'value="{region.id("rehab")}" id="id_to' in body
    assert text_of(client.get(f"{where}?utkast")).count("Går med rollator.") == 1, "kept on the server"


def test_the_meter_answers_while_one_types(region: Region) -> None:
    where = reverse("notice_meter", args=[region.episode.public_id])
    answer = region.client("ward").post(where, {"mobility": "vet_ej", "aids": "Rollator"})
    text = text_of(answer)
    assert "2 av 17 frågor besvarade" in text
    assert "1 med vet ej" in text
    assert "Vet ej: Förflyttning." in text


def test_complete_in_the_browser_begins_with_what_stands(region: Region) -> None:
    send(region, replace(FULL, children="", unknown=("children",)))
    client = region.client("ward")
    where = reverse("complete_notice", args=[region.episode.public_id])
    typed = fill(client, where)
    assert typed["mobility"] == ["some"]
    assert typed["children_vet_ej"] == ["on"]
    typed.pop("children_vet_ej")
    answer = client.post(where, {**typed, "children": "En flicka, 9 år, hos fadern"})
    assert answer.status_code == 302, text_of(answer)
    page = text_of(client.get(reverse("notice", args=[region.episode.public_id])))
    assert "En flicka, 9 år, hos fadern" in page
    assert "Inget saknas" in page
    assert "Nytt om barn i hemmet." in text_of(client.get(reverse("case", args=[region.episode.public_id])))


def test_a_placing_municipality_and_the_registered_one_are_both_proposed(region: Region) -> None:
    """T16, X10: each with its reason; the ward may lie anywhere."""
    region.episode.placed_by = region.organisations["other"]
    region.episode.care_form = CareForm.SOMATIC
    region.episode.save()
    found = {one.unit.name: one.candidate for one in selected.receivers(region.episode, at=clock.now())}
    assert (found["Biståndsenheten"].registered, found["Biståndsenheten"].placing) == (True, False)
    assert found["Biståndsenheten i Grannby"].placing
    page = text_of(region.client("ward").get(reverse("send_notice", args=[region.episode.public_id])))
    assert "Har placerat personen i annan kommun." in page
