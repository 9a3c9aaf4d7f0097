"""What the services do: the write and its traces, and what they refuse."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock
from core.conflicts import Conflict
from core.models import AuditRow, OutboxMessage
from tests.factories.region import Region, build
from transitions import services
from transitions.locks import NotFound
from transitions.models import (
    Addressee,
    AdmissionNotice,
    CareEpisode,
    DischargeReadyNotice,
    Item,
    Patient,
    Task,
)
from transitions.rules.chain import Phase
from transitions.rules.kinds import Applies, CareForm, Certainty, DischargedTo, ItemKind, Scope, Sex
from transitions.rules.tasks import TaskKind, tasks
from transitions.selectors.chains import chain
from transitions.services.notice_content import NoticeContent
from transitions.services.state import limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral."""
    return build()


def ready(region: Region, **more: object) -> Item:
    """Utskrivningsklar now."""
    values = {"doctor_name": "Dr Test", "to": [region.id("office"), region.id("vc")], **more}
    at = values.pop("at", clock.now())
    return services.send_discharge_ready(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=at, **values
    )


def test_a_write_leaves_item_receipt_audit_and_outbox(region: Region) -> None:
    """One order for every write."""
    item = services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=date(2026, 12, 1),
        certainty=Certainty.GUESS,
    )
    region.episode.refresh_from_db()
    assert region.episode.expected_discharge == date(2026, 12, 1)
    reached = set(Addressee.objects.filter(item=item).values_list("unit_id", flat=True))
    assert reached == {region.id("office"), region.id("vc")}
    assert AuditRow.objects.filter(action="item.expected_discharge_changed").count() == 1
    message = OutboxMessage.objects.get(event="item.expected_discharge_changed")
    assert message.payload == {"item": item.pk, "episode": region.episode.pk}
    assert region.episode.history.count() >= 1


def test_the_lock_is_taken_before_the_write(region: Region) -> None:
    """SELECT … FOR UPDATE on the episode comes before any UPDATE or INSERT."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        ready(region)
    statements = [query["sql"] for query in captured.captured_queries]
    lock = next(i for i, sql in enumerate(statements) if "FOR UPDATE" in sql and "careepisode" in sql)
    write = next(i for i, sql in enumerate(statements) if sql.startswith(("UPDATE", "INSERT")))
    assert lock < write


@pytest.mark.parametrize("unit", ["office", "vc"])
def test_only_the_ward_sends_utskrivningsklar(region: Region, unit: str) -> None:
    """The role decides, and nothing is written."""
    with pytest.raises(PermissionDenied):
        services.send_discharge_ready(
            acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), doctor_name="Dr"
        )
    assert not DischargeReadyNotice.objects.exists()


@pytest.mark.parametrize("unit", ["other_ward", "other_office", "home", "mas"])
def test_a_case_of_others_does_not_exist(region: Region, unit: str) -> None:
    """A unit that is not on the chain finds nothing: not even that there is something."""
    with pytest.raises((NotFound, PermissionDenied)):
        services.acknowledge_kind(
            acting=region.acting(unit),
            episode_id=region.episode.pk,
            of=ItemKind.ADMISSION_NOTICE_SENT,
            at=clock.now(),
        )


def test_a_former_ward_may_read_but_not_discharge(region: Region) -> None:
    """T16: the chain goes on with the new ward."""
    services.transfer(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        ward_id=region.id("other_ward"),
    )
    with pytest.raises(PermissionDenied):
        services.record_discharge(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            at=clock.now(),
            to=DischargedTo.HOME,
        )
    services.record_discharge(
        acting=region.acting("other_ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    region.episode.refresh_from_db()
    assert region.episode.phase == Phase.DISCHARGED


def test_utskrivningsklar_twice_is_a_conflict(region: Region) -> None:
    """And the second changes nothing."""
    ready(region)
    with pytest.raises(Conflict) as caught:
        ready(region)
    assert caught.value.code == "already_ready"
    assert DischargeReadyNotice.objects.count() == 1


def test_withdrawn_and_sent_again_begins_a_new_count(region: Region) -> None:
    """T6: two notices, the first ended by the withdrawal."""
    first = ready(region, at=clock.now() - timedelta(minutes=3))
    services.withdraw_discharge_ready(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(minutes=2),
        note="Feber.",
    )
    second = ready(region)
    rows = {row.pk: row for row in DischargeReadyNotice.objects.all()}
    assert rows[first.pk].ended_by == ItemKind.DISCHARGE_READY_WITHDRAWN
    assert rows[second.pk].ended_at is None


def test_the_count_uses_the_time_of_receipt(region: Region) -> None:
    """A typed time of judgement is kept beside, never counted from."""
    received = clock.now()
    judged = received - timedelta(hours=20)
    item = ready(region, at=received, judged_at=judged)
    row = DischargeReadyNotice.objects.get(pk=item.pk)
    assert (row.sent_at, row.judged_at) == (received, judged)
    region.episode.refresh_from_db()
    assert region.episode.ready_at == received


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"doctor_name": " "}, "no_doctor"),
        ({"judged_at": clock.now() + timedelta(days=400)}, "judged_after_sending"),
        ({"judged_at": clock.now() - timedelta(days=400)}, "judged_before_admission"),
    ],
)
def test_utskrivningsklar_with_wrong_content(region: Region, more: dict[str, object], code: str) -> None:
    """Refused with a code and a sentence, nothing half-written."""
    with pytest.raises(services.Invalid) as caught:
        ready(region, **more)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).count() == 0


def test_discharge_before_admission_is_impossible(region: Region) -> None:
    """By rule, also for history; and by the database."""
    before = region.episode.admitted_at - timedelta(seconds=1)
    for source in ("web", "import"):
        with pytest.raises(Conflict) as caught:
            services.record_discharge(
                acting=region.acting("ward", source=source),
                episode_id=region.episode.pk,
                at=before,
                to=DischargedTo.HOME,
            )
        assert caught.value.code == "before_admission"
    with pytest.raises(IntegrityError), transaction.atomic():
        CareEpisode.objects.filter(pk=region.episode.pk).update(ended_at=before, phase=Phase.DISCHARGED)


def test_a_stale_page_is_told_and_changes_nothing(region: Region) -> None:
    """Two people on one case."""
    region.episode.refresh_from_db()
    drawn = region.episode.version
    ready(region)
    with pytest.raises(Conflict) as caught:
        services.change_expected_discharge(
            acting=region.acting("ward"),
            episode_id=region.episode.pk,
            at=clock.now(),
            expected_discharge=date(2026, 12, 1),
            certainty=Certainty.SURE,
            version=drawn,
        )
    assert caught.value.code == "stale"


def test_acknowledging_settles_all_of_the_kind_and_is_done_once(region: Region) -> None:
    """An acknowledgement covers all changes before it; the second is told who did the first."""
    ward, office = region.acting("ward"), region.acting("office")
    for day in (1, 2, 3):
        services.change_expected_discharge(
            acting=ward,
            episode_id=region.episode.pk,
            at=clock.now(),
            expected_discharge=date(2026, 12, day),
            certainty=Certainty.LIKELY,
        )
    of = ItemKind.EXPECTED_DISCHARGE_CHANGED
    services.acknowledge_kind(acting=office, episode_id=region.episode.pk, of=of, at=clock.now())
    rows = Addressee.objects.filter(unit_id=office.unit_id, item__kind=of)
    assert {row.acknowledged_by for row in rows} == {office.user_name}
    with pytest.raises(Conflict) as caught:
        services.acknowledge_kind(acting=office, episode_id=region.episode.pk, of=of, at=clock.now())
    assert caught.value.params["by"] == office.user_name


def test_what_goes_beyond_the_act_needs_a_ground() -> None:
    """law.md 6.5: consent or harm assessment, else it is not sent. The database holds it too."""
    region = build()
    content = NoticeContent(doctor_name="Dr Test", function="Behöver stöd vid förflyttning.")
    send = {
        "acting": region.acting("ward"),
        "episode_id": region.episode.pk,
        "to": [region.id("office")],
        "expected_discharge": date(2026, 12, 1),
    }
    with pytest.raises(services.Invalid) as caught:
        services.send_admission_notice(at=clock.now(), content=content, **send)
    assert caught.value.code == "no_ground"
    item = services.send_admission_notice(
        at=clock.now(), content=NoticeContent(doctor_name="Dr Test", basis="oral", function="Stöd."), **send
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        AdmissionNotice.objects.filter(pk=item.pk).update(basis="")


def test_one_who_refuses_everything_is_still_carried_home(region: Region) -> None:
    """Duties need no consent: withdrawal stops none of notice, date, utskrivningsklar."""
    ward = region.acting("ward")
    services.withdraw_consent(
        acting=ward,
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION, Scope.SIP, Scope.PLAN_SHARING],
    )
    services.change_expected_discharge(
        acting=ward,
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=date(2026, 12, 2),
        certainty=Certainty.SURE,
    )
    item = ready(region)
    assert Addressee.objects.filter(item=item, unit_id=region.id("office")).exists()


def test_no_application_is_no_objection(region: Region) -> None:
    """T3: the path stays open, and betalningsansvar is not touched."""
    item = services.take_contact(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        applies=Applies.NO,
    )
    assert item.kind == ItemKind.CONTACT_TAKEN
    objected = services.take_contact(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        applies=Applies.OBJECTS,
    )
    assert objected.kind == ItemKind.SUPPORT_DECLINED


def test_admission_is_the_wards_and_once(region: Region) -> None:
    """A second admission of the same patient on the same ward is a conflict; another role may not."""
    patient = region.episode.patient
    values = {"patient_id": patient.pk, "admitted_at": clock.now(), "care_form": CareForm.SOMATIC}
    with pytest.raises(Conflict) as caught:
        services.register_admission(acting=region.acting("ward"), **values)
    assert caught.value.code == "already_admitted"
    with pytest.raises(PermissionDenied):
        services.register_admission(acting=region.acting("office"), **values)
    with pytest.raises(services.Invalid):
        services.register_admission(
            acting=region.acting("other_ward"), **{**values, "admitted_at": clock.now() + timedelta(hours=1)}
        )


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("380204-9811", "193802049811"),
        ("19380204 9811", "193802049811"),
        ("193802649818", "193802649818"),  # coordination number: day + 60
        ("19380204A123", "19380204A123"),  # a region's reserve number
    ],
)
def test_personal_numbers_that_are_taken(region: Region, number: str, stored: str) -> None:
    """Ten or twelve characters, with check digit where there is one."""
    Patient.objects.filter(personal_number=stored).update(personal_number="19000101A111")
    patient, created = services.register_patient(
        acting=region.acting("ward"),
        personal_number=number,
        name="Karl Provberg",
        sex=Sex.MALE,
        registered_in_id=region.organisations["municipality"].pk,
        external_id=str(uuid4()),
    )
    assert (patient.personal_number, created) == (stored, True)


@pytest.mark.parametrize("number", ["193802049812", "19381304-9811", "abc", "", "2938020498111"])
def test_personal_numbers_that_are_not(region: Region, number: str) -> None:
    """The sentence says what to do."""
    with pytest.raises(services.Invalid) as caught:
        services.register_patient(
            acting=region.acting("ward"),
            personal_number=number,
            name="Karl Provberg",
            sex=Sex.MALE,
            registered_in_id=region.organisations["municipality"].pk,
        )
    assert caught.value.field == "personal_number"


def test_stored_tasks_are_what_the_rule_says(region: Region) -> None:
    """After every step of a walk the rows equal the rule's answer for the chain."""
    ward, office, vc = (region.acting(name) for name in ("ward", "office", "vc"))
    pk = region.episode.pk
    for step in (
        lambda: services.acknowledge_kind(
            acting=office, episode_id=pk, of=ItemKind.ADMISSION_NOTICE_SENT, at=clock.now()
        ),
        lambda: services.take_contact(acting=office, episode_id=pk, at=clock.now(), applies=Applies.YES),
        lambda: services.appoint_care_contact(
            acting=vc, episode_id=pk, at=clock.now(), name="Eva", phone="08-1"
        ),
        lambda: ready(region),
        lambda: services.record_discharge(acting=ward, episode_id=pk, at=clock.now(), to=DischargedTo.HOME),
    ):
        step()
        stored = set(Task.objects.filter(episode_id=pk).values_list("unit_id", "kind", "item_id", "due_at"))
        wanted = {
            (task.unit_id, str(task.kind), task.item_id, task.due_at)
            for task in tasks(chain(region.episode), limits())
        }
        assert stored == wanted


def test_the_sweep_tells_of_each_missed_time_once(region: Region) -> None:
    """Each minute: whoever has a task whose time is out is told, once."""
    system = region.acting("ward", source="system")
    far = clock.now() + timedelta(days=30)
    first = services.sweep_deadlines(acting=system, now=far)
    assert first == Task.objects.filter(due_at__lt=far).count() > 0
    assert services.sweep_deadlines(acting=system, now=far) == 0
    assert OutboxMessage.objects.filter(event="task.overdue").count() == first


def test_a_task_moved_in_time_is_told_of_again(region: Region) -> None:
    """A new date is a new deadline."""
    system = region.acting("ward", source="system")
    services.sweep_deadlines(acting=system, now=clock.now() + timedelta(days=30))
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=40),
        certainty=Certainty.SURE,
    )
    task = Task.objects.get(kind=TaskKind.KEEP_DATE)
    assert task.told_at is None


def test_taking_a_case_is_won_by_the_first(region: Region) -> None:
    """The second is told who has it."""
    first, second = region.person_acting("office"), None
    services.take_case(acting=first, episode_id=region.episode.pk, at=clock.now())
    services.take_case(acting=first, episode_id=region.episode.pk, at=clock.now())
    region.units["colleague"] = region.units["office"]
    second = region.person_acting("colleague")
    with pytest.raises(Conflict) as caught:
        services.take_case(acting=second, episode_id=region.episode.pk, at=clock.now())
    assert caught.value.params["by"] == first.user_name
