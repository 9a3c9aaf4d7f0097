"""Cases and units that must not be mixed: admitted again, six municipalities at one hospital, facts out of order."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from actors import selectors as actors
from actors.models import Organisation, Unit
from actors.rules.kinds import OrganisationKind, UnitKind
from core import clock
from core.conflicts import Conflict
from tests.concurrency.together import together
from tests.factories.region import Region, build, personal_number
from transitions import services
from transitions.models import CareEpisode, Item, Party, Patient, Task
from transitions.permissions import items_visible_to, visible_to
from transitions.rules.kinds import CareForm, Certainty, ItemKind, Sex
from transitions.rules.task_values import TaskKind
from transitions.services.notice_content import NoticeContent

K = ItemKind


@pytest.mark.django_db
def test_admitted_again_before_the_old_case_is_closed_are_two_cases() -> None:
    """anchors 12 row 34: two cases of one person, each with its own messages; linked once the old one is closed."""
    region = build()
    ward = region.acting("other_ward")
    again = services.register_admission(
        acting=ward,
        patient_id=region.episode.patient_id,
        admitted_at=clock.now() - timedelta(hours=2),
        care_form=CareForm.SOMATIC,
    )
    item = services.send_admission_notice(
        acting=ward,
        episode_id=again.pk,
        at=clock.now(),
        to=[region.id("office")],
        expected_discharge=date(2026, 12, 24),
        certainty=Certainty.GUESS,
    )
    office = region.acting("office")
    assert {row.pk for row in visible_to(office)} == {region.episode.pk, again.pk}
    assert set(items_visible_to(office).filter(episode=again)) == {item}
    assert not visible_to(region.acting("vc")).filter(pk=again.pk).exists(), "told of the first stay alone"
    assert not visible_to(region.acting("ward")).filter(pk=again.pk).exists()
    region.episode.refresh_from_db()
    assert region.episode.expected_discharge != date(2026, 12, 24)
    assert not Party.objects.filter(episode=again, earlier__isnull=False).exists(), "the first stay goes on"


@pytest.mark.django_db
def test_a_stay_that_is_closed_late_is_linked_to_the_one_that_has_begun() -> None:
    """anchors 12 row 34: the discharge was written down after the person had come back. No later write is needed."""
    region = build(start=clock.now() - timedelta(days=9))
    ward = region.acting("ward")
    other = region.acting("other_ward")
    again = services.register_admission(
        acting=other,
        patient_id=region.episode.patient_id,
        admitted_at=clock.now() - timedelta(hours=2),
        care_form=CareForm.SOMATIC,
    )
    services.send_admission_notice(
        acting=other,
        episode_id=again.pk,
        at=clock.now(),
        to=[region.id("office")],
        expected_discharge=clock.today(),
        certainty=Certainty.GUESS,
    )
    causes = Task.objects.filter(kind=TaskKind.RECORD_CAUSE)
    assert not causes.exists()
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind=K.DISCHARGED,
        at=clock.now() - timedelta(days=3),
        data={"to": "home"},
    )
    first = {row.kind for row in Item.objects.filter(episode=region.episode)}
    links = dict(Party.objects.filter(episode=again).values_list("unit_id", "earlier_id"))
    office, new_ward = region.id("office"), region.id("other_ward")
    assert links == {office: region.episode.pk, new_ward: region.episode.pk}
    assert set(causes.values_list("episode_id", "unit_id")) == {(again.pk, office), (again.pk, new_ward)}
    assert not visible_to(other).filter(pk=region.episode.pk).exists(), "asked for the cause, and no more"
    services.record_cause(acting=other, episode_id=again.pk, at=clock.now(), cause="aids")
    assert {row.kind for row in Item.objects.filter(episode=region.episode)} == first, "no mix"
    assert not visible_to(ward).filter(pk=again.pk).exists()


@pytest.mark.django_db
def test_facts_that_become_known_out_of_order_give_the_same_state() -> None:
    """anchors 12 row 35: whichever came first, each takes its place by when it happened."""
    states = set()
    for number, order in enumerate(permutations(range(4))):
        if number % 5:
            continue
        states.add(_state_after(order, number))
    assert len(states) == 1


def _state_after(order: tuple[int, ...], number: int) -> tuple[object, ...]:
    region = build() if number == 0 else _known()
    start = clock.now() - timedelta(days=2)
    ward = region.acting("ward", source="import")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=personal_number(date(1940, 1, 1) + timedelta(days=number), 981),
        name=f"Ordning {number}",
        sex=Sex.UNKNOWN,
        registered_in_id=region.organisations["municipality"].pk,
    )
    episode = services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=start, care_form=CareForm.SOMATIC
    )
    facts = (
        (K.ADMISSION_NOTICE_SENT, 1, {"expected_discharge": "2026-12-01"}),
        (K.EXPECTED_DISCHARGE_CHANGED, 2, {"expected_discharge": "2026-12-03", "certainty": "sure"}),
        (K.DISCHARGE_READY_SENT, 3, {}),
        (K.DISCHARGE_READY_WITHDRAWN, 4, {}),
    )
    for position in order:
        kind, hour, data = facts[position]
        services.record_item(
            acting=ward,
            episode_id=episode.pk,
            kind=kind,
            at=start + timedelta(hours=hour),
            to=[region.id("office")],
            data=data,
        )
    episode.refresh_from_db()
    return episode.phase, episode.expected_discharge, episode.certainty, episode.ready_at


def _known() -> Region:
    units = {unit.code.removeprefix("T-"): unit for unit in Unit.objects.all()}
    owners = {"municipality": Organisation.objects.get(code="0199")}
    return Region(units, owners, CareEpisode(), clock.now())


@pytest.mark.django_db
def test_one_hospital_and_six_municipalities_each_see_their_own() -> None:
    """T16, X10: two of the six lie in another region than the ward."""
    region = build()
    far = Organisation.objects.create(code="09", kind=OrganisationKind.REGION, name="Region Fjärran")
    ward = region.acting("ward")
    offices = []
    for number in range(6):
        owner = Organisation.objects.create(
            code=f"{'09' if number > 3 else '01'}{number + 50}",
            kind=OrganisationKind.MUNICIPALITY,
            name=f"Kommun {number}",
            parent=far if number > 3 else region.organisations["region"],
        )
        office = Unit.objects.create(
            code=f"K{number}", organisation=owner, kind=UnitKind.ASSESSMENT_OFFICE, name=f"Bistånd {number}"
        )
        patient, _ = services.register_patient(
            acting=ward,
            personal_number=personal_number(date(1935, 3, 1) + timedelta(days=number), 982),
            name=f"Person {number}",
            sex=Sex.UNKNOWN,
            registered_in_id=owner.pk,
        )
        episode = services.register_admission(
            acting=ward, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.SOMATIC
        )
        services.send_admission_notice(
            acting=ward,
            episode_id=episode.pk,
            at=clock.now(),
            to=[office.pk, region.id("vc")],
            expected_discharge=clock.today(),
            certainty=Certainty.LIKELY,
            content=NoticeContent(doctor_name="Dr Öman"),
        )
        offices.append((office, episode))
    for office, episode in offices:
        acting = actors.acting_for_unit(actors.units(ids=[office.pk])[0], name="Test", source="web")
        assert [row.pk for row in visible_to(acting)] == [episode.pk]
        assert Item.objects.filter(pk__in=items_visible_to(acting)).count() == 1
    of_hospital = {episode.pk for _, episode in offices} | {region.episode.pk}
    assert {row.pk for row in visible_to(ward)} == of_hospital
    assert {row.pk for row in visible_to(region.acting("vc"))} == of_hospital
    assert not visible_to(region.acting("other_office")).exists()


def _admit_many(threads: int, rounds: int) -> None:
    region = build()
    ward = region.acting("ward")
    for number in range(rounds):
        born = date(1950, 1, 1) + timedelta(days=number)

        def admit(born: date = born) -> str:
            patient, _ = services.register_patient(
                acting=ward,
                personal_number=personal_number(born, 983),
                name="Samtidig Testsson",
                sex=Sex.UNKNOWN,
                registered_in_id=region.organisations["municipality"].pk,
            )
            try:
                services.register_admission(
                    acting=ward, patient_id=patient.pk, admitted_at=clock.now(), care_form=CareForm.DETOX
                )
            except Conflict as conflict:
                return conflict.code
            return "admitted"

        answers = together(threads, admit)
        assert sorted(answers) == ["admitted", *["already_admitted"] * (threads - 1)]
    assert Patient.objects.filter(name="Samtidig Testsson").count() == rounds
    assert CareEpisode.objects.filter(care_form=CareForm.DETOX).count() == rounds


@pytest.mark.django_db(transaction=True)
def test_one_of_several_admissions_at_the_same_moment_counts() -> None:
    """One case; the others are told that there is one."""
    _admit_many(4, 2)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_one_of_ten_admissions_counts_twenty_times() -> None:
    _admit_many(10, 20)
